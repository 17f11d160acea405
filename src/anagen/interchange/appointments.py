"""The dates of an advice as appointments: sessions, check-ins, ends of holds, looks, reviews."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum

from anagen.care.advice import Advice, Hold, Scheduled
from anagen.care.history.person import past_sessions
from anagen.interchange.words import Words
from anagen.records.record import Record
from anagen.records.words import Verdict

DAY_BEFORE = timedelta(days=-1)
HOUR_BEFORE = timedelta(hours=-1)
AT_ONCE = timedelta(0)
#: Photos and counts come before the needles touch.
LOOK_BEFORE_SESSION = timedelta(minutes=30)
USUAL_HOUR = time(19)


class What(Enum):
    """What an appointment is for."""

    SESSION = "session"
    CHECK_IN = "check_in"
    HOLD = "hold"
    LOOK = "look"
    REVIEW = "review"


LASTS = {
    What.SESSION: timedelta(minutes=60),
    What.CHECK_IN: timedelta(minutes=10),
    What.HOLD: timedelta(minutes=5),
    What.LOOK: timedelta(minutes=20),
    What.REVIEW: timedelta(minutes=30),
}
ALARMS = {
    What.SESSION: (DAY_BEFORE, HOUR_BEFORE),
    What.CHECK_IN: (AT_ONCE,),
    What.HOLD: (AT_ONCE,),
    What.LOOK: (DAY_BEFORE, AT_ONCE),
    What.REVIEW: (DAY_BEFORE,),
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """How somebody wants their calendar: at which hour of theirs, and how much it tells."""

    hour: time = USUAL_HOUR
    is_detailed: bool = False


@dataclass(frozen=True, slots=True)
class Appointment:
    """One date. `key` stays the same when the date moves; `starts` is UTC."""

    key: str
    what: What
    starts: datetime
    title: str
    says: str

    @property
    def ends(self) -> datetime:
        """When it is over."""
        return self.starts + LASTS[self.what]

    @property
    def alarms(self) -> tuple[timedelta, ...]:
        """When to be reminded, from the start."""
        return ALARMS[self.what]


def appointments(
    advice: Advice, record: Record, words: Words, wishes: Wishes
) -> tuple[Appointment, ...]:
    """Every date that is still to come, soonest first."""
    found = _Dates(advice, record, words, wishes)
    dates = (found.sessions, found.looks, found.reviews, found.holds, found.check_ins)
    every = (one for kind in dates for one in kind())
    return tuple(sorted(every, key=lambda one: (one.starts, one.key)))


class _Dates:
    def __init__(self, advice: Advice, record: Record, words: Words, wishes: Wishes) -> None:
        self._advice = advice
        self._record = record
        self._words = words
        self._wishes = wishes

    def sessions(self) -> Iterator[Appointment]:
        """The sessions of the plan; none begins before a wait is over."""
        done = len(past_sessions(self._record, self._advice.at))
        until = self._advice.until or self._advice.at
        for number, one in enumerate(self._planned("session"), start=done + 1):
            starts = self._at(one.on)
            if self._record.local_day(until) == one.on:
                starts = max(starts, until.astimezone(UTC))
            yield self._appointment(f"session/{number}", What.SESSION, starts, one.says)

    def looks(self) -> Iterator[Appointment]:
        """Photos and counts: those that are due, or before a course those that are planned."""
        due = [(one.on, one.what) for one in self._advice.measures.due if one.on is not None]
        planned = [(one.on, one.says) for one in self._planned("measure")]
        for number, (on, says) in enumerate(due or planned, start=1):
            starts = self._at(on) - LOOK_BEFORE_SESSION
            yield self._appointment(f"look/{number}", What.LOOK, starts, says)

    def reviews(self) -> Iterator[Appointment]:
        """The day to look back: the one that was decided, or the one that is planned."""
        next_on = self._advice.outcome.next_on
        planned = [(one.on, one.says) for one in self._planned("review")]
        dates = planned if next_on is None else [(next_on, self._advice.outcome.says)]
        for on, says in dates:
            yield self._appointment("review", What.REVIEW, self._at(on), says)

    def holds(self) -> Iterator[Appointment]:
        """The hours at which holds end; those that end together are one appointment."""
        together: dict[tuple[str, datetime], list[Hold]] = {}
        for hold in self._advice.holds:
            if hold.verdict > Verdict.PROCEED and hold.until is not None:
                together.setdefault((_stamp(hold.since), hold.until), []).append(hold)
        for (since, until), holds in together.items():
            says = " ".join(f"{hold.title}." for hold in holds)
            key = f"hold/{since}/{_stamp(until)}"
            yield self._appointment(key, What.HOLD, until, says)

    def check_ins(self) -> Iterator[Appointment]:
        """The check-ins that are not done."""
        for one in self._advice.recovery.check_ins:
            if one.on is None or one.is_done or one.on < self._advice.at:
                continue
            began = one.on - timedelta(hours=one.hours_after)
            key = f"check-in/{one.hours_after:g}/{_stamp(began)}"
            yield self._appointment(key, What.CHECK_IN, one.on, one.says)

    def _planned(self, what: str) -> list[Scheduled]:
        plan = self._advice.plan
        return [one for one in plan.schedule if one.what == what] if plan else []

    def _at(self, on: date) -> datetime:
        """The chosen hour of a day by the person's own clock, also on either side of a change."""
        local = datetime.combine(on, self._wishes.hour, tzinfo=self._record.zone)
        return local.astimezone(UTC)

    def _appointment(self, key: str, what: What, starts: datetime, says: str) -> Appointment:
        title, discreet = _titles(self._words)[what], _discreet(self._words)[what]
        starts = starts.astimezone(UTC).replace(microsecond=0)
        if not self._wishes.is_detailed:
            return Appointment(key, what, starts, title, discreet)
        spoken = self._words.translated(says)
        return Appointment(key, what, starts, f"{title} ({_first(spoken)})", f"{spoken} {discreet}")


def _stamp(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M}" if moment else "unknown"


def _first(says: str) -> str:
    """The first sentence, for a title."""
    return says.split(". ", 1)[0].rstrip(".")


def _titles(words: Words) -> dict[What, str]:
    """What a calendar shows to anyone who looks over a shoulder."""
    return {
        What.SESSION: words.gettext("Anagen: session"),
        What.CHECK_IN: words.gettext("Anagen: check-in"),
        What.HOLD: words.gettext("Anagen: a wait is over"),
        What.LOOK: words.gettext("Anagen: photos and count"),
        What.REVIEW: words.gettext("Anagen: review"),
    }


def _discreet(words: Words) -> dict[What, str]:
    return {
        What.SESSION: words.gettext(
            "Open Anagen first: it says whether you may today. The date alone is no permission."
        ),
        What.CHECK_IN: words.gettext("Look in the mirror and answer a few questions in Anagen."),
        What.HOLD: words.gettext("Anagen says which one, and what must be so first."),
        What.LOOK: words.gettext("Same place, same light, same hair length."),
        What.REVIEW: words.gettext("Look at all photos and counts together in Anagen."),
    }
