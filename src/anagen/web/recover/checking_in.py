"""A check-in as its form stands: what has been answered, and what is asked next.

The answers travel with the form until there is something to keep: the last answer, or one
that needs help today. So nothing half-said ever counts as a check-in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.exceptions import BadRequest
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from anagen.knowledge.library import Knowledge
from anagen.knowledge.question import Question, QuestionKind
from anagen.records.answers import Answer
from anagen.records.record import Record
from anagen.web.offline.moment import written_at
from anagen.web.recover.asked import Signs, asked_in, check_with, is_decided
from anagen.web.screen.answering import Asked, answer_from
from anagen.web.screen.check import Check
from anagen.web.screen.days import Slip
from anagen.web.screen.showing import Option
from anagen.web.screen.typed import MOST_TYPED, NOT_SAID, Typed

#: A form that was open for longer tells of the time it was opened, not of now.
FRESH = timedelta(hours=2)
#: One that was open for longer still is begun anew.
OLDEST = timedelta(days=30)
#: A form that was taken although its answer got lost is sent again about this soon.
SENT_AGAIN = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form brought: the moment its answers tell of, and all it holds.

    `begun` is when the form was shown, and `since` from when on the very same answers are this
    form sent twice. `form` also says what was asked last, what alone is asked, what to look at
    again, and whether every question stood on one page.
    """

    begun: datetime
    since: datetime
    at: datetime
    form: QueryDict

    @property
    def asked(self) -> str:
        """The question on the page that sent it."""
        return self.form.get("asked", "")

    @property
    def only(self) -> str:
        """The one question to ask, where it is one alone."""
        return self.form.get("only", "")

    @property
    def back(self) -> str:
        """The question to look at again."""
        return self.form.get("back", "")

    def typed(self, question: Question) -> Typed:
        """What was picked or written for a question."""
        sent = (one.strip()[: MOST_TYPED + 1] for one in self.form.getlist(question.id))
        given = [one for one in sent if one]
        if question.kind is not QuestionKind.NUMBER:
            return Typed(picks=tuple(dict.fromkeys(given)))
        picks = tuple(one for one in given if one in NOT_SAID)
        return Typed(picks=picks, text=next((one for one in given if one not in NOT_SAID), ""))

    def holds(self, question: Question) -> bool:
        """Whether it says anything about a question."""
        return question.id == self.asked or any(self.form.getlist(question.id))


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a check-in stands: the question to show, or all the signs once it is complete."""

    signs: Signs
    question: Question | None
    typed: Typed
    slip: Slip | None
    number: int
    of: int


def begun_now(now: datetime, only: str) -> Sent:
    """A check-in that begins; `only` names the one question to ask, "" for all."""
    form = QueryDict(mutable=True)
    form["only"] = only
    return Sent(now, now, now, form)


def sent_in(request: HttpRequest, now: datetime) -> Sent:
    """The form as it was sent. BadRequest when no page of ours can have made it."""
    form, written = request.POST, written_at(request, now)
    if form.get("written_at"):  # kept by the browser while there was no connection
        return Sent(written, written - SENT_AGAIN, written, form)
    try:
        begun = datetime.fromisoformat(form.get("begun", "")).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadRequest from None
    if now - begun > OLDEST:
        raise BadRequest
    begun = min(begun, now)  # a clock that was set back: what is answered now is answered now
    return Sent(begun, begun, begun if now - begun > FRESH else now, form)


def turn_of(record: Record, knowledge: Knowledge, now: datetime, sent: Sent) -> Turn:
    """Takes the answers one by one, as far as they go.

    Once they need somebody today nothing more is asked; what was answered besides still counts.
    """
    signs: dict[str, Answer] = {}
    while True:
        check = check_with(record, signs, knowledge, now)
        questions = _questions(check, sent)
        question = next((one for one in questions if one.id not in signs), None)
        decided = is_decided(check, signs)
        if question is None or (decided and not sent.holds(question)):
            return Turn(signs, None, Typed(), None, 0, len(questions))
        typed, number = sent.typed(question), questions.index(question) + 1
        is_open = question.id == sent.back or not sent.holds(question)
        read = None if is_open else answer_from(typed, _asked(question, check, sent))
        if isinstance(read, Answer):
            signs[question.id] = read
        elif decided:
            return Turn(signs, None, Typed(), None, 0, len(questions))
        else:
            return Turn(signs, question, typed, read, number, len(questions))


def _asked(question: Question, check: Check, sent: Sent) -> Asked:
    return Asked(question, check.case.knowledge, sent.at, check.case.today)


def _questions(check: Check, sent: Sent) -> tuple[Question, ...]:
    every = asked_in(check)
    alone = tuple(one for one in every if one.id == sent.only)
    return alone or every


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen of a check-in."""

    turn: Turn
    sent: Sent
    earlier: tuple[str, ...]

    @property
    def kind(self) -> str:
        """How the question is answered."""
        assert self.turn.question is not None
        return self.turn.question.kind.value

    @property
    def options(self) -> list[Option]:
        """The answers to pick; "none of these" is a button of its own."""
        assert self.turn.question is not None
        picks, question = self.turn.typed.picks, self.turn.question
        every = [(one.id, one.says, one.hint) for one in question.choices]
        if question.kind is QuestionKind.YES_NO:
            every = [("no", "No", ""), ("yes", "Yes", "")]
        return [Option(id, says, hint, id in picks) for id, says, hint in every]

    @property
    def soft(self) -> tuple[str, ...]:
        """The two answers that are always possible."""
        return tuple(NOT_SAID)

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What the form takes along: every answer but the one that is asked now."""
        asked = self.turn.question.id if self.turn.question else ""
        return [
            (id, value[:MOST_TYPED])
            for id in self.earlier
            if id != asked
            for value in self.sent.form.getlist(id)
        ]

    @property
    def back_to(self) -> str:
        """The question before this one; "" at the first."""
        return next(reversed(tuple(self.turn.signs)), "")

    @property
    def past(self) -> float:
        """How much lies behind, from 0 to 1."""
        return (self.turn.number - 1) / max(self.turn.of, 1)

    @property
    def progress(self) -> str:
        """Where this question stands among the others."""
        of = {"number": self.turn.number, "of": self.turn.of}
        return _("Question %(number)d of %(of)d") % of
