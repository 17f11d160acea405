"""What the page of one question shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anagen.knowledge.question import Question, QuestionKind
from anagen.records.answers import Answer
from anagen.web.look.sources import Chip, basis_trees, chips
from anagen.web.look.templatetags.languages import translated
from anagen.web.screen.chapters import chapter_of
from anagen.web.screen.check import Check
from anagen.web.screen.days import Slip
from anagen.web.screen.typed import NONE_OF_THESE, Typed

WHAT_NOT_KNOWING_MEANS = _("The advice then says what to find out. It never counts as a no.")
WHAT_DECLINING_MEANS = _("That is fine. It counts the same as not knowing.")


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to pick. `soft` options say that there is no answer."""

    value: str
    says: str
    hint: str
    is_set: bool
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """One question on the screen."""

    question: Question
    chapter: str
    number: int
    of: int
    typed: Typed
    slip: Slip | None
    sources: list[Chip]
    seen: str
    before: str
    others: list[Question]

    @property
    def kind(self) -> str:
        """Which field the page shows."""
        return self.question.kind.value

    @property
    def past(self) -> float:
        """How much of the walk lies behind, from 0 to 1."""
        return (self.number - 1) / self.of

    @property
    def picks_many(self) -> bool:
        """Whether several boxes may be ticked."""
        return self.question.kind is QuestionKind.MANY

    @property
    def has_field(self) -> bool:
        """Whether the answer is written rather than picked."""
        return self.question.kind in (QuestionKind.NUMBER, QuestionKind.DATE, QuestionKind.TEXT)

    @property
    def unticks(self) -> bool:
        """Whether options are boxes, which can be emptied again without JavaScript."""
        return self.picks_many or self.has_field

    @property
    def options(self) -> list[Option]:
        """The answers to pick."""
        return [
            Option(value, says, hint, value in self.typed.picks)
            for value, says, hint in _answers(self.question)
        ]

    @property
    def soft_options(self) -> list[Option]:
        """The two answers that are always possible, and what they lead to."""
        leads = translated(self.question.unknown_means) or WHAT_NOT_KNOWING_MEANS
        pairs = (
            ("unknown:does_not_know", _("I don’t know"), leads),
            ("unknown:declined", _("I’d rather not say"), WHAT_DECLINING_MEANS),
        )
        return [
            Option(value, str(says), str(hint), value in self.typed.picks, soft=True)
            for value, says, hint in pairs
        ]


def _answers(question: Question) -> Iterator[tuple[str, str, str]]:
    if question.kind is QuestionKind.YES_NO:
        yield "no", gettext("No"), ""
        yield "yes", gettext("Yes"), ""
    for choice in question.choices:
        yield choice.id, translated(choice.says), translated(choice.hint)
    if question.kind is QuestionKind.MANY:
        yield NONE_OF_THESE, gettext("None of these"), ""


def screen_for(question: Question, check: Check, typed: Typed, slip: Slip | None = None) -> Screen:
    """The screen of one question."""
    walk = check.walk(question)
    return Screen(
        question=question,
        chapter=str(chapter_of(question).title),
        number=walk.index(question) + 1,
        of=len(walk),
        typed=typed,
        slip=slip,
        sources=chips(basis_trees(question.basis, check.case.knowledge)),
        seen=fingerprint(check.case.record.answers.get(question.id)),
        before=earlier.id if (earlier := check.before(question)) else "",
        others=[check.case.knowledge.questions[id] for id in (slip.others if slip else ())],
    )


def fingerprint(answer: Answer | None) -> str:
    """Tells whether an answer is still the one that a page was made from."""
    return "" if answer is None else sha256(repr(answer.value).encode()).hexdigest()[:16]
