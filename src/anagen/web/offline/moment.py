"""When something was written down: now, or earlier without a connection."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.core.exceptions import BadRequest
from django.http import HttpRequest

#: Longer than anybody is without a connection and still remembers what the skin looked like.
LONGEST_WAIT = timedelta(days=14)
CLOCK_SLACK = timedelta(minutes=2)


def written_at(request: HttpRequest, now: datetime) -> datetime:
    """The moment a form was written, by the clock of this computer.

    `sent_at` is when it was sent, by the clock of the device that kept it: only how long it
    waited is taken from that clock, so one that is wrong by hours changes nothing. BadRequest
    for what is no time, lies ahead, or lies more than two weeks back: then nobody can tell.
    """
    written = _moment(request.POST.get("written_at", ""))
    if written is None:
        return now
    sent = _moment(request.POST.get("sent_at", "")) or now
    waited = sent - written
    if not -CLOCK_SLACK <= waited <= LONGEST_WAIT:
        raise BadRequest
    return min(now - waited, now).astimezone(UTC).replace(microsecond=0)


def has_waited(request: HttpRequest) -> bool:
    """Whether the form was kept by a browser before it was sent."""
    return bool(request.POST.get("written_at"))


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadRequest from None
    if datetime.fromisoformat(text).tzinfo is None:
        raise BadRequest
    return found
