"""Which lines of the audit somebody asks to see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import QueryDict

from anagen.store.audit.actions import Action
from anagen.store.audit.models import AuditLine
from anagen.store.clinics.models import Clinic

#: As far as a day can be told apart in every time zone.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2999, 12, 31)


@dataclass(frozen=True, slots=True)
class Asked:
    """A person, a day, a kind of action and a place to read on from; each may be left open."""

    who: int | None
    day: date | None
    action: Action | None
    before: int | None

    @property
    def is_open(self) -> bool:
        """Whether all lines are asked for."""
        return self.who is None and self.day is None and self.action is None


def asked_of(sent: QueryDict) -> Asked:
    """What an address asks for. What cannot be understood is left open."""
    return Asked(
        who=_number(sent.get("who", "")),
        day=_day(sent.get("day", "")),
        action=next((one for one in Action if one.value == sent.get("action")), None),
        before=_number(sent.get("before", "")),
    )


def lines_of(clinic: Clinic, asked: Asked) -> QuerySet[AuditLine]:
    """The lines of one clinic that fit, the latest first."""
    lines = AuditLine.objects.filter(clinic=clinic.pk)
    if asked.who is not None:
        lines = lines.filter(who=asked.who)
    if asked.action is not None:
        lines = lines.filter(action=asked.action.value)
    if asked.day is not None:
        # A day begins and ends at midnight of the clinic, so it may last 23 or 25 hours.
        zone = ZoneInfo(clinic.timezone)
        begins = datetime.combine(asked.day, time(), zone)
        ends = datetime.combine(asked.day + timedelta(days=1), time(), zone)
        lines = lines.filter(at__gte=begins, at__lt=ends)
    if asked.before is not None:
        lines = lines.filter(number__lt=asked.before)
    return lines


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None
