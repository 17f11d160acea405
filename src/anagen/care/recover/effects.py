"""Side effects: which are reported, and whether each is still in its usual time."""

from __future__ import annotations

from dataclasses import replace

from anagen.care.advice import Effect, point_from
from anagen.care.case import Case
from anagen.care.judgement import Judgement, Open, Reason, reason_from
from anagen.knowledge.conditions import Truth, open_questions, truth
from anagen.knowledge.effect import SideEffect
from anagen.records.words import Step, Triage, Verdict

#: What each level of urgency means for a next session.
VERDICTS = {
    Triage.EXPECTED: Verdict.WAIT,
    Triage.SELF_CARE: Verdict.WAIT,
    Triage.WITHIN_TWO_WEEKS: Verdict.ASK_A_CLINICIAN,
    Triage.SAME_DAY: Verdict.DO_NOT_TREAT,
    Triage.EMERGENCY_NOW: Verdict.DO_NOT_TREAT,
}
NEXT = {
    Triage.EXPECTED: "This is usual at this time. Look again at the next check-in.",
    Triage.SELF_CARE: "Look at it every day and leave the skin alone until it has gone.",
    Triage.WITHIN_TWO_WEEKS: (
        "This has lasted longer than usual. See a dermatologist or your doctor within two weeks."
    ),
    Triage.SAME_DAY: "This is not usual. Be seen today.",
    Triage.EMERGENCY_NOW: "Call the emergency number now.",
}
#: Hours in one of the unit that a clock counts in.
HOURS_IN = {"hours": 1.0, "days": 24.0}


def effects_for(case: Case) -> tuple[Effect, ...]:
    """Every side effect with its expected course, and whether it is reported."""
    return tuple(
        Effect(
            point_from(effect),
            effect.usual_hours_most,
            effect.see_someone_after_hours,
            effect.when is not None and truth(effect.when, case.findings) is Truth.TRUE,
        )
        for effect in case.knowledge.of_kind(SideEffect, Step.RECOVER)
    )


def timed_effects(case: Case) -> Judgement:
    """What the side effects with a usual time come to, and what is open about them.

    An effect whose age nobody knows is never called usual.
    """
    reasons: list[Reason] = []
    open_: list[Open] = []
    for effect in case.knowledge.of_kind(SideEffect, Step.RECOVER):
        if not effect.clock or effect.when is None:
            continue
        holds = truth(effect.when, case.findings)
        unanswered = open_questions(effect.when, case.findings)
        if holds is Truth.TRUE:
            hours = _hours(effect, case)
            unanswered = (effect.clock,) if hours is None else ()
            reasons.append(_reason(effect, hours))
        open_ += [Open(question, effect.id, VERDICTS[effect.later]) for question in unanswered]
    return Judgement(tuple(reasons), tuple(open_))


def _hours(effect: SideEffect, case: Case) -> float | None:
    number = case.number(effect.clock)
    unit = case.knowledge.questions[effect.clock].unit
    return None if number is None else number * HOURS_IN[unit]


def _reason(effect: SideEffect, hours: float | None) -> Reason:
    level = max(effect.at_first, Triage.SELF_CARE) if hours is None else effect.triage_at(hours)
    return replace(
        reason_from(effect, VERDICTS[level]),
        then=NEXT[level],
        until_says=effect.until_says if VERDICTS[level] is Verdict.WAIT else "",
        triage=level,
    )
