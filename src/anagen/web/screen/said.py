"""An answer in words, as the review and the advice show it."""

from __future__ import annotations

from datetime import date

from anagen.knowledge.question import Question
from anagen.records.answers import Answer, Unknown
from anagen.records.words import Setting
from anagen.web.screen.days import MONTHS

NOT_KNOWN = {
    Unknown.NOT_ASKED: "Not answered yet",
    Unknown.DECLINED: "I’d rather not say",
    Unknown.DOES_NOT_KNOW: "I don’t know",
    Unknown.STALE: "Too long ago to count",
    Unknown.CONTRADICTORY: "Does not fit another answer",
}
SETTINGS = {
    Setting.HOME: "At home",
    Setting.CLINIC: "In a clinic",
    Setting.TRIAL: "In a clinical trial",
}


def said(question: Question, answer: Answer | None) -> str:
    """What the person answered."""
    if answer is None:
        return NOT_KNOWN[Unknown.NOT_ASKED]
    value = answer.value
    if isinstance(value, Unknown):
        return NOT_KNOWN[value]
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, int | float):
        return number_in_words(value, question.unit)
    words = {choice.id: choice.says for choice in question.choices}
    if isinstance(value, tuple):
        return "; ".join(words.get(word, word) for word in value) or "None of these"
    return words.get(value, value)


def number_in_words(value: float, unit: str) -> str:
    """A number with its unit, which never part at the end of a line."""
    number = f"{value:.0f}" if float(value).is_integer() else f"{value:g}"
    return number if unit == "year" else f"{number}\u00a0{unit}".rstrip()


def day_in_words(day: date) -> str:
    """20 November 2026."""
    return f"{day.day}\u00a0{MONTHS[day.month - 1]} {day.year}"
