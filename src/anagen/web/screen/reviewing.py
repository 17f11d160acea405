"""All answers on one page, chapter by chapter."""

from __future__ import annotations

from dataclasses import dataclass

from anagen.care.recover.shedding import MORE, MORE_HAIR
from anagen.records.answers import Unknown
from anagen.web.look.templatetags.languages import translated
from anagen.web.recover.keeping import kept_tests
from anagen.web.screen.chapters import CHAPTERS, SHEDDING, Chapter, chapter_of
from anagen.web.screen.check import Check
from anagen.web.screen.said import NOT_KNOWN, said


@dataclass(frozen=True, slots=True)
class Line:
    """One question and what was answered."""

    id: str
    ask: str
    says: str
    is_open: bool
    is_unsaid: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers of one chapter.

    `tests` is how many shedding tests are kept; None where they are not spoken of.
    """

    chapter: Chapter
    lines: list[Line]
    tests: int | None = None

    @property
    def open_lines(self) -> list[Line]:
        """What is still open here."""
        return [line for line in self.lines if line.is_open]

    @property
    def can_wait(self) -> bool:
        """Whether nothing has been answered here, and nothing needs to be."""
        return not self.chapter.is_needed and len(self.open_lines) == len(self.lines)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Answers that cannot all be right, with the questions to look at again."""

    says: str
    questions: list[Line]


def chapters_of(check: Check) -> list[Answered]:
    """The chapters that have a question for this person."""
    pairs = (
        (chapter, [_line(one.id, check) for one in check.questions if chapter_of(one) is chapter])
        for chapter in CHAPTERS
    )
    return [Answered(one, lines, _tests(one, check)) for one, lines in pairs if lines]


def _tests(chapter: Chapter, check: Check) -> int | None:
    """The tests are offered to whoever loses more hair, and to whoever has made one."""
    kept = len(kept_tests(check.case.record, check.case.now))
    is_offered = kept or check.case.known(MORE) in MORE_HAIR
    return kept if chapter.title is SHEDDING and is_offered else None


def disagreements_of(check: Check) -> list[Disagreement]:
    """What cannot all be right."""
    return [
        Disagreement(translated(one.says), [_line(id, check) for id in one.questions])
        for one in check.disagreements()
    ]


def _line(id: str, check: Check) -> Line:
    question = check.case.knowledge.questions[id]
    found = check.case.findings.of(id)
    answer = check.case.record.answers.get(id)
    spoken = said(question, answer)
    if found is Unknown.STALE:
        spoken = f"{spoken} ({str(NOT_KNOWN[Unknown.STALE]).lower()})"
    return Line(id, question.ask, spoken, check.is_open(question), isinstance(found, Unknown))
