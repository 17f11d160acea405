"""How the stories of treating are told: what was done, when, and what is said about it now."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from anagen.care.advice import Hold, SessionStep
from anagen.care.case import Case
from anagen.care.judgement import Judgement, Reason
from anagen.care.treat import holds_for, session_for, treat_judgement
from anagen.records.session import Session
from anagen.records.words import DeviceKind, Setting, Verdict
from tests.story import NOW, case

TODAY = date(2026, 11, 20)
MADRID = ZoneInfo("Europe/Madrid")
SETTINGS = tuple(setting.value for setting in Setting)
CLINICS = ("clinic", "trial")

PROCEED, WAIT, NEEDS, ASK, NO = Verdict

#: Somebody who was never needled: the clear answers hold a session long ago.
NEVER = {"needled_before": False, "last_session_on": None}
#: Somebody who has used minoxidil for long and wants it on the scalp today.
USUAL_DOSE = {"minoxidil": "now", "apply_today": ("minoxidil",)}
#: The same person on a day without a session.
NOT_TODAY = {**USUAL_DOSE, "session_today": False}


def weighed(setting: str = "home", said: dict[str, Any] | None = None, **parts: Any) -> Judgement:
    """What treating says of a person who is clear but for `said`."""
    return treat_judgement(case(setting, said, **parts))


def verdict(setting: str = "home", said: dict[str, Any] | None = None, **parts: Any) -> Verdict:
    """What it comes to."""
    return weighed(setting, said, **parts).verdict


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


def session(ended: datetime, needle_mm: float = 0.5, **parts: Any) -> Session:
    """A session of 20 minutes that ended at a moment; a roller at home, else a pen."""
    where = Setting(parts.pop("setting", "home"))
    device = DeviceKind.ROLLER if where is Setting.HOME else DeviceKind.PEN
    return Session(
        started=parts.pop("started", ended - timedelta(minutes=20)),
        ended=ended,
        setting=where,
        device=parts.pop("device", device),
        needle_mm=needle_mm,
        **parts,
    )


def ago(needle_mm: float = 0.5, *, days: float = 0, hours: float = 0, **parts: Any) -> Session:
    """A session that ended so long before now, uncovered unless told otherwise."""
    parts.setdefault("occluded", False)
    return session(NOW - timedelta(days=days, hours=hours), needle_mm, **parts)


def holds(one: Case) -> dict[str, Hold]:
    """The holds of a case by their names."""
    return {hold.id: hold for hold in holds_for(one)}


def hold(id: str, setting: str = "home", said: dict[str, Any] | None = None, **parts: Any) -> Hold:
    """One hold of a person who is clear but for `said`."""
    return holds(case(setting, said, **parts))[id]


def steps(
    setting: str = "home", said: dict[str, Any] | None = None, **parts: Any
) -> dict[str, SessionStep]:
    """The steps of a session by their names, when treating alone decides."""
    one = case(setting, said, **parts)
    return {step.id: step for step in session_for(one, treat_judgement(one)).steps}


def moment(day: str, clock: str = "12:00", zone: ZoneInfo = MADRID) -> datetime:
    """A moment by a wall clock, in UTC as records keep it."""
    wall = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), zone)
    return wall.astimezone(UTC)


def clock(moment: datetime | None) -> str:
    """A moment as it is shown: day, hour and offset."""
    return "" if moment is None else moment.isoformat(timespec="minutes")
