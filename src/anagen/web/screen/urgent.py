"""What cannot wait until the check is over: an answer that needs help today."""

from __future__ import annotations

from dataclasses import dataclass

from anagen.care.judgement import Reason
from anagen.care.recover import recovery_for
from anagen.records.words import Triage
from anagen.web.look.templatetags.words import URGENT
from anagen.web.screen.check import Check


@dataclass(frozen=True, slots=True)
class Urgent:
    """What to do now, and why, the most urgent first."""

    says: str
    reasons: list[Reason]


def urgent_of(check: Check) -> Urgent | None:
    """What the answers so far call for today; None when nothing does."""
    recovery = recovery_for(check.case)
    if recovery.triage is None or recovery.triage < Triage.SAME_DAY:
        return None
    pressing = [one for one in recovery.reasons if (one.triage or 0) >= Triage.SAME_DAY]
    return Urgent(
        says=str(URGENT[recovery.triage.word]),
        reasons=sorted(pressing, key=lambda one: -(one.triage or 0)),
    )
