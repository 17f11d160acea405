"""All answers on one page, chapter by chapter."""

from __future__ import annotations

from dataclasses import dataclass

from anagen.records.answers import Unknown
from anagen.web.screen.check import FIRST_WALK, Check
from anagen.web.screen.said import NOT_KNOWN, said
from anagen.web.screen.showing import CHAPTERS


@dataclass(frozen=True, slots=True)
class Line:
    """One question and what was answered."""

    id: str
    ask: str
    says: str
    is_open: bool
    is_unsaid: bool


@dataclass(frozen=True, slots=True)
class Chapter:
    """The answers of one step. `first_open` leads to its first open question."""

    title: str
    lines: list[Line]
    is_needed: bool

    @property
    def open_lines(self) -> list[Line]:
        """What is still open here."""
        return [line for line in self.lines if line.is_open]

    @property
    def first_open(self) -> str:
        """The question to start with; "" when all are answered."""
        return next((line.id for line in self.open_lines), "")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Answers that cannot all be right, with the questions to look at again."""

    says: str
    questions: list[Line]


def chapters_of(check: Check) -> list[Chapter]:
    """The chapters that have a question for this person."""
    chapters = []
    for step, title in CHAPTERS.items():
        mine = [one for one in check.questions if one.step.value == step]
        if mine:
            needed = mine[0].step in FIRST_WALK
            chapters.append(Chapter(title, [_line(one.id, check) for one in mine], needed))
    return chapters


def disagreements_of(check: Check) -> list[Disagreement]:
    """What cannot all be right."""
    return [
        Disagreement(one.says, [_line(id, check) for id in one.questions])
        for one in check.disagreements()
    ]


def _line(id: str, check: Check) -> Line:
    question = check.case.knowledge.questions[id]
    found = check.case.findings.of(id)
    answer = check.case.record.answers.get(id)
    spoken = said(question, answer)
    if found is Unknown.STALE:
        spoken = f"{spoken} ({NOT_KNOWN[Unknown.STALE].lower()})"
    return Line(id, question.ask, spoken, check.is_open(question), isinstance(found, Unknown))
