"""The pages of the audit: read it, narrow it down, take it along."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from anagen.store.audit.actions import Action
from anagen.store.audit.models import AuditHead, AuditLine
from anagen.store.clinics.models import Clinic, Member, Patient
from anagen.web.access.ours import clinic_of
from anagen.web.audit.asking import asked_of, lines_of

ON_A_PAGE = 100
COLUMNS = ("number", "at", "who", "role", "action", "route", "record", "detail", "previous", "hash")
#: A spreadsheet would run a cell that begins with one of these.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Told:
    """A line as the page tells it."""

    line: AuditLine
    at: datetime
    who: str
    action: str
    record: str


class Echo:
    """What a csv writer writes to when each row is sent on at once."""

    def write(self, row: str) -> str:
        """The row itself."""
        return row


def action_words() -> dict[str, str]:
    """Every action in words."""
    return {
        Action.READ.value: gettext("Read"),
        Action.WRITE.value: gettext("Changed"),
        Action.EXPORT.value: gettext("Taken along"),
        Action.PRINT.value: gettext("Printed"),
        Action.LOGIN.value: gettext("Signed in"),
        Action.LOGOUT.value: gettext("Signed out"),
        Action.REFUSED.value: gettext("Refused"),
        Action.OVERRIDE.value: gettext("Decided against the advice"),
    }


@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """Who did what with whose record, the latest first."""
    clinic, asked = clinic_of(request), asked_of(request.GET)
    lines = list(lines_of(clinic, asked)[: ON_A_PAGE + 1])
    onward = request.GET.copy()
    if len(lines) > ON_A_PAGE:
        onward["before"] = str(lines[ON_A_PAGE - 1].number)
    head = AuditHead.objects.first()
    page = {
        "place": "audit",
        "asked": asked,
        "lines": _told(clinic, lines[:ON_A_PAGE]),
        "onward": onward.urlencode() if len(lines) > ON_A_PAGE else "",
        "query": request.GET.urlencode(),
        "people": Member.objects.filter(clinic=clinic),
        "actions": action_words(),
        "head": f"{head.count}:{head.hash}" if head else "",
    }
    return render(request, "audit/audit.html", page)


@require_safe
def audit_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same lines as a file, with their hashes."""
    clinic = clinic_of(request)
    rows = csv.writer(Echo())
    lines = lines_of(clinic, asked_of(request.GET))

    def written() -> Iterator[str]:
        # The writer gives back what the echo gives back: the row.
        yield rows.writerow(COLUMNS)
        for line in lines.iterator(chunk_size=1000):
            yield rows.writerow([_cell(value) for value in _values(line)])

    response = StreamingHttpResponse(written(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="anagen-audit.csv"'
    return response


def _values(line: AuditLine) -> tuple[object, ...]:
    at = line.at.isoformat(timespec="microseconds")
    said = (line.role, line.action, line.route, line.case or "", line.detail)
    return (line.number, at, line.who or "", *said, line.previous, line.hash)


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def _told(clinic: Clinic, lines: list[AuditLine]) -> list[Told]:
    zone, words = ZoneInfo(clinic.timezone), action_words()
    members: dict[int | None, str] = {}
    members |= dict(Member.objects.filter(clinic=clinic).values_list("user_id", "name"))
    patients = Patient.objects.filter(
        clinic=clinic, case__public_id__in=[one.case for one in lines]
    )
    codes: dict[UUID | None, str] = dict(patients.values_list("case__public_id", "code"))
    of_users = Patient.objects.filter(clinic=clinic, user__in=[one.who for one in lines])
    members |= dict(of_users.values_list("user_id", "code"))
    return [
        Told(
            line=line,
            at=line.at.astimezone(zone),
            who=members.get(line.who) or gettext("Somebody not known"),
            action=words[line.action],
            record=codes.get(line.case) or (str(line.case)[:8] if line.case else ""),
        )
        for line in lines
    ]
