"""What a forest plot says, in words and in a table: for ears, for narrow screens, for copying."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from anagen.evidence.bayes import Posterior
from anagen.evidence.effects import Effect
from anagen.evidence.pool import Pooled
from anagen.evidence.terms import FigureUnit

#: The log of the largest ratio that is still a number.
FARTHEST = 700.0


@dataclass(frozen=True, slots=True)
class ForestRow:
    """One row of the table, as printed: a study, or what all come to."""

    name: str
    effect: str
    interval: str
    weight: str
    note: str


def forest_rows(
    effects: Sequence[Effect], pooled: Pooled, bayes: Posterior | None = None
) -> list[ForestRow]:
    """The rows of the table, as shown: risk ratios are ratios again, not their logs."""
    rows = [
        _row(one.study, (one.effect, *one.ci), pooled, one.note, weight)
        for one, weight in zip(effects, pooled.weights, strict=True)
    ]
    figures = (pooled.effect, *pooled.ci)
    rows.append(_row(f"Pooled, {pooled.k} studies", figures, pooled, pooled.method.value))
    if pooled.prediction is not None:
        figures = (pooled.effect, *pooled.prediction)
        rows.append(_row("The next trial", figures, pooled, "prediction interval"))
    if bayes is not None:
        note = f"half-normal prior of tau, scale {number(bayes.tau_scale)}"
        rows.append(_row("Pooled by Bayes", (bayes.effect, *bayes.ci), pooled, note))
        figures = (bayes.effect, *bayes.prediction)
        rows.append(_row("The next trial by Bayes", figures, pooled, note))
    return rows


def forest_table(effects: Sequence[Effect], pooled: Pooled, bayes: Posterior | None = None) -> str:
    """The table that stands beside the plot, as HTML; on a phone each row is a short block."""
    names = ("Study", effect_name(pooled), "95 % interval", "Weight", "Note")
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    body = "".join(_tr(row, names[1:]) for row in forest_rows(effects, pooled, bayes))
    return (
        f'<table class="table counted"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    )


def described(effects: Sequence[Effect], pooled: Pooled, bayes: Posterior | None) -> str:
    """The plot in sentences, for those who do not see it."""
    found = [one.effect for one in effects]
    ends = shown_span((min(found), max(found)), pooled)
    words = [
        f"Forest plot of {pooled.k} studies with effects from {ends}.",
        f"Pooled {shown(pooled.effect, pooled)}, 95 % interval {shown_span(pooled.ci, pooled)}.",
    ]
    if pooled.prediction is not None:
        words.append(_predicted("The next trial", pooled.prediction, pooled))
    if bayes is not None:
        words.append(_predicted("By Bayes, the next trial", bayes.prediction, pooled))
    return " ".join(words)


def effect_name(pooled: Pooled) -> str:
    """What the figures are, with their unit."""
    if pooled.unit is FigureUnit.RATIO:
        return "Risk ratio"
    if not pooled.unit.says:
        return "Difference"
    if pooled.unit is FigureUnit.SD:
        return "Difference in standard deviations"
    return f"Difference, {pooled.unit.says}"


def as_shown(value: float, pooled: Pooled) -> float:
    """A value on the scale that people read: ratios instead of their logs."""
    if pooled.unit is not FigureUnit.RATIO:
        return value
    return math.exp(min(value, FARTHEST))


def shown(value: float, pooled: Pooled) -> str:
    """A value as it is printed, as finely as the pool's own error lets one tell."""
    if pooled.unit is FigureUnit.RATIO:
        return _ratio(as_shown(value, pooled))
    digits = max(0, min(6, 1 - math.floor(math.log10(pooled.se))))
    return _signed(f"{value:.{digits}f}")


def shown_span(ends: tuple[float, ...], pooled: Pooled) -> str:
    """From one end to the other, as it is printed."""
    return f"{shown(ends[0], pooled)} to {shown(ends[1], pooled)}"


def number(value: float) -> str:
    """A number by itself: three digits, without noughts at its end, and a real minus."""
    return _signed(f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}")


def _ratio(ratio: float) -> str:
    """A risk ratio with two digits after the point, as they are printed; fewer if large."""
    if ratio < 0.1:
        return f"{ratio:.2g}"
    return f"{ratio:.{2 if ratio < 10 else 1 if ratio < 100 else 0}f}"


def _signed(text: str) -> str:
    is_nothing = not text.strip("-0.")
    return (text.lstrip("-") if is_nothing else text).replace("-", "−")


def includes_nothing(ends: tuple[float, float]) -> bool:
    """Whether an interval includes no effect at all: 0, on the scale of logs for ratios."""
    return ends[0] <= 0 <= ends[1]


def _predicted(who: str, ends: tuple[float, float], pooled: Pooled) -> str:
    verb = "includes" if includes_nothing(ends) else "leaves out"
    return f"{who} may land from {shown_span(ends, pooled)}, which {verb} no effect at all."


def _row(
    name: str,
    figures: tuple[float, float, float],
    pooled: Pooled,
    note: str,
    weight: float | None = None,
) -> ForestRow:
    share = "" if weight is None else f"{weight:.1f} %"
    interval = shown_span(figures[1:], pooled)
    return ForestRow(name, shown(figures[0], pooled), interval, share, note)


def _tr(row: ForestRow, names: Sequence[str]) -> str:
    cells = (row.effect, row.interval, row.weight, row.note)
    return (
        f'<tr><th scope="row">{escape(row.name)}</th>'
        + "".join(
            f'<td data-l="{escape(name)}">{escape(cell)}</td>' if cell else "<td></td>"
            for name, cell in zip(names, cells, strict=True)
        )
        + "</tr>"
    )
