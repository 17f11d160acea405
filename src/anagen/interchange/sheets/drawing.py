"""Draws a sheet as a PDF that a screen reader can read (PDF/UA-1), with our own fonts inside.

The words of a sheet go to Typst as JSON and are only ever shown as text: nothing that somebody
typed can become markup, and the drawing reads no file but our fonts.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from anagen.interchange.sheets.page import Sheet
from anagen.interchange.sheets.writable import FONTS, LONGEST, LONGEST_TITLE, writable

TEMPLATE = Path(__file__).parent / "sheet.typ"
#: What is a name, a drawing or a number, and so stays as it is.
VERBATIM = frozenset({"kind", "language", "svg", "address"})
#: What stands large, on every page, or in one line.
TITLES = frozenset({"title", "heading", "head", "foot"})


def pdf(sheet: Sheet) -> bytes:
    """The sheet as a PDF. The same sheet gives the same bytes."""
    import typst

    def drawn(plainly: bool) -> bytes:
        return typst.compile(
            TEMPLATE,
            root=TEMPLATE.parent,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"sheet": json.dumps(_tree(sheet, plainly))},
            pdf_standards="ua-1",
            timestamp=int(sheet.made.timestamp()),
        )

    try:
        return drawn(plainly=False)
    except typst.TypstError:
        # A mark that no font joins to the letter before it: write the letters alone.
        return drawn(plainly=True)


def _tree(sheet: Sheet, plainly: bool) -> Any:
    def write(text: str, name: str) -> str:
        return writable(text, plainly, LONGEST_TITLE if name in TITLES else LONGEST)

    return _plain(sheet, write)


def _plain(value: Any, write: Callable[[str, str], str], name: str = "") -> Any:
    """A sheet as plain tables and lists; `name` is that of the entry a text stands in."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: _plain(getattr(value, field.name), write, field.name)
            for field in fields(value)
        }
    if isinstance(value, tuple):
        return [_plain(entry, write, name) for entry in value]
    if isinstance(value, bytes):
        return list(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value if name in VERBATIM else write(value, name)
    return value if isinstance(value, bool | int | float | None) else str(value)
