"""Who looks from the desk, from which clinic, and by which clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from anagen.store.clinics.models import Clinic, Member
from anagen.web.access.gate import viewer_of
from anagen.web.access.row import CARE, DESK
from anagen.web.clinic.care.finding import member_of
from anagen.web.clock import now


@dataclass(frozen=True, slots=True)
class Here:
    """One member of a clinic at one moment, and what their role lets them see and do."""

    member: Member
    now: datetime
    treats: bool
    keeps: bool

    @property
    def clinic(self) -> Clinic:
        """The clinic they work for."""
        return self.member.clinic

    @property
    def zone(self) -> ZoneInfo:
        """The clinic's own time zone."""
        return ZoneInfo(self.clinic.timezone)

    @property
    def local(self) -> datetime:
        """This moment on the clinic's clock."""
        return self.now.astimezone(self.zone)

    @property
    def today(self) -> date:
        """The calendar day at the clinic."""
        return self.local.date()


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into a form, what is wrong with it, and the id of the form."""

    entries: Mapping[str, Any]
    once: UUID
    slips: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """What the page answers with."""
        return 422 if self.slips else 200


def here(request: HttpRequest) -> Here:
    """Who looks. Whoever does not work for a clinic is refused."""
    viewer = viewer_of(request)
    if not viewer.is_staff:
        raise PermissionDenied
    return Here(member_of(request), now(), viewer.role in CARE, viewer.role in DESK)


def day_in(text: str) -> date | None:
    """A day as an address or a field writes it; None for anything else."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if len(text) == 10 and 2000 <= found.year <= 2100 else None
