"""The tests that stand in a record: put in, listed with their days, taken out again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazily
from django.utils.translation import ngettext

from anagen.care.history.recover import MORNINGS, TESTS_COUNT
from anagen.records.record import Record
from anagen.records.report import CombCount, PullTest, Report, WashTest
from anagen.web.look.templatetags.words import amount
from anagen.web.recover.counting import Counts
from anagen.web.screen.days import day_in_words

Test = CombCount | PullTest | WashTest
#: The parts of a report that hold a test, and what each is called.
TITLES = {
    "comb": lazily("The 60-second comb count"),
    "pull": lazily("The pull test"),
    "wash": lazily("The wash test"),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """One test in a record. `note` says what it counts for, where that is not plain."""

    id: str
    title: str
    day: str
    result: str
    note: str


def reports_of(counts: Counts, record: Record, now: datetime) -> tuple[Report, ...]:
    """The reports that hold these tests: a comb count from before has a report of its own.

    Pull and wash always count as made now: an old one must not speak for today.
    """
    if counts.comb is None or counts.baseline_on is None:
        return (Report(now, comb=counts.comb, pull=counts.pull, wash=counts.wash),)
    before = Report(noon_of(counts.baseline_on, record), comb=counts.comb)
    if counts.pull is None and counts.wash is None:
        return (before,)
    return before, Report(now, pull=counts.pull, wash=counts.wash)


def noon_of(day: date, record: Record) -> datetime:
    """The middle of a day where the person is: no change of clocks moves it to another day."""
    return datetime.combine(day, time(12), tzinfo=record.zone).astimezone(UTC)


def with_counts(record: Record, counts: Counts, now: datetime) -> Record:
    """The record with these tests. What it already holds of that day is not put in twice."""
    fresh = tuple(one for one in reports_of(counts, record, now) if not _holds(record, one))
    in_order = sorted((*record.reports, *fresh), key=lambda report: report.at)
    return replace(record, reports=tuple(in_order)) if fresh else record


def holds(record: Record, counts: Counts, now: datetime) -> bool:
    """Whether the record already has these very tests."""
    return all(_holds(record, one) for one in reports_of(counts, record, now))


def _holds(record: Record, wanted: Report) -> bool:
    day = record.local_day(wanted.at)
    same_day = [one for one in record.reports if record.local_day(one.at) == day]
    return all(
        any(getattr(one, part) == test for one in same_day) for part, test in tests_in(wanted)
    )


def tests_in(report: Report) -> list[tuple[str, Test]]:
    """Each test of a report with the part that holds it."""
    every = ((part, getattr(report, part)) for part in TITLES)
    return [(part, test) for part, test in every if test is not None]


def kept_tests(record: Record, now: datetime) -> list[Kept]:
    """Every test in a record, the newest first."""
    return [
        Kept(
            id=_id(report, part, test),
            title=str(TITLES[part]),
            day=day_in_words(record.local_day(report.at)),
            result=result_of(test),
            note=_note(record, report, test, now),
        )
        for report in reversed(record.reports)
        for part, test in tests_in(report)
    ]


def result_of(test: Test) -> str:
    """What was counted, in words."""
    match test:
        case CombCount(counts):
            told = {"each": ", ".join(map(str, counts)), "mean": amount(float(f"{test.mean:.3g}"))}
            return ngettext(
                "%(each)s hairs: %(mean)s on average over %(count)d morning",
                "%(each)s hairs: %(mean)s on average over %(count)d mornings",
                len(counts),
            ) % {**told, "count": len(counts)}
        case PullTest(came_out, held):
            return _("%(out)d of %(held)d hairs came out") % {"out": came_out, "held": held}
        case WashTest(hairs, short, unwashed_days):
            told = {"hairs": str(hairs), "short": str(short), "days": amount(unwashed_days)}
            return (
                ngettext(
                    "%(hairs)s hairs, %(short)s of them short, after %(days)s day without washing",
                    "%(hairs)s hairs, %(short)s of them short, after %(days)s days without washing",
                    1 if unwashed_days == 1 else 2,
                )
                % told
            )


def _note(record: Record, report: Report, test: Test, now: datetime) -> str:
    whole = (one for one in record.reports if one.comb and len(one.comb.counts) >= MORNINGS)
    if isinstance(test, CombCount) and report is next(whole, None):
        return _("Your baseline: newer counts are compared with it")
    return _("Too long ago to count") if now - report.at > TESTS_COUNT else ""


def without_test(record: Record, id: str) -> Record:
    """The record without one test. What else was reported with it stays."""
    lighter = (_without(report, id) for report in record.reports)
    return replace(record, reports=tuple(one for one in lighter if one is not None))


def _without(report: Report, id: str) -> Report | None:
    for part, test in tests_in(report):
        if _id(report, part, test) == id:
            gone: dict[str, Any] = {part: None}
            left = replace(report, **gone)
            return left if left.signs or left.photos or tests_in(left) else None
    return report


def _id(report: Report, part: str, test: Test) -> str:
    """A name for an address: the same test always has the same one."""
    told = f"{part} {report.at.astimezone(UTC).isoformat()} {test!r}"
    return sha256(told.encode()).hexdigest()[:16]
