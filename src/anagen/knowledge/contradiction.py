"""Answers that cannot both be right."""

from __future__ import annotations

from dataclasses import dataclass

from anagen.knowledge.conditions import Condition, read_condition
from anagen.knowledge.fact import Fact, Header
from anagen.records.fields import Fields


@dataclass(frozen=True, slots=True)
class Contradiction(Fact):
    """When it holds, none of `questions` is believed until someone has put it right.

    `is_refused` says that a form or file which holds it is turned away at once, because it
    describes nobody; otherwise the questions are asked again.
    """

    when: Condition
    questions: tuple[str, ...]
    is_refused: bool


def read_contradiction(fields: Fields, header: Header) -> Contradiction:
    """A fact of kind "contradiction"."""
    contradiction = Contradiction(
        **header,
        when=read_condition(fields.table("when")),
        questions=fields.words("questions"),
        is_refused=fields.truth("is_refused"),
    )
    fields.finish()
    if not contradiction.questions:
        raise fields.wrong("questions", "at least one question", "Name what is not believed.")
    return contradiction
