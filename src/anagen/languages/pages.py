"""What the pages say: the texts in templates and in Python that are marked to be translated."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.extract import extract
from django.utils.translation.template import templatize

from anagen.languages.text import Text

PACKAGE = Path(__file__).parents[1]
FOLDERS = ("web", "store", "interchange")
#: The marks, and which of their arguments hold context, text and plural.
MARKS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "lazily": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def page_texts() -> list[Text]:
    """Every text of the pages, each once, in the order of files."""
    found: dict[tuple[str, str], Text] = {}
    for path in _sources():
        place = str(path.relative_to(PACKAGE))
        for context, msgid, plural in marked(path):
            before = found.get((context, msgid), Text(msgid, plural, context))
            places = tuple(dict.fromkeys((*before.places, place)))
            found[before.key] = Text(msgid, before.plural or plural, context, places)
    return list(found.values())


def _sources() -> Iterator[Path]:
    for folder in FOLDERS:
        paths = sorted((PACKAGE / folder).rglob("*"))
        yield from (path for path in paths if path.suffix in {".py", ".html", ".txt", ".xml"})


def marked(path: Path) -> Iterator[tuple[str, str, str]]:
    """The texts in one file that are marked: context, text and plural."""
    text = path.read_text(encoding="utf-8")
    code = text if path.suffix == ".py" else templatize(text, origin=str(path))
    for _, message, _, context in extract("python", BytesIO(code.encode()), keywords=MARKS):
        msgid, plural = message if isinstance(message, tuple) else (message, "")
        yield context or "", msgid, plural
