"""What happened to people in studies who were not treated: what a result is compared with."""

from __future__ import annotations

from dataclasses import dataclass

from anagen.knowledge.fact import Fact, Header
from anagen.knowledge.mistakes import KnowledgeError
from anagen.records.fields import Fields
from anagen.records.words import Sex


@dataclass(frozen=True, slots=True)
class Untreated(Fact):
    """The change over `weeks` in people of one sex: in percent, or in hairs per cm2."""

    sex: Sex
    weeks: float
    change_percent: float | None
    change_per_cm2: float | None

    def expected_per_cm2(self, start_per_cm2: float, weeks: float) -> float | None:
        """The change that this course would bring from a start; None where it has no percent.

        A steady loss is assumed. What a trial's placebo group gained in one year is no course
        that goes on, so it is never scaled.
        """
        if self.change_percent is None:
            return None
        return start_per_cm2 * self.change_percent / 100 * weeks / self.weeks


def read_untreated(fields: Fields, header: Header) -> Untreated:
    """A fact of kind "untreated"."""
    untreated = Untreated(
        **header,
        sex=fields.choice("sex", Sex),
        weeks=fields.number("weeks", 1, 1000, "weeks"),
        change_percent=fields.optional_number("change_percent", -100, 100, "%"),
        change_per_cm2=fields.optional_number("change_per_cm2", -500, 500, "per cm2"),
    )
    fields.finish()
    if (untreated.change_percent is None) == (untreated.change_per_cm2 is None):
        raise KnowledgeError(
            fields.place,
            "both changes, or none",
            "change_percent or change_per_cm2",
            "Keep the one that the study gives.",
        )
    return untreated
