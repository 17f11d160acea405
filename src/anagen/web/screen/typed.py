"""What stands in the form of a question, as typed: shown again until it can be used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from anagen.knowledge.question import Question, QuestionKind
from anagen.records.answers import Answer, Unknown

#: Longer than any honest entry; what is longer is refused, never cut in silence.
MOST_TYPED = 4000
NONE_OF_THESE = "none_of_these"
NOT_SAID = {"unknown:does_not_know": Unknown.DOES_NOT_KNOW, "unknown:declined": Unknown.DECLINED}


@dataclass(frozen=True, slots=True)
class Typed:
    """The state of a question's form. `picks` holds every radio or box that is set."""

    picks: tuple[str, ...] = ()
    text: str = ""
    day: str = ""
    month: str = ""
    year: str = ""

    @property
    def is_written(self) -> bool:
        """Whether something stands in a field."""
        return any((self.text, self.day, self.month, self.year))

    @property
    def not_said(self) -> tuple[str, ...]:
        """The picks that say why there is no answer."""
        return tuple(pick for pick in self.picks if pick in NOT_SAID)


def typed_in(form: QueryDict) -> Typed:
    """What was sent."""

    def field(name: str) -> str:
        return form.get(name, "").strip()[: MOST_TYPED + 1]

    return Typed(
        picks=tuple(dict.fromkeys(form.getlist("answer"))),
        text=field("text"),
        day=field("day"),
        month=field("month"),
        year=field("year"),
    )


def typed_from(answer: Answer | None, question: Question) -> Typed:
    """How an answer that was given earlier stands in the form."""
    if answer is None:
        return Typed()
    value = answer.value
    if isinstance(value, Unknown):
        return Typed(picks=tuple(word for word, why in NOT_SAID.items() if why is value))
    if isinstance(value, bool):
        return Typed(picks=("yes" if value else "no",))
    if isinstance(value, tuple):
        return Typed(picks=picks_of(value, question))
    if isinstance(value, date):
        return Typed(day=str(value.day), month=str(value.month), year=str(value.year))
    if question.kind is QuestionKind.CHOICE:
        return Typed(picks=(str(value),))
    text = f"{value:g}" if isinstance(value, int | float) else value
    return Typed(text=text)


def picks_of(value: Sequence[str], question: Question) -> tuple[str, ...]:
    """The boxes that several words tick; an empty list ticks "none of these"."""
    return tuple(value) or (NONE_OF_THESE,) if question.kind is QuestionKind.MANY else ()
