"""The change between two visits with its error, and the smallest change that can be seen.

With d the difference that two measurements of unchanged skin show, its spread is √2 times the
standard error of one, and 95 of 100 such differences stay below 1.96·√2·SE. What is smaller is
noise. The spread comes from pictures of the same day where there are some; our bench figure
counts as a few of them, so that two or three lucky pairs cannot promise too much.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from anagen.imaging.match.compared import ErrorFrom

#: The spread of the difference as a share of the hairs, from known changes painted into real
#: captures (`bench/imaging_change.py`), with both pictures and by roots alone.
BENCH_SPREAD, BENCH_SPREAD_ROOTS = 0.016, 0.07
#: For how many pairs of the same day the bench figure counts.
BENCH_WEIGHT = 3
NORMAL_95 = 1.96
#: However few roots find their partner, or unlike the pictures, the spread grows no further.
LEAST_MATCHED = 0.2


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted in the shared frame.

    `maybe_lost` and `maybe_new` are the doubtful hairs of the first and of the second visit;
    `agreement` says how alike the pictures are there, None when there are none.
    """

    hairs: int
    new: int
    lost: int
    maybe_lost: int
    maybe_new: int
    area_cm2: float
    matched_share: float
    agreement: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """Hairs for a square centimetre: the change, its interval, and the least that can be seen."""

    per_cm2: float
    bounds: tuple[float, float]
    smallest_detectable: float
    error_from: ErrorFrom


def change_of(tally: Tally, repeats_per_cm2: Sequence[float] = (), area_share: float = 0) -> Change:
    """The change, with the error of its number and, relative to it, of the area.

    `repeats_per_cm2` are the changes that pairs of pictures of one day seem to show.
    """
    change = (tally.new - tally.lost) / tally.area_cm2
    spread = math.hypot(_spread_per_cm2(tally, repeats_per_cm2), area_share * change)
    error = NORMAL_95 * spread
    low = change - error - tally.maybe_lost / tally.area_cm2
    high = change + error + tally.maybe_new / tally.area_cm2
    open_per_cm2 = (tally.maybe_lost + tally.maybe_new) / tally.area_cm2
    return Change(
        per_cm2=change,
        bounds=(low, high),
        smallest_detectable=max(error + open_per_cm2 / 2, 1 / tally.area_cm2),
        error_from=ErrorFrom.REPEATS if repeats_per_cm2 else ErrorFrom.BENCH,
    )


def _spread_per_cm2(tally: Tally, repeats_per_cm2: Sequence[float]) -> float:
    """The spread of the difference that unchanged skin shows: √2 standard errors of one visit."""
    share = BENCH_SPREAD_ROOTS
    if tally.agreement is not None:
        share = BENCH_SPREAD / max(tally.agreement, LEAST_MATCHED)
    share /= max(tally.matched_share, LEAST_MATCHED)
    bench = share * max(tally.hairs, 1) / tally.area_cm2
    squares = BENCH_WEIGHT * bench**2 + sum(one**2 for one in repeats_per_cm2)
    return math.sqrt(squares / (BENCH_WEIGHT + len(repeats_per_cm2)))
