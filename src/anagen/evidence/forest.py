"""A forest plot that shows where the next trial may land, as SVG for a page or a file.

The prediction interval is a shaded column through all rows: it is the first thing to see. Colours
come from classes of the page's style sheet; a file by itself carries its own. A drawing is for the
eye, so its words stand in `title` and `desc` too, and a table stands beside it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from anagen.evidence.bayes import Posterior
from anagen.evidence.effects import Effect
from anagen.evidence.forest_style import CHART
from anagen.evidence.forest_words import (
    as_shown,
    described,
    effect_name,
    number,
    shown,
    shown_span,
)
from anagen.evidence.pool import Pooled
from anagen.evidence.terms import FigureUnit

ROW_PX = 46
TOP_PX = 20
FOOT_PX = 68
WIDE_PX, SLIM_PX = 1060, 358
MARGIN_PX = 16
#: Left of the axis stand the studies, right of it their figures; on a phone both stand above.
WIDE_AXIS = (250.0, 840.0)
SLIM_AXIS = (24.0, 332.0)
LETTER_PX = 7.0
MOST_TICKS = 6
STEPS = (1.0, 2.0, 5.0, 10.0)
#: The class of words about all studies together.
POOL = "t-mark"
LESS, MORE = "less than control", "more than control"


@dataclass(frozen=True, slots=True)
class Axis:
    """Where values stand in the drawing."""

    low: float
    high: float
    ticks: tuple[float, ...]
    left_px: float
    right_px: float

    def x(self, value: float) -> float:
        """A value's place; what lies outside is held at the edge."""
        share = (value - self.low) / (self.high - self.low)
        return self.left_px + min(1.0, max(0.0, share)) * (self.right_px - self.left_px)

    def holds(self, value: float) -> bool:
        """Whether a value lies within the drawing."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Words:
    """What is written beside one row."""

    name: str
    note: str
    figures: str
    kind: str = "strong"


@dataclass(frozen=True, slots=True)
class Forest:
    """Everything one drawing shows."""

    effects: Sequence[Effect]
    pooled: Pooled
    title: str
    bayes: Posterior | None
    is_slim: bool

    @property
    def rows(self) -> int:
        """Studies, the pool, and the pool by Bayes where it was asked for."""
        return len(self.effects) + 1 + (self.bayes is not None)

    @property
    def foot_px(self) -> float:
        """Where the rows end."""
        return TOP_PX + ROW_PX * self.rows + 12


def forest_plot(
    effects: Sequence[Effect],
    pooled: Pooled,
    title: str,
    bayes: Posterior | None = None,
    is_slim: bool = False,
) -> str:
    """The plot as inline SVG, wide or for a phone; the page's classes colour it."""
    forest = Forest(effects, pooled, title, bayes, is_slim)
    name = "slim-only" if is_slim else "wide-only"
    return _svg(forest, f'class="chart forest {name}"')


def forest_file(
    effects: Sequence[Effect], pooled: Pooled, title: str, bayes: Posterior | None = None
) -> str:
    """The wide plot as a file of its own, with its colours for light and dark inside."""
    forest = Forest(effects, pooled, title, bayes, False)
    attributes = f'xmlns="http://www.w3.org/2000/svg" class="chart forest" width="{WIDE_PX}"'
    return _svg(forest, attributes, MARGIN_PX, f"<style>{CHART}</style>") + "\n"


def axis_of(forest: Forest) -> Axis:
    """An axis that holds no effect at all, every interval it can, and the prediction interval.

    A study wider than three times everything else is cut off with an arrow: one hopeless study
    must not squeeze the others into a line.
    """
    ends = [*forest.pooled.ci, *(forest.pooled.prediction or ()), 0.0]
    if forest.bayes is not None:
        ends += forest.bayes.prediction
    ends += [one.effect for one in forest.effects]
    reach = 1.5 * (max(ends) - min(ends))
    for one in forest.effects:
        ends += [end for end in one.ci if min(ends) - reach <= end <= max(ends) + reach]
    low, high = min(ends), max(ends)
    rough = (high - low) / (3 if forest.is_slim else MOST_TICKS)
    step = _doublings(rough) if forest.pooled.unit is FigureUnit.RATIO else _step(rough)
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = tuple(place * step for place in range(first, last + 1))
    left, right = SLIM_AXIS if forest.is_slim else WIDE_AXIS
    return Axis(first * step, last * step, ticks, left, right)


def _step(rough: float) -> float:
    size = 10.0 ** math.floor(math.log10(rough))
    return next(size * step for step in STEPS if size * step >= rough * (1 - 1e-9))


def _doublings(rough: float) -> float:
    """Ratios stand on logs, so their ticks are 0.5, 1, 2 or 0.1, 1, 10 or wider apart."""
    unit = math.log(2) if rough <= math.log(2) else math.log(10)
    return unit * max(1, math.ceil(rough / unit - 1e-9))


def _svg(forest: Forest, attributes: str, margin_px: int = 0, style: str = "") -> str:
    width = SLIM_PX if forest.is_slim else WIDE_PX
    height = forest.foot_px + FOOT_PX
    axis = axis_of(forest)
    parts = [
        *_ground(forest, axis),
        *(
            part
            for row, one in enumerate(forest.effects)
            for part in _study(forest, axis, row, one)
        ),
        *_pool(forest, axis),
        *_bayes(forest, axis),
        *_caption(forest),
    ]
    return (
        f'<svg {attributes} viewBox="{-margin_px} 0 {width + 2 * margin_px} {height:g}" '
        f'role="img">{style}'
        f"<title>{escape(forest.title)}</title>"
        f"<desc>{escape(described(forest.effects, forest.pooled, forest.bayes))}</desc>"
        + "".join(parts)
        + "</svg>"
    )


def _ground(forest: Forest, axis: Axis) -> Iterator[str]:
    """The prediction interval's column, the ticks, and the line of no effect."""
    foot = forest.foot_px
    if forest.pooled.prediction is not None:
        low, high = (axis.x(end) for end in forest.pooled.prediction)
        yield (
            f'<rect class="pi-band" x="{low:.1f}" width="{high - low:.1f}" y="{TOP_PX}" '
            f'height="{foot - TOP_PX:g}"/>'
        )
    for tick in axis.ticks:
        x = axis.x(tick)
        yield _line("zero" if tick == 0 else "gridl", (x, x), (TOP_PX, foot))
        yield _text(x, foot + 18, number(as_shown(tick, forest.pooled)), "", "middle")
    zero, room = axis.x(0.0), LETTER_PX * len(LESS) + 8
    if zero >= room:
        yield _text(zero - 8, TOP_PX - 6, LESS, "", "end")
    if axis.right_px - zero >= room:
        yield _text(zero + 8, TOP_PX - 6, MORE)


def _study(forest: Forest, axis: Axis, row: int, one: Effect) -> Iterator[str]:
    y = _y(row)
    low, high = one.ci
    yield from _names(forest, y, Words(one.study, one.note, _figures(forest, one.effect, one.ci)))
    yield _line("ci", (axis.x(low), axis.x(high)), (y, y))
    for end, by in ((low, 6), (high, -6)):
        if not axis.holds(end):
            x = axis.x(end)
            yield f'<path class="ci" fill="none" d="M{x + by:.1f} {y - 5}L{x:.1f} {y}l{by} 5"/>'
    side = 5 + 9 * math.sqrt(forest.pooled.weights[row] / 100)
    yield (
        f'<rect class="sq" x="{axis.x(one.effect) - side / 2:.1f}" y="{y - side / 2:.1f}" '
        f'width="{side:.1f}" height="{side:.1f}"/>'
    )


def _pool(forest: Forest, axis: Axis) -> Iterator[str]:
    pooled, y = forest.pooled, _y(len(forest.effects))
    name, figures = f"Pooled, {pooled.k} studies", _figures(forest, pooled.effect, pooled.ci)
    yield from _names(forest, y, Words(name, pooled.method.value, figures, POOL))
    if pooled.prediction is not None:
        yield _whiskers(axis, pooled.prediction, y)
    yield _diamond(axis, pooled.effect, pooled.ci, y)


def _bayes(forest: Forest, axis: Axis) -> Iterator[str]:
    if forest.bayes is None:
        return
    bayes, y = forest.bayes, _y(len(forest.effects) + 1)
    note = f"scale of tau {number(bayes.tau_scale)}"
    figures = _figures(forest, bayes.effect, bayes.ci)
    yield from _names(forest, y, Words("Pooled by Bayes", note, figures, POOL))
    yield _whiskers(axis, bayes.prediction, y, is_dashed=True)
    yield _diamond(axis, bayes.effect, bayes.ci, y)


def _names(forest: Forest, y: float, words: Words) -> Iterator[str]:
    room = int(forest_room_px(forest) / LETTER_PX)
    yield _text(0, y - 14 if forest.is_slim else y - 2, _cut(words.name, room), words.kind)
    if forest.is_slim:
        return
    kind = words.kind if words.kind == POOL else ""
    yield _text(WIDE_PX, y + 4, words.figures, kind, "end")
    if words.note:
        yield _text(0, y + 14, _cut(words.note, room))


def forest_room_px(forest: Forest) -> float:
    """How wide a study's name may be."""
    return SLIM_PX if forest.is_slim else WIDE_AXIS[0] - 14


def _caption(forest: Forest) -> Iterator[str]:
    y = forest.foot_px + 42
    pooled = forest.pooled
    against = "" if forest.is_slim else ": treated against control"
    yield _text(0, y, effect_name(pooled) + against)
    if pooled.prediction is not None:
        where = shown_span(pooled.prediction, pooled)
        yield _text(0, y + 18, f"Shaded: where the next trial may land, {where}")


def _figures(forest: Forest, effect: float, ci: tuple[float, float]) -> str:
    return f"{shown(effect, forest.pooled)} ({shown_span(ci, forest.pooled)})"


def _y(row: int) -> float:
    return TOP_PX + ROW_PX * row + 32


def _line(kind: str, x: tuple[float, float], y: tuple[float, float]) -> str:
    return f'<line class="{kind}" x1="{x[0]:.1f}" x2="{x[1]:.1f}" y1="{y[0]:g}" y2="{y[1]:g}"/>'


def _whiskers(axis: Axis, ends: tuple[float, float], y: float, is_dashed: bool = False) -> str:
    low, high = (axis.x(end) for end in ends)
    dashes = ' stroke-dasharray="5 4"' if is_dashed else ""
    return (
        f'<path class="pi" fill="none" d="M{low:.1f} {y:g}H{high:.1f}"{dashes}/>'
        f'<path class="pi" fill="none" d="M{low:.1f} {y - 6:g}v12M{high:.1f} {y - 6:g}v12"/>'
    )


def _diamond(axis: Axis, effect: float, ci: tuple[float, float], y: float) -> str:
    low, middle, high = (axis.x(one) for one in (ci[0], effect, ci[1]))
    return (
        f'<path class="dia" d="M{low:.1f} {y:g}L{middle:.1f} {y - 9:g}L{high:.1f} {y:g}'
        f'L{middle:.1f} {y + 9:g}Z"/>'
    )


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    anchored = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text{named} x="{x:.4g}" y="{y:g}"{anchored}>{escape(words)}</text>'


def _cut(words: str, letters: int) -> str:
    return words if len(words) <= letters else words[: letters - 1] + "…"
