"""The hairs of a picture as SVG, to lie over the picture on a page.

Each hair is a group with the id `hair-7`, so that it can be tapped; a wide line that nobody sees
makes a thin hair easy to hit. The view box is that of the picture: a place in the SVG is the same
place in the picture, moved by half a point, for SVG counts from the corner of the first point.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from anagen.imaging.hairs import Point
from anagen.imaging.measured import Mark, Measured, MeasuredHair
from anagen.imaging.overlay.marks import (
    BLANK,
    DARK,
    FRAME,
    RING,
    STYLES,
    Root,
    Sizes,
    Style,
    bar_mm,
    hex_of,
    sizes,
)

#: A hair can be hit this many line widths beside it.
HIT = 9.0


def overlay_svg(measured: Measured) -> str:
    """Every hair, the frame, and the scale, over a picture that is not in it."""
    width, height = measured.width_px, measured.height_px
    by = sizes(width, height)
    said = escape(f"{len(measured.hairs)} hairs drawn over {measured.image or 'the picture'}")
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="group"'
            f' aria-label="{said}">',
            '<g transform="translate(0.5 0.5)" fill="none" stroke-linecap="round">',
            *_frame(measured, by),
            *(line for one in measured.hairs for line in _hair(one, by)),
            *_scale(measured, by),
            "</g>",
            "</svg>",
            "",
        ]
    )


def described(one: MeasuredHair) -> str:
    """One hair in words."""
    hair = one.hair
    width = "width not known"
    if hair.width_um is not None:
        width = f"{'at most ' if hair.width_at_most else ''}{hair.width_um:.0f} µm"
    where = "" if one.is_counted else ", outside the frame"
    mark = "" if one.mark is Mark.FOUND else f", {one.mark.value} by hand"
    return f"hair {one.id}, {one.kind.value}, {width}{where}{mark}"


def _hair(one: MeasuredHair, by: Sizes) -> Iterator[str]:
    style, path = STYLES[one.kind], " ".join(map(_xy, one.hair.path))
    said = escape(described(one))
    yield (
        f'<g id="hair-{one.id}" class="hair {one.kind.value} {one.mark.value}"'
        f' tabindex="0" role="button" aria-label="{said}"><title>{said}</title>'
    )
    yield f'<polyline points="{path}" stroke="transparent" stroke-width="{HIT * by.line:.1f}"/>'
    yield f'<polyline points="{path}" stroke="{hex_of(DARK)}" stroke-width="{2 * by.line:.1f}"/>'
    yield (
        f'<polyline points="{path}" stroke="{hex_of(style.colour)}"'
        f' stroke-width="{by.line:.1f}"{_dashes(style, by)}/>'
    )
    if one.mark is not Mark.FOUND:
        yield _circle(
            one.root, 1.9 * by.root, f'stroke="{hex_of(RING)}" stroke-width="{by.line:.1f}"'
        )
    yield _root(one, style, by)
    yield "</g>"


def _root(one: MeasuredHair, style: Style, by: Sizes) -> str:
    """Where it leaves the skin."""
    size = by.root if one.is_counted else 0.6 * by.root
    colour, line = hex_of(style.colour), f'stroke-width="{by.line:.1f}"'
    if style.root is Root.OPEN:
        return _circle(one.root, size, f'stroke="{colour}" {line} fill="{hex_of(DARK)}"')
    edge = f'fill="{colour}" stroke="{hex_of(DARK)}" {line}'
    if style.root is Root.ROUND:
        return _circle(one.root, size, edge)
    x, y = one.root
    side = 1.8 * size
    return (
        f'<rect x="{x - side / 2:.1f}" y="{y - side / 2:.1f}" width="{side:.1f}"'
        f' height="{side:.1f}" {edge}/>'
    )


def _frame(measured: Measured, by: Sizes) -> Iterator[str]:
    if measured.frame is None:
        return
    for blank in measured.frame.blanks:
        corners = " ".join(map(_xy, measured.frame.outline(blank)))
        yield (
            f'<polygon class="blank" points="{corners}" fill="{hex_of(BLANK)}" fill-opacity="0.5"/>'
        )
    corners = " ".join(map(_xy, measured.frame.outline()))
    for colour, wide in ((DARK, 2.0), (FRAME, 1.0)):
        yield (
            f'<polygon class="frame" points="{corners}" stroke="{hex_of(colour)}"'
            f' stroke-width="{wide * by.line:.1f}" stroke-linejoin="round"/>'
        )


def _scale(measured: Measured, by: Sizes) -> Iterator[str]:
    """A bar of known length in the lower right corner."""
    if measured.px_per_mm is None:
        return
    length = bar_mm(measured.px_per_mm, measured.width_px)
    right, low = measured.width_px - 2 * by.margin, measured.height_px - 2 * by.margin
    left = right - length * measured.px_per_mm
    for colour, wide in ((DARK, 5.0), (FRAME, 2.5)):
        yield (
            f'<path class="scale" stroke="{hex_of(colour)}" stroke-width="{wide * by.line:.1f}"'
            f' d="M{left:.1f} {low:.1f}H{right:.1f}"/>'
        )
    yield (
        f'<text x="{(left + right) / 2:.1f}" y="{low - 0.6 * by.text:.1f}" text-anchor="middle"'
        f' font-size="{by.text:.1f}" font-family="sans-serif" fill="{hex_of(FRAME)}"'
        f' stroke="{hex_of(DARK)}" stroke-width="{by.line:.1f}" paint-order="stroke">'
        f"{length:g} mm</text>"
    )


def _dashes(style: Style, by: Sizes) -> str:
    if style.dashes is None:
        return ""
    drawn, left_out = (part * by.line for part in style.dashes)
    return f' stroke-dasharray="{drawn:.1f} {left_out:.1f}"'


def _circle(place: Point, radius: float, how: str) -> str:
    return f'<circle cx="{place[0]:.1f}" cy="{place[1]:.1f}" r="{radius:.1f}" {how}/>'


def _xy(point: Point) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}"
