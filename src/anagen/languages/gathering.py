"""Gathers what has to be translated, and keeps the .po files in step with it.

    python -m anagen.languages.gathering

New texts get an empty translation, and texts that nobody says any more leave. The sentences
that care puts together stand in care.po and are written there by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple
from pathlib import Path
from typing import Any

import polib

from anagen.knowledge.files import FOLDERS, read_tables
from anagen.languages.catalogue import HERE
from anagen.languages.pages import page_texts
from anagen.languages.text import Text

CARE = "care"
IMAGING = "imaging"
EVIDENCE = "evidence"
PAGES = "LC_MESSAGES/django"
#: The languages that people translate.
WRITTEN = ("es",)
WIDTH = 98
#: Keys of the knowledge files that hold no words for people: names, numbers, conditions, and
#: where a source is found. Every other text is gathered, so a new key is never forgotten.
WORDLESS = {
    "argues", "asked_when", "at_first", "basis.locator", "basis.source", "basis.stance", "cases",
    "choices.id", "clock", "covers", "currency", "device", "devices", "given",
    "grades", "hair_loss", "identifier", "item", "kind", "later", "lasts.endpoints",
    "lasts.settings", "lasts.when", "means", "measured", "mentions", "names", "once_stopped",
    "order.question", "outcome", "quantity", "question", "questions", "read", "reviewed", "right",
    "routes", "settings", "sex", "sexes", "side", "standing", "starts_in", "step", "steps",
    "strength", "timer", "topic", "triage", "until.after", "value", "verdict", "when", "zones",
}  # fmt: skip


def knowledge_texts() -> dict[str, list[Text]]:
    """The texts of the knowledge files by folder; one said in two folders is in the first."""
    _, tables = read_tables()
    places: dict[str, list[str]] = {}
    for name in sorted(tables, key=lambda name: (FOLDERS.index(name.split("/")[0]), name)):
        for key, text in _words(tables[name], ()):
            places.setdefault(text, []).append(f"knowledge/{name}:{key}")
    found: dict[str, list[Text]] = {folder: [] for folder in FOLDERS}
    for text, said in places.items():
        found[said[0].split("/")[1]].append(Text(text, places=tuple(said)))
    return found


def _words(value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inside in value.items():
            if not {key, ".".join((*path, key)[-2:])} & WORDLESS:
                yield from _words(inside, (*path, key))
    elif isinstance(value, list):
        for inside in value:
            yield from _words(inside, path)
    elif isinstance(value, str) and value:
        yield ".".join(path), value


def po_file(language: str, name: str) -> Path:
    """The .po file of one folder, of care, or of the pages."""
    return HERE / language / f"{name}.po"


def po_names() -> tuple[str, ...]:
    """The .po files that go into the catalogue of advice."""
    return (*FOLDERS, CARE, IMAGING, EVIDENCE)


def imaging_texts() -> list[Text]:
    """What measuring says of a picture: doubts, refusals, and why two cannot be compared."""
    # OpenCV takes its time; only whoever gathers waits for it.
    from anagen.imaging import doubts, measure
    from anagen.imaging.gate import findings
    from anagen.imaging.match import compared

    said = [text for words in doubts.WORDS.values() for text in astuple(words)]
    said += [text for words in findings.WORDS.values() for text in words]
    refused = (measure.NO_SCALE, measure.NO_AREA)
    said += [text for one in refused for text in (one.says, one.do_next)]
    said += [*compared.WHY_WORDS.values(), *compared.CAUTION_WORDS.values()]
    return [Text(text, places=("imaging",)) for text in dict.fromkeys(said)]


def evidence_texts() -> list[Text]:
    """What questions, studies and reviews say, without what another file says already."""
    # SciPy takes its time; only whoever gathers waits for it.
    from anagen.evidence.said import said

    known = {one.msgid for texts in knowledge_texts().values() for one in texts}
    known |= {one.msgid for one in imaging_texts()}
    known |= {one.msgid for one in opened(po_file(WRITTEN[0], CARE))}
    return [
        Text(text, places=tuple(places)) for text, places in said().items() if text not in known
    ]


def refresh(language: str) -> None:
    """Brings the .po files of one language in step with what is said."""
    for name, texts in knowledge_texts().items():
        _write(po_file(language, name), texts)
    _write(po_file(language, IMAGING), imaging_texts())
    _write(po_file(language, EVIDENCE), evidence_texts())
    _write(po_file(language, PAGES), page_texts())


def _write(path: Path, texts: Iterable[Text]) -> None:
    kept = {(one.msgctxt or "", one.msgid): one for one in opened(path)}
    fresh = polib.POFile(wrapwidth=WIDTH)
    fresh.metadata = head(path.relative_to(HERE).parts[0])
    fresh.header = "Not yet reviewed by a clinician."
    for text in texts:
        fresh.append(_entry(text, kept.get(text.key)))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{fresh}\n", encoding="utf-8")


def opened(path: Path) -> polib.POFile:
    """A .po file; an empty one where there is none yet."""
    return polib.pofile(str(path)) if path.exists() else polib.POFile()


def _entry(text: Text, kept: polib.POEntry | None) -> polib.POEntry:
    entry = polib.POEntry(msgid=text.msgid, msgctxt=text.context or None)
    entry.occurrences = [(place, "") for place in text.places]
    if text.plural:
        entry.msgid_plural = text.plural
        entry.msgstr_plural = kept.msgstr_plural if kept and kept.msgstr_plural else {0: "", 1: ""}
    else:
        entry.msgstr = kept.msgstr if kept else ""
    entry.flags = kept.flags if kept else []
    return entry


def head(language: str) -> dict[str, str]:
    """The head of a .po file. It holds no dates: the same texts give the same file."""
    return {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }


if __name__ == "__main__":
    for spoken in WRITTEN:
        refresh(spoken)
