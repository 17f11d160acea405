"""What is known about a person today: answers, check-ins and records put together.

An answer older than its question allows is stale; one from the future, or one that another
entry denies, is contradictory. None of these is ever read as "no".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from anagen.care.history import DERIVED, FROM_RECORD
from anagen.care.medicines import listed_answers
from anagen.knowledge.conditions import Findings, Truth, truth
from anagen.knowledge.contradiction import Contradiction
from anagen.knowledge.library import Knowledge
from anagen.knowledge.question import Question
from anagen.knowledge.references import wrong_answer
from anagen.records.answers import Answer, Unknown, Value
from anagen.records.record import Record

Told = dict[str, Value | Unknown]


def findings_of(record: Record, knowledge: Knowledge, now: datetime) -> Findings:
    """The findings of a record at a moment."""
    told = findings_as_told(record, knowledge, now)
    values = dict(told.values)
    for contradiction in standing_contradictions(told, knowledge):
        values.update(dict.fromkeys(contradiction.questions, Unknown.CONTRADICTORY))
    return Findings(told.today, values)


def findings_as_told(record: Record, knowledge: Knowledge, now: datetime) -> Findings:
    """The findings before answers that exclude each other are set aside."""
    today = record.local_day(now)
    told: Told = {}
    answers = _answers(record)
    listed: dict[str, list[Value]] = {}
    for one in listed_answers(record, knowledge, today):
        listed.setdefault(one.question, []).append(one.value)
    for id, question in knowledge.questions.items():
        if not question.derived:
            said = _said(answers.get(id, ()), record, question, now)
            others = [*_believed(said, listed.get(id, ())), *_recorded(record, id, now)]
            told[id] = _joined(said, others)
    for id, derive in DERIVED.items():
        if id in knowledge.questions:
            told[id] = _derived(derive(record, told, now))
    return Findings(today, told)


def standing_contradictions(findings: Findings, knowledge: Knowledge) -> tuple[Contradiction, ...]:
    """The pairs of answers that cannot both be right."""
    return tuple(
        one for one in knowledge.of_kind(Contradiction) if truth(one.when, findings) is Truth.TRUE
    )


def _answers(record: Record) -> dict[str, list[Answer]]:
    """Every answer of the check and of the check-ins, by its question."""
    answers = {id: [answer] for id, answer in record.answers.items()}
    for report in record.reports:
        for id, sign in report.signs.items():
            answers.setdefault(id, []).append(sign)
    return answers


def _said(
    answers: Sequence[Answer], record: Record, question: Question, now: datetime
) -> Value | Unknown:
    """The latest answer to a question, in the check or in a check-in."""
    if not answers:
        return Unknown.NOT_ASKED
    latest = max(answers, key=lambda answer: answer.at)
    if isinstance(latest.value, Unknown):
        return latest.value
    if latest.at > now + timedelta(minutes=1):
        return Unknown.CONTRADICTORY
    if now - latest.at > timedelta(days=question.valid_days):
        return Unknown.STALE
    if isinstance(latest.value, date) and latest.value > record.local_day(now):
        return Unknown.CONTRADICTORY
    return Unknown.CONTRADICTORY if wrong_answer(question, latest.value) else latest.value


def _believed(said: Value | Unknown, listed: Iterable[Value]) -> Iterator[Value]:
    """What medicines say, without what they cannot: that nothing else of a list is the case.

    Insulin denies a "none of these" about illnesses. It does not answer the question about all
    the other illnesses, so it counts for nothing there until somebody has been asked.
    """
    is_asked = not isinstance(said, Unknown)
    return (value for value in listed if is_asked or not isinstance(value, tuple))


def _joined(said: Value | Unknown, others: list[Value]) -> Value | Unknown:
    """One value out of what was said and what the rest of the record shows.

    What the record shows counts where nothing fresh was said. Where the two differ neither is
    believed, except that the later of two dates stands: it is always the more careful one.
    """
    if said is Unknown.CONTRADICTORY or not others:
        return said
    values = others if isinstance(said, Unknown) else [said, *others]
    days = [value for value in values if isinstance(value, date)]
    if len(days) == len(values):
        return max(days)
    return values[0] if all(_agree(one, values[0]) for one in values) else Unknown.CONTRADICTORY


def _agree(one: Value, other: Value) -> bool:
    if isinstance(one, tuple) and isinstance(other, tuple):
        return set(one) <= set(other)
    return one == other


def _recorded(record: Record, id: str, now: datetime) -> list[Value]:
    value = FROM_RECORD[id](record, now) if id in FROM_RECORD else None
    return [] if value is None else [value]


def _derived(value: Value | None) -> Value | Unknown:
    return Unknown.NOT_ASKED if value is None else value
