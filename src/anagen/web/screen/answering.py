"""From what was typed to an answer, or to one friendly line at the field.

Nothing is guessed: a number without sense, a day that never was or two answers at once are
asked about again, and what was typed stays in the form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from anagen.knowledge.asking import check_answer
from anagen.knowledge.library import Knowledge
from anagen.knowledge.question import Question, QuestionKind
from anagen.records.answers import Answer, Value
from anagen.records.mistakes import RecordError
from anagen.web.look.templatetags.languages import translated
from anagen.web.look.templatetags.words import amount
from anagen.web.screen.days import Slip, day_from
from anagen.web.screen.typed import MOST_TYPED, NONE_OF_THESE, NOT_SAID, Typed

NUMBER = re.compile(r"([-+−]?\d+(?:[.,]\d+)?)\s*([^\d\s.,][^\d.,]{0,19})?")
THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
MOST_TEXT = 2000


@dataclass(frozen=True, slots=True)
class Asked:
    """The question that was put, what is known, and the moment of the answer."""

    question: Question
    knowledge: Knowledge
    now: datetime
    today: date


def answer_from(typed: Typed, asked: Asked) -> Answer | Slip:
    """The answer that was typed, or what to say beside the field."""
    slip = two_at_once(typed)
    if slip:
        return slip
    if typed.not_said:
        return Answer(NOT_SAID[typed.not_said[0]], asked.now)
    read = READ_BY[asked.question.kind](typed, asked)
    return read if isinstance(read, Slip) else checked(read, asked)


def two_at_once(typed: Typed) -> Slip | None:
    """What to say when the form holds an answer and also says that there is none."""
    if typed.not_said and typed.is_written:
        return Slip(
            _("You wrote an answer and also ticked that there is none. Keep one of the two.")
        )
    alone = [pick for pick in typed.picks if pick in NOT_SAID or pick == NONE_OF_THESE]
    if alone and len(typed.picks) > 1:
        return Slip(_("You ticked two answers that rule each other out. Keep one of them."))
    return None


def checked(answer: Answer, asked: Asked) -> Answer | Slip:
    """The answer once it fits its question."""
    question = asked.question
    try:
        check_answer(question.id, answer, asked.knowledge, asked.today, "answers")
    except RecordError as error:
        return Slip(in_our_tone(question, answer, error))
    return answer


def in_our_tone(question: Question, answer: Answer, error: RecordError) -> str:
    """What to say about a number that its question cannot take."""
    assert question.kind is QuestionKind.NUMBER, "what is picked or dated was checked before"
    is_other_unit = bool(answer.unit) and answer.unit != question.unit
    then = error.then if is_other_unit else _("Check the number and its unit.")
    return _("We need %(what)s. %(then)s") % {
        "what": what_is_needed(question),
        "then": translated(then),
    }


def what_is_needed(question: Question) -> str:
    """The number a question wants, in words."""
    if question.unit == "year":
        years = {"least": f"{question.least:.0f}", "most": f"{question.most:.0f}"}
        return _("a year from %(least)s to %(most)s") % years
    return _("a number from %(least)s to %(most)s %(unit)s") % {
        "least": amount(question.least),
        "most": amount(question.most),
        "unit": translated(question.unit),
    }


def read_one_word(typed: Typed, asked: Asked) -> Answer | Slip:
    """Yes or no, or one of several choices."""
    if len(typed.picks) != 1:
        return Slip(_("Choose one answer. “I don’t know” is an answer too."))
    pick = typed.picks[0]
    value: Value = pick
    if asked.question.kind is QuestionKind.YES_NO:
        if pick not in ("yes", "no"):
            return Slip(_("Choose one of the answers below."))
        value = pick == "yes"
    elif pick not in asked.question.words:
        return Slip(_("Choose one of the answers below."))
    return Answer(value, asked.now)


def read_several(typed: Typed, asked: Asked) -> Answer | Slip:
    """Any number of boxes, or "none of these"."""
    if not typed.picks:
        return Slip(_("Tick what applies, or “None of these”."))
    ticked = tuple(word for word in asked.question.words if word in typed.picks)
    if len(ticked) + (NONE_OF_THESE in typed.picks) != len(typed.picks):
        return Slip(_("Choose among the answers below."))
    return Answer(ticked, asked.now)


def read_number(typed: Typed, asked: Asked) -> Answer | Slip:
    """A number, with or without its unit."""
    question = asked.question
    if not typed.text:
        return Slip(_("Write %s, or tick “I don’t know”.") % what_is_needed(question))
    match = NUMBER.fullmatch(typed.text)
    if match is None:
        return Slip(_("We need %s, in digits.") % what_is_needed(question))
    if THOUSANDS.fullmatch(match[1]) and question.most >= 1000:
        return Slip(_("Write the number without a comma or point between thousands."))
    number = float(match[1].replace(",", ".").replace("−", "-"))
    return Answer(number, asked.now, unit=(match[2] or "").strip())


def read_day(typed: Typed, asked: Asked) -> Answer | Slip:
    """A day, month and year."""
    read = day_from(typed.day, typed.month, typed.year, asked.today)
    return read if isinstance(read, Slip) else Answer(read, asked.now)


def read_text(typed: Typed, asked: Asked) -> Answer | Slip:
    """Free words."""
    if not typed.text:
        return Slip(_("Write an answer, or tick “I don’t know”."))
    if len(typed.text) > min(MOST_TEXT, MOST_TYPED):
        return Slip(_("That is longer than %s characters. Make it shorter.") % MOST_TEXT)
    if any(ord(letter) < 32 and letter not in "\r\n\t" for letter in typed.text):
        return Slip(_("There is a character in it that we cannot keep. Type it again."))
    return Answer(typed.text, asked.now)


READ_BY: dict[QuestionKind, Callable[[Typed, Asked], Answer | Slip]] = {
    QuestionKind.YES_NO: read_one_word,
    QuestionKind.CHOICE: read_one_word,
    QuestionKind.MANY: read_several,
    QuestionKind.NUMBER: read_number,
    QuestionKind.DATE: read_day,
    QuestionKind.TEXT: read_text,
}
