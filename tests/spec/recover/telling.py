"""How the stories of recovery are told: what was reported, and what recovery makes of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from anagen.care.advice import Recovery, Shedding
from anagen.care.case import Case
from anagen.care.judgement import Judgement
from anagen.care.recover import recovery_for, recovery_judgement, shedding_for
from anagen.records.answers import Answer
from anagen.records.report import CombCount, PullTest, Report, WashTest
from anagen.records.session import Session
from anagen.records.words import DeviceKind, Setting, Triage, Verdict
from tests.story import NOW, case

SETTINGS = tuple(setting.value for setting in Setting)
PROCEED, WAIT, NEEDS, ASK, NO = Verdict
EXPECTED, SELF_CARE, TWO_WEEKS, SAME_DAY, EMERGENCY = Triage
CHECK_IN = ("alarm_signs", "scalp_warnings", "fever", "scalp_signs")
#: Somebody who sheds a little, evenly, on a calm scalp, and has answered what must be known.
CALM = {
    "shed_more": "a_little",
    "shed_where": "all_over",
    "shed_scalp": (),
    "shed_weeks": 2,
    "shed_life": (),
    "minoxidil": "never",
}
#: The same with much more hair, and with nothing amiss in how it was done.
MUCH = {
    **CALM,
    "shed_more": "a_lot",
    "shed_pressure": "light",
    "shed_passes": 4,
    "shed_gap_days": 14,
    "last_needle_mm": 0.25,
}


def weeks_ago(weeks: float) -> date:
    return (NOW - timedelta(weeks=weeks)).date()


def session(hours_ago: float, needle_mm: float = 0.25, **parts: Any) -> Session:
    ended = NOW - timedelta(hours=hours_ago)
    started = ended - timedelta(minutes=20)
    return Session(started, ended, Setting.HOME, DeviceKind.ROLLER, needle_mm, **parts)


def report(days_ago: float = 0, signs: dict[str, Any] | None = None, **counts: Any) -> Report:
    at = NOW - timedelta(days=days_ago)
    return Report(at, {id: Answer(value, at) for id, value in (signs or {}).items()}, **counts)


def combed(*counts: int, days_ago: float = 0) -> Report:
    return report(days_ago, comb=CombCount(counts))


def pulled(came_out: int, held: int = 55, days_ago: float = 0) -> Report:
    return report(days_ago, pull=PullTest(came_out, held))


def washed(hairs: int, short: int = 0, unwashed_days: float = 5, days_ago: float = 0) -> Report:
    return report(days_ago, wash=WashTest(hairs, short, unwashed_days))


def after(hours: float, said: dict[str, Any] | None = None, **parts: Any) -> Case:
    """The case of somebody at home, so many hours after a session."""
    return case("home", said, sessions=(session(hours),), **parts)


def recovery(said: dict[str, Any] | None = None, setting: str = "home", **parts: Any) -> Recovery:
    return recovery_for(case(setting, said, **parts))


def shedding(said: dict[str, Any] | None = None, setting: str = "home", **parts: Any) -> Shedding:
    found = shedding_for(case(setting, said, **parts))
    assert found is not None, "no shedding is reported"
    return found


def judgement(one: Case) -> Judgement:
    return recovery_judgement(one, recovery_for(one), shedding_for(one))


def verdict(said: dict[str, Any] | None = None, setting: str = "home", **parts: Any) -> Verdict:
    return judgement(case(setting, said, **parts)).verdict


def rules_of(found: Recovery | Shedding) -> set[str]:
    return {reason.rule for reason in found.reasons}


def asked(found: Recovery | Shedding) -> list[str]:
    return [missing.question for missing in found.missing]


def words(found: Recovery | Shedding) -> str:
    """All that the reasons say."""
    return " ".join(f"{one.title} {one.says} {one.then}" for one in found.reasons)
