"""Draws the line of time: a panel for counts, one for the comb, one for what was done.

The chart is written in Vega-Lite, the grammar that Altair writes too, and drawn by vl-convert.
Written as plain tables it is ready at once; through Altair's objects the same chart took half a
second, nearly all of it spent copying them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from anagen.web.measure.painting import COLOURS
from anagen.web.measure.timeline import Mark, Point, Timeline

FONT_PX = 13
LETTER_PX = 7.2
ROW_PX = 17
MOST_LABEL_ROWS = 3
AXIS_PX = 34


@dataclass(frozen=True, slots=True)
class Size:
    """One of the two drawings: for a phone, or for a wide screen."""

    name: str
    width: int
    count_height: int
    comb_height: int
    month_gap_px: int


SLIM = Size("slim-only", 314, 210, 90, 38)
WIDE = Size("wide-only", 990, 290, 110, 52)
SIZES = (WIDE, SLIM)


@dataclass(frozen=True, slots=True)
class Label:
    """A word on the chart: where it begins or ends, and in which row."""

    x: int
    name: str
    row: int
    is_before: bool


Spec = dict[str, Any]


def svg_of(line: Timeline, size: Size) -> str:
    """The line of time as the chart library draws it."""
    import vl_convert  # loading it takes a while, and most pages find their drawing kept

    return str(vl_convert.vegalite_to_svg(spec_of(line, size), allowed_base_urls=[]))


def spec_of(line: Timeline, size: Size) -> Spec:
    """The chart in Vega-Lite, with every number in it: nothing is ever fetched."""
    return {
        "vconcat": list(_panels(line, size)),
        "spacing": 6,
        "resolve": {"scale": {"x": "shared"}},
        "padding": 1,
        "background": "white",
        "config": {"view": {"stroke": None}},
    }


def _panels(line: Timeline, size: Size) -> Iterator[Spec]:
    marks = _with_starts(line)
    labels = label_rows(marks, line.days, size.width)
    rows = 1 + max((one.row for one in labels), default=-1)
    if rows:
        yield _labels(labels, line, size, rows)
    if line.counts:
        yield _counts(line, size, marks)
    if line.comb:
        yield _comb(line, size, marks)
    yield _doings(line, size)
    yield _months(line, size)


def _with_starts(line: Timeline) -> list[Mark]:
    """What gets a dashed line: every event, and every treatment that began on the way."""
    starts = (Mark(span.start, span.name) for span in line.spans if span.start > 0)
    return sorted((*line.marks, *starts), key=lambda one: one.day)


def label_rows(marks: Sequence[Mark], days: int, width: int) -> list[Label]:
    """Words in rows, so that none lies on another; those that find no room are left out.

    The table beside the chart has them all.
    """
    rows: list[list[tuple[float, float]]] = [[] for _ in range(MOST_LABEL_ROWS)]
    placed = []
    for mark in marks:
        at, long = mark.day / days * width, len(mark.name) * LETTER_PX + 8
        is_before = at + long > width
        low, high = (at - long, at) if is_before else (at, at + long)
        for row, taken in enumerate(rows):
            if all(high <= begun or low >= over for begun, over in taken):
                taken.append((low, high))
                placed.append(Label(mark.day, mark.name, row, is_before))
                break
    return placed


def _x(line: Timeline) -> Spec:
    scale = {"domain": [0, line.days], "nice": False, "zero": False}
    return {"x": {"field": "x", "type": "quantitative", "scale": scale, "axis": None}}


def _y(low: float, high: float, ticks: int = 0) -> Spec:
    scale = {"domain": [low, high], "nice": False, "zero": False}
    axis = _axis(ticks) if ticks else None
    return {"y": {"field": "y", "type": "quantitative", "scale": scale, "axis": axis}}


def _axis(ticks: int) -> Spec:
    return {
        "title": None,
        "grid": True,
        "gridColor": COLOURS["line"],
        "domain": False,
        "ticks": False,
        "tickCount": ticks,
        "labelColor": COLOURS["ink"],
        "labelFontSize": FONT_PX,
        "labelPadding": 6,
        "minExtent": AXIS_PX,
        "maxExtent": AXIS_PX,
    }


#: Where a shape ends, for shapes that have a length or a height.
TO_X, TO_Y = {"x2": {"field": "x2"}}, {"y2": {"field": "y2"}}


def _layer(mark: str, look: Spec, values: Iterable[Spec], *encodings: Spec) -> Spec:
    encoding = {name: told for one in encodings for name, told in one.items()}
    return {
        "data": {"values": list(values)}, "mark": {"type": mark, **look}, "encoding": encoding,
    }  # fmt: skip


def _text(values: Iterable[Spec], look: Spec, *encodings: Spec) -> Spec:
    full = {"fontSize": FONT_PX, "baseline": "middle", "align": "left", "color": COLOURS["ink"]}
    word = {"text": {"field": "name", "type": "nominal"}}
    return _layer("text", {**full, **look}, values, *encodings, word)


def _panel(layers: list[Spec], size: Size, height: int) -> Spec:
    return {"layer": layers, "width": size.width, "height": height}


def _labels(labels: Sequence[Label], line: Timeline, size: Size, rows: int) -> Spec:
    where = (_x(line), _y(rows - 0.5, -0.5))
    before = [{"x": one.x, "y": one.row, "name": one.name} for one in labels if one.is_before]
    after = [{"x": one.x, "y": one.row, "name": one.name} for one in labels if not one.is_before]
    layers = [
        _text(after, {"dx": 4}, *where),
        _text(before, {"align": "right", "dx": -4}, *where),
    ]
    return _panel(layers, size, rows * ROW_PX)


def _rules(marks: Sequence[Mark], line: Timeline) -> Spec:
    look = {"color": COLOURS["ink"], "strokeWidth": 1, "strokeDash": [3, 3]}
    return _layer("rule", look, ({"x": mark.day} for mark in marks), _x(line))


def bounds(points: Sequence[Point], others: Iterable[float] = ()) -> tuple[float, float]:
    """From where to where the numbers of a panel go, with a little room and in whole tens."""
    low = min((*(one.low for one in points), *others))
    high = max((*(one.high for one in points), *others))
    return max(0.0, floor(low / 10) * 10.0), ceil((high + 1) / 10) * 10.0


def _counts(line: Timeline, size: Size, marks: Sequence[Mark]) -> Spec:
    more = [*(line.noise or ())]
    if line.untaken:
        more += [line.untaken.low, line.untaken.high]
    low, high = bounds(line.counts, more)
    y = _y(low, high, ticks=5)
    layers = [_title(line.title, line, high, y), _rules(marks, line)]
    layers += _noise(line, y) if line.noise else []
    layers += _untaken(line, y) if line.untaken else []
    return _panel(layers + _points(line.counts, line, y), size, size.count_height)


def _title(text: str, line: Timeline, high: float, y: Spec) -> Spec:
    return _text([{"x": 0, "y": high, "name": text}], {"dx": 4, "dy": 9}, _x(line), y)


def _noise(line: Timeline, y: Spec) -> list[Spec]:
    assert line.noise is not None
    low, high = line.noise
    band = [{"x": 0, "x2": line.days, "y": low, "y2": high}]
    dots = {"color": COLOURS["ink"], "strokeDash": [1, 4]}
    word = [{"x": 0, "y": low, "name": line.words["noise"]}]
    return [
        _layer("rect", {"color": COLOURS["noise"]}, band, _x(line), y, TO_X, TO_Y),
        _layer("rule", dots, [{"y": low}, {"y": high}], y),
        _text(word, {"dx": 4, "dy": -9}, _x(line), y),
    ]


def _untaken(line: Timeline, y: Spec) -> list[Spec]:
    one = line.untaken
    assert one is not None
    ends = [
        {"x": one.start_day, "y": one.start, "y2": one.start},
        {"x": one.end_day, "y": one.low, "y2": one.high},
    ]
    middle = [{"x": end["x"], "y": (end["y"] + end["y2"]) / 2} for end in ends]
    word = [{"x": one.end_day, "y": one.low, "name": line.words["untreated"]}]
    colour = {"color": COLOURS["wait"]}
    dashes = {**colour, "strokeWidth": 2, "strokeDash": [7, 5]}
    return [
        _layer("area", colour, ends, _x(line), y, TO_Y),
        _layer("line", dashes, middle, _x(line), y),
        _text(word, {**colour, "align": "right", "dy": 10}, _x(line), y),
    ]


def _points(points: Sequence[Point], line: Timeline, y: Spec) -> list[Spec]:
    values = [{"x": one.day, "y": one.value} for one in points]
    errors = [{"x": one.day, "y": one.low, "y2": one.high} for one in points]
    mark = COLOURS["mark"]
    bar = {"color": mark, "strokeWidth": 6, "strokeOpacity": 0.26}
    link = {"color": mark, "strokeWidth": 1, "strokeOpacity": 0.5}
    dot = {"filled": True, "size": 85, "stroke": mark, "strokeWidth": 2.25, "opacity": 1}
    return [
        _layer("rule", bar, errors, _x(line), y, TO_Y),
        _layer("line", link, values, _x(line), y),
        _layer("point", {**dot, "fill": COLOURS["surface"]}, values[:-1], _x(line), y),
        _layer("point", {**dot, "fill": mark}, values[-1:], _x(line), y),
    ]


def _comb(line: Timeline, size: Size, marks: Sequence[Mark]) -> Spec:
    _, high = bounds(line.comb)
    y = _y(0, high, ticks=3)
    title = _title(line.words["comb"], line, high, y)
    layers = [title, _rules(marks, line), *_points(line.comb, line, y)]
    return _panel(layers, size, size.comb_height)


def _doings(line: Timeline, size: Size) -> Spec:
    """What was done: a tick for each session, a bar for each treatment."""
    rows = len(line.spans)
    where = (_x(line), _y(rows + 0.5, -0.5))
    axis = [{"x": 0, "x2": line.days, "y": -0.4}]
    ticks = ({"x": day, "y": -0.35, "y2": 0.1} for day in line.sessions)
    bars = [
        {"x": span.start, "x2": max(span.stop, span.start + 1), "y": row + 0.6, "y2": row + 1.4}
        for row, span in enumerate(line.spans)
    ]
    names = [{"x": 0, "y": row + 1, "name": span.name} for row, span in enumerate(line.spans)]
    needle = {"color": COLOURS["mark"], "strokeWidth": 1.25}
    layers = [
        _layer("rule", {"color": COLOURS["ink"]}, axis, *where, TO_X),
        _layer("rule", needle, ticks, *where, TO_Y),
        _layer("rect", {"color": COLOURS["quiet"]}, bars, *where, TO_X, TO_Y),
        _text(names, {"dx": 4}, *where),
    ]
    return _panel(layers, size, (rows + 1) * ROW_PX)


def _months(line: Timeline, size: Size) -> Spec:
    shown: list[Spec] = []
    for month in line.months:
        gap = shown and (month.day - shown[-1]["x"]) / line.days * size.width < size.month_gap_px
        if not gap and month.day / line.days < 0.96:
            shown.append({"x": month.day, "y": 0, "name": month.name})
    if line.sessions:
        shown.append({"x": 0, "y": 1, "name": line.words["sessions"]})
    height = 2 * ROW_PX if line.sessions else ROW_PX
    return _panel([_text(shown, {}, _x(line), _y(1.5, -0.5))], size, height)
