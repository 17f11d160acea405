"""Whether a forecast is worth the wait, decided before anything heavy is loaded."""

from __future__ import annotations

from datetime import datetime, timedelta

from anagen.care.case import case_of
from anagen.care.measure import start_of_course
from anagen.care.outlook import Outlook
from anagen.knowledge.figure import Figure
from anagen.knowledge.library import Knowledge
from anagen.records.record import Record


def outlook_for(record: Record, knowledge: Knowledge, now: datetime) -> Outlook | None:
    """What advice is told of a forecast; None where it could make no difference to advice.

    NumPy is loaded only where it can.
    """
    if not can_matter(record, knowledge, now):
        return None
    from anagen.outlook.forecast import NotYet, as_outlook, forecast

    found = forecast(record, knowledge, now)
    return None if isinstance(found, NotYet) else as_outlook(found)


def can_matter(record: Record, knowledge: Knowledge, now: datetime) -> bool:
    """Whether a forecast can make a difference to advice.

    It can when hairs were counted on two days, the latest of them late enough for a verdict.
    """
    days = {record.local_day(one.at) for one in record.measurements if one.at <= now}
    if len(days) < 2:
        return False
    start = start_of_course(case_of(record, knowledge, now))
    wait = timedelta(days=knowledge.fact("first_verdict", Figure).value)
    return start is not None and max(days) >= start + wait
