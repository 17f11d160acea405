"""Whose record is open, and the others of the same household."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase

from anagen.knowledge.library import Knowledge
from anagen.records.mistakes import RecordError
from anagen.records.record import Record
from anagen.store.models import Case
from anagen.store.rows import record_of
from anagen.web.access.gate import viewer_of
from anagen.web.access.viewer import Role
from anagen.web.opening import cases_of
from anagen.web.records.listing import who_is_it

#: More names than these are looked up in the list of records.
MOST_SHOWN = 4
#: Remembers whose page was opened last, so that the next visit begins there.
COOKIE = "anagen_last"
YEAR_S = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody else whose record is kept here."""

    case_id: UUID
    who: str


@dataclass(frozen=True, slots=True)
class Household:
    """The person whose page this is, and a way to the others."""

    who: str
    others: list[Member]


def household_of(
    request: HttpRequest, case: Case, record: Record, knowledge: Knowledge, now: datetime
) -> Household | None:
    """Who shares this computer; None for somebody who has it alone."""
    rows = list(cases_of(viewer_of(request)).exclude(pk=case.pk)[:MOST_SHOWN])
    if not rows:
        return None
    others = [
        Member(row.public_id, who_is_it(found, knowledge, now))
        for row in rows
        if (found := _readable(row, now)) is not None
    ]
    return Household(who_is_it(record, knowledge, now), others)


def _readable(case: Case, now: datetime) -> Record | None:
    try:
        return record_of(case, now)
    except RecordError:
        return None


def remember(request: HttpRequest, response: HttpResponseBase, case: Case) -> None:
    """Notes whose page was opened last. In a clinic everybody has one record at most."""
    if viewer_of(request).role is Role.HOME:
        response.set_cookie(
            COOKIE, str(case.public_id), max_age=YEAR_S, samesite="Strict", httponly=True
        )


def last_opened(request: HttpRequest) -> UUID | None:
    """The record to begin with: the one opened last if it is still there, else the last changed."""
    mine = cases_of(viewer_of(request))
    try:
        remembered = UUID(request.COOKIES.get(COOKIE, ""))
    except ValueError:
        remembered = None
    if remembered is not None and mine.filter(public_id=remembered).exists():
        return remembered
    return mine.values_list("public_id", flat=True).first()
