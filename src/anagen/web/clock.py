"""The one place where the pages read a clock, and the time zone of this computer."""

from __future__ import annotations

import os
from datetime import UTC, datetime, tzinfo
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as formatted
from django.utils.translation import pgettext

ZONE_LINK = Path("/etc/localtime")


def now() -> datetime:
    """This moment, to the second: nobody needs more, and stored times stay readable."""
    return datetime.now(UTC).replace(microsecond=0)


@cache
def local_zone() -> str:
    """The IANA name of this computer's time zone; UTC when it cannot be told.

    At home the computer stands where the person is, so this is the person's own zone.
    """
    for name in (os.environ.get("TZ", "").lstrip(":"), linked_zone(ZONE_LINK)):
        if name and is_zone(name):
            return name
    return "UTC"


def linked_zone(link: Path) -> str:
    """The zone that a link such as /etc/localtime points to; "" when it points to none."""
    _, _, name = str(link.resolve()).partition("/zoneinfo/")
    return name.removeprefix("posix/")


def is_zone(name: str) -> bool:
    """Whether a time zone of this name is known."""
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        return False
    return True


def as_seen(moment: datetime, zone: tzinfo | None = None) -> str:
    """20 November 2026, 19:40, by the clock of the person or else of this computer."""
    local = moment.astimezone(zone or ZoneInfo(local_zone()))
    return formatted(local, pgettext("date", "j\u00a0F Y, H:i"))
