"""When to look at the scalp again after a session, and what for."""

from __future__ import annotations

from dataclasses import dataclass

from anagen.knowledge.fact import Fact, Header
from anagen.records.fields import Fields


@dataclass(frozen=True, slots=True)
class CheckInTime(Fact):
    """One check-in, so many hours after a session."""

    hours_after: float


def read_check_in(fields: Fields, header: Header) -> CheckInTime:
    """A fact of kind "check_in"."""
    check_in = CheckInTime(**header, hours_after=fields.number("hours_after", 1, 10_000, "hours"))
    fields.finish()
    return check_in
