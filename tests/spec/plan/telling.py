"""How the stories of planning are told: what was said, and what the plan makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from anagen.care.advice import Costs, Plan
from anagen.care.case import Case, case_of
from anagen.care.judgement import Judgement, Reason
from anagen.care.plan import costs_for, plan_for, plan_judgement
from anagen.knowledge.fact import Fact
from anagen.records.answers import Answer
from anagen.records.report import Report
from anagen.records.session import Session
from anagen.records.words import DeviceKind, Setting, Verdict
from tests.story import NOW, case

TODAY = date(2026, 11, 20)
SETTINGS = tuple(setting.value for setting in Setting)
CLINICS = ("clinic", "trial")
MADRID = ZoneInfo("Europe/Madrid")

PROCEED, WAIT, NEEDS, ASK, NO = Verdict

EARNED = {"calm_recoveries": 4, "quiz_passed": True}


def weighed(setting: str = "home", said: dict[str, Any] | None = None, **parts: Any) -> Judgement:
    """What planning says of a person who is clear but for `said`."""
    return plan_judgement(case(setting, said, **parts))


def verdict(setting: str = "home", said: dict[str, Any] | None = None, **parts: Any) -> Verdict:
    """What it comes to."""
    return weighed(setting, said, **parts).verdict


def planned(setting: str = "home", said: dict[str, Any] | None = None, **parts: Any) -> Plan:
    """The plan of such a person."""
    return plan_for(case(setting, said, **parts))


def reckoned(
    setting: str = "clinic", said: dict[str, Any] | None = None, verdict: Verdict = PROCEED
) -> Costs:
    """The costs of such a person when all steps together come to a verdict."""
    one = case(setting, said)
    plan = plan_for(one) if verdict <= WAIT else None
    return costs_for(one, plan, judgement_of(verdict))


def judgement_of(verdict: Verdict) -> Judgement:
    """A judgement that comes to a verdict, whatever the reason."""
    some = weighed("clinic", {"practitioner_kind": "salon"}).reasons[0]
    return Judgement((replace(some, verdict=verdict),))


def reason(judgement: Judgement, rule: str) -> Reason:
    """The one reason of a rule."""
    (found,) = [one for one in judgement.reasons if one.rule == rule]
    return found


def rules_of(judgement: Judgement) -> set[str]:
    """The facts that said something."""
    return {one.rule for one in judgement.reasons}


def asked(judgement: Judgement) -> set[str]:
    """The questions that are still open."""
    return {one.question for one in judgement.open}


def facts_of(points: Any) -> list[str]:
    """The facts that points stand on."""
    return [point.fact for point in points]


def with_fact(one: Case, fact: Fact) -> Case:
    """The same person, where one fact reads otherwise."""
    facts = {**one.knowledge.facts, fact.id: fact}
    return case_of(one.record, replace(one.knowledge, facts=facts), one.now)


def session(days_ago: float, needle_mm: float = 0.25) -> Session:
    """A session of 15 minutes that ended so many days ago."""
    ended = NOW - timedelta(days=days_ago)
    return Session(
        started=ended - timedelta(minutes=15),
        ended=ended,
        setting=Setting.HOME,
        device=DeviceKind.ROLLER,
        needle_mm=needle_mm,
    )


def check_in(days_ago: float, has_recovered: bool | None = True) -> Report:
    """A check-in so many days ago; None leaves out whether the skin has recovered."""
    at = NOW - timedelta(days=days_ago)
    signs = {} if has_recovered is None else {"skin_recovered": Answer(has_recovered, at)}
    return Report(at=at, signs=signs)


def weekly(count: int, needle_mm: float = 0.25, gap: float = 7) -> dict[str, Any]:
    """Sessions in a row, the latest four days ago, each found healed three days later."""
    days = [4 + gap * number for number in reversed(range(count))]
    return {
        "sessions": tuple(session(ago, needle_mm) for ago in days),
        "reports": tuple(check_in(ago - 3) for ago in days),
    }


def moment(day: str, clock: str = "12:00", zone: ZoneInfo = MADRID) -> datetime:
    """A moment by a wall clock."""
    return datetime.combine(
        date.fromisoformat(day), time.fromisoformat(clock), tzinfo=zone
    ).astimezone(UTC)
