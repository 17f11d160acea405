"""An answer in words, as the review and the advice show it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily

from anagen.knowledge.question import Question
from anagen.records.answers import Answer, Unknown
from anagen.records.words import Setting
from anagen.web.look.templatetags.languages import translated
from anagen.web.look.templatetags.words import amount
from anagen.web.screen.days import day_in_words

NOT_KNOWN = {
    Unknown.NOT_ASKED: lazily("Not answered yet"),
    Unknown.DECLINED: lazily("I’d rather not say"),
    Unknown.DOES_NOT_KNOW: lazily("I don’t know"),
    Unknown.STALE: lazily("Too long ago to count"),
    Unknown.CONTRADICTORY: lazily("Does not fit another answer"),
}
SETTINGS = {
    Setting.HOME: lazily("At home"),
    Setting.CLINIC: lazily("In a clinic"),
    Setting.TRIAL: lazily("In a clinical trial"),
}


def said(question: Question, answer: Answer | None) -> str:
    """What the person answered."""
    if answer is None:
        return str(NOT_KNOWN[Unknown.NOT_ASKED])
    value = answer.value
    if isinstance(value, Unknown):
        return str(NOT_KNOWN[value])
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return day_in_words(value)
    if isinstance(value, int | float):
        return number_in_words(value, question.unit)
    words = {choice.id: translated(choice.says) for choice in question.choices}
    if isinstance(value, tuple):
        return "; ".join(words.get(word, word) for word in value) or _("None of these")
    return words.get(value, value)


def number_in_words(value: float, unit: str) -> str:
    """A number with its unit, which never part at the end of a line."""
    if unit == "year":
        return f"{value:.0f}"
    return f"{amount(value)}\u00a0{translated(unit)}".rstrip()
