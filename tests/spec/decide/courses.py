"""Courses to decide about, and what is decided."""

from __future__ import annotations

from datetime import date
from typing import Any

from anagen.care.advice import Decided, Recovery
from anagen.care.decide import decided
from anagen.care.measure import measures_for
from anagen.care.outlook import Outlook
from anagen.records.words import Triage
from tests.spec.measure.visits import count, session
from tests.story import case

TODAY = date(2026, 11, 20)
CALM = Recovery(None, (), (), (), (), (), ())
METHOD = {"smallest_detectable_per_cm2": 11.0}
HALF_YEAR = {"sessions": (session(182),)}


def decision(
    *told: Any,
    triage: Triage | None = None,
    outlook: Outlook | None = None,
    **parts: Any,
) -> Decided:
    """What is decided for a story; nothing was reported after the last session."""
    one = case(*told, **parts)
    recovery = Recovery(triage, (), (), (), (), (), ())
    return decided(one, measures_for(one).comparison, recovery, outlook)


def rules(found: Decided) -> list[str]:
    return [reason.rule for reason in found.reasons]


def measured(change: int, weeks: int = 26, before: int = 150, **parts: Any) -> dict[str, Any]:
    """A course of so many weeks with a count the day before and one today."""
    days = weeks * 7
    counts = (count(days + 1, before, **METHOD, **parts), count(0, before + change, **METHOD))
    return {"sessions": (session(days),), "measurements": counts}


def forecast(chance: float) -> Outlook:
    return Outlook(48, 130, 16, (5, 25), (-2, 30), 0.98, chance)
