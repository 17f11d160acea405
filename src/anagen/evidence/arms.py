"""What a trial reports of one arm: a mean with its SD, a change from baseline, or events."""

from __future__ import annotations

import math
from dataclasses import dataclass

from anagen.records.mistakes import Mistake, shown

LEAST = 2
#: Two visits of the same people are never the same visit.
MOST_CORRELATION = 0.999


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm's people, and the mean and SD of what was measured on them."""

    n: int
    mean: float
    sd: float

    def __post_init__(self) -> None:
        if self.n < LEAST:
            raise _refused(f"n of {self.n}", "2 people or more", "One person has no spread.")
        if not math.isfinite(self.mean):
            raise _refused(f"mean of {self.mean}", "a number", "Leave the study out.")
        if not (math.isfinite(self.sd) and self.sd > 0):
            raise _refused(f"SD of {shown(self.sd)}", "an SD above 0", "Look whether it was an SE.")

    def times(self, factor: float) -> Arm:
        """The same arm in another unit."""
        return Arm(self.n, self.mean * factor, self.sd * factor)


@dataclass(frozen=True, slots=True)
class Events:
    """One arm's people, and how many of them had what was counted."""

    n: int
    events: int

    def __post_init__(self) -> None:
        if self.n < 1:
            raise _refused(f"n of {self.n}", "1 person or more", "Leave the study out.")
        if not 0 <= self.events <= self.n:
            raise _refused(
                f"{self.events} events among {self.n}", f"0 to {self.n} events", "Check both."
            )


def change_from_baseline(before: Arm, after: Arm, correlation: float) -> Arm:
    """The arm of changes, from both visits of the same people and how strongly they go together.

    SD² = SD_before² + SD_after² − 2 r SD_before SD_after. Without r nothing can be said of the
    change's SD: trials that print both visits but no r cannot be pooled as changes.
    """
    if before.n != after.n:
        raise _refused(f"n of {before.n} and {after.n}", "the same people twice", "Use completers.")
    if abs(correlation) > MOST_CORRELATION:
        raise _refused(
            f"correlation of {correlation:g}", f"at most {MOST_CORRELATION:g}", "Check it."
        )
    variance = before.sd**2 + after.sd**2 - 2 * correlation * before.sd * after.sd
    return Arm(after.n, after.mean - before.mean, math.sqrt(variance))


def _refused(found: str, expected: str, then: str) -> Mistake:
    return Mistake("arm", found, expected, then)
