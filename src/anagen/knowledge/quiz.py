"""The questions of the short quiz that a longer needle at home asks for."""

from __future__ import annotations

from dataclasses import dataclass

from anagen.knowledge.fact import Fact, Header
from anagen.records.fields import Fields

#: Fewer make guessing easy, more are tiring to read.
FEWEST_CHOICES, MOST_CHOICES = 3, 4


@dataclass(frozen=True, slots=True)
class QuizChoice:
    """One answer to pick: its word in files, and what a person reads."""

    id: str
    says: str


@dataclass(frozen=True, slots=True)
class QuizQuestion(Fact):
    """One question with one right choice.

    What every fact `says` is here the reason: it is shown, with its sources, once the answer
    is in.
    """

    ask: str
    choices: tuple[QuizChoice, ...]
    right: str
    order: int


def read_quiz_question(fields: Fields, header: Header) -> QuizQuestion:
    """A fact of kind "quiz_question"."""
    question = QuizQuestion(
        **header,
        ask=fields.text("ask", 300),
        choices=fields.items("choices", _choice),
        right=fields.text("right", 60),
        order=fields.whole("order", 0, 1000),
    )
    fields.finish()
    ids = [choice.id for choice in question.choices]
    if len(set(ids)) != len(ids) or not FEWEST_CHOICES <= len(ids) <= MOST_CHOICES:
        wanted = f"{FEWEST_CHOICES} or {MOST_CHOICES} choices, each id once"
        raise fields.wrong("choices", wanted, "Add, drop or rename a choice.")
    if question.right not in ids:
        raise fields.wrong("right", "the id of one of the choices", "Name the right choice.")
    return question


def _choice(fields: Fields) -> QuizChoice:
    choice = QuizChoice(id=fields.text("id", 60), says=fields.text("says", 160))
    fields.finish()
    return choice
