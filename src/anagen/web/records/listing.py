"""A saved record as a line of the list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from anagen.care.findings import findings_of
from anagen.knowledge.library import Knowledge
from anagen.records.answers import Unknown
from anagen.records.mistakes import RecordError
from anagen.records.record import Record
from anagen.records.words import Setting
from anagen.store.models import Case, Decision
from anagen.store.rows import record_of
from anagen.web.access.viewer import Viewer
from anagen.web.clock import as_seen
from anagen.web.look.templatetags.words import plain_word
from anagen.web.opening import cases_of
from anagen.web.screen.said import SETTINGS


@dataclass(frozen=True, slots=True)
class Given:
    """One piece of advice, and when it was given by the person's own clock."""

    decision: Decision
    at: str


@dataclass(frozen=True, slots=True)
class Saved:
    """One record: what tells it from the others, and its latest advice."""

    case: Case
    who: str
    where: str
    answers: int
    changed: str
    zone: ZoneInfo | None
    latest: Decision | None

    @property
    def is_readable(self) -> bool:
        """Whether the record can be opened; a damaged one can only be taken along or deleted."""
        return self.zone is not None

    @property
    def advices(self) -> list[Given]:
        """Every piece of advice, the latest first."""
        return [Given(one, as_seen(one.at, self.zone)) for one in self.case.decisions.all()]

    @property
    def is_newer_than_advice(self) -> bool:
        """Whether something was answered after the latest advice."""
        return self.latest is not None and self.latest.record != self.case.record


def newest_cases(viewer: Viewer) -> QuerySet[Case]:
    """The cases, the last changed first, with their decisions but not the long advice itself."""
    decisions = Prefetch("decisions", Decision.objects.defer("advice"))
    return cases_of(viewer).prefetch_related(decisions)


def listed(cases: Iterable[Case], knowledge: Knowledge, now: datetime) -> list[Saved]:
    """The lines of several cases."""
    return [saved_line(case, knowledge, now) for case in cases]


def saved_line(case: Case, knowledge: Knowledge, now: datetime) -> Saved:
    """The line of one case. A damaged record is listed too, so that it can be deleted."""
    try:
        record = record_of(case, now)
    except RecordError:
        record = None
    return Saved(
        case=case,
        who=who_is_it(record, knowledge, now) if record else _("A record we cannot read"),
        where=str(SETTINGS[Setting(case.setting)]),
        answers=len(record.answers) if record else 0,
        changed=as_seen(case.changed, record.zone if record else None),
        zone=record.zone if record else None,
        latest=next(iter(case.decisions.all()), None),
    )


def who_is_it(record: Record, knowledge: Knowledge, now: datetime) -> str:
    """Enough to tell two people of a household apart, without a name."""
    findings = findings_of(record, knowledge, now)
    year, sex = findings.of("birth_year"), findings.of("sex")
    parts = []
    if not isinstance(sex, Unknown):
        parts.append(str(plain_word(str(sex))))
    if isinstance(year, int | float):
        parts.append(_("born %s") % f"{year:.0f}")
    words = ", ".join(parts)
    return words[:1].upper() + words[1:] if words else _("Not yet told: age and sex")
