"""The shedding diary drawn: one's own counts against one's own baseline, with its noise.

The band is no statistics: it ends where the comb test says that a change is clear for a person,
and that line is taken from the knowledge, with its source.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from anagen.care.case import Case
from anagen.care.history.recover import MORNINGS
from anagen.care.recover.tests_read import readings_for
from anagen.knowledge.conditions import Op, Test
from anagen.knowledge.shedding_test import SheddingTest
from anagen.records.report import CombCount, Report

COMB, RATIO = "test_comb", "comb_ratio"
#: Where the drawing begins and ends, in per cent of its width and height.
LEFT, RIGHT, TOP, GROUND = 9.0, 95.0, 7.0, 93.0
#: How far the mornings of one count stand apart, in per cent of the width.
APART = 1.4
#: An axis that ends lower would make two hairs look like many.
LEAST_TOP = 10.0


@dataclass(frozen=True, slots=True)
class Counted:
    """One comb count: its day, its mornings, their mean, and where they are drawn (per cent)."""

    at: datetime
    counts: tuple[int, ...]
    mean: float
    is_baseline: bool
    x: float
    y: float
    mornings: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Diary:
    """The whole drawing. Levels are heights in per cent; None without a baseline."""

    counted: list[Counted]
    baseline: float | None
    noise_most: float | None
    ratio: float
    baseline_y: float | None
    noise_y: float | None
    reading: str
    cannot_say: str

    @property
    def runs(self) -> list[tuple[Counted, Counted]]:
        """The stretches between one count and the next."""
        return list(pairwise(self.counted))

    @property
    def noise_height(self) -> float:
        """How high the band reaches from the ground."""
        return GROUND - self.noise_y if self.noise_y is not None else 0.0

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The first and the last day."""
        return self.counted[0].at, self.counted[-1].at

    @property
    def ground(self) -> float:
        """Where no hair at all is drawn."""
        return GROUND


def diary_of(case: Case) -> Diary | None:
    """The diary of a case; None while nothing has been combed."""
    made = [one for one in case.record.reports if one.comb is not None and one.at <= case.now]
    if not made:
        return None
    first = next((one for one in made if _is_whole(one)), None)
    baseline = first.comb.mean if first and first.comb else None
    ratio = clear_ratio(case)
    noise = ratio * baseline if baseline else None  # twice nothing is no bound
    most = max(count for one in made if one.comb for count in one.comb.counts)
    top = max(most, noise or 0.0, LEAST_TOP) * 1.08
    reading = next((one for one in readings_for(case) if one.id == COMB), None)
    return Diary(
        counted=[_counted(one, made, first, top) for one in made],
        baseline=baseline,
        noise_most=noise,
        ratio=ratio,
        baseline_y=None if baseline is None else _height(baseline, top),
        noise_y=None if noise is None else _height(noise, top),
        reading=reading.says if reading else "",
        cannot_say=reading.cannot_say if reading else "",
    )


def clear_ratio(case: Case) -> float:
    """How many times one's own baseline makes a clear change: the bound of the comb test."""
    fact = case.knowledge.fact(COMB, SheddingTest)
    bounds = (
        one.when.against
        for one in fact.readings
        if isinstance(one.when, Test) and one.when.question == RATIO and one.when.op is Op.AT_LEAST
    )
    bound = next(bounds)
    assert isinstance(bound, int | float), bound
    return float(bound)


def _is_whole(report: Report) -> bool:
    return report.comb is not None and len(report.comb.counts) >= MORNINGS


def _counted(one: Report, made: Sequence[Report], first: Report | None, top: float) -> Counted:
    comb = one.comb
    assert isinstance(comb, CombCount)
    x, middle = _place(one.at, made), (len(comb.counts) - 1) / 2
    mornings = tuple(
        (round(x + (number - middle) * APART, 2), _height(count, top))
        for number, count in enumerate(comb.counts)
    )
    return Counted(
        one.at, comb.counts, comb.mean, one is first, x, _height(comb.mean, top), mornings
    )


def _place(at: datetime, made: Sequence[Report]) -> float:
    """Where a moment stands between the first count and the last."""
    begun, over = made[0].at, made[-1].at
    if over == begun:
        return (LEFT + RIGHT) / 2
    return round(LEFT + 3 + (RIGHT - LEFT - 6) * ((at - begun) / (over - begun)), 2)


def _height(hairs: float, top: float) -> float:
    return round(GROUND - (GROUND - TOP) * hairs / top, 2)
