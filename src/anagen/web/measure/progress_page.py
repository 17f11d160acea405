"""What the page of progress shows: the finding first, then the chart, the table and the rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from anagen.care.advice import Advice
from anagen.care.advise import advise
from anagen.knowledge.figure import Figure
from anagen.knowledge.library import Knowledge
from anagen.knowledge.untreated import Untreated
from anagen.outlook.asking import can_matter
from anagen.records.record import Record
from anagen.store.models import Case
from anagen.web.look.sources import Tree, point_tree
from anagen.web.look.templatetags.languages import translated, translated_tree
from anagen.web.look.templatetags.words import amount, outcome_word
from anagen.web.measure.drawn import charts_of
from anagen.web.measure.expected import Expected, expected
from anagen.web.measure.findings import headline, reading, signed
from anagen.web.measure.happened import EventLine, event_lines
from anagen.web.measure.series import Count, Series, series_of
from anagen.web.measure.timeline import timeline_of


@dataclass(frozen=True, slots=True)
class TableRow:
    """One count in the table beside the chart."""

    count: Count
    per_cm2: str
    error: str
    change: str
    reading: str


@dataclass(frozen=True, slots=True)
class Untaken:
    """What a study found without treatment, and the study."""

    title: str
    says: str
    point: Tree


@dataclass(frozen=True)
class ProgressPage:
    """The page at one moment; `wanted` is the series that was asked for, "" for the first.

    What would decide an open question is worked out when it is asked for: it takes longer than
    all the rest of the page.
    """

    case: Case
    record: Record
    knowledge: Knowledge
    now: datetime
    wanted: str
    asks_what_decides: bool

    @property
    def today(self) -> date:
        """The person's own day."""
        return self.record.local_day(self.now)

    @cached_property
    def every_series(self) -> list[Series]:
        """Each series, the one to show first in front."""
        return series_of(self.record, self.knowledge, self.now)

    @cached_property
    def series(self) -> Series | None:
        """The series that is shown."""
        asked = (one for one in self.every_series if one.id == self.wanted)
        return next(asked, next(iter(self.every_series), None))

    @property
    def headline(self) -> str:
        """The finding, in one sentence."""
        return headline(self.series)

    @property
    def told(self) -> list[str]:
        """What stands behind the finding: the two counts, the error, and what differs."""
        series = self.series
        if series is None or series.change is None or series.first is None:
            return []
        found, first, last = series.change, series.first, series.last
        if found.smallest_detectable_per_cm2 is None or found.interval_95 is None:
            return [translated(line) for line in found.why]
        low, high = found.interval_95
        numbers = _(
            "The change lies between %(low)s and %(high)s per cm², 95 times in 100. You counted "
            "%(before)s then and %(after)s now. A change under %(least)s could be the error "
            "of counting alone."
        ) % {
            "low": signed(low),
            "high": signed(high),
            "before": amount(round(first.per_cm2)),
            "after": amount(round(last.per_cm2)),
            "least": amount(round(found.smallest_detectable_per_cm2)),
        }
        return [numbers, *(translated(line) for line in found.why)]

    @property
    def doubts(self) -> list[str]:
        """What makes the finding weaker."""
        change = self.series.change if self.series else None
        return [translated(line) for line in change.doubts] if change else []

    @cached_property
    def advice(self) -> Advice:
        """The advice of this moment, told of the forecast that the page shows."""
        can = can_matter(self.record, self.knowledge, self.now)
        outlook = self.expected.told if can and self.expected else None
        return advise(self.record, self.knowledge, self.now, outlook)

    @cached_property
    def expected(self) -> Expected | None:
        """What this person may expect; None where there are too few counts."""
        return expected(self.record, self.knowledge, self.now)

    @property
    def says(self) -> str:
        """What the advice makes of it."""
        return translated(self.advice.outcome.says)

    @property
    def outcome(self) -> str:
        """What to do about the course, in one word; "" before anything has begun."""
        found = self.advice.outcome.outcome
        return outcome_word(found.value) if found else ""

    @property
    def untreated(self) -> list[Untaken]:
        """What happened to people who were not treated, held against this start."""
        return [
            Untaken(translated(one.title), translated(one.says), self._point(one.rule))
            for one in self.advice.outcome.reasons
            if isinstance(self.knowledge.facts.get(one.rule), Untreated)
        ]

    def _point(self, rule: str) -> Tree:
        told: Tree = translated_tree(point_tree(self.knowledge.facts[rule], self.knowledge))
        return told

    @property
    def untreated_facts(self) -> tuple[Untreated, ...]:
        """The same as facts."""
        found = (self.knowledge.facts.get(one.rule) for one in self.advice.outcome.reasons)
        return tuple(fact for fact in found if isinstance(fact, Untreated))

    @property
    def has_chart(self) -> bool:
        """Whether anything stands on the line of time yet."""
        record = self.record
        has_comb = any(one.comb for one in record.reports)
        lists = (record.measurements, record.sessions, record.treatments, record.events)
        return has_comb or any(lists)

    @cached_property
    def charts(self) -> list[SafeString]:
        """The line of time, drawn wide and slim."""
        line = timeline_of(self.record, self.series, self.untreated_facts, self.today)
        name = f"timeline.{self.series.id if self.series else ''}"
        return charts_of(self.case, name, line, self.chart_label)

    @property
    def chart_label(self) -> str:
        """What the chart shows, for those who do not see it."""
        return _(
            "A line of time with counts and their error, hairs in the comb, sessions, medicines "
            "and events. The tables below say the same in numbers."
        )

    @property
    def rows(self) -> list[TableRow]:
        """The counts of the series, the newest first."""
        series = self.series
        return [] if series is None else [_row(one, series) for one in reversed(series.counts)]

    @property
    def combs(self) -> list[tuple[date, str]]:
        """The comb counts, the newest first."""
        kept = [one for one in self.record.reports if one.comb]
        return [
            (self.record.local_day(one.at), ", ".join(map(str, one.comb.counts)))
            for one in reversed(kept)
            if one.comb
        ]

    @property
    def happened(self) -> list[EventLine]:
        """What else happened, the newest first."""
        return event_lines(self.record)

    @property
    def next_review(self) -> str:
        """The day of the next look: the first of the next month."""
        first = self.today.replace(day=1)
        return (first + timedelta(days=32)).replace(day=1).isoformat()

    @property
    def trusted(self) -> str:
        """The smallest change that is more than error; "" while it is not known."""
        change = self.series.change if self.series else None
        smallest = change.smallest_detectable_per_cm2 if change else None
        return "" if smallest is None else amount(round(smallest))

    @property
    def noticeable(self) -> tuple[str, str]:
        """A change that people notice, in hairs and in per cent of the first count."""
        first = self.series.first if self.series else None
        if first is None:
            return "", ""
        share = self.knowledge.fact("perceptible_change", Figure).value
        return amount(round(first.per_cm2 * share / 100)), amount(share)

    @property
    def session_days(self) -> list[date]:
        """The days of the sessions, the newest first."""
        return [self.record.local_day(one.started) for one in reversed(self.record.sessions)]

    @property
    def sessions(self) -> int:
        """How many sessions stand in the record."""
        return len(self.record.sessions)


def _row(count: Count, series: Series) -> TableRow:
    found = count.since_first
    change = found.change_per_cm2 if found else None
    return TableRow(
        count=count,
        per_cm2=amount(round(count.per_cm2)),
        error=f"± {amount(round(count.error_per_cm2))}",
        change="" if change is None else signed(change),
        reading=reading(count, series.first),
    )
