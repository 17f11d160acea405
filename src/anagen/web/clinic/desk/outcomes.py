"""Outcomes: how often problems were reported, with intervals, and what the counts of hair say.

Nobody is ranked: rows stand by name, and below a stated number nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from anagen.store.audit.actions import Action
from anagen.store.audit.noting import note
from anagen.store.clinics.models import Clinic
from anagen.web.clinic.desk.booked import bounds
from anagen.web.clinic.desk.csv_files import csv_file
from anagen.web.clinic.desk.here import Here, day_in, here
from anagen.web.clinic.desk.intervals import Rate
from anagen.web.clinic.desk.tallies import (
    BANDS,
    LEAST_TO_SAY,
    Key,
    Span,
    Tally,
    density,
    tallies,
)
from anagen.web.look.templatetags.words import amount, plain_word

USUAL = timedelta(days=365)
#: The ends that the axis may have, as shares.
AXES = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
#: How wide an interval is drawn, and the space kept free beside it.
WIDTH, SIDE = 240, 20
#: Lines of the axis.
TICKS = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """One interval as it is drawn: both ends and the rate itself."""

    low_x: str
    high_x: str
    at_x: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its name, what was counted, and the interval where it can be said."""

    name: str
    tally: Tally
    bar: Bar | None

    @property
    def share(self) -> str:
        """The rate in per cent."""
        return per_cent(self.tally.rate.share) if self.tally.rate else ""

    @property
    def interval(self) -> str:
        """Both ends in per cent."""
        return _interval(self.tally.rate) if self.tally.rate else ""


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one way to tell sessions apart."""

    title: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Tick:
    """One line of the axis."""

    x: str
    says: str


def per_cent(share: float) -> str:
    """A share as it is read: 3.1 %, 12 %."""
    number = share * 100
    return f"{amount(round(number, 0 if number >= 10 else 1))}\u00a0%"


def _interval(found: Rate) -> str:
    ends = {"low": per_cent(found.low), "high": per_cent(found.high)}
    return gettext("%(low)s to %(high)s") % ends


@require_safe
def outcomes(request: HttpRequest) -> HttpResponse:
    """The whole page for a period, the last year unless another is asked for."""
    looks = here(request)
    since, until = _period(request, looks)
    found = _found(looks, since, until)
    total = sum(found.values(), Tally())
    groups = list(_groups(looks.clinic, found))
    whole = Row(gettext("All sessions"), total, None)
    end = axis_end([Group("", [whole]), *groups])
    hair = density(looks.clinic)
    page = {
        "place": "outcomes",
        "since": since,
        "until": until,
        "total": replace(whole, bar=_bar(total, end)),
        "groups": [_drawn(group, end) for group in groups],
        "ticks": ticks_of(end),
        "width": WIDTH,
        "least": LEAST_TO_SAY,
        "density": hair,
        "shares": [_interval(one) for one in hair.rates or ()],
    }
    return render(request, "desk/outcomes.html", page)


def _period(request: HttpRequest, looks: Here) -> tuple[date, date]:
    days: dict[str, date] = {}
    for name, usual in (("until", looks.today), ("since", looks.today - USUAL)):
        typed = request.GET.get(name, "")
        day = day_in(typed) if typed else usual
        if day is None:
            raise Http404
        days[name] = day
    return days["since"], days["until"]


def _found(looks: Here, since: date, until: date) -> dict[Key, Tally]:
    first, last = bounds(since, looks.zone)[0], bounds(until, looks.zone)[1]
    return tallies(Span(looks.clinic, first, last), looks.now)


def _groups(clinic: Clinic, found: dict[Key, Tally]) -> Iterator[Group]:
    devices = {one.pk: one for one in clinic.devices.all()}
    people = dict(clinic.members.values_list("pk", "name"))
    bands = {name: str(says) for name, _most, says in BANDS}
    order = [str(says) for _name, _most, says in BANDS]

    def kind(key: Key) -> str:
        return plain_word(devices[key.device].kind) if key.device in devices else ""

    def device(key: Key) -> str:
        return devices[key.device].name if key.device in devices else ""

    yield _group(gettext("By kind of device"), found, kind)
    yield _group(gettext("By device"), found, device)
    yield _group(gettext("By depth"), found, lambda key: bands[key.band], order)
    yield _group(gettext("By operator"), found, lambda key: people.get(key.operator, ""))


def _group(
    title: str,
    found: dict[Key, Tally],
    name_of: Callable[[Key], str],
    order: list[str] | None = None,
) -> Group:
    sums: dict[str, Tally] = {}
    for key, tally in found.items():
        name = name_of(key) or gettext("not known")
        sums[name] = sums.get(name, Tally()) + tally
    names = sorted(sums, key=order.index if order else str.casefold)
    return Group(title, [Row(name, sums[name], None) for name in names])


def axis_end(groups: list[Group]) -> float:
    """The end of the axis that all intervals fit into."""
    highs = [row.tally.rate.high for group in groups for row in group.rows if row.tally.rate]
    return next(end for end in AXES if end >= max(highs, default=0))


def _drawn(group: Group, end: float) -> Group:
    rows = [replace(row, bar=_bar(row.tally, end)) for row in group.rows]
    return Group(group.title, rows)


def _bar(tally: Tally, end: float) -> Bar | None:
    found = tally.rate
    if found is None:
        return None
    return Bar(_x(found.low, end), _x(found.high, end), _x(found.share, end))


def _x(share: float, end: float) -> str:
    return f"{SIDE + min(share / end, 1) * (WIDTH - 2 * SIDE):.1f}"


def ticks_of(end: float) -> list[Tick]:
    """The lines of the axis from nothing to its end."""
    shares = (end * number / TICKS for number in range(TICKS + 1))
    return [Tick(_x(share, end), f"{amount(share * 100)}\u00a0%") for share in shares]


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The same numbers as a file, also where they are too few to say anything."""
    looks = here(request)
    since, until = _period(request, looks)
    head = (
        gettext("Group"),
        gettext("Name"),
        gettext("Sessions"),
        gettext("With a problem"),
        gettext("Rate"),
        gettext("Low, 95 %"),
        gettext("High, 95 %"),
    )
    groups = list(_groups(looks.clinic, _found(looks, since, until)))
    note(Action.EXPORT, detail=f"outcomes {since.isoformat()} {until.isoformat()}")
    return csv_file("outcomes", head, (_cells(one, row) for one in groups for row in one.rows))


def _cells(group: Group, row: Row) -> tuple[object, ...]:
    found = row.tally.rate
    numbers = (found.share, found.low, found.high) if found else ()
    cells = [f"{number:.4f}" for number in numbers] or ["", "", ""]
    return (group.title, row.name, row.tally.sessions, row.tally.problems, *cells)
