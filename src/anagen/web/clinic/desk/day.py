"""The day: who comes, what is planned, and what stands in the way of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from anagen.store.desk.models import Appointment
from anagen.store.procedures.models import Complication, Lot
from anagen.web.clinic.desk.booked import KINDS, STATES, Booked, booked_on
from anagen.web.clinic.desk.follow_ups import FollowUpRow, due_rows
from anagen.web.clinic.desk.here import Here, day_in, here
from anagen.web.clinic.desk.readiness import readiness_of
from anagen.web.clinic.desk.standing import Standing, is_past, standing_of
from anagen.web.knowing import knowledge
from anagen.web.look.templatetags.words import amount, plain_word

#: Problems that cannot wait stand above the list, worst first.
URGENT = ("emergency_now", "same_day")
MOST_URGENT, MOST_DUE = 5, 6


@dataclass(frozen=True, slots=True)
class DayRow:
    """One appointment as it is shown; `is_next` puts the line of now above it."""

    booked: Booked
    standing: Standing
    what: str
    is_past: bool
    is_next: bool

    @property
    def appointment(self) -> Appointment:
        """The appointment itself."""
        return self.booked.appointment

    @property
    def at(self) -> str:
        """When, by the clinic's clock."""
        return f"{self.booked.starts:%H:%M}"

    @property
    def state(self) -> str:
        """What has become of it, where that is worth a word."""
        state = self.appointment.state
        return "" if state == Appointment.State.BOOKED else str(STATES[state])


@dataclass(frozen=True, slots=True)
class DayPage:
    """All that stands on the page of one day."""

    here: Here
    on: date
    rows: list[DayRow]
    problems: list[Complication]
    more_problems: int
    held: list[Lot]
    due: list[FollowUpRow]
    due_count: int

    @property
    def is_today(self) -> bool:
        """Whether it is the day of today."""
        return self.on == self.here.today

    @property
    def before(self) -> date:
        """The day before."""
        return self.on - timedelta(days=1)

    @property
    def after(self) -> date:
        """The day after."""
        return self.on + timedelta(days=1)

    @property
    def heading(self) -> str:
        """How many come, and how many of them are not cleared."""
        count, opened = len(self.rows), sum(row.standing.is_open for row in self.rows)
        if not count:
            return gettext("Nobody is booked.")
        if self.is_today:
            says = ngettext("%(count)d today.", "%(count)d today.", count) % {"count": count}
        else:
            says = ngettext("%(count)d booked.", "%(count)d booked.", count) % {"count": count}
        if not opened:
            return says
        left = ngettext("%(count)d not cleared.", "%(count)d not cleared.", opened)
        return f"{says} {left % {'count': opened}}"

    @property
    def clock(self) -> str:
        """What the clinic's clock says now."""
        return f"{self.here.local:%H:%M}"

    @property
    def now_is_last(self) -> bool:
        """Whether the line of now comes after everybody."""
        return self.is_today and bool(self.rows) and not any(row.is_next for row in self.rows)


@require_safe
def day(request: HttpRequest) -> HttpResponse:
    """One day, today unless another is asked for."""
    looks = here(request)
    asked = request.GET.get("on", "")
    on = day_in(asked) if asked else looks.today
    if on is None:
        raise Http404
    page = day_page(looks, on)
    return render(request, "desk/day.html", {"place": "day", "page": page, "zone": looks.zone})


def day_page(looks: Here, on: date) -> DayPage:
    """The page of one day."""
    due, due_count = due_rows(looks, MOST_DUE)
    urgent = Complication.objects.filter(clinic=looks.clinic, closed_at=None, triage__in=URGENT)
    problems = sorted(
        urgent.select_related("case__patient").defer("case__record").order_by("report_at"),
        key=lambda one: URGENT.index(one.triage),
    )
    open_ones = Complication.objects.filter(clinic=looks.clinic, closed_at=None).count()
    shown = problems[:MOST_URGENT]
    return DayPage(
        here=looks,
        on=on,
        rows=_rows(looks, on),
        problems=shown,
        more_problems=open_ones - len(shown),
        held=list(looks.clinic.lots.filter(recalled=True, quantity_left__gt=0)[:MOST_URGENT]),
        due=due,
        due_count=due_count,
    )


def _rows(looks: Here, on: date) -> list[DayRow]:
    rows, has_line = [], on != looks.today
    for booked in booked_on(on, looks.clinic):
        past = is_past(booked, looks.now) or booked.is_done
        is_next = not has_line and booked.starts > looks.now
        has_line = has_line or is_next
        needs = not booked.is_done and booked.appointment.kind != Appointment.Kind.REVIEW
        ready = readiness_of(booked.appointment.case, knowledge(), looks.now) if needs else None
        rows.append(
            DayRow(
                booked,
                standing_of(booked, ready, looks.treats),
                planned(booked, looks.treats),
                past,
                is_next,
            )
        )
    return rows


def planned(booked: Booked, treats: bool) -> str:
    """What somebody comes for; how deep it went last time is for those who treat."""
    kind, last = booked.appointment.kind, booked.last
    if kind != Appointment.Kind.SESSION:
        return str(KINDS[kind])
    number = {"number": booked.before + (0 if booked.is_done else 1)}
    if last is None or not treats:
        return gettext("Session %(number)d") % number
    told = {"device": plain_word(last.device.kind), "depth": amount(last.deepest_mm)}
    return gettext("Session %(number)d · last %(device)s %(depth)s mm") % {**number, **told}
