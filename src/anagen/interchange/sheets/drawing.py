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
from anagen.interchange.sheets.writable import FONTS, writable

TEMPLATE = Path(__file__).parent / "sheet.typ"
#: What is a name, a drawing or a number, and so stays as it is.
VERBATIM = frozenset({"kind", "language", "svg", "address", "sign"})


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
    return _plain(sheet, lambda text: writable(text, plainly))


def _plain(value: Any, write: Callable[[str], str]) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: entry if field.name in VERBATIM else _plain(entry, write)
            for field in fields(value)
            for entry in [_name_of(getattr(value, field.name))]
        }
    if isinstance(value, tuple):
        return [_plain(entry, write) for entry in value]
    if isinstance(value, bytes):
        return list(value)
    return write(value) if isinstance(value, str) else _scalar(value)


def _name_of(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value


def _scalar(value: Any) -> Any:
    return value if isinstance(value, bool | int | float | None) else str(value)
