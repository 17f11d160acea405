"""How likely a trial is to see what is there, and how many people that takes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.stats import t

from anagen.care.measure.counts import Z95
from anagen.outlook.trial.analysing import found
from anagen.outlook.trial.bounds import whole, within
from anagen.outlook.trial.closed import formula_power, formula_size
from anagen.outlook.trial.design import FEWEST, MOST, Plan
from anagen.outlook.trial.drawing import Drawn, Stream, drawn
from anagen.outlook.trial.heads import Heads
from anagen.records.mistakes import Mistake

#: Runs are done in batches, so that a large trial fits into the memory of a laptop. A batch has
#: the same runs whatever the size of the trial: sizes are compared on the same heads.
BATCH = 100
MOST_KEPT_BYTES = 400_000_000


@dataclass(frozen=True, slots=True)
class Runs:
    """How many trials are played through, and from which seed."""

    count: int = 4000
    seed: int = 1

    def __post_init__(self) -> None:
        whole("runs", self.count, 100, 1_000_000)
        whole("seed", self.seed, 0, 2**63 - 1)


@dataclass(frozen=True, slots=True)
class Power:
    """The chance of seeing the effect with `n`, by simulation with its error, and by formula."""

    n: int
    power: float
    monte_carlo_se: float
    formula: float
    mean_estimate: float


@dataclass(frozen=True, slots=True)
class Size:
    """The fewest that reach the wanted power; `low` and `high` is what chance in our runs allows.

    `formula` is the normal approximation, None where it knows no number.
    """

    at: Power
    low: int
    high: int
    formula: int | None


def power(plan: Plan, heads: Heads, n: int, runs: Runs) -> Power:
    """Plays the trial through many times with `n` in each arm and counts how often it sees."""
    return _power(Crowd(plan, heads, runs), n)


class Crowd:
    """The heads of every run, kept as long as they fit: most sizes look at the same ones."""

    def __init__(self, plan: Plan, heads: Heads, runs: Runs) -> None:
        self.plan, self.heads, self.runs = plan, heads, runs
        self._kept: dict[int, list[Drawn]] = {}
        self._n = 0

    def keep(self, n: int) -> None:
        """From now on keep the first `n` heads of each arm, unless they are too many."""
        figures = self.runs.count * n * self.plan.arms * (2 * len(self.plan.visit_weeks) + 3)
        self._kept, self._n = {}, n if 8 * figures <= MOST_KEPT_BYTES else 0

    def batches(self, n: int) -> Iterator[list[Drawn]]:
        """The first `n` heads of each arm, some runs at a time."""
        for batch, first in enumerate(range(0, self.runs.count, BATCH)):
            if n > self._n:
                yield self._drawn(batch, first, n)
                continue
            if batch not in self._kept:
                self._kept[batch] = self._drawn(batch, first, self._n)
            yield [arm.first(n) for arm in self._kept[batch]]

    def _drawn(self, batch: int, first: int, n: int) -> list[Drawn]:
        stream = Stream(self.runs.seed, batch, min(BATCH, self.runs.count - first))
        return [drawn(self.plan, self.heads, arm, n, stream) for arm in range(self.plan.arms)]


def _power(crowd: Crowd, n: int) -> Power:
    whole("n", n, FEWEST, MOST)
    plan, count = crowd.plan, crowd.runs.count
    seen, total = 0, 0.0
    for arms in crowd.batches(n):
        result = found(plan, arms)
        cut = t.ppf(1 - plan.alpha / 2, np.maximum(result.freedom, 1))
        enough = (result.freedom >= 1) & (result.se > 0)
        seen += int(np.sum(enough & (np.abs(result.effect) > cut * result.se)))
        total += float(result.effect.sum())
    share = seen / count
    return Power(
        n=n,
        power=share,
        monte_carlo_se=math.sqrt(max(share * (1 - share), 1 / count) / count),
        formula=formula_power(plan, crowd.heads, n),
        mean_estimate=total / count,
    )


def size(plan: Plan, heads: Heads, wanted: float, runs: Runs) -> Size:
    """The fewest in each arm whose simulated power is the wanted one.

    Raises Mistake when no trial of a size that could be held reaches it.
    """
    within("power", wanted, 0.01, 0.999)
    known: dict[int, Power] = {}
    crowd = Crowd(plan, heads, runs)

    def at(n: int) -> Power:
        if n not in known:
            known[n] = _power(crowd, n)
        return known[n]

    first = formula_size(plan, heads, wanted)
    top = min((first or FEWEST) * 5 // 4 + 8, MOST)
    crowd.keep(top)
    error = Z95 * math.sqrt(wanted * (1 - wanted) / runs.count)
    while at(top).power < min(wanted + error, 1.0):
        if top == MOST or first is None:
            raise _never(plan, wanted, at(top))
        top = min(2 * top, MOST)
        crowd.keep(top)
    low, middle, high = (
        _fewest(at, top, min(wanted + beside, 1.0)) for beside in (-error, 0.0, error)
    )
    return Size(at(middle), low, high, first)


def _fewest(at: Callable[[int], Power], top: int, wanted: float) -> int:
    """Bisection: at `top` it is enough, below FEWEST it never is."""
    low, high = FEWEST - 1, top
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if at(middle).power >= wanted else (middle, high)
    return high


def _never(plan: Plan, wanted: float, reached: Power) -> Mistake:
    clinics = "" if plan.clinics is None else " or take more clinics: more people do not help"
    return Mistake(
        "size",
        f"a power of {reached.power:.2f} with {reached.n} in each arm",
        f"{wanted:g}",
        f"Take a larger effect, less noise{clinics}.",
    )
