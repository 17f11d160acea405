"""From a table of trials to effects that can be pooled, and every doubt about them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from anagen.evidence.arms import Arm, Events, change_from_baseline
from anagen.evidence.discrepancy import Discrepancy, Trouble
from anagen.evidence.effects import (
    Effect,
    log_risk_ratio,
    mean_difference,
    se_from_interval,
    se_from_p,
    standardised,
)
from anagen.evidence.lint import linted
from anagen.evidence.pool import FEWEST
from anagen.evidence.table import BASELINE, COUNTS, MEANS, Line
from anagen.evidence.terms import FigureUnit
from anagen.evidence.units import in_plain_units
from anagen.records.mistakes import Mistake


class Measure(Enum):
    """What is compared: raw differences, standardised ones, or risks."""

    MD = "md"
    SMD = "smd"
    RR = "rr"


@dataclass(frozen=True, slots=True)
class Gathered:
    """The effects of a table, the lines they are of, and every doubt about them."""

    measure: Measure
    effects: tuple[Effect, ...]
    lines: tuple[Line, ...]
    discrepancies: tuple[Discrepancy, ...]


@dataclass
class _Gathering:
    """What comes together line by line."""

    measure: Measure
    effects: list[Effect] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    discrepancies: list[Discrepancy] = field(default_factory=list)


def gathered(lines: Sequence[Line], measure: Measure | None = None) -> Gathered:
    """The effects of a table of trials, all of one measure and in one unit.

    Without a measure, counted events are compared as ratios and everything else as it stands. What
    makes pooling impossible is refused; what only casts doubt stands among the discrepancies.
    """
    kind = measure or _measure_of(lines)
    so_far = _Gathering(kind)
    for found in linted(trials=lines):
        is_only_of_units = found.trouble in (Trouble.MIXED_UNITS, Trouble.CONVERTED_UNITS)
        if is_only_of_units and kind is not Measure.MD:
            continue
        if found.stops:
            raise found.as_mistake()
        so_far.discrepancies.append(found)
    for line in lines:
        _gather(line, so_far)
    if len(so_far.effects) == FEWEST:
        so_far.discrepancies.append(_few())
    return Gathered(kind, tuple(so_far.effects), tuple(so_far.lines), tuple(so_far.discrepancies))


def _few() -> Discrepancy:
    return Discrepancy(
        Trouble.FEW_STUDIES,
        "table",
        "2 studies",
        "3 or more, to see how far studies differ",
        "Read the studies one by one; the prediction interval is only a guess at how wide.",
    )


def _measure_of(lines: Sequence[Line]) -> Measure:
    return Measure.RR if any(line.has(COUNTS) for line in lines) else Measure.MD


def _gather(line: Line, so_far: _Gathering) -> None:
    try:
        if so_far.measure is Measure.RR and line.has(COUNTS):
            effect = _ratio(line, so_far.discrepancies)
            if effect is None:
                return
        elif so_far.measure is not Measure.RR and line.has(MEANS):
            effect = _difference(line, so_far)
        else:
            effect = _given(line, so_far.measure)
    except Mistake as mistake:
        if mistake.where.startswith("line"):
            raise
        raise Mistake(line.place, mistake.found, mistake.expected, mistake.then) from None
    so_far.effects.append(effect)
    so_far.lines.append(line)


def _ratio(line: Line, discrepancies: list[Discrepancy]) -> Effect | None:
    """A risk ratio; None, with a discrepancy, where the counts say nothing about one."""
    n1, events1, n2, events2 = (int(one) for one in line.pick(*COUNTS))
    treated, control = Events(n1, events1), Events(n2, events2)
    counts = f"{events1} of {n1} against {events2} of {n2}"
    if events1 == events2 == 0 or (events1 == n1 and events2 == n2):
        discrepancies.append(
            Discrepancy(
                Trouble.NO_EVENTS,
                line.place,
                counts,
                "some with the event and some without",
                "It was left out: it says nothing about a ratio.",
            )
        )
        return None
    note = ""
    if 0 in (events1, events2, n1 - events1, n2 - events2):
        note = "half a person added to each cell"
        discrepancies.append(
            Discrepancy(
                Trouble.EMPTY_CELL,
                line.place,
                counts,
                "no empty cell",
                "Half a person was added to each cell of this study.",
            )
        )
    return log_risk_ratio(treated, control, line.study, note)


def _difference(line: Line, so_far: _Gathering) -> Effect:
    treated, control, note = _compared_arms(line, so_far.discrepancies)
    if so_far.measure is Measure.SMD:
        return standardised(treated, control, line.study, note)
    unit, factor = in_plain_units(line.unit, line.numbers.get("area_cm2"), line.place)
    factor *= line.factor
    return mean_difference(treated.times(factor), control.times(factor), line.study, unit, note)


def _compared_arms(line: Line, discrepancies: list[Discrepancy]) -> tuple[Arm, Arm, str]:
    """Both arms; as changes from baseline where both visits and their correlation are known."""
    n1, mean1, sd1, n2, mean2, sd2 = line.pick(*MEANS)
    arms = Arm(int(n1), mean1, sd1), Arm(int(n2), mean2, sd2)
    if not line.has(BASELINE):
        return *arms, ""
    if "correlation" not in line.numbers:
        discrepancies.append(
            Discrepancy(
                Trouble.NO_CORRELATION,
                line.place,
                "baselines without a correlation of the two visits",
                "a correlation, to know the SD of the change",
                "The means were compared as they stand.",
            )
        )
        return *arms, ""
    before1, before_sd1, before2, before_sd2, r = line.pick(*BASELINE, "correlation")
    changes = (
        change_from_baseline(Arm(arms[0].n, before1, before_sd1), arms[0], r),
        change_from_baseline(Arm(arms[1].n, before2, before_sd2), arms[1], r),
    )
    return *changes, "change from baseline"


def _given(line: Line, measure: Measure) -> Effect:
    """An effect as it was printed, with its error from `se`, its interval or its p-value."""
    if "effect" not in line.numbers:
        wanted = COUNTS if measure is Measure.RR else MEANS
        raise Mistake(
            line.place,
            "no whole set of figures",
            ", ".join(wanted) + " or effect, se",
            "Fill in what is missing, or leave the study out.",
        )
    (effect,) = line.pick("effect")
    if "se" in line.numbers:
        (se,), note = line.pick("se"), ""
    elif line.has(("low", "high")):
        low, high = line.pick("low", "high")
        if measure is Measure.RR:
            effect, low, high = (_log(one, line) for one in (effect, low, high))
        se, note = se_from_interval(low, high), "error from its interval"
    elif line.has(("p", "n1", "n2")):
        p, n1, n2 = line.pick("p", "n1", "n2")
        se, note = se_from_p(effect, p, n1 + n2 - 2), "error from its p-value"
    else:
        raise Mistake(
            line.place,
            "an effect without its error",
            "se, or low and high, or p with n1 and n2",
            "Fill one of them in, or leave the study out.",
        )
    if measure is not Measure.MD:
        unit = FigureUnit.SD if measure is Measure.SMD else FigureUnit.RATIO
        return Effect(line.study, effect, se, unit, note)
    unit, factor = in_plain_units(line.unit, line.numbers.get("area_cm2"), line.place)
    factor *= line.factor
    return Effect(line.study, effect * factor, se * factor, unit, note)


def _log(ratio: float, line: Line) -> float:
    if ratio <= 0:
        raise Mistake(line.place, f"a ratio of {ratio:g}", "a ratio above 0", "Correct the cell.")
    return math.log(ratio)
