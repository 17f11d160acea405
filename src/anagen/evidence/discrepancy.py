"""What is wrong, or may be wrong, with figures that were printed or handed to us."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from anagen.records.mistakes import Mistake


class Trouble(Enum):
    """The kinds of contradiction that can be seen without the data behind the figures."""

    MIXED_UNITS = "mixed_units"
    CONVERTED_UNITS = "converted_units"
    IMPOSSIBLE_SMD = "impossible_smd"
    INTERVAL_OFF_CENTRE = "interval_off_centre"
    INTERVAL_AND_Z = "interval_and_z"
    INTERVAL_AND_P = "interval_and_p"
    REPEATED_LINE = "repeated_line"
    SAME_STUDY_TWICE = "same_study_twice"
    TOTAL_OUTSIDE_PARTS = "total_outside_parts"
    PARTS_AND_TOTAL = "parts_and_total"
    PERCENT_AND_N = "percent_and_n"
    MEAN_AND_N = "mean_and_n"
    ZERO_SD = "zero_sd"
    ONE_PERSON = "one_person"
    ARMS_AND_PARTICIPANTS = "arms_and_participants"
    P_AND_FIGURES = "p_and_figures"
    EMPTY_CELL = "empty_cell"
    NO_EVENTS = "no_events"
    NO_CORRELATION = "no_correlation"
    FEW_STUDIES = "few_studies"


#: With these there is nothing to pool until somebody has put them right.
STOPPING = frozenset({Trouble.MIXED_UNITS, Trouble.ZERO_SD, Trouble.ONE_PERSON})


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One doubt by its name: where it is, what was found, what was expected, what to do."""

    trouble: Trouble
    place: str
    found: str
    expected: str
    then: str

    @property
    def says(self) -> str:
        """The discrepancy in one line."""
        return f"{self.place}: found {self.found}; expected {self.expected}. {self.then}"

    @property
    def stops(self) -> bool:
        """Whether nothing can be pooled before this is put right."""
        return self.trouble in STOPPING

    def as_mistake(self) -> Mistake:
        """The same for whoever has to put it right before anything else."""
        return Mistake(self.place, self.found, self.expected, self.then)
