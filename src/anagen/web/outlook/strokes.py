"""Draws a chart as plain SVG: numbers and classes only, so that a strict content policy holds.

Each curve carries its name at its end. Ochre and dashed is what time alone would do, gentian what
is tried, grey what could be noise; the style sheet gives the colours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from anagen.web.outlook.band import Band
from anagen.web.outlook.chart import SLIM, WIDE, Line, Picture, Plot, Size, Window, plot_of

#: Room for two lines of words at the end of a curve.
LABEL_GAP_PX = 40


def drawings(picture: Picture, sizes: Sequence[Size] = (WIDE, SLIM)) -> SafeString:
    """The picture in both sizes; the style sheet shows the one that fits."""
    return mark_safe("".join(drawn(picture, size) for size in sizes))  # noqa: S308 - escaped below


def drawn(picture: Picture, size: Size) -> SafeString:
    """The picture in one size."""
    plot = plot_of(picture, size)
    parts = [
        *_shaded(plot),
        *_noise(plot),
        *_grid(plot),
        *_marks(plot),
        *(shape for window in picture.windows for shape in _window(plot, window)),
        *(_area(plot, line.band, f"c-{line.colour} band") for line in picture.lines),
        *(_middle(plot, line) for line in picture.lines),
        *_tape(plot),
        *(_names_beside(plot) if size.is_wide else _names_inside(plot)),
    ]
    return format_html(
        '<svg class="chart {}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        size.name,
        size.width,
        size.height,
        picture.label,
        mark_safe("".join(parts)),  # noqa: S308 - every part is escaped where it is made
    )


def _text(at: tuple[float, float], words: str, look: str = "", anchor: str = "start") -> SafeString:
    x, y = (f"{one:.1f}" for one in at)
    return format_html(
        '<text x="{}" y="{}" text-anchor="{}" class="{}">{}</text>', x, y, anchor, look, words
    )


def _path(way: str, look: str) -> SafeString:
    return format_html('<path d="{}" class="{}"/>', way, look)


def number(value: float) -> str:
    """A number on the axis, with a true minus."""
    return f"{value:g}".replace("-", "−")


def _grid(plot: Plot) -> Iterator[SafeString]:
    yield _text((0, 13), plot.picture.title, "unit")
    lines = round((plot.high - plot.low) / plot.step)
    for one in range(lines + 1):
        value = plot.low + one * plot.step
        y = plot.y(value)
        yield _path(f"M{plot.size.before} {y:.1f}H{plot.end:.1f}", "s-line")
        yield _text((plot.size.before - 8, y + 4.5), number(value), "", "end")


def _shaded(plot: Plot) -> Iterator[SafeString]:
    if plot.picture.shaded is None:
        return
    start, stop, name = plot.picture.shaded
    left, right, top = plot.x(start), plot.x(stop), plot.size.above
    yield _path(f"M{left:.1f} {top}H{right:.1f}V{plot.foot:.1f}H{left:.1f}Z", "c-noise")
    yield _text(((left + right) / 2, top - 6), name, "", "middle")


def _noise(plot: Plot) -> Iterator[SafeString]:
    noise = plot.picture.noise
    if noise is None:
        return
    low, high, left = plot.y(noise.low), plot.y(noise.high), plot.size.before
    yield _path(f"M{left} {high:.1f}H{plot.end:.1f}V{low:.1f}H{left}Z", "c-noise")
    yield _path(f"M{left} {high:.1f}H{plot.end:.1f}M{left} {low:.1f}H{plot.end:.1f}", "dots")
    yield _text((left + 6, min(low - 7, plot.foot - 16)), noise.name)


def _marks(plot: Plot) -> Iterator[SafeString]:
    for week, name in plot.picture.marks:
        x = plot.x(week)
        yield _path(f"M{x:.1f} {plot.size.above}V{plot.foot:.1f}", "event")
        is_late = week > plot.picture.axis.weeks / 2
        at = (x - 5 if is_late else x + 5, plot.size.above + 11)
        yield _text(at, name, "", "end" if is_late else "start")


def _window(plot: Plot, window: Window) -> Iterator[SafeString]:
    yield _area(plot, window.outer, "window", window.from_week)
    yield _area(plot, window.inner, "c-mark inner", window.from_week)
    at, top = plot.x(window.from_week), plot.y(max(window.outer.high))
    yield _text((at, top - 22), window.name, "t-mark halo")
    yield _text((at, top - 7), window.told, "halo")


def _area(plot: Plot, band: Band, look: str, from_week: int = 0) -> SafeString:
    weeks = range(len(band.low))
    there = " ".join(_point(plot, from_week + week, band.high[week]) for week in weeks)
    back = " ".join(_point(plot, from_week + week, band.low[week]) for week in reversed(weeks))
    return _path(f"M{there}L{back}Z", look)


def _middle(plot: Plot, line: Line) -> SafeString:
    way = " ".join(_point(plot, week, one) for week, one in enumerate(line.band.middle))
    look = f"s-{line.colour} middle{' dashed' if line.is_dashed else ''}"
    return _path(f"M{way}", look)


def _point(plot: Plot, week: float, value: float) -> str:
    return f"{plot.x(week):.1f} {plot.y(value):.1f}"


def _tape(plot: Plot) -> Iterator[SafeString]:
    """The axis is the house's tape: fine ticks, longer ones with a word, sessions in gentian."""
    foot, axis = plot.foot, plot.picture.axis
    fine = "".join(f"M{plot.x(week):.1f} {foot:.1f}v5" for week in axis.fine)
    tall = "".join(f"M{plot.x(week):.1f} {foot:.1f}v10" for week, _ in axis.words)
    yield _path(f"M{plot.size.before} {foot:.1f}H{plot.end:.1f}{fine}{tall}", "s-ink tape-axis")
    if plot.picture.sessions:
        held = "".join(f"M{plot.x(week):.1f} {foot:.1f}v-7" for week in plot.picture.sessions)
        yield _path(held, "s-mark session-ticks")
    last = len(axis.words) - 1
    for place, (week, word) in enumerate(axis.words):
        anchor = "end" if place == last and not plot.size.is_wide else "middle"
        yield _text((plot.x(week), foot + 26), word, "", anchor)
    yield _text((plot.size.before, foot + 46), axis.unit)


def _names_beside(plot: Plot) -> Iterator[SafeString]:
    """Names at the ends of the curves, moved apart where they would lie on each other."""
    lines = sorted(plot.picture.lines, key=lambda one: plot.y(one.band.middle[-1]))
    wanted = [plot.y(one.band.middle[-1]) for one in lines]
    for line, y in zip(lines, apart(wanted, plot.size.above + 6, plot.foot - 22), strict=True):
        yield _text((plot.end + 12, y + 1), line.name, f"t-{line.colour}")
        yield _text((plot.end + 12, y + 18), line.told)


def apart(wanted: Sequence[float], top: float, foot: float) -> list[float]:
    """Heights as near to those wanted as two lines of words each allow, between top and foot."""
    placed: list[float] = []
    for one in wanted:
        least = placed[-1] + LABEL_GAP_PX if placed else top
        placed.append(max(one, least))
    most = foot
    for place in reversed(range(len(placed))):
        placed[place] = min(placed[place], most)
        most = placed[place] - LABEL_GAP_PX
    return placed


def _names_inside(plot: Plot) -> Iterator[SafeString]:
    """Names above the upper curve and below the lower one, at their ends."""
    lines = sorted(plot.picture.lines, key=lambda one: plot.y(one.band.middle[-1]))
    for place, line in enumerate(lines):
        is_upper = place == 0 and len(lines) > 1
        band = line.band.high if is_upper else line.band.low
        y = plot.y(max(band[-20:])) - 8 if is_upper else plot.y(min(band[-20:])) + 16
        y = min(max(y, plot.size.above + 10), plot.foot - 6)
        yield _text((plot.end - 3, y), line.name, f"t-{line.colour} halo", "end")
