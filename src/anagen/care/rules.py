"""Puts the rules of a step to a case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from anagen.care.case import Case
from anagen.care.judgement import Judgement, Open, Reason
from anagen.knowledge.conditions import Truth, open_questions, questions_of, truth
from anagen.knowledge.rule import Argues, Rule
from anagen.records.words import Verdict


def judged(rules: Iterable[Rule], case: Case) -> Judgement:
    """What the rules say about a case, and which answers are still open.

    A rule that cannot be settled for want of an answer counts as open, and an open rule never
    lets anybody proceed. One more rule can only make the verdict stricter.
    """
    reasons, open_ = [], []
    for rule in rules:
        if not bears_on(rule, case):
            continue
        holds = truth(rule.when, case.findings)
        if holds is Truth.TRUE:
            reasons.append(reason_of(rule, case))
        elif holds is Truth.UNKNOWN and rule.argues in (Argues.AGAINST, Argues.EXCLUDES):
            worst = rule.verdict_in(case.setting)
            unanswered = open_questions(rule.when, case.findings)
            open_ += [Open(question, rule.id, worst) for question in unanswered]
    return Judgement(tuple(reasons), tuple(open_))


def ruled_out(rules: Iterable[Rule], case: Case) -> int:
    """How many rules that would stand in the way in this setting are settled, and do not hold."""
    against = (rule for rule in rules if case.setting in rule.verdicts)
    return sum(truth(rule.when, case.findings) is Truth.FALSE for rule in against)


def bears_on(rule: Rule, case: Case) -> bool:
    """Whether a rule says anything in this setting."""
    return not rule.verdicts or case.setting in rule.verdicts


def reason_of(rule: Rule, case: Case) -> Reason:
    """The reason that a rule gives once it applies."""
    verdict = rule.verdict_in(case.setting)
    return Reason(
        rule=rule.id,
        step=rule.step,
        verdict=verdict,
        title=rule.title,
        says=rule.says_at(case.setting),
        then=rule.then,
        strength=rule.strength,
        basis=rule.basis,
        clinician_reviewed=rule.clinician_reviewed,
        found=tuple(dict.fromkeys(questions_of(rule.when))),
        until=_until(rule, case) if verdict is Verdict.WAIT else None,
        until_says=rule.until_says,
        triage=rule.triage,
        outcome=rule.outcome,
    )


def _until(rule: Rule, case: Case) -> datetime | None:
    """The start of the first day after the wait, by the person's own calendar."""
    day = case.day(rule.until.after) if rule.until else None
    if rule.until is None or day is None:
        return None
    over = day + timedelta(days=rule.until.days + 1)
    return datetime.combine(over, time(), tzinfo=case.record.zone)
