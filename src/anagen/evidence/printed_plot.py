"""Single trials beside a review's own figure, none of it pooled by us, as SVG for a page.

Where trials cannot be added up there is still something to see: what their p-values imply, one
by one, beside what a review printed, with a shaded column where a new trial may land. Every word
comes from the caller, in the language of the page; colours come from the page's classes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

ROW_PX, TOP_PX, FOOT_PX = 46, 20, 46
WIDE_PX, SLIM_PX = 1060, 358
WIDE_AXIS, SLIM_AXIS = (250.0, 840.0), (8.0, 350.0)
ARROW_PX = 74.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """One row: a trial, or a review's own figure. With `high` None the value is "at least" it.

    `mark` says how the figures were come by where that warns; it stands beside the name.
    """

    name: str
    note: str
    figures: str
    effect: float
    low: float
    high: float | None
    mark: str = ""
    is_review: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything one drawing shows, in words of the page's language."""

    title: str
    describes: str
    shaded_says: str
    rows: Sequence[Drawn]
    band: tuple[float, float]

    @property
    def ends(self) -> tuple[int, int]:
        """Whole numbers that hold all of it."""
        highs = [row.high if row.high is not None else row.effect for row in self.rows]
        low = min(0.0, self.band[0], *(row.low for row in self.rows))
        return math.floor(low), math.ceil(max(self.band[1], *highs))


def printed_plot(picture: Picture, is_slim: bool = False) -> str:
    """The drawing as inline SVG, wide or for a phone."""
    width, axis = (SLIM_PX, SLIM_AXIS) if is_slim else (WIDE_PX, WIDE_AXIS)
    foot = TOP_PX + ROW_PX * len(picture.rows) + 12
    parts = [
        *_ground(picture, axis, foot),
        *(
            part
            for number, row in enumerate(picture.rows)
            for part in _row(row, (TOP_PX + ROW_PX * number + 32), (picture, axis, is_slim))
        ),
        _text(0, foot + 40, picture.shaded_says),
    ]
    return (
        f'<svg class="chart {"slim-only" if is_slim else "wide-only"}" '
        f'viewBox="0 0 {width} {foot + FOOT_PX}" role="img">'
        f"<title>{escape(picture.title)}</title><desc>{escape(picture.describes)}</desc>"
        + "".join(parts)
        + "</svg>"
    )


def _x(picture: Picture, axis: tuple[float, float], value: float) -> float:
    low, high = picture.ends
    return axis[0] + (value - low) / (high - low) * (axis[1] - axis[0])


def _ground(picture: Picture, axis: tuple[float, float], foot: int) -> Iterator[str]:
    left, right = (_x(picture, axis, end) for end in picture.band)
    yield (
        f'<rect class="pi-band" x="{left:.1f}" width="{right - left:.1f}" y="{TOP_PX}" '
        f'height="{foot - TOP_PX}"/>'
    )
    low, high = picture.ends
    for tick in range(low, high + 1):
        x = _x(picture, axis, tick)
        kind = "zero" if tick == 0 else "gridl"
        yield f'<line class="{kind}" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP_PX}" y2="{foot}"/>'
        yield _text(x, foot + 18, str(tick).replace("-", "−"), "", "middle")


def _row(row: Drawn, y: int, drawn: tuple[Picture, tuple[float, float], bool]) -> Iterator[str]:
    picture, axis, is_slim = drawn
    kind = "t-mark" if row.is_review else "strong"
    yield _text(0, y - 14 if is_slim else y - 2, f"{row.name} {row.mark}".strip(), kind)
    if not is_slim:
        yield _text(0, y + 14, row.note)
        yield _text(WIDE_PX, y + 4, row.figures, "t-mark" if row.is_review else "", "end")
    middle, low = (_x(picture, axis, value) for value in (row.effect, row.low))
    if row.high is None:
        tip = min(middle + ARROW_PX / (2 if is_slim else 1), axis[1])
        yield f'<path class="ci" fill="none" d="M{middle:.1f} {y}H{tip:.1f}m-6 -5l6 5l-6 5"/>'
    else:
        high = _x(picture, axis, row.high)
        if row.is_review:
            yield (
                f'<path class="dia" d="M{low:.1f} {y}L{middle:.1f} {y - 9}L{high:.1f} {y}'
                f'L{middle:.1f} {y + 9}Z"/>'
            )
            return
        yield f'<line class="ci" x1="{low:.1f}" x2="{high:.1f}" y1="{y}" y2="{y}"/>'
    yield f'<rect class="sq" x="{middle - 4:.1f}" y="{y - 4}" width="8" height="8"/>'


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    anchored = f' text-anchor="{anchor}"' if anchor else ""
    return f'<text{named} x="{x:g}" y="{y:g}"{anchored}>{escape(words)}</text>'
