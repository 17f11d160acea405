"""What a person is told: the shape of a whole piece of advice.

Every part carries where it comes from. What is not known is None and is said in words; it is
never zero, "no" or the first of a list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from anagen.care.judgement import Reason
from anagen.knowledge.fact import Basis, Fact, Strength
from anagen.records.answers import Unknown
from anagen.records.words import DeviceKind, Outcome, Setting, Triage, Verdict, Zone


@dataclass(frozen=True, slots=True)
class Point:
    """One thing said, and the fact it stands on."""

    fact: str
    title: str
    says: str
    strength: Strength
    basis: tuple[Basis, ...]
    clinician_reviewed: bool


def point_from(fact: Fact, says: str = "") -> Point:
    """A point that stands on a fact; `says` replaces the fact's own words."""
    return Point(
        fact.id, fact.title, says or fact.says, fact.strength, fact.basis, fact.clinician_reviewed
    )


@dataclass(frozen=True, slots=True)
class Missing:
    """A question to ask next: why it is open, why it matters, and which rules wait for it."""

    question: str
    ask: str
    why: str
    because: Unknown
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scheduled:
    """One date of the plan: a session, a measurement or a review."""

    on: date
    what: str
    says: str


@dataclass(frozen=True, slots=True)
class StepUp:
    """What a home user may move to, and what is still needed for it.

    `questions` are the ones whose answers are lacking, in the order of `needs`.
    """

    needle_mm: float
    is_earned: bool
    needs: tuple[str, ...]
    point: Point
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A course: what, how deep (mm), how often (days), how many, where and with what."""

    device: DeviceKind
    needle_mm: float
    needle_most_mm: float
    gap_days: int
    passes: int
    zones: tuple[Zone, ...]
    sessions: int
    weeks: int
    schedule: tuple[Scheduled, ...]
    combination: tuple[Point, ...]
    step_up: StepUp | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class CostLine:
    """One item of a budget, `times` times, low and high, in one currency."""

    item: str
    times: int
    low: float
    high: float
    point: Point


@dataclass(frozen=True, slots=True)
class Costs:
    """What a course costs, low and high, and what is not in it.

    `currency`, `low` and `high` are None while something needed for a sum is not known.
    """

    currency: str | None
    low: float | None
    high: float | None
    lines: tuple[CostLine, ...]
    not_included: tuple[str, ...]
    points: tuple[Point, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class SessionStep:
    """One step of a session. `minutes_least` and `minutes_most` bound a timer; None: no timer."""

    id: str
    title: str
    says: str
    minutes_least: float | None
    minutes_most: float | None
    stop_if: str
    point: Point


@dataclass(frozen=True, slots=True)
class SessionAdvice:
    """The session: may it start now, its steps, and faults in what was recorded last time."""

    may_start: bool
    protocol: str
    steps: tuple[SessionStep, ...]
    faults: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Hold:
    """Something to leave alone after a session, exact to the minute.

    `hours` is real time, not clock time. `verdict` is PROCEED once it is over; `until` is None
    where no time can be named, and `until_says` then tells what must have happened.
    """

    id: str
    title: str
    verdict: Verdict
    since: datetime | None
    until: datetime | None
    until_says: str
    hours: float | None
    says: str
    point: Point


@dataclass(frozen=True, slots=True)
class CheckIn:
    """When to look at the scalp again, and what for. `on` is None before any session."""

    on: datetime | None
    hours_after: float
    is_done: bool
    says: str


@dataclass(frozen=True, slots=True)
class Effect:
    """A side effect: how long it usually lasts, and when it is no longer usual."""

    point: Point
    usual_hours_most: float
    see_someone_after_hours: float
    is_reported: bool


@dataclass(frozen=True, slots=True)
class Recovery:
    """How healing goes. `triage` is None when nothing has been reported."""

    triage: Triage | None
    reasons: tuple[Reason, ...]
    missing: tuple[Missing, ...]
    check_ins: tuple[CheckIn, ...]
    aftercare: tuple[Point, ...]
    effects: tuple[Effect, ...]
    red_flags: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Cause:
    """A possible cause of hair loss after rolling: what speaks for it, against it, what is open.

    `weight` orders the list (arguments for less arguments against); it is no probability.
    """

    point: Point
    weight: int
    argues_for: tuple[str, ...]
    argues_against: tuple[str, ...]
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TestReading:
    """What one shedding test says, and what it cannot say."""

    id: str
    title: str
    result: str
    says: str
    cannot_say: str
    point: Point

    __test__ = False  # not a test of ours: pytest must not collect it


@dataclass(frozen=True, slots=True)
class Shedding:
    """The investigation of hair loss after rolling. `triage` is None while it cannot be said."""

    triage: Triage | None
    stop_needling: bool
    says: str
    reasons: tuple[Reason, ...]
    causes: tuple[Cause, ...]
    changes: tuple[Point, ...]
    tests: tuple[TestReading, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """A measurement to make: what, from when, and how. `on` is None for "now"."""

    what: str
    on: date | None
    is_overdue: bool
    point: Point


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two visits side by side.

    `comparable` is None when it cannot be said. The change is in hairs per cm2 with its 95 %
    interval; both are None when the visits cannot be compared. A change smaller than
    `smallest_detectable_per_cm2` is noise.
    """

    comparable: bool | None
    why: tuple[str, ...]
    doubts: tuple[str, ...]
    weeks: float | None
    change_per_cm2: float | None
    interval_95: tuple[float, float] | None
    smallest_detectable_per_cm2: float | None
    is_noise: bool | None


@dataclass(frozen=True, slots=True)
class Measures:
    """What to measure and when, and what two visits say together."""

    due: tuple[Due, ...]
    comparison: Comparison | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """What to do about the course. `outcome` is None before anything has begun."""

    outcome: Outcome | None
    says: str
    reasons: tuple[Reason, ...]
    next_on: date | None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing a good practitioner does. `met` is None while it is not known."""

    question: str
    met: bool | None
    point: Point


@dataclass(frozen=True, slots=True)
class Practitioner:
    """The check-list for a practitioner, and questions to take along.

    `points` say what to do while something on the list is not known.
    """

    criteria: tuple[Criterion, ...]
    met: int
    of: int
    ask: tuple[str, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """The whole advice for one case at one moment."""

    at: datetime
    setting: Setting
    verdict: Verdict
    until: datetime | None
    says: str
    missing: tuple[Missing, ...]
    reasons: tuple[Reason, ...]
    indication: tuple[Point, ...]
    plan: Plan | None
    session: SessionAdvice
    holds: tuple[Hold, ...]
    triage: Triage | None
    recovery: Recovery
    shedding: Shedding | None
    measures: Measures
    outcome: Decided
    costs: Costs
    practitioner: Practitioner
    knowledge: str
    version: str
