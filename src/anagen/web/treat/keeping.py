"""Guided sessions in the database: begun once, pressed on, and ended once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from uuid import UUID

from django.db import IntegrityError, transaction

from anagen.knowledge.library import Knowledge
from anagen.store.models import Case
from anagen.store.rows import record_of
from anagen.store.sessions.models import GuidedSession
from anagen.web.treat.guide import (
    CREAM_ON,
    Choice,
    Clock,
    Cream,
    Guide,
    GuideStep,
    ticked,
    timer_s,
)
from anagen.web.treat.presses import NEEDLES, Press, pressed, remembered
from anagen.web.treat.safety import Barrier, barriers, too_late
from anagen.web.treat.steady import steady_s
from anagen.web.treat.written import read_guide, written_guide


class Outcome(Enum):
    """How a guided session ended; under way while it is "" in the table."""

    KEPT = "kept"
    STOPPED = "stopped"
    LEFT = "left"


class MovedOn(Exception):  # noqa: N818 - it names what happened, not a fault
    """The session was pressed on in another window since the page was shown."""


@dataclass(frozen=True, slots=True)
class Underway:
    """A guided session and its state."""

    row: GuidedSession
    guide: Guide


@dataclass(frozen=True, slots=True)
class Pressed:
    """What a press came to: the session after it, and what stood in its way."""

    underway: Underway
    barriers: tuple[Barrier, ...] = ()


@dataclass(frozen=True, slots=True)
class Pressing:
    """A press as it was sent. `waited` is how long it had to wait for a connection."""

    press: Press
    once: UUID
    seen: int
    cream: Cream | None = None
    waited: timedelta = timedelta()


def not_before(case: Case, now: datetime) -> datetime:
    """This moment, or that of the last change where the clock now stands before it.

    A clock that was set back must not lock anybody out with cream on the skin.
    """
    return max(now, case.changed)


#: A press that took longer to come says nothing about this moment.
AT_ONCE = timedelta(minutes=1)


def with_doubt(guide: Guide, now: datetime) -> Guide:
    """The session after cream came off by the word of a device that had no connection.

    How long it waited is told by that device's own clock. Where the cream would be beyond its
    limit without that word, the person is asked before the needles.
    """
    timer = guide.timers.get(CREAM_ON)
    if timer is None or timer_s(replace(timer, off=now), now) <= guide.choice.limit_minutes * 60:
        return guide
    return replace(guide, clock=replace(guide.clock, is_unsure=True))


def under_way(case: Case) -> Underway | None:
    """The session of a case that is under way."""
    row = GuidedSession.objects.filter(case=case, outcome="").first()
    return Underway(row, read_guide(row.state)) if row else None


def locked(case: Case) -> Underway | None:
    """The same, held against every other press until the transaction is over."""
    row = GuidedSession.objects.select_for_update().filter(case=case, outcome="").first()
    return Underway(row, read_guide(row.state)) if row else None


def begin(
    case: Case, steps: tuple[GuideStep, ...], choice: Choice, now: datetime, once: UUID
) -> None:
    """Begins a session under the id `once`. Where one is under way, that one goes on."""
    guide = Guide(steps, choice, Clock(now, steady_s()))
    row = GuidedSession(
        public_id=once,
        case=case,
        started=now,
        changed=now,
        step=guide.step.id,
        state=written_guide(guide),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # A double tap, or a second window: there is one session under way, and it stays.
        return


def press_on(case: Case, sent: Pressing, knowledge: Knowledge, now: datetime) -> Pressed | None:
    """Acts on a press once. None when no session is under way.

    Raises MovedOn when the page it was made from is no longer the state. A press after which
    needles touch the skin is held against the record as it is at this very moment.
    """
    with transaction.atomic():
        held = locked(case)
        if held is None:
            return None
        if sent.once.hex in held.guide.presses:
            return Pressed(held)
        # Stopping never waits for anything: not even for the page to be the newest.
        if sent.seen != held.row.version and sent.press is not Press.STOP:
            raise MovedOn
        guide = ticked_at(held.guide, now, sent.waited)
        if sent.press in NEEDLES:
            moment = not_before(case, guide.clock.last)
            late = (too_late(),) if sent.waited >= AT_ONCE else ()
            found = late or barriers(guide, record_of(case, moment), knowledge, moment)
            if found:
                # The pass under way still ends when the next one may not begin.
                lifted = sent.press is Press.RUN_NEXT
                held_back = pressed(guide, Press.RUN_OFF, guide.clock.last) if lifted else guide
                return Pressed(_saved(held.row, held_back, now), found)
        after = pressed(guide, sent.press, guide.clock.last)
        if sent.press is Press.CREAM_OFF and sent.waited >= AT_ONCE:
            after = with_doubt(after, now)
        if sent.cream and CREAM_ON in after.timers and after.cream is None:
            after = replace(after, cream=sent.cream)
        return Pressed(_saved(held.row, remembered(after, sent.once.hex), now))


def ticked_at(guide: Guide, now: datetime, waited: timedelta) -> Guide:
    """The session at the moment of a press, which may have waited for a connection until now."""
    at, counted = now - waited, steady_s()
    if waited and at < guide.clock.last:
        return guide  # it went on elsewhere meanwhile, and time never runs back
    return ticked(guide, at, None if counted is None else counted - waited.total_seconds())


def _saved(row: GuidedSession, guide: Guide, now: datetime) -> Underway:
    row.state = written_guide(guide)
    row.step = guide.step.id
    row.changed = now
    row.version += 1
    row.save(update_fields=["state", "step", "changed", "version"])
    return Underway(row, guide)


def end(held: Underway, guide: Guide, outcome: Outcome, now: datetime) -> None:
    """Ends a session that is held."""
    row = held.row
    row.state = written_guide(guide)
    row.ended = now
    row.changed = now
    row.outcome = outcome.value
    row.version += 1
    row.save(update_fields=["state", "ended", "changed", "outcome", "version"])
