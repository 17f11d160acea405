"""The scalp map: a head from above and behind, and on it the state of every zone.

Other pages show it with `{% include "treat/scalp_map.html" with map=map %}`, where `map` comes
from `scalp_map`. Left and right are the person's own, and are never mirrored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from anagen.records.words import Zone

DRAWINGS = Path(__file__).parent / "drawings"
ZONE = re.compile(r'<g class="zone" data-zone="(\w+)" data-state="none">(.*?)</g>', re.DOTALL)
AREA = re.compile(r'<path class="area" d="([^"]*)"')
DOT = re.compile(r'<circle class="dot" cx="([\d.]+)" cy="([\d.]+)"')
BOX = re.compile(r'viewBox="(\d+) (\d+) (\d+) (\d+)"')
#: How far apart the dotted lanes of a pass lie, in units of the drawing.
LANE = 14

NAMES: Mapping[Zone, Promise] = {
    Zone.HAIRLINE: _("Front hairline"),
    Zone.LEFT_TEMPLE: _("Left temple"),
    Zone.RIGHT_TEMPLE: _("Right temple"),
    Zone.MID_SCALP: _("Mid-scalp"),
    Zone.CROWN: _("Crown"),
    Zone.LEFT_SIDE: _("Left side"),
    Zone.RIGHT_SIDE: _("Right side"),
    # Not "Back" alone: that is what the button says, and another word in other languages.
    Zone.BACK: _("Back of the head"),
}
VIEWS: Mapping[str, Promise] = {
    "top": _("Head from above, face at the top"),
    "back": _("Head from behind"),
}


class Look(Enum):
    """How a zone stands: dotted, dashed, solid with a tick, heavy with lanes."""

    NONE = "none"
    AHEAD = "todo"
    DONE = "done"
    NOW = "now"


STATES: Mapping[Look, Promise] = {
    Look.NONE: _("not in the plan"),
    Look.AHEAD: _("to do"),
    Look.DONE: _("done"),
    Look.NOW: _("now"),
}


class Direction(Enum):
    """Which way a pass goes."""

    UP_DOWN = "up_down"
    ACROSS = "across"
    SLANT = "slant"
    OTHER_SLANT = "other_slant"


@dataclass(frozen=True, slots=True)
class Drawn:
    """One zone in one drawing: its lines, its outline, and its number in per cent of the figure."""

    zone: Zone
    lines: str
    area: str
    x: float
    y: float
    left_pct: float
    top_pct: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A head: what lies under the zones, the zones, and its size."""

    view: str
    box: str
    under: str
    zones: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """One zone as a list item and as a spot on the figure."""

    zone: Zone
    number: int
    name: Promise
    look: Look
    says: Promise
    passes: int | None = None
    depth_mm: float | None = None
    address: str = ""
    passes_typed: str = ""
    depth_typed: str = ""

    @property
    def is_chosen(self) -> bool:
        """Whether its box is ticked."""
        return self.look is not Look.NONE

    @property
    def word(self) -> str:
        """The zone as a form sends it."""
        return self.zone.value


@dataclass(frozen=True, slots=True)
class Figure:
    """One head ready for a page."""

    view: str
    label: Promise
    svg: SafeString
    spots: tuple[ZoneRow, ...]


@dataclass(frozen=True, slots=True)
class ScalpMap:
    """The whole map. `name` keeps two maps on one page apart."""

    name: str
    figures: tuple[Figure, ...]
    rows: tuple[ZoneRow, ...]
    is_form: bool
    asks_amounts: bool

    @property
    def drawn(self) -> frozenset[str]:
        """The looks on the map: its key explains no others."""
        return frozenset(row.look.value for row in self.rows)


@dataclass(frozen=True, slots=True)
class Marks:
    """What to draw. What is not named is not in the plan.

    `lanes` is the direction of the pass under way; `addresses` makes a zone a link. `typed`
    holds what stands in the fields passes_ZONE and depth_ZONE; with it the form asks for both.
    """

    looks: Mapping[Zone, Look]
    passes: Mapping[Zone, int] | None = None
    depths_mm: Mapping[Zone, float] | None = None
    lanes: Direction | None = None
    addresses: Mapping[Zone, str] | None = None
    typed: Mapping[str, str] | None = None


def scalp_map(
    marks: Marks, name: str = "map", views: Iterable[str] = ("top", "back"), is_form: bool = False
) -> ScalpMap:
    """The map with these marks. As a form, every zone is a box that can be ticked on the head."""
    rows = tuple(_row(zone, marks) for zone in Zone)
    by_zone = {row.zone: row for row in rows}
    figures = tuple(_figure(drawing(view), by_zone, marks, name) for view in views)
    return ScalpMap(name, figures, rows, is_form, marks.typed is not None)


def _row(zone: Zone, marks: Marks) -> ZoneRow:
    look = marks.looks.get(zone, Look.NONE)
    return ZoneRow(
        zone=zone,
        number=list(Zone).index(zone) + 1,
        name=NAMES[zone],
        look=look,
        says=STATES[look],
        passes=(marks.passes or {}).get(zone),
        depth_mm=(marks.depths_mm or {}).get(zone),
        address=(marks.addresses or {}).get(zone, ""),
        passes_typed=(marks.typed or {}).get(f"passes_{zone.value}", ""),
        depth_typed=(marks.typed or {}).get(f"depth_{zone.value}", ""),
    )


@cache
def drawing(view: str) -> Drawing:
    """A drawing taken apart."""
    sheet = (DRAWINGS / f"scalp-{view}.svg").read_text(encoding="utf-8")
    found = BOX.search(sheet)
    assert found, view
    _, top, width, height = (float(number) for number in found.groups())
    inner = sheet[sheet.index(">") + 1 : sheet.rindex("</svg>")]
    zones = []
    for word, lines in ZONE.findall(inner):
        area, dot = AREA.search(lines), DOT.search(lines)
        assert area, word
        assert dot, word
        x, y = float(dot[1]), float(dot[2])
        hair = lines[: area.start()]
        place = round(x / width * 100, 2), round((y - top) / height * 100, 2)
        zones.append(Drawn(Zone(word), hair, area[1], x, y, *place))
    return Drawing(view, found[0], ZONE.sub("", inner).strip(), tuple(zones))


def _figure(head: Drawing, rows: Mapping[Zone, ZoneRow], marks: Marks, name: str) -> Figure:
    own = f"{name}-{head.view}"
    zones = "".join(_zone(drawn, rows[drawn.zone], marks, own) for drawn in head.zones)
    text = (
        f'<svg class="scalp" {head.box} aria-hidden="true" focusable="false">'
        f"{head.under}{zones}</svg>"
    )
    # Ids of the drawing are made the map's own, so that two maps can stand on one page.
    text = re.sub(r'(id="|url\(#)(h(?:top|back))', rf"\1{own}-\2", text)
    return Figure(
        view=head.view,
        label=VIEWS[head.view],
        svg=mark_safe(text),  # noqa: S308 - our own drawing and numbers, nothing a person wrote
        spots=tuple(rows[drawn.zone] for drawn in head.zones),
    )


def _zone(drawn: Drawn, row: ZoneRow, marks: Marks, own: str) -> str:
    is_now = row.look is Look.NOW
    lanes = _lanes(drawn, marks.lanes, own) if is_now and marks.lanes else ""
    radius = 15 if is_now else 12.5
    x, y = drawn.x, drawn.y
    number = f'<text x="{x:g}" y="{y + 5:g}" text-anchor="middle">{row.number}</text>'
    tick = f'<path class="tick" d="M{x - 5.5:g} {y + 0.5:g}l4 4.2 7.2 -8.4"/>'
    return (
        f'<g class="zone" data-zone="{row.word}" data-state="{row.look.value}">{drawn.lines}'
        f'<path class="area" d="{drawn.area}"/>{lanes}'
        f'<circle class="dot" cx="{x:g}" cy="{y:g}" r="{radius:g}"/>'
        f"{tick if row.look is Look.DONE else number}</g>"
    )


def _lanes(drawn: Drawn, direction: Direction, own: str) -> str:
    """Dotted lanes across a zone in the direction of the pass, cut off at its outline."""
    numbers = [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", drawn.area)]
    left, right = min(numbers[::2]), max(numbers[::2])
    top, bottom = min(numbers[1::2]), max(numbers[1::2])
    clip = f"{own}-lanes"
    paths = "".join(f'<path d="{line}"/>' for line in _lines(direction, (left, top, right, bottom)))
    return (
        f'<clipPath id="{clip}"><path d="{drawn.area}"/></clipPath>'
        f'<g class="passes" clip-path="url(#{clip})">{paths}</g>'
    )


def _lines(direction: Direction, box: tuple[float, float, float, float]) -> Iterator[str]:
    left, top, right, bottom = box
    high = bottom - top
    match direction:
        case Direction.UP_DOWN:
            for x in _spaced(left, right):
                yield f"M{x:g} {top:g}V{bottom:g}"
        case Direction.ACROSS:
            for y in _spaced(top, bottom):
                yield f"M{left:g} {y:g}H{right:g}"
        case Direction.SLANT:
            for x in _spaced(left - high, right):
                yield f"M{x:g} {bottom:g}l{high:g} {-high:g}"
        case Direction.OTHER_SLANT:
            for x in _spaced(left - high, right):
                yield f"M{x:g} {top:g}l{high:g} {high:g}"


def _spaced(least: float, most: float) -> Iterator[float]:
    for number in range(int((most - least) // LANE) + 1):
        yield round(least + LANE / 2 + number * LANE, 1)
