"""Compiles the .po files into the catalogues that are read at run time.

    python -m anagen.languages.compiling

The same .po files give the same bytes, so a test can tell a catalogue that was not compiled
again. The language made by rule is compiled too, from the texts of the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polib

from anagen.languages.catalogue import ADVICE, HERE, SLOTTED, SLOTTED_CONTEXT
from anagen.languages.gathering import PAGES, WRITTEN, head, opened, po_file, po_names
from anagen.languages.offered import PSEUDO
from anagen.languages.pseudo import pseudo
from anagen.languages.sentence import slots

#: How the context of a form of dates begins, such as "j F Y".
DATES = "date"
#: The folder of the language made by rule, spelt as Django looks for it.
PSEUDO_FOLDER = "ar_XB"


def compiled() -> Iterator[tuple[Path, bytes]]:
    """Every compiled catalogue: its file and its bytes."""
    for language in WRITTEN:
        yield HERE / language / ADVICE, _advice(language)
        pages = opened(po_file(language, PAGES))
        yield HERE / language / f"{PAGES}.mo", _bytes(list(pages), pages.metadata)
    pages = opened(po_file(WRITTEN[0], PAGES))
    made = [_by_rule(entry) for entry in pages]
    yield HERE / PSEUDO_FOLDER / f"{PAGES}.mo", _bytes(made, head(PSEUDO.code))


def _advice(language: str) -> bytes:
    entries = [entry for name in po_names() for entry in opened(po_file(language, name))]
    listed = [_listed(entry) for entry in entries if entry.translated() and slots(entry.msgid)]
    index = polib.POEntry(msgctxt=SLOTTED_CONTEXT, msgid=SLOTTED, msgstr="\n".join(sorted(listed)))
    return _bytes([*entries, index], head(language))


def _listed(entry: polib.POEntry) -> str:
    return f"{entry.msgid}\t{entry.msgid_plural}" if entry.msgid_plural else entry.msgid


def _by_rule(entry: polib.POEntry) -> polib.POEntry:
    if (entry.msgctxt or "").startswith(DATES):  # the form of a date, no words
        return polib.POEntry(msgid=entry.msgid, msgctxt=entry.msgctxt, msgstr=entry.msgid)
    made = polib.POEntry(msgid=entry.msgid, msgctxt=entry.msgctxt, msgstr=pseudo(entry.msgid))
    if entry.msgid_plural:
        made.msgid_plural = entry.msgid_plural
        made.msgstr_plural = {0: pseudo(entry.msgid), 1: pseudo(entry.msgid_plural)}
    return made


def _bytes(entries: list[polib.POEntry], metadata: dict[str, str]) -> bytes:
    catalogue = polib.POFile()
    catalogue.metadata = metadata
    found = {(entry.msgctxt or "", entry.msgid): entry for entry in entries if entry.translated()}
    catalogue.extend(found[key] for key in sorted(found))
    binary: bytes = catalogue.to_binary()
    return binary


if __name__ == "__main__":
    for file, content in compiled():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
