"""The person, and what troubles them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from anagen.records.words import HairLoss, Sex, Who


@dataclass(frozen=True, slots=True)
class Person:
    """As little about a person as care needs: no name, no address."""

    birth_year: int | None = None
    birth_date: date | None = None
    sex: Sex | None = None
    weight_kg: float | None = None

    def youngest_age_years(self, on: date) -> int | None:
        """The age in full years on a day; None when no birth is known.

        With a birth year alone two ages fit. The younger is returned, because the limits
        that depend on age protect the young.
        """
        if self.birth_date is not None:
            before = (on.month, on.day) < (self.birth_date.month, self.birth_date.day)
            return on.year - self.birth_date.year - before
        if self.birth_year is not None:
            return max(0, on.year - self.birth_year - 1)
        return None


@dataclass(frozen=True, slots=True)
class Concern:
    """The hair loss: its kind, its grade on a named scale, and who found it when."""

    kind: HairLoss
    scale: str = ""
    grade: str = ""
    diagnosed_by: Who | None = None
    diagnosed_on: date | None = None
