"""What a check-in asks, in order: the signs first that cannot wait."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from anagen.care.recover import shedding_for
from anagen.care.recover.shedding import ABOUT_SHEDDING, MORE
from anagen.care.recover.triage import check_in_judgement
from anagen.knowledge.conditions import Test
from anagen.knowledge.library import Knowledge
from anagen.knowledge.question import Question, QuestionKind
from anagen.records.answers import Answer
from anagen.records.record import Record
from anagen.records.report import Report
from anagen.records.words import Step, Triage
from anagen.web.screen.check import Check, check_of

Signs = Mapping[str, Answer]
#: What a tap or a number can answer. Days and free words belong to the check.
TAPPED = (QuestionKind.MANY, QuestionKind.CHOICE, QuestionKind.YES_NO, QuestionKind.NUMBER)


def asked_in(check: Check) -> tuple[Question, ...]:
    """The questions of a check-in for this person. How hair falls is looked into elsewhere."""
    return tuple(
        one
        for one in check.questions
        if one.step is Step.RECOVER
        and one.kind in TAPPED
        and (one.id == MORE or not one.id.startswith(ABOUT_SHEDDING))
    )


def every_question(check: Check) -> tuple[Question, ...]:
    """The same with every follow-up: on one page nobody knows yet which will be asked.

    Such a page waits for a connection (anagen.web.offline.writing) and sends all at once.
    """
    asked = {one.id for one in asked_in(check)}
    known = check.case.knowledge.questions.values()
    follow = [one for one in known if one.asked_when is not None and _follows(one, asked)]
    return tuple(sorted((*asked_in(check), *follow), key=lambda one: (one.order, one.id)))


def _follows(question: Question, asked: set[str]) -> bool:
    """Whether it is a question of check-ins that an answer on the same page can open."""
    if question.id in asked or question.derived or question.kind not in TAPPED:
        return False
    first = question.asked_when
    is_sign = question.step is Step.RECOVER and not question.id.startswith(ABOUT_SHEDDING)
    return is_sign and isinstance(first, Test) and first.question in asked


def with_report(record: Record, report: Report) -> Record:
    """The record with one more report, in its place in time."""
    reports = sorted((*record.reports, report), key=lambda one: one.at)
    return replace(record, reports=tuple(reports))


def check_with(record: Record, signs: Signs, knowledge: Knowledge, now: datetime) -> Check:
    """The check as these signs would leave it."""
    seen = with_report(record, Report(now, signs)) if signs else record
    return check_of(seen, knowledge, now)


def is_decided(check: Check, signs: Signs) -> bool:
    """Whether these signs alone need somebody today: then nothing more is asked first.

    What was told earlier does not count here, or nobody could ever say that it has gone.
    """
    shedding = shedding_for(check.case)
    reasons = (*check_in_judgement(check.case).reasons, *(shedding.reasons if shedding else ()))
    return any(
        (one.triage or Triage.EXPECTED) >= Triage.SAME_DAY
        and not signs.keys().isdisjoint(one.found)
        for one in reasons
    )
