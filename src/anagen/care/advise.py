"""The one function that gives advice. Web, command line and tests all call it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from anagen import __version__
from anagen.care.advice import Advice, Decided, Measures, Plan, Recovery, Shedding
from anagen.care.asking import missing_answers
from anagen.care.case import Case, case_of
from anagen.care.decide import decide_judgement, decided
from anagen.care.judgement import Judgement, Reason, combined
from anagen.care.measure import measures_for
from anagen.care.outlook import Outlook
from anagen.care.plan import costs_for, plan_for, plan_judgement, practitioner_for
from anagen.care.recover import recovery_for, recovery_judgement, shedding_for
from anagen.care.screen import indication_for, screen_judgement
from anagen.care.treat import holds_for, session_for, treat_judgement
from anagen.care.verdicts import headline
from anagen.knowledge.library import Knowledge
from anagen.records.record import Record
from anagen.records.words import Step, Verdict


def advise(
    record: Record, knowledge: Knowledge, now: datetime, outlook: Outlook | None = None
) -> Advice:
    """The whole advice for one record at one moment.

    Equal inputs give equal advice. The verdict is the strictest of what screening, the plan,
    today's session, recovery and what was measured say; each can only add to the others.
    """
    case = case_of(record, knowledge, now)
    seen = weighed(case, outlook)
    judgement, recovery = seen.judgement, seen.recovery
    plan = _plan(case, judgement)
    return Advice(
        at=now,
        setting=case.setting,
        verdict=judgement.verdict,
        until=judgement.until,
        says=headline(judgement, case),
        missing=missing_answers(judgement, case),
        reasons=_strictest_first(_worth_saying(judgement)),
        indication=indication_for(case),
        plan=plan,
        session=session_for(case, judgement),
        holds=holds_for(case),
        triage=recovery.triage,
        recovery=recovery,
        shedding=seen.shedding,
        measures=seen.measures,
        outcome=seen.outcome,
        costs=costs_for(case, plan, judgement),
        practitioner=practitioner_for(case),
        knowledge=knowledge.hash,
        version=__version__,
    )


def _plan(case: Case, judgement: Judgement) -> Plan | None:
    """A plan for who may go ahead, now or later; without dates where a wait has none."""
    if judgement.verdict > Verdict.WAIT:
        return None
    plan = plan_for(case)
    is_undated = judgement.verdict is Verdict.WAIT and judgement.until is None
    return replace(plan, schedule=()) if is_undated else plan


@dataclass(frozen=True)
class Weighed:
    """What the steps make of a case, before it is put into words for the person."""

    judgement: Judgement
    recovery: Recovery
    shedding: Shedding | None
    measures: Measures
    outcome: Decided


def weighed(case: Case, outlook: Outlook | None = None) -> Weighed:
    """The judgement of all six steps together. Each step can only add to the others."""
    recovery, shedding = recovery_for(case), shedding_for(case)
    measures = measures_for(case)
    outcome = decided(case, measures.comparison, recovery, outlook)
    judgement = combined(
        (
            screen_judgement(case),
            plan_judgement(case),
            treat_judgement(case),
            recovery_judgement(case, recovery, shedding),
            decide_judgement(case, outcome),
        )
    )
    return Weighed(judgement, recovery, shedding, measures, outcome)


def _worth_saying(judgement: Judgement) -> tuple[Reason, ...]:
    """The reasons to tell. Beside a stop no date and no better needle is talked about."""
    if judgement.verdict is not Verdict.DO_NOT_TREAT:
        return judgement.reasons
    later = (Step.PLAN, Step.TREAT)
    return tuple(
        reason
        for reason in judgement.reasons
        if not (reason.verdict is Verdict.WAIT and reason.step in later)
    )


def _strictest_first(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    steps = list(Step)
    return tuple(
        sorted(reasons, key=lambda reason: (-reason.verdict, steps.index(reason.step), reason.rule))
    )
