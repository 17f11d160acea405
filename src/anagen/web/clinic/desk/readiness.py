"""Is a patient ready for today: what the advice says now, kept for a few minutes.

A day list asks this of twenty people at once. What is kept is thrown away when the record
changes, when the wait it tells of is over, on the next day, and after five minutes.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from uuid import UUID

from anagen.care.advise import weighed
from anagen.care.case import case_of
from anagen.care.treat import session_for
from anagen.knowledge.library import Knowledge
from anagen.records.mistakes import Mistake
from anagen.records.words import Verdict
from anagen.store.models import Case
from anagen.store.rows import record_of
from anagen.web.clinic.care.intake_check import IntakeCheck

KEPT_FOR = timedelta(minutes=5)
MOST_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Readiness:
    """What the advice says of one record at one moment.

    `because` is the title of the strictest reason, "" when there is none; `answered` of `asked`
    questions of the intake have a fresh answer. `may_start` is also false where nothing stands
    against a session and nobody has written its steps.
    """

    at: datetime
    verdict: Verdict
    until: datetime | None
    because: str
    answered: int
    asked: int
    may_start: bool


_kept: OrderedDict[UUID, tuple[int, str, Readiness]] = OrderedDict()
_lock = Lock()


def readiness_of(case: Case, knowledge: Knowledge, now: datetime) -> Readiness | None:
    """Whether a patient is ready; None when the record is damaged and nobody can say."""
    with _lock:
        version, known, kept = _kept.get(case.public_id, (0, "", None))
        if kept and version == case.version and known == knowledge.hash and _holds(kept, now):
            _kept.move_to_end(case.public_id)
            return kept
    try:
        found = worked_out(case, knowledge, now)
    except Mistake:
        return None
    with _lock:
        _kept[case.public_id] = (case.version, knowledge.hash, found)
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found


def _holds(kept: Readiness, now: datetime) -> bool:
    is_over = kept.until is not None and kept.until <= now
    return kept.at <= now < kept.at + KEPT_FOR and kept.at.date() == now.date() and not is_over


def worked_out(case: Case, knowledge: Knowledge, now: datetime) -> Readiness:
    """The same, worked out now. Raises RecordError for a damaged record."""
    at_work = case_of(record_of(case, now), knowledge, now)
    judgement = weighed(at_work).judgement
    check = IntakeCheck(at_work)
    reasons = sorted(judgement.reasons, key=lambda one: one.verdict, reverse=True)
    against = [one.title for one in reasons if one.verdict > Verdict.PROCEED]
    return Readiness(
        at=now,
        verdict=judgement.verdict,
        until=judgement.until,
        because=against[0] if against else "",
        answered=len(check.questions) - len(check.open_first),
        asked=len(check.questions),
        may_start=session_for(at_work, judgement).may_start,
    )
