"""What this person may expect, in the words of the page: without treatment first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from anagen.knowledge.library import Knowledge
from anagen.records.record import Record
from anagen.web.look.templatetags.words import amount
from anagen.web.measure.findings import signed

if TYPE_CHECKING:
    from anagen.care.outlook import Outlook
    from anagen.outlook.doubts import Doubt
    from anagen.outlook.forecast import Forecast, Span
    from anagen.outlook.remedies import Remedy


@dataclass(frozen=True)
class Expected:
    """A forecast in lines for the page."""

    found: Forecast

    @property
    def told(self) -> Outlook:
        """What advice is told of it."""
        from anagen.outlook.forecast import as_outlook

        return as_outlook(self.found)

    @property
    def week(self) -> str:
        """The week of the course that is looked at."""
        return amount(round(self.found.horizon_weeks))

    @property
    def untreated(self) -> str:
        """The count without treatment, and where it lies 8 times in 10."""
        return _about(self.found.shown.untreated)

    @property
    def next_count(self) -> str:
        """The next count, going on as now."""
        return _about(self.found.shown.next_count)

    @property
    def effect(self) -> str:
        """The difference that treatment makes, the interval first."""
        effect = self.found.shown.effect
        low, high = effect.interval_80
        return _("%(low)s to %(high)s, 8 times in 10; in the middle %(mean)s") % {
            "low": signed(low),
            "high": signed(high),
            "mean": signed(effect.mean),
        }

    @property
    def chance(self) -> str:
        """How likely a worthwhile difference is, in people, by both readings of the studies."""
        from anagen.outlook.sentences import of_100

        found = self.found
        return _(
            "Of 100 people with counts like yours, about %(plain)s have %(hairs)s or more hairs "
            "per cm² above the count without treatment. Someone who believes only half of what "
            "studies report would say %(doubted)s."
        ) % {
            "plain": amount(of_100(found.plain.p_worthwhile)),
            "doubted": amount(of_100(found.sceptical.p_worthwhile)),
            "hairs": amount(found.worthwhile_per_cm2),
        }

    @property
    def verdict(self) -> str:
        """What the counts come to."""
        from anagen.outlook.decision import Decision

        words = {
            Decision.TOO_EARLY: _(
                "Too early. Before week 24 nobody can say whether a course works."
            ),
            Decision.CONTINUE: _("The counts speak for going on."),
            Decision.ADJUST: _("The counts speak for changing or ending the course."),
            Decision.OPEN: _("Still open. The next counts may settle it."),
            Decision.NOT_DECIDABLE: _("Not decidable with these measurements."),
        }
        return words[self.found.decision]

    @property
    def ways(self) -> list[str]:
        """What would decide it, the likeliest way first."""
        from_here = [one for one in self.found.would_decide if not one.way.is_new_course]
        anew = [one for one in self.found.would_decide if one.way.is_new_course]
        chosen = [one for one in anew if one.is_enough][:1] or anew[-1:]
        return [_way(one) for one in (*from_here[:3], *chosen)]

    @property
    def doubts(self) -> list[str]:
        """What makes it less sure, each kind once."""
        return list(dict.fromkeys(_doubt(one) for one in self.found.doubts))


def expected(record: Record, knowledge: Knowledge, now: datetime) -> Expected | None:
    """The forecast for the page; None where there are too few counts for one."""
    if len({record.local_day(one.at) for one in record.measurements}) < 2:
        return None
    from anagen.outlook.forecast import NotYet, forecast

    found = forecast(record, knowledge, now)
    return None if isinstance(found, NotYet) else Expected(found)


def _about(span: Span) -> str:
    low, high = span.interval_80
    return _("about %(mean)s; %(low)s to %(high)s, 8 times in 10") % {
        "mean": amount(round(span.mean)),
        "low": amount(round(low)),
        "high": amount(round(high)),
    }


def _way(one: Remedy) -> str:
    from anagen.outlook.sentences import of_100

    way = one.way
    named = {
        "spots": amount(way.spots),
        "pictures": amount(way.pictures),
        "chance": amount(of_100(one.chance_to_decide)),
    }
    if way.is_new_course:
        text = _(
            "A new course, counted from before its start on %(spots)s spots with %(pictures)s "
            "pictures of each: decided in %(chance)s of 100 cases."
        )
    elif way.is_matched:
        text = _(
            "Hairs matched one to one, in your old pictures too: decided in %(chance)s of 100 "
            "cases."
        )
    elif way.has_control:
        text = _(
            "A spot that you never treat, counted each time as well: decided in %(chance)s of "
            "100 cases."
        )
    elif way.is_as_now:
        text = _("Two more counts in the same way: decided in %(chance)s of 100 cases.")
    else:
        text = _(
            "Two more counts with %(pictures)s pictures of each spot: decided in %(chance)s of "
            "100 cases."
        )
    return text % named


def _doubt(one: Doubt) -> str:
    from anagen.outlook.doubts import Kind

    words = {
        Kind.LEFT_OUT: _(
            "Some counts were left out. They were made with another device or in another way."
        ),
        Kind.ERROR_UNTESTED: _(
            "No spot was counted twice on one day, so nobody has tested your error of counting."
        ),
        Kind.ERROR_NOT_GIVEN: _(
            "Some counts came without an error. We took 9 %% for each picture, as published."
        )
        % (),
        Kind.DEVICE_UNKNOWN: _("The device was not written down."),
        Kind.SPOT_UNKNOWN: _("It is not known whether the same spot was counted."),
        Kind.NO_COUNT_BEFORE: _("Nothing was counted before the start."),
        Kind.UNTREATED_PATCH: _("One spot is taken as never treated, because of its name."),
        Kind.OTHER_TREATMENT: _("Another treatment was in use too; it cannot be told apart."),
        Kind.MINOXIDIL_UNCLEAR: _(
            "Minoxidil was begun or stopped on the way, or its start is not known."
        ),
        Kind.DIAGNOSIS_OPEN: _("It is not settled that this is pattern hair loss."),
        Kind.SEX_UNKNOWN: _("The record does not say man or woman."),
    }
    return words[one.kind]
