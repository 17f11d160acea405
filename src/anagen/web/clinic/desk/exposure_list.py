"""Who was exposed, one line a person, in the order to call them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from anagen.store.clinics.models import Clinic
from anagen.store.desk.exposure import Exposure, Period, exposures
from anagen.store.desk.models import RecallCall
from anagen.store.procedures.models import Complication, Device, Lot, Procedure

#: A database takes only so many values in one question.
AT_ONCE = 500


@dataclass(slots=True)
class Met:
    """One person who met the lot or device: their sessions with it, problems since, and calls.

    The sessions come the latest first; so do the calls.
    """

    sessions: list[Exposure]
    problems: list[Complication] = field(default_factory=list)
    calls: list[RecallCall] = field(default_factory=list)

    @property
    def last(self) -> Exposure:
        """Their latest session with it; it also says who they are."""
        return self.sessions[0]

    @property
    def is_reached(self) -> bool:
        """Whether somebody spoke with them about it."""
        return any(one.reached for one in self.calls)

    @property
    def has_open_problem(self) -> bool:
        """Whether something they reported is still open."""
        return any(one.is_open for one in self.problems)

    @property
    def numbers(self) -> list[int]:
        """Which of their own sessions these were."""
        return sorted(one.number for one in self.sessions)


@dataclass(frozen=True, slots=True)
class ExposureList:
    """Everybody who met one lot or device."""

    thing: Lot | Device
    people: list[Met]
    zone: ZoneInfo

    @property
    def sessions(self) -> int:
        """In how many sessions."""
        return sum(len(one.sessions) for one in self.people)

    @property
    def reached(self) -> int:
        """How many of them have been reached."""
        return sum(one.is_reached for one in self.people)

    @property
    def reported(self) -> int:
        """How many reported a problem after it."""
        return sum(bool(one.problems) for one in self.people)

    @property
    def still_open(self) -> int:
        """How many of those problems are open."""
        return sum(one.has_open_problem for one in self.people)

    @property
    def days(self) -> list[tuple[date, bool]]:
        """Every day it was used, by the clinic's clock, and whether a problem followed."""
        bad = {one.procedure_id for met in self.people for one in met.problems}
        found: dict[date, bool] = {}
        for met in self.people:
            for one in met.sessions:
                day = one.at.astimezone(self.zone).date()
                found[day] = found.get(day, False) or one.key in bad
        return sorted(found.items())


def exposure_list(clinic: Clinic, thing: Lot | Device, period: Period) -> ExposureList:
    """Everybody who met a lot or device, those to call first on top."""
    people: dict[int, Met] = {}
    for one in exposures(clinic, thing, period):
        people.setdefault(one.case, Met([])).sessions.append(one)
    _with_problems(clinic, people)
    _with_calls(thing, people)
    return ExposureList(thing, sorted(people.values(), key=_urgency), ZoneInfo(clinic.timezone))


def _with_problems(clinic: Clinic, people: dict[int, Met]) -> None:
    """A problem counts when it was reported after the first session with it."""
    first = {case: met.sessions[-1].at for case, met in people.items()}
    for problem in _in_groups(Complication.objects.filter(clinic=clinic), first):
        if problem.report_at >= first[problem.case_id]:
            people[problem.case_id].problems.append(problem)


def _in_groups(rows: QuerySet[Complication], cases: Iterable[int]) -> Iterator[Complication]:
    keys = list(cases)
    for start in range(0, len(keys), AT_ONCE):
        yield from rows.filter(case__in=keys[start : start + AT_ONCE])


def _with_calls(thing: Lot | Device, people: dict[int, Met]) -> None:
    about = Q(device=thing) if isinstance(thing, Device) else Q(lot=thing)
    for call in RecallCall.objects.filter(about).select_related("by").order_by("-at", "-pk"):
        if call.case_id in people:
            people[call.case_id].calls.append(call)


def _urgency(met: Met) -> tuple[bool, bool, float]:
    """An open problem first, then whoever has not been reached, then the latest session."""
    return (not met.has_open_problem, met.is_reached, -met.last.at.timestamp())


def zones_of(people: Iterable[Met]) -> dict[int, list[str]]:
    """The zones that were needled in any of these sessions, by the key of the case."""
    keys = [one.key for met in people for one in met.sessions]
    found: dict[int, set[str]] = {}
    for start in range(0, len(keys), AT_ONCE):
        rows = Procedure.objects.filter(pk__in=keys[start : start + AT_ONCE]).order_by()
        for case, zones in rows.values_list("case", "zones"):
            found.setdefault(case, set()).update(str(part["zone"]) for part in zones)
    return {case: sorted(zones) for case, zones in found.items()}
