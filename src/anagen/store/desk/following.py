"""Works out who is due for what, and keeps it where a list of thousands opens at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import F, Q, QuerySet

from anagen.care.advise import Weighed, weighed
from anagen.care.case import Case as OneCase
from anagen.care.case import case_of
from anagen.knowledge.library import Knowledge
from anagen.records.mistakes import Mistake
from anagen.store.clinics.models import Clinic, Patient
from anagen.store.desk.due import CaseOutlook, FollowUp
from anagen.store.models import Case
from anagen.store.rows import record_of

#: The parts of a record that follow-ups come from.
PARTS = ("sessions", "reports", "photos", "measurements")
#: Nobody is asked after a session that is longer ago than this.
ASKED_FOR = timedelta(days=90)
AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that is due; `due` is None for "now"."""

    key: str
    kind: FollowUp.Kind
    what: str
    due: date | None


def parts_seen(case: Case) -> str:
    """A hash of all that the follow-ups of a case come from."""
    record = json.loads(case.record)
    parts = json.dumps([record.get(name) for name in PARTS], sort_keys=True)
    return sha256(parts.encode()).hexdigest()


def refresh_case(patient: Patient, knowledge: Knowledge, now: datetime) -> None:
    """Works out anew what is due for one patient. What somebody has dealt with stays so."""
    case = patient.case
    at_work = case_of(record_of(case, now), knowledge, now)
    seen = weighed(at_work)
    wanted = {one.key: one for one in _wanted(at_work, seen)}
    with transaction.atomic():
        _keep(patient, wanted, at_work.today)
        CaseOutlook.objects.update_or_create(
            case=case,
            defaults={
                "clinic": patient.clinic,
                "seen": parts_seen(case),
                "worked_out": now,
                **_compared(seen),
            },
        )


def _wanted(case: OneCase, seen: Weighed) -> Iterator[Wanted]:
    if not case.record.sessions:
        return  # before the first session nothing is owed
    yield from _check_in(case, seen)
    for due in seen.measures.due:
        yield Wanted(f"measure {due.what}"[:80], FollowUp.Kind.MEASURE, due.what, due.on)


def _check_in(case: OneCase, seen: Weighed) -> Iterator[Wanted]:
    """The latest check-in whose time has come and that nobody answered, else the next one."""
    asked = [
        (one.on, one)
        for one in seen.recovery.check_ins
        if one.on is not None and not one.is_done and case.now - one.on < ASKED_FOR
    ]
    past = [pair for pair in asked if pair[0] <= case.now]
    for on, one in past[-1:] or asked[:1]:
        key = f"check_in {on - timedelta(hours=one.hours_after):%Y-%m-%dT%H:%M} {one.hours_after:g}"
        yield Wanted(key, FollowUp.Kind.CHECK_IN, one.says[:200], case.record.local_day(on))


def _compared(seen: Weighed) -> dict[str, bool | float | None]:
    found = seen.measures.comparison
    return {
        "comparable": bool(found.comparable) if found else None,
        "is_noise": found.is_noise if found else None,
        "change_per_cm2": found.change_per_cm2 if found else None,
        "smallest_per_cm2": found.smallest_detectable_per_cm2 if found else None,
    }


def _keep(patient: Patient, wanted: dict[str, Wanted], today: date) -> None:
    kept = {one.key: one for one in FollowUp.objects.filter(case=patient.case)}
    over = [one.pk for one in kept.values() if one.done is None and one.key not in wanted]
    FollowUp.objects.filter(pk__in=over).delete()
    for one in kept.values():
        fresh = wanted.get(one.key)
        if fresh and fresh.due and one.done is None and one.due != fresh.due:
            FollowUp.objects.filter(pk=one.pk).update(due=fresh.due)
    FollowUp.objects.bulk_create(
        (
            FollowUp(
                clinic=patient.clinic,
                case=patient.case,
                key=one.key,
                kind=one.kind,
                what=one.what,
                due=one.due or today,
            )
            for key, one in wanted.items()
            if key not in kept
        ),
        ignore_conflicts=True,  # two at the same moment find the same
    )


def refresh_follow_ups(
    clinic: Clinic, knowledge: Knowledge, now: datetime, most: int | None = None
) -> int:
    """Works out every patient of a clinic whose follow-ups are not of today; how many it was.

    For the night, and with `most` for a page. The longest unseen come first.
    """
    waiting = unseen_since(clinic, now - timedelta(hours=12))
    count = 0
    for patients in _in_groups(waiting if most is None else waiting[:most]):
        with transaction.atomic():
            for patient in patients:
                try:
                    refresh_case(patient, knowledge, now)
                except Mistake:
                    continue  # a damaged record is shown where it is opened, and stops no other
                count += 1
    return count


def unseen_since(clinic: Clinic, moment: datetime) -> QuerySet[Patient]:
    """The patients whose follow-ups were last worked out before a moment, or never."""
    late = Q(case__outlook=None) | Q(case__outlook__worked_out__lt=moment)
    mine = Patient.objects.filter(clinic=clinic).filter(late)
    order = F("case__outlook__worked_out").asc(nulls_first=True)
    return mine.order_by(order, "pk")


def _in_groups(patients: QuerySet[Patient]) -> Iterator[list[Patient]]:
    keys = list(patients.values_list("pk", flat=True))
    found = Patient.objects.select_related("case", "clinic")
    for start in range(0, len(keys), AT_ONCE):
        yield list(found.filter(pk__in=keys[start : start + AT_ONCE]))
