"""When something was written down: now, or earlier without a connection."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.core.exceptions import BadRequest
from django.http import HttpRequest

#: Longer than anybody is without a connection and still remembers what the skin looked like.
LONGEST_WAIT = timedelta(days=14)
CLOCK_SLACK = timedelta(minutes=2)


def written_at(request: HttpRequest, now: datetime) -> datetime:
    """The moment a form was written, by the clock of the device that kept it.

    BadRequest for what is no time, lies ahead, or lies more than two weeks back: then nobody
    can tell when it was.
    """
    text = request.POST.get("written_at", "")
    if not text:
        return now
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadRequest from None
    if moment.tzinfo is None or not now - LONGEST_WAIT <= moment <= now + CLOCK_SLACK:
        raise BadRequest
    return min(moment.astimezone(UTC).replace(microsecond=0), now)
