"""What must have happened before a longer needle: the one step up there is."""

from __future__ import annotations

from dataclasses import dataclass

from anagen.knowledge.fact import Fact, Header, read_settings
from anagen.records.fields import Fields
from anagen.records.words import Setting


@dataclass(frozen=True, slots=True)
class LongerNeedle(Fact):
    """Needles above `from_mm` and up to `to_mm` open after so many calm recoveries and a quiz.

    After a try that did not pass, the quiz opens again `quiz_again_hours` later.
    """

    settings: tuple[Setting, ...]
    from_mm: float
    to_mm: float
    calm_recoveries: int
    quiz_again_hours: float


def read_longer_needle(fields: Fields, header: Header) -> LongerNeedle:
    """A fact of kind "longer_needle"."""
    step = LongerNeedle(
        **header,
        settings=read_settings(fields),
        from_mm=fields.number("from_mm", 0, 10, "mm"),
        to_mm=fields.number("to_mm", 0, 10, "mm"),
        calm_recoveries=fields.whole("calm_recoveries", 1, 100),
        quiz_again_hours=fields.number("quiz_again_hours", 0.1, 720, "hours"),
    )
    fields.finish()
    if step.to_mm <= step.from_mm:
        raise fields.wrong("to_mm", "a length above from_mm", "Put the two in order.")
    return step
