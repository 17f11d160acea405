"""The one step up at home: earned by time, calm healing and a short quiz.

Nobody is asked to believe a number: the sessions in a row that healed calmly are counted in
the record, or told by the person; the higher counts, so that leaving an answer out never
opens anything.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from anagen.care.advice import StepUp, point_from
from anagen.care.case import Case
from anagen.care.history.person import past_sessions
from anagen.care.judgement import Judgement, Open, reason_from
from anagen.care.plan.limits import bounds, millimetres
from anagen.knowledge.limit import Within
from anagen.knowledge.longer_needle import LongerNeedle
from anagen.records.session import Session
from anagen.records.words import Verdict


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a longer needle asks for. `has` is None while it is not known."""

    question: str
    has: bool | None
    says: str
    until: str


def step_judgement(case: Case) -> Judgement:
    """A longer needle that is not earned yet has to wait, and what is needed is named."""
    step, mm = step_in(case), case.number("needle_mm")
    if step is None or mm is None or not _asks_for(step, mm, case):
        return Judgement()
    needs = needs_of(step, case)
    lacking = [need for need in needs if need.has is False]
    if not lacking:
        unknown = (need.question for need in needs if need.has is None)
        return Judgement(open=tuple(Open(id, step.id, Verdict.WAIT) for id in unknown))
    says = f"You named a needle of {millimetres(mm)}. {step.says} Still needed: " + " ".join(
        need.says for need in needs if not need.has
    )
    reason = replace(
        reason_from(step, Verdict.WAIT, says),
        then=f"Begin with {millimetres(step.from_mm)}.",
        found=("needle_mm", *(need.question for need in lacking)),
        until_says=" and ".join(need.until for need in lacking),
    )
    return Judgement((reason,))


def step_up_for(case: Case, needle_mm: float) -> StepUp | None:
    """The next longer needle for a plan, or None where there is no further step."""
    step = step_in(case)
    if step is None or needle_mm > step.from_mm:
        return None
    lacking = [need for need in needs_of(step, case) if not need.has]
    return StepUp(
        needle_mm=step.to_mm,
        is_earned=not lacking,
        needs=tuple(need.says for need in lacking),
        point=point_from(step),
        questions=tuple(need.question for need in lacking),
    )


def is_earned(case: Case, needle_mm: float) -> bool:
    """Whether a needle of this length is open to the person."""
    step = step_in(case)
    if step is None or needle_mm <= step.from_mm:
        return True
    return all(need.has for need in needs_of(step, case))


def step_in(case: Case) -> LongerNeedle | None:
    """The step there is in this setting: at home one, elsewhere none."""
    steps = case.knowledge.of_kind(LongerNeedle)
    return next((step for step in steps if case.setting in step.settings), None)


def _asks_for(step: LongerNeedle, mm: float, case: Case) -> bool:
    """Whether a needle needs the step; beyond the limit it is refused, and nothing opens it."""
    within = bounds(case, "needle_mm").stands(mm)
    return mm > step.from_mm and within is not Within.BEYOND_ABSOLUTE


def needs_of(step: LongerNeedle, case: Case) -> tuple[Need, ...]:
    """What the step asks for, and how far the person has come."""
    gap = bounds(case, "gap_days", step.from_mm).least
    calm = calm_recoveries(step, case)
    quiz = case.known("quiz_passed")
    return (
        Need(
            "calm_recoveries",
            None if calm is None else calm >= step.calm_recoveries,
            f"{step.calm_recoveries} sessions in a row that healed calmly, each at least "
            f"{gap:g} days after the one before ({_so_far(calm)}).",
            f"{step.calm_recoveries} sessions with {millimetres(step.from_mm)} in a row have "
            "healed calmly",
        ),
        Need(
            "quiz_passed",
            quiz if isinstance(quiz, bool) else None,
            "The short quiz on safe needling, passed.",
            "you have passed the short quiz",
        ),
    )


def _so_far(calm: int | None) -> str:
    return "not known yet" if calm is None else f"{calm} so far"


def calm_recoveries(step: LongerNeedle, case: Case) -> int | None:
    """How many sessions in a row healed calmly; None while nobody can say."""
    recorded = _calm_in_record(step, case)
    told = case.number("calm_recoveries")
    if told is not None:
        return max(int(told), recorded)
    if recorded >= step.calm_recoveries:
        return recorded
    return 0 if case.known("needled_before") is False else None


def _calm_in_record(step: LongerNeedle, case: Case) -> int:
    """The run of calm sessions that ends with the latest one."""
    gap = bounds(case, "gap_days", step.from_mm).least
    sessions = sorted(past_sessions(case.record, case.now), key=lambda one: one.ended)
    run = 0
    for number, one in enumerate(sessions):
        after = sessions[number + 1] if number + 1 < len(sessions) else None
        if one.deepest_mm > step.to_mm or not _healed(one, after, case):
            run = 0
        elif run and _days_between(sessions[number - 1], one, case) < gap:
            run = 1  # too soon after the last: it counts as the first of a new row
        else:
            run += 1
    return run


def _days_between(one: Session, other: Session, case: Case) -> int:
    local_day = case.record.local_day
    return (local_day(other.ended) - local_day(one.ended)).days


def _healed(session: Session, after: Session | None, case: Case) -> bool:
    """Whether the last check-in before the next session says that the skin had recovered."""
    end = after.started if after else case.now
    signs = [
        report.signs["skin_recovered"].value
        for report in sorted(case.record.reports, key=lambda report: report.at)
        if session.ended < report.at <= end and "skin_recovered" in report.signs
    ]
    return bool(signs) and signs[-1] is True
