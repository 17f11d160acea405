"""The chapters of the check: what is walked through in one go, and what can wait."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anagen.knowledge.question import Question


@dataclass(frozen=True, slots=True)
class Chapter:
    """The questions whose order lies below `up_to` and above the chapter before.

    Everybody is led through the needed ones; the others wait until there is something to tell.
    """

    title: str | Promise
    up_to: int
    is_needed: bool


#: Where the shedding tests stand beside the questions.
SHEDDING = _("Shedding")
CHAPTERS = (
    Chapter(_("You and your health"), 500, is_needed=True),
    Chapter(_("Your plan"), 600, is_needed=True),
    Chapter(_("Around a session"), 700, is_needed=True),
    Chapter(_("How your scalp is doing"), 800, is_needed=True),
    Chapter(SHEDDING, 850, is_needed=True),
    Chapter(_("Is it working?"), 950, is_needed=False),
    Chapter(_("What it costs"), 1_000_000, is_needed=False),
)


def chapter_of(question: Question) -> Chapter:
    """The chapter a question stands in."""
    return next(chapter for chapter in CHAPTERS if question.order < chapter.up_to)


def are_walked_together(one: Question, other: Question) -> bool:
    """Whether two questions belong to the same walk: all that is needed, or one chapter."""
    here, there = chapter_of(one), chapter_of(other)
    return here is there or (here.is_needed and there.is_needed)
