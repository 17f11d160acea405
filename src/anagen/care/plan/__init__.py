"""Plan: the course a person could have, what it costs, and who may do it."""

from __future__ import annotations

from anagen.care.case import Case
from anagen.care.judgement import Judgement, combined
from anagen.care.plan.costs import costs_for
from anagen.care.plan.course import plan_for
from anagen.care.plan.limits import device_judgement, needle_judgement
from anagen.care.plan.practitioner import practitioner_for
from anagen.care.plan.steps_up import step_judgement
from anagen.care.plan.wishes import wish_judgement
from anagen.care.rules import judged
from anagen.records.words import Step

__all__ = ["costs_for", "plan_for", "plan_judgement", "practitioner_for"]


def plan_judgement(case: Case) -> Judgement:
    """What speaks against the planned course: the device, the needle, the hands that hold it.

    A needle or operator that is not known leaves the judgement open; a wish beyond a limit is
    corrected and said.
    """
    return combined(
        (
            judged(case.knowledge.rules(Step.PLAN), case),
            device_judgement(case),
            needle_judgement(case),
            step_judgement(case),
            wish_judgement(case),
        )
    )
