"""The appointments of a day, each with what was done before and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anagen.store.clinics.models import Clinic
from anagen.store.desk.models import Appointment
from anagen.store.procedures.models import Complication, Consent, Procedure
from anagen.web.clinic.care.consent_texts import Kind as ConsentKind
from anagen.web.clinic.care.consent_texts import Text, current_texts

KINDS: dict[str, str | Promise] = {
    Appointment.Kind.FIRST: _("First visit"),
    Appointment.Kind.SESSION: _("Session"),
    Appointment.Kind.REVIEW: _("Review and pictures"),
}
STATES: dict[str, str | Promise] = {
    Appointment.State.BOOKED: _("Booked"),
    Appointment.State.ARRIVED: _("Is here"),
    Appointment.State.MISSED: _("Did not come"),
    Appointment.State.CANCELLED: _("Cancelled"),
}


@dataclass(frozen=True, slots=True)
class Booked:
    """One appointment with all that the day list says of it; `starts` is on the clinic's clock.

    `last` is the patient's latest session, `before` how many they had.
    """

    appointment: Appointment
    starts: datetime
    last: Procedure | None
    before: int
    consents: Mapping[str, Consent]
    texts: Mapping[ConsentKind, Text]
    problem: Complication | None

    @property
    def is_done(self) -> bool:
        """Whether the session that was planned has been written down."""
        return (
            self.appointment.kind != Appointment.Kind.REVIEW
            and self.last is not None
            and self.last.at.astimezone(self.starts.tzinfo).date() == self.starts.date()
        )


def bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first moment of a day and of the next, by the clinic's clock."""
    start = datetime.combine(day, time(), zone)
    return start, datetime.combine(day + timedelta(days=1), time(), zone)


def booked_on(day: date, clinic: Clinic) -> list[Booked]:
    """Every appointment of a day in order, except those that were cancelled."""
    zone = ZoneInfo(clinic.timezone)
    since, until = bounds(day, zone)
    rows = list(_with_counts(clinic.appointments.filter(starts__gte=since, starts__lt=until)))
    cases = [row.case_id for row in rows]
    last = Procedure.objects.select_related("device").in_bulk(
        [key for row in rows if (key := _annotated(row, "last_key")) is not None]
    )
    consents, problems = _consents(cases), _problems(cases)
    texts = current_texts(clinic)
    return [
        Booked(
            appointment=row,
            starts=row.starts.astimezone(zone),
            last=last.get(_annotated(row, "last_key")),
            before=_annotated(row, "sessions") or 0,
            consents=consents.get(row.case_id, {}),
            texts=texts,
            problem=problems.get(row.case_id),
        )
        for row in rows
    ]


def _with_counts(rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
    mine = Procedure.objects.filter(case=OuterRef("case"))
    count = mine.order_by().values("case").annotate(times=Count("pk")).values("times")
    return (
        rows.exclude(state=Appointment.State.CANCELLED)
        .select_related("case__patient")
        .defer("case__record")
        .annotate(
            last_key=Subquery(mine.order_by("-at", "-pk").values("pk")[:1]),
            sessions=Subquery(count),
        )
    )


def _annotated(row: Appointment, name: str) -> Any:
    return getattr(row, name)


def _consents(cases: Iterable[int]) -> dict[int, dict[str, Consent]]:
    """The last consent of each kind, by case."""
    signed = Consent.objects.filter(case__in=list(cases)).order_by("at", "pk")
    found: dict[int, dict[str, Consent]] = {}
    for one in signed.select_related("withdrawal").defer("text", "signature"):
        found.setdefault(one.case_id, {})[one.kind] = one
    return found


def _problems(cases: Iterable[int]) -> dict[int, Complication]:
    """The latest open problem of each case."""
    rows = Complication.objects.filter(case__in=list(cases), closed_at=None)
    return {one.case_id: one for one in rows.order_by("report_at", "pk")}
