"""The question dictionary: what is asked, why, and how long an answer counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from anagen.knowledge.conditions import Condition, read_condition
from anagen.knowledge.fact import Basis, read_basis, read_settings
from anagen.knowledge.mistakes import KnowledgeError
from anagen.records.fields import Fields
from anagen.records.words import Setting, Step


class QuestionKind(Enum):
    """What an answer looks like."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    MANY = "many"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to pick: its word in files, and what a person reads."""

    id: str
    says: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that may be asked.

    `valid_days` is how long an answer counts; after that it is stale. `derived` questions are
    not put to anybody: the answer follows from the rest of the record (the days since the last
    session, say). `asked_when` says for whom a follow-up makes sense. `order` sorts the check.
    """

    id: str
    step: Step
    kind: QuestionKind
    ask: str
    hint: str
    why: str
    unknown_means: str
    choices: tuple[Choice, ...]
    unit: str
    least: float
    most: float
    valid_days: float
    settings: tuple[Setting, ...]
    order: int
    derived: bool
    asked_when: Condition | None
    reviewed: date
    basis: tuple[Basis, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The words an answer may use, for choice and many."""
        return tuple(choice.id for choice in self.choices)


#: Bounds of a number that a file does not bound itself; a question about a number must.
UNBOUNDED = (0.0, 0.0)


def read_question(fields: Fields, id: str) -> Question:
    """One file of knowledge/questions/."""
    kind = fields.choice("kind", QuestionKind)
    least, most = _bounds(fields, kind)
    question = Question(
        id=id,
        step=fields.choice("step", Step),
        kind=kind,
        ask=fields.text("ask", 200),
        hint=fields.optional_text("hint", 400),
        why=fields.text("why", 500),
        unknown_means=fields.optional_text("unknown_means", 300),
        choices=fields.items("choices", _choice),
        unit=fields.text("unit", 30) if kind is QuestionKind.NUMBER else "",
        least=least,
        most=most,
        valid_days=fields.number("valid_days", 0.01, 36_525, "days"),
        settings=read_settings(fields),
        order=fields.whole("order", 0, 100_000),
        derived=fields.optional_truth("derived") or False,
        asked_when=read_condition(fields.table("asked_when")) if "asked_when" in fields else None,
        reviewed=fields.day("reviewed"),
        basis=fields.items("basis", read_basis),
    )
    fields.raw("asked_when")
    fields.finish()
    _check(question, fields)
    return question


def _bounds(fields: Fields, kind: QuestionKind) -> tuple[float, float]:
    if kind is not QuestionKind.NUMBER:
        return UNBOUNDED
    least = fields.number("least", -1e6, 1e6)
    return least, fields.number("most", least, 1e6)


def _choice(fields: Fields) -> Choice:
    choice = Choice(
        id=fields.text("id", 60), says=fields.text("says", 160), hint=fields.optional_text("hint")
    )
    fields.finish()
    return choice


def _check(question: Question, fields: Fields) -> None:
    picks = question.kind in (QuestionKind.CHOICE, QuestionKind.MANY)
    if picks != bool(question.choices):
        raise fields.wrong("choices", "choices for choice and many, and for no other kind", "Fix.")
    if len(set(question.words)) != len(question.words):
        raise fields.wrong("choices", "each id once", "Rename one of them.")
    if not question.derived and not question.basis:
        raise KnowledgeError(
            fields.place, "no [[basis]]", "a source for why we ask", "Name where it comes from."
        )
