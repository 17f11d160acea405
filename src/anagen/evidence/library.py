"""All studies, reviews and questions: read once a process, every name checked.

The files are packaged beside this module and apart from the knowledge files: advice does not
wait for them, and a new study does not change what advice was given from.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from anagen.evidence.asked import Compared, Question, Reviewed, read_asked
from anagen.evidence.comparing import Comparison, comparison_of, poolable
from anagen.evidence.review import Review, Row, read_review
from anagen.evidence.study import Study, read_study
from anagen.knowledge.load import load_knowledge
from anagen.knowledge.mistakes import KnowledgeError
from anagen.knowledge.source import Source
from anagen.records.fields import Fields, closest
from anagen.records.mistakes import Mistake, shown

HERE = Path(__file__).parent
FOLDERS = ("studies", "reviews", "questions")
UNREAD = "unread.toml"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Studies:
    """What is known from trials: every study, review and question by the id of its file.

    `unread` are studies that we know by name only: no figure and no design of theirs was read.
    """

    studies: Mapping[str, Study]
    reviews: Mapping[str, Review]
    questions: Mapping[str, Question]
    unread: tuple[str, ...]
    sources: Mapping[str, Source]

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions in the order in which people ask."""
        return tuple(sorted(self.questions.values(), key=lambda one: (one.order, one.id)))

    def question(self, id: str) -> Question:
        """One question; an id that nobody asks by is refused with those there are."""
        if id not in self.questions:
            known = [one.id for one in self.asked]
            raise Mistake("evidence", shown(id), "one of " + ", ".join(known), closest(id, known))
        return self.questions[id]

    def comparison(self, compared: Compared) -> Comparison:
        """A comparison with its study, outcome and arms. Names were checked as files were read."""
        study = self.studies[compared.study]
        outcome = study.outcome(compared.outcome)
        assert outcome is not None, compared
        return comparison_of(compared, study, outcome)

    def row(self, reviewed: Reviewed) -> Row:
        """One pooled figure of a review."""
        row = self.reviews[reviewed.review].row(reviewed.row)
        assert row is not None, reviewed
        return row


@cache
def load_studies(folder: Path = HERE) -> Studies:
    """Every file of the evidence, ours by default. Raises KnowledgeError at the first fault."""
    found = Studies(
        studies=dict(_each(folder, "studies", read_study)),
        reviews=dict(_each(folder, "reviews", read_review)),
        questions=dict(_each(folder, "questions", read_asked)),
        unread=_unread(folder),
        sources=load_knowledge().sources,
    )
    _refuse_strange_sources(found)
    for question in found.asked:
        _refuse_strange_names(question, found)
    return found


def _each(folder: Path, name: str, read: Callable[[Fields, str], T]) -> Iterator[tuple[str, T]]:
    for path in sorted((folder / name).glob("*.toml")):
        yield path.stem, read(_fields(path, f"{name}/{path.name}"), path.stem)


def _fields(path: Path, place: str) -> Fields:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:  # what tomllib and decoding raise
        raise KnowledgeError(place, f"broken TOML ({error})", "valid TOML", "Mend it.") from None
    return Fields(table, place, KnowledgeError)


def _unread(folder: Path) -> tuple[str, ...]:
    fields = _fields(folder / UNREAD, UNREAD)
    names = fields.words("names")
    fields.finish()
    return names


def _refuse_strange_sources(found: Studies) -> None:
    named = [(f"studies/{one.id}.toml", one.source) for one in found.studies.values()]
    for study in found.studies.values():
        named += [
            (f"studies/{study.id}.toml", one.read_in) for one in study.outcomes if one.read_in
        ]
    named += [(f"reviews/{one.id}.toml", one.source) for one in found.reviews.values()]
    for question in found.questions.values():
        named += [(f"questions/{question.id}.toml", basis.source) for basis in question.basis]
    for place, source in named:
        _refuse_unknown(place, source, found.sources)


def _refuse_strange_names(question: Question, found: Studies) -> None:
    """Every comparison, review and pool of a question is there, and every pool may be pooled."""
    place = f"questions/{question.id}.toml"
    for compared in (*question.compared, *(one for pool in question.pools for one in pool.of)):
        _refuse_unknown(place, compared.study, found.studies)
        study = found.studies[compared.study]
        _refuse_unknown(place, compared.outcome, {one.id: one for one in study.outcomes})
        arms = {one.id: one for one in study.arms}
        _refuse_unknown(place, compared.arm, arms)
        if compared.against:
            _refuse_unknown(place, compared.against, arms)
    for reviewed in question.reviews:
        _refuse_unknown(place, reviewed.review, found.reviews)
        rows = {one.id: one for one in found.reviews[reviewed.review].rows}
        _refuse_unknown(place, reviewed.row, rows)
    for pool in question.pools:
        for compared in pool.of:
            poolable(found.comparison(compared), f"{place}.pools.{pool.id}")


def _refuse_unknown(place: str, name: str, known: Mapping[str, object]) -> None:
    if name not in known:
        names = sorted(known)
        expected = "one of " + ", ".join(names) if len(names) <= 12 else "a name that a file has"
        raise KnowledgeError(place, shown(name), expected, closest(name, names))
