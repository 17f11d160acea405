"""A table of trials: what cannot be pooled, what was said twice, what does not fit its n or p."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np
from scipy.special import chdtrc, stdtr

from anagen.evidence.arms import Arm, Events
from anagen.evidence.discrepancy import Discrepancy, Trouble
from anagen.evidence.effects import standardised
from anagen.evidence.lint_lines import MOST_SMD
from anagen.evidence.rounding import half_a_digit
from anagen.evidence.table import COUNTS, MEANS, Line
from anagen.evidence.terms import FigureUnit

#: Counts that can become hairs per cm².
COUNTED = (
    FigureUnit.PER_CM2,
    FigureUnit.PER_INCH2,
    FigureUnit.PER_INCH_CIRCLE,
    FigureUnit.PER_FIELD,
)


def trial_discrepancies(lines: Sequence[Line]) -> Iterator[Discrepancy]:
    """Every discrepancy of a table, line by line and then between lines."""
    yield from _units(lines)
    for line in lines:
        yield from _unusable(line)
    for line in lines:
        yield from _arms_sum(line)
        yield from _means_fit_n(line)
        yield from _far_apart(line)
        yield from _p_fits(line)
    yield from _twice(lines)


def _units(lines: Sequence[Line]) -> Iterator[Discrepancy]:
    """Raw differences need one unit; counts can be turned into one, and that is said."""
    units = list(dict.fromkeys(line.unit for line in lines))
    if len(units) < 2:
        return
    found = " and ".join(unit.value for unit in units)
    if all(unit in COUNTED for unit in units):
        yield Discrepancy(
            Trouble.CONVERTED_UNITS,
            "unit",
            found,
            "one unit",
            "All of them were turned into hairs per cm².",
        )
        return
    yield Discrepancy(
        Trouble.MIXED_UNITS,
        "unit",
        found,
        "one unit, or counts of hairs",
        "Name the unit of every line, and pool one outcome at a time.",
    )


def _unusable(line: Line) -> Iterator[Discrepancy]:
    for name in ("sd1", "sd2", "se"):
        if line.numbers.get(name, 1) <= 0:
            yield Discrepancy(
                Trouble.ZERO_SD,
                f"{line.place}, {name}",
                f"{line.numbers[name]:g}",
                "a number above 0",
                "People differ: look the figure up, or leave the study out.",
            )
    if line.has(COUNTS):
        return
    for name in ("n1", "n2"):
        if line.numbers.get(name, 2) < 2:
            yield Discrepancy(
                Trouble.ONE_PERSON,
                f"{line.place}, {name}",
                f"{line.numbers[name]:g}",
                "2 people or more",
                "One person has no spread: leave the study out.",
            )


def _arms_sum(line: Line) -> Iterator[Discrepancy]:
    if line.has(("n1", "n2", "participants")):
        n1, n2, whole = line.pick("n1", "n2", "participants")
        if n1 + n2 != whole:
            yield Discrepancy(
                Trouble.ARMS_AND_PARTICIPANTS,
                line.place,
                f"arms of {n1:g} and {n2:g} in a trial of {whole:g}",
                f"arms that sum to {whole:g}",
                "Completers, other arms, or an error: find out which.",
            )


def _means_fit_n(line: Line) -> Iterator[Discrepancy]:
    """A mean of n whole counts is a whole number over n (GRIM, Brown and Heathers 2017)."""
    if line.unit is not FigureUnit.PER_FIELD:
        return
    for arm in ("1", "2"):
        n, mean = line.numbers.get(f"n{arm}"), line.numbers.get(f"mean{arm}")
        if not n or mean is None:
            continue
        nearest = round(mean * n) / n
        if abs(nearest - mean) > half_a_digit(mean):
            yield Discrepancy(
                Trouble.MEAN_AND_N,
                f"{line.place}, mean{arm}",
                f"{mean:g} of {n:g} people",
                f"a mean that {n:g} whole counts can have, such as {nearest:.4g}",
                "Ask for the n behind it, or whether several fields were averaged.",
            )


def _far_apart(line: Line) -> Iterator[Discrepancy]:
    if not _has_arms(line):
        return
    apart = standardised(*_arms(line)).effect
    if abs(apart) > MOST_SMD:
        yield Discrepancy(
            Trouble.IMPOSSIBLE_SMD,
            line.place,
            f"arms {apart:.1f} SDs apart",
            f"at most {MOST_SMD:g}",
            "Look whether standard errors stand where SDs should.",
        )


def _p_fits(line: Line) -> Iterator[Discrepancy]:
    p = line.numbers.get("p")
    if p is None:
        return
    half = half_a_digit(p)
    if line.has(COUNTS):
        n1, events1, n2, events2 = line.pick(*COUNTS)
        if not (n1 and n2 and events1 <= n1 and events2 <= n2):
            return  # refused with its own words when the line is pooled
        tests = p_of_events(*_events(line))
        fits = any(abs(p - one) <= half for one in tests.values())
        expected = ", ".join(f"{one:.2g} by {name}" for name, one in tests.items())
    elif _has_arms(line):
        least, most = p_of_means(line)
        fits = least - half <= p <= most + half
        expected = f"p {least:.2g} to {most:.2g} by a t-test"
    else:
        return
    if not fits:
        yield Discrepancy(
            Trouble.P_AND_FIGURES,
            line.place,
            f"p {p:g}",
            expected,
            "Another test, an adjustment, or an error: find out which.",
        )


def p_of_events(treated: Events, control: Events) -> dict[str, float]:
    """The two-sided p of two counts by the usual tests."""
    from scipy.stats import fisher_exact  # a second to load, and few tables need it

    cells = [
        [treated.events, treated.n - treated.events],
        [control.events, control.n - control.events],
    ]
    people, had = treated.n + control.n, treated.events + control.events
    fisher = float(fisher_exact(np.array(cells)).pvalue)
    if had in (0, people):
        return {"Fisher": fisher}
    product_off = cells[0][0] * cells[1][1] - cells[0][1] * cells[1][0]
    margins = treated.n * control.n * had * (people - had)

    def chi2(off: float) -> float:
        return float(chdtrc(1, people * off * off / margins))

    yates = max(0.0, abs(product_off) - people / 2)
    return {"chi²": chi2(product_off), "chi² with Yates": chi2(yates), "Fisher": fisher}


def p_of_means(line: Line) -> tuple[float, float]:
    """The least and the greatest p that a t-test can give, whatever was lost in rounding."""
    one, two = _arms(line)
    mean_half = half_a_digit(one.mean, two.mean)
    sd_half = half_a_digit(one.sd, two.sd)
    found: list[float] = []
    for by, wider in product((-2, 2), (-1, 1)):
        apart = abs(one.mean - two.mean) + by * mean_half
        sds = [max(arm.sd + wider * sd_half, 1e-12) for arm in (one, two)]
        found += _t_tests(max(apart, 0.0), sds, (one.n, two.n))
    return min(found), max(found)


def _t_tests(apart: float, sds: Sequence[float], n: tuple[int, int]) -> Iterator[float]:
    """Student's and Welch's, two-sided."""
    parts = [sd * sd / size for sd, size in zip(sds, n, strict=True)]
    welch = sum(parts) ** 2 / sum(
        part * part / (size - 1) for part, size in zip(parts, n, strict=True)
    )
    yield float(2 * stdtr(welch, -apart / math.sqrt(sum(parts))))
    freedom = n[0] + n[1] - 2
    shared = sum((size - 1) * sd * sd for sd, size in zip(sds, n, strict=True)) / freedom
    yield float(2 * stdtr(freedom, -apart / math.sqrt(shared * (1 / n[0] + 1 / n[1]))))


def _twice(lines: Sequence[Line]) -> Iterator[Discrepancy]:
    figures: dict[tuple[tuple[str, float], ...], Line] = {}
    names: dict[str, Line] = {}
    for line in lines:
        key = tuple(sorted(line.numbers.items()))
        same = figures.setdefault(key, line)
        if same is not line:
            yield Discrepancy(
                Trouble.REPEATED_LINE,
                line.place,
                f"the figures of {same.place}",
                "figures of its own",
                "If it is one study, leave one line out.",
            )
            continue
        first = names.setdefault(line.study.lower(), line)
        if first is not line:
            yield Discrepancy(
                Trouble.SAME_STUDY_TWICE,
                line.place,
                f"the study of {first.place}",
                "each study once",
                "People who stand in both lines count twice: merge the arms.",
            )


def _has_arms(line: Line) -> bool:
    """Whether both arms are there and usable."""
    return line.has(MEANS) and not any(_unusable(line))


def _arms(line: Line) -> tuple[Arm, Arm]:
    n1, mean1, sd1, n2, mean2, sd2 = line.pick(*MEANS)
    return Arm(int(n1), mean1, sd1), Arm(int(n2), mean2, sd2)


def _events(line: Line) -> tuple[Events, Events]:
    n1, events1, n2, events2 = line.pick(*COUNTS)
    return Events(int(n1), int(events1)), Events(int(n2), int(events2))
