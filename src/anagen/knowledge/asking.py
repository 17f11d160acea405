"""Checks answers against the questions they answer: the second half of reading a record."""

from __future__ import annotations

from datetime import date

from anagen.knowledge.library import Knowledge
from anagen.knowledge.question import Question
from anagen.knowledge.references import wrong_answer
from anagen.records.answers import Answer, Unknown
from anagen.records.fields import closest
from anagen.records.mistakes import RecordError, shown
from anagen.records.record import Record

#: What one of a unit is in ours, for units people write by mistake.
INCH_MM, CM_MM, MICRON_MM = 25.4, 10.0, 0.001
IN_MM = {
    **dict.fromkeys(("inch", "inches", "in"), INCH_MM),
    "cm": CM_MM,
    **dict.fromkeys(("um", "µm", "micron", "microns"), MICRON_MM),
}


def check_answers(record: Record, knowledge: Knowledge, today: date) -> None:
    """Raises RecordError for a misspelt question, a wrong unit, kind, choice or bound."""
    for name, answer in record.answers.items():
        check_answer(name, answer, knowledge, today, "answers")
    for number, report in enumerate(record.reports):
        for name, answer in report.signs.items():
            check_answer(name, answer, knowledge, today, f"reports[{number}].signs")


def check_answer(name: str, answer: Answer, knowledge: Knowledge, today: date, place: str) -> None:
    """Raises RecordError when one answer does not fit its question."""
    where = f"{place}.{name}"
    question = knowledge.questions.get(name)
    asked = sorted(id for id, one in knowledge.questions.items() if not one.derived)
    if question is None or question.derived:
        found = "a question nobody asks" if question is None else "an answer we work out ourselves"
        raise RecordError(where, found, "a question of the dictionary", closest(name, asked))
    if isinstance(answer.value, Unknown):
        return
    _check_unit(question, answer, where)
    wanted = wrong_answer(question, answer.value)
    if wanted:
        raise RecordError(where, shown(answer.value), wanted, f'Answer "{question.ask}" again.')
    if isinstance(answer.value, date) and answer.value > today:
        raise RecordError(
            where,
            f"{answer.value}, which lies in the future",
            "a day that has passed",
            "Correct the date.",
        )


def _check_unit(question: Question, answer: Answer, where: str) -> None:
    if not answer.unit or answer.unit == question.unit:
        return
    wanted = question.unit or "no unit"
    then = f"Give it in {wanted}." if question.unit else "Leave the unit out."
    number = answer.value
    one_in_mm = IN_MM.get(answer.unit.lower()) if question.unit == "mm" else None
    if one_in_mm is not None and isinstance(number, int | float):
        then = f"{number:g} {answer.unit} is about {number * one_in_mm:.2g} mm."
    raise RecordError(where, f"{shown(number)} {shown(answer.unit)}", wanted, then)
