"""The rule: what two readings of the studies come to, and when nothing may be said yet.

Nothing is said of an effect before week 24. From then on the course goes on when even the sceptic,
who believes half of what studies report, gives a worthwhile difference a chance of at least the
upper bound. It changes when even the plain reading gives it at most the lower bound. Between the
two it stays open until week 48, and is then not decidable with these measurements.

Asking the sceptic as well keeps a hopeful prior from deciding: with it at most 5 in 100 people
without any effect are told to go on, in every way of counting (`bench/outlook_calibration.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import sqrt

import numpy as np

from anagen.outlook.normal import normal_edge, normal_share

#: The looks after the first verdict, in weeks; the last of them ends an open question.
LOOKS = (24, 36, 48)
LAST_LOOK = LOOKS[-1]
#: Looks go on so far apart after the last of them.
LATER_WEEKS = 12
#: Counts that move nothing decide nothing new.
LEAST_MOVE = 1e-6


class Decision(Enum):
    """What the counts come to."""

    TOO_EARLY = "too_early"
    CONTINUE = "continue"
    ADJUST = "adjust"
    OPEN = "open"
    NOT_DECIDABLE = "not_decidable"


@dataclass(frozen=True, slots=True)
class Bounds:
    """When a chance decides: at or above `likely`, or at or below `unlikely`."""

    likely: float
    unlikely: float
    first_weeks: float


@dataclass(frozen=True, slots=True)
class Chances:
    """The chance of a worthwhile difference as each reading of the studies has it."""

    plain: float
    sceptical: float


def decision(chances: Chances, weeks: float, bounds: Bounds) -> Decision:
    """What the chances come to at the latest count, so many weeks from the start."""
    if weeks < bounds.first_weeks:
        return Decision.TOO_EARLY
    if min(chances.plain, chances.sceptical) >= bounds.likely:
        return Decision.CONTINUE
    if max(chances.plain, chances.sceptical) <= bounds.unlikely:
        return Decision.ADJUST
    return Decision.OPEN if weeks < LAST_LOOK else Decision.NOT_DECIDABLE


def next_look(weeks: float) -> float:
    """The week of the next look, counted from the start."""
    coming = [look for look in LOOKS if look > weeks]
    if coming:
        return float(coming[0])
    passed = int((weeks - LAST_LOOK) // LATER_WEEKS) + 1
    return float(LAST_LOOK + passed * LATER_WEEKS)


@dataclass(frozen=True, slots=True)
class Means:
    """The effect as each reading of the studies has it now."""

    plain: float
    sceptical: float


def chance_to_decide(
    means: Means, sd: float, later_sd: float, line: float, bounds: Bounds
) -> float:
    """How likely counts to come are to decide, if they leave a spread of `later_sd`.

    What is thought later lies around what is thought now with the variance that the counts take
    away. They decide when it ends far enough above the line for the sceptic, or below it.
    """
    moves = sqrt(sd**2 - later_sd**2) if sd > later_sd else 0.0
    above = means.sceptical - line - normal_edge(bounds.likely) * later_sd
    below = line + normal_edge(bounds.unlikely) * later_sd - means.plain
    if moves < LEAST_MOVE:
        return float(above >= 0 or below >= 0)
    return float(normal_share(np.array((above, below)) / moves).sum())
