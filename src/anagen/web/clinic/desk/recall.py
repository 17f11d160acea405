"""Recall: everybody who met a lot or a device, as a list to call and as a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from anagen.store.audit.actions import Action
from anagen.store.audit.noting import note
from anagen.store.clinics.models import Clinic
from anagen.store.desk.exposure import Period, devices_named, lots_named
from anagen.store.procedures.models import Device, Lot
from anagen.web.clinic.care.barcode import scanned
from anagen.web.clinic.desk.booked import bounds
from anagen.web.clinic.desk.csv_files import csv_file
from anagen.web.clinic.desk.exposure_list import ExposureList, Met, exposure_list, zones_of
from anagen.web.clinic.desk.here import Here, day_in, here
from anagen.web.clinic.desk.lanes import lanes_of

A_PAGE = 50
MOST_ASKED = 100
#: A device is used for years; unless another time is named, the last one is looked at.
USUAL = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was looked up: what was typed, what fits it, and the days to look at."""

    typed: str
    things: list[Lot | Device]
    since: date | None
    until: date | None

    @property
    def thing(self) -> Lot | Device | None:
        """The one lot or device that fits; None when it is none or several."""
        return self.things[0] if len(self.things) == 1 else None

    def period(self, looks: Here) -> Period:
        """The same days as moments by the clinic's clock."""
        return Period(
            bounds(self.since, looks.zone)[0] if self.since else None,
            bounds(self.until, looks.zone)[1] if self.until else None,
        )


def asked_in(request: HttpRequest, looks: Here) -> Asked:
    """What an address asks for. 404 for a day or an id that is none."""
    typed = request.GET.get("q", "").strip()[:MOST_ASKED].replace("\0", "")
    things: list[Lot | Device] = []
    if request.GET.get("lot"):
        things = [get_object_or_404(Lot, clinic=looks.clinic, public_id=_id(request, "lot"))]
    elif request.GET.get("device"):
        things = [get_object_or_404(Device, clinic=looks.clinic, public_id=_id(request, "device"))]
    elif typed:
        things = named(looks.clinic, typed)
    since, until = _day(request, "since"), _day(request, "until")
    if since is None and len(things) == 1 and isinstance(things[0], Device):
        since = looks.today - USUAL
    return Asked(typed or _name(things), things, since, until)


def named(clinic: Clinic, typed: str) -> list[Lot | Device]:
    """The lots of a number or barcode; else the devices of a serial number or name."""
    code = scanned(typed)
    lots = lots_named(clinic, code.lot if code else typed)
    return [*lots] if lots else [*devices_named(clinic, typed)]


def _id(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.GET[name])
    except ValueError:
        raise Http404 from None


def _day(request: HttpRequest, name: str) -> date | None:
    typed = request.GET.get(name, "")
    found = day_in(typed) if typed else None
    if typed and found is None:
        raise Http404
    return found


def _name(things: Iterable[Lot | Device]) -> str:
    return next((name_of(thing) for thing in things), "")


def name_of(thing: Lot | Device) -> str:
    """What stands on the box or the device."""
    return thing.number if isinstance(thing, Lot) else thing.serial or thing.name


def code_of(thing: Lot | Device) -> str:
    """The same as the audit names it."""
    return f"{'lot' if isinstance(thing, Lot) else 'device'}={thing.pk}"


@require_safe
def recall(request: HttpRequest) -> HttpResponse:
    """Looks a lot or device up and shows whom to call."""
    looks = here(request)
    asked = asked_in(request, looks)
    page = {"place": "recall", "here": looks, "asked": asked, "zone": looks.clinic.timezone}
    if asked.thing is None:
        return render(request, "desk/recall.html", page)
    found = exposure_list(looks.clinic, asked.thing, asked.period(looks))
    note(Action.READ, detail=f"recall {code_of(asked.thing)} people={len(found.people)}")
    people = Paginator(found.people, A_PAGE).get_page(request.GET.get("page", "1"))
    told = {
        "found": found,
        "people": people,
        "zones": zones_of(people) if looks.treats else {},
        "lanes": lanes_of(found.days),
        "is_lot": isinstance(asked.thing, Lot),
        "name": name_of(asked.thing),
        "query": _query(asked),
        "may_export": looks.treats,
    }
    return render(request, "desk/recall.html", {**page, **told})


def _query(asked: Asked) -> str:
    """The address of the same list."""
    assert asked.thing is not None
    kind = "lot" if isinstance(asked.thing, Lot) else "device"
    days = {"since": asked.since, "until": asked.until}
    parts = [f"{kind}={asked.thing.public_id}"]
    return "&".join(parts + [f"{name}={day.isoformat()}" for name, day in days.items() if day])


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The whole list as a file, one line a person."""
    looks = here(request)
    asked = asked_in(request, looks)
    if asked.thing is None:
        raise Http404
    found = exposure_list(looks.clinic, asked.thing, asked.period(looks))
    note(Action.EXPORT, detail=f"recall {code_of(asked.thing)} people={len(found.people)}")
    head = (
        gettext("Patient"),
        gettext("Name"),
        gettext("Phone"),
        gettext("Email"),
        gettext("Last session"),
        gettext("Sessions with it"),
        gettext("Which sessions"),
        gettext("Open problem"),
        gettext("Reached"),
        gettext("Calls"),
    )
    return csv_file("recall", head, (_row(one, found) for one in found.people))


def _row(met: Met, found: ExposureList) -> tuple[object, ...]:
    return (
        met.last.code,
        met.last.name,
        met.last.phone,
        met.last.email,
        met.last.at.astimezone(found.zone).strftime("%Y-%m-%d %H:%M"),
        len(met.sessions),
        " ".join(str(number) for number in met.numbers),
        int(met.has_open_problem),
        int(met.is_reached),
        len(met.calls),
    )
