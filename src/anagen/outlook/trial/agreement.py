"""How well reads agree, and what that makes of a change.

ICC(A,1): two-way, absolute agreement, one read (McGraw and Wong 1996, with their interval; the
same figure as Shrout and Fleiss 1979, ICC(2,1)). Repeatability: the SD of one read about the
picture's own mean. Smallest detectable change: 1.96·√2 times that. Limits of agreement: Bland and
Altman 1986.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import chi2, f, t

from anagen.care.measure.counts import Z95
from anagen.outlook.trial.heads import Floats
from anagen.records.mistakes import Mistake

Interval = tuple[float, float]
DETECTABLE = Z95 * np.sqrt(2)


@dataclass(frozen=True, slots=True)
class Icc:
    """Share of the variance that is between pictures, and its 95 % interval."""

    pictures: int
    readers: int
    icc: float
    icc_95: Interval


@dataclass(frozen=True, slots=True)
class Repeats:
    """One reader against themselves, in the unit of the reads; intervals are 95 %."""

    pairs: int
    sd: float
    sd_95: Interval
    detectable: float
    detectable_95: Interval


@dataclass(frozen=True, slots=True)
class Limits:
    """Bland-Altman: the mean difference, the limits, and the interval of each."""

    pairs: int
    mean: float
    mean_95: Interval
    low: float
    low_95: Interval
    high: float
    high_95: Interval


def icc(rows: Sequence[Sequence[float]]) -> Icc:
    """Agreement of two or more reads of the same pictures."""
    reads = np.asarray(rows, dtype=float)
    _refuse_few(len(reads))
    n, k = reads.shape
    across, down, rest = _mean_squares(reads)
    if across == 0 and rest == 0 and down == 0:
        then = "Let pictures be read that differ."
        raise Mistake("the reads", "the same count everywhere", "pictures that differ", then)
    value = (across - rest) / (across + (k - 1) * rest + k / n * (down - rest))
    return Icc(n, k, float(value), _icc_95(reads.shape, (across, down, rest), float(value)))


def _mean_squares(reads: Floats) -> tuple[float, float, float]:
    """Between pictures, between readers, and what is left."""
    n, k = reads.shape
    mean = reads.mean()
    pictures, readers = reads.mean(axis=1), reads.mean(axis=0)
    left = reads - pictures[:, None] - readers + mean
    return (
        float(k * ((pictures - mean) ** 2).sum() / (n - 1)),
        float(n * ((readers - mean) ** 2).sum() / (k - 1)),
        float((left**2).sum() / ((n - 1) * (k - 1))),
    )


def _icc_95(shape: tuple[int, ...], squares: tuple[float, float, float], value: float) -> Interval:
    (n, k), (across, down, rest) = shape, squares
    if rest + down < 1e-12 * across:  # readers who never differ, but for rounding
        return 1.0, 1.0
    a = k * value / (n * (1 - value))
    b = 1 + k * value * (n - 1) / (n * (1 - value))
    small = (a * down) ** 2 / (k - 1) + (b * rest) ** 2 / ((n - 1) * (k - 1))
    freedom = (a * down + b * rest) ** 2 / small
    beside = k * down + (k * n - k - n) * rest
    up, back = f.ppf(0.975, n - 1, freedom), f.ppf(0.975, freedom, n - 1)
    low = n * (across - up * rest) / (up * beside + n * across)
    high = n * (back * across - rest) / (beside + n * back * across)
    return float(low), float(high)


def repeats(pairs: Sequence[tuple[float, float]]) -> Repeats:
    """Repeatability from pictures read twice, and the smallest change that can be told."""
    both = np.asarray(pairs, dtype=float)
    _refuse_few(len(both))
    squares = float(((both[:, 0] - both[:, 1]) ** 2).sum() / 2)
    sd = float(np.sqrt(squares / len(both)))
    low, high = (float(np.sqrt(squares / chi2.ppf(p, len(both)))) for p in (0.975, 0.025))
    return Repeats(
        len(both), sd, (low, high), DETECTABLE * sd, (DETECTABLE * low, DETECTABLE * high)
    )


def limits(pairs: Sequence[tuple[float, float]]) -> Limits:
    """How far two reads of one picture may lie apart, second less first."""
    both = np.asarray(pairs, dtype=float)
    _refuse_few(len(both))
    n, apart = len(both), both[:, 1] - both[:, 0]
    mean, sd, reach = float(apart.mean()), float(apart.std(ddof=1)), float(t.ppf(0.975, n - 1))
    wide = reach * sd * np.sqrt(1 / n + Z95**2 / (2 * (n - 1)))
    low, high, narrow = mean - Z95 * sd, mean + Z95 * sd, reach * sd / np.sqrt(n)
    return Limits(
        n,
        mean, (mean - narrow, mean + narrow),
        low, (low - wide, low + wide),
        high, (high - wide, high + wide),
    )  # fmt: skip


def _refuse_few(pictures: int) -> None:
    if pictures < 2:
        then = "Let more pictures be read twice, with --duplicates."
        raise Mistake("the reads", f"{pictures} to compare", "two pictures or more", then)
