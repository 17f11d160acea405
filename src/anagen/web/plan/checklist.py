"""The check-list for a practitioner: each point answered on one page, and what the answers mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict

from anagen.care.advice import Criterion
from anagen.care.case import Case, case_of
from anagen.care.plan import practitioner_for
from anagen.knowledge.library import Knowledge
from anagen.knowledge.question import Question, QuestionKind
from anagen.records.record import Record
from anagen.records.words import Setting
from anagen.store.rows import ChangedMeanwhile, change_record, record_of
from anagen.web.look.sources import basis_trees
from anagen.web.look.templatetags.languages import translated
from anagen.web.screen.answering import Asked, answer_from
from anagen.web.screen.check import check_of, refusal_of, without_loose_ends
from anagen.web.screen.days import Slip
from anagen.web.screen.saving import Sent
from anagen.web.screen.showing import fingerprint
from anagen.web.screen.typed import MOST_TYPED, Typed, typed_from

DOES_NOT_KNOW = "unknown:does_not_know"


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the list, its question and what stands in its field."""

    criterion: Criterion
    question: Question
    typed: Typed
    slip: str
    seen: str
    tree: Mapping[str, Any]

    @property
    def is_yes_no(self) -> bool:
        """Whether yes, no and "I don't know" are all there is to say."""
        return self.question.kind is QuestionKind.YES_NO

    @property
    def is_choice(self) -> bool:
        """Whether one of several words is picked."""
        return self.question.kind is QuestionKind.CHOICE

    @property
    def pick(self) -> str:
        """What is picked; "" for nothing."""
        return next(iter(self.typed.picks), "")


@dataclass(frozen=True)
class Checklist:
    """The list at one moment: as it is saved, or as it was sent and not yet saved."""

    case: Case
    sent: Mapping[str, Typed] = field(default_factory=dict)
    slips: Mapping[str, str] = field(default_factory=dict)
    to_check: str = ""

    @property
    def practitioner(self) -> Any:
        """What the answers come to."""
        return practitioner_for(self.case)

    @property
    def questions(self) -> list[Question]:
        """The questions behind the points, each once."""
        ids = dict.fromkeys(one.question for one in self.practitioner.criteria)
        return [self.case.knowledge.questions[id] for id in ids]

    @property
    def points(self) -> list[Point]:
        """Every point in order."""
        return [self._point(one) for one in self.practitioner.criteria]

    @property
    def has_unmet(self) -> bool:
        """Whether anything on the list is known not to be met."""
        return any(point.criterion.met is False for point in self.points)

    @property
    def guidance(self) -> list[Mapping[str, Any]]:
        """What to do while something is open."""
        return [self._tree(one) for one in self.practitioner.points]

    def _point(self, one: Criterion) -> Point:
        question = self.case.knowledge.questions[one.question]
        kept = self.case.record.answers.get(question.id)
        return Point(
            criterion=one,
            question=question,
            typed=self.sent.get(question.id, typed_from(kept, question)),
            slip=self.slips.get(question.id, ""),
            seen=fingerprint(kept),
            tree=self._tree(one.point),
        )

    def _tree(self, point: Any) -> Mapping[str, Any]:
        return {
            "title": translated(point.title),
            "says": translated(point.says),
            "basis": basis_trees(point.basis, self.case.knowledge),
            "strength": {"word": point.strength.value, "bars": point.strength.bars},
            "clinician_reviewed": point.clinician_reviewed,
        }


def checklist_of(record: Record, knowledge: Knowledge, now: datetime) -> Checklist:
    """The list of a record. At home it is the one for a clinic: they may choose one."""
    at_clinic = replace(record, setting=Setting.CLINIC)
    seen = at_clinic if record.setting is Setting.HOME else record
    return Checklist(case_of(seen, knowledge, now))


def typed_for(question: Question, form: QueryDict) -> Typed:
    """What was sent for one question; its fields carry its name."""
    entry = form.get(question.id, "").strip()[: MOST_TYPED + 1]
    is_unknown = DOES_NOT_KNOW in (entry, form.get(f"{question.id}-unknown"))
    if question.kind is QuestionKind.NUMBER:
        return Typed(picks=(DOES_NOT_KNOW,) if is_unknown else (), text=entry)
    return Typed(picks=(entry,) if entry else ())


def read(checklist: Checklist, form: QueryDict) -> tuple[list[Sent], Checklist]:
    """The answers that were given, and the list with what was typed and what is wrong with it."""
    case = checklist.case
    typed = {question.id: typed_for(question, form) for question in checklist.questions}
    answers: list[Sent] = []
    slips: dict[str, str] = {}
    for question in checklist.questions:
        given = typed[question.id]
        if not given.picks and not given.is_written:
            continue  # left open: it stays as it is
        answer = answer_from(given, Asked(question, case.knowledge, case.now, case.today))
        if isinstance(answer, Slip):
            slips[question.id] = answer.says
        else:
            answers.append(Sent(question, answer, form.get(f"{question.id}-seen", "")))
    slips |= _contradictions(case, answers)
    return answers, Checklist(case, typed, slips)


def _contradictions(case: Case, answers: list[Sent]) -> dict[str, str]:
    """The answers that cannot stand beside another one in any record."""
    record = case.record
    for sent in answers:
        record = sent.put_into(record)
    check = check_of(record, case.knowledge, case.now)
    found = {sent.question.id: refusal_of(sent.question, check) for sent in answers}
    return {id: slip.says for id, slip in found.items() if slip is not None}


def save(case_id: UUID, answers: list[Sent], knowledge: Knowledge, now: datetime) -> Record:
    """All answers in one go. Raises ChangedMeanwhile, and then saves none of them."""

    def change(record: Record) -> Record:
        for sent in answers:
            if sent.is_overtaken(record):
                raise ChangedMeanwhile
            record = sent.put_into(record)
        return without_loose_ends(record, knowledge, now)

    return record_of(change_record(case_id, change, now), now)
