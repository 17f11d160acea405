"""When something was, from a day and hours of the person's own clock.

In the night when the clocks go back one hour occurs twice, and the clock alone cannot tell which
was meant. Then the first reading that is possible counts, the earlier of two before the later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import product

from django.http import QueryDict
from django.utils.translation import gettext as _

from anagen.records.reading_parts import LONGEST_SESSION
from anagen.records.record import Record
from anagen.records.session import Session
from anagen.web.treat.entry import Slips, day_in, hour_in

Span = tuple[datetime, datetime]
#: Forms show minutes, so "now" may be written as the minute that has just begun.
A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Wall:
    """The person's clock now, and the session that the form corrects, if it corrects one."""

    record: Record
    now: datetime
    before: Session | None = None

    def readings(self, day: date, hour: time, was: datetime | None = None) -> tuple[datetime, ...]:
        """Every moment at which the clock showed this day and hour, in UTC, the likeliest first.

        Forms show minutes: what was left alone stays the exact moment that it `was`.
        """
        shown = datetime.combine(day, hour, self.record.zone)
        found = dict.fromkeys(shown.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
        is_left_alone = was is not None and was.replace(second=0, microsecond=0) in found
        return (was, *found) if was is not None and is_left_alone else tuple(found)

    def has_come(self, moment: datetime) -> bool:
        """Whether a moment lies behind."""
        return moment <= self.now + A_MINUTE


def span_in(form: QueryDict, wall: Wall, slips: Slips) -> Span | None:
    """When a session began and ended; past midnight it ends on the next day."""
    day = day_in(form, "day", wall.record.local_day(wall.now), slips)
    begun, over = hour_in(form, "from", slips), hour_in(form, "to", slips)
    if day is None or begun is None or over is None:
        return None
    was = wall.before
    days = (day, day + timedelta(days=1))
    starts = wall.readings(day, begun, was.started if was else None)
    ends = [one for each in days for one in wall.readings(each, over, was.ended if was else None)]
    found = [span for span in product(starts, ends) if _is_a_session(span)]
    if not found:
        slips["to"] = _("That would be more than 12 hours. Check both times.")
        return None
    over_now = [span for span in found if wall.has_come(span[1])]
    if not over_now:
        slips["to"] = _("That time has not come yet. A session is written down when it is over.")
        return None
    return over_now[0]


def _is_a_session(span: Span) -> bool:
    return timedelta() <= span[1] - span[0] <= LONGEST_SESSION


def moment_after(hour: time, started: datetime, wall: Wall) -> datetime | None:
    """The first time since a session began at which the clock showed an hour; None before it."""
    put_on = wall.before.applied[:1] if wall.before else ()
    was = put_on[0].at if put_on else None
    day = wall.record.local_day(started)
    days = (day, day + timedelta(days=1))
    shown = (one for each in days for one in wall.readings(each, hour, was))
    return next((one for one in shown if one >= started and wall.has_come(one)), None)


def moment_before(hour: time, wall: Wall) -> datetime | None:
    """The last time at which the clock showed an hour; None where that is long ago."""
    today = wall.record.local_day(wall.now)
    days = (today, today - timedelta(days=1))
    come = [one for each in days for one in wall.readings(each, hour) if wall.has_come(one)]
    last = max(come)
    return last if wall.now - last <= LONGEST_SESSION else None
