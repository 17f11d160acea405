"""What each button of a guided session does. A press that does not fit changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from enum import Enum

from anagen.records.words import DeviceKind
from anagen.web.treat.guide import CREAM_OFF, CREAM_ON, Guide, Run, Timer
from anagen.web.treat.scalp_map import Direction

#: The order of the passes: up and down, across, slantwise, the other way slantwise.
DIRECTIONS = tuple(Direction)
#: How many presses are remembered, so that one that is sent again acts once.
REMEMBERED = 200


class Press(Enum):
    """Every button of a guided session, as its form sends it."""

    NEXT = "next"
    BACK = "back"
    TIMER_ON = "timer_on"
    DONE_BEFORE = "done_before"
    CREAM_OFF = "cream_off"
    CREAM_SURE = "cream_sure"
    RUN_ON = "run_on"
    RUN_OFF = "run_off"
    RUN_NEXT = "run_next"
    ZONE_OVER = "zone_over"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


#: The presses after which needles touch the skin: each asks again whether they may.
NEEDLES = frozenset({Press.RUN_ON, Press.RUN_NEXT, Press.RESUME})


def direction_of(device: DeviceKind, number: int) -> Direction | None:
    """Which way a pass goes; a stamp is set down and never drawn, so it has none."""
    if device is DeviceKind.STAMP:
        return None
    return DIRECTIONS[(number - 1) % len(DIRECTIONS)]


def pressed(guide: Guide, press: Press, now: datetime) -> Guide:
    """The session after a press; the same one where the press does not fit any more."""
    return ACTIONS[press](guide, now)


def remembered(guide: Guide, once: str) -> Guide:
    """The session with one more press on its list."""
    return replace(guide, presses=(*guide.presses, once)[-REMEMBERED:])


def _next(guide: Guide, _now: datetime) -> Guide:
    # The needling step is left when its zones are done, and a cream that is on is never passed.
    stays = guide.is_last or (guide.is_needling_step and guide.zone is not None)
    if stays or (guide.step.id == CREAM_OFF and guide.cream_is_on):
        return guide
    return replace(guide, at=guide.at + 1)


def _back(guide: Guide, _now: datetime) -> Guide:
    # Once the needles have touched the skin the way leads forward only.
    if guide.at == 0 or (guide.is_needling_step and guide.needled):
        return guide
    return replace(guide, at=guide.at - 1)


def _timer_on(guide: Guide, now: datetime) -> Guide:
    id = guide.step.id
    has_timer = guide.step.least_minutes is not None or guide.step.most_minutes is not None
    if id in guide.timers or not has_timer or guide.is_needling_step:
        return guide
    return replace(guide, timers={**guide.timers, id: Timer(now)})


def _done_before(guide: Guide, now: datetime) -> Guide:
    if guide.step.id in guide.timers or guide.step.id == CREAM_ON or guide.needled:
        return guide
    if guide.step.least_minutes is None:
        return guide
    timers = {**guide.timers, guide.step.id: Timer(now, now, said_before=True)}
    return _next(replace(guide, timers=timers), now)


def _cream_off(guide: Guide, now: datetime) -> Guide:
    timer = guide.timers.get(CREAM_ON)
    if timer is None or timer.off is not None:
        return guide
    off = replace(guide, timers={**guide.timers, CREAM_ON: replace(timer, off=now)})
    # Wiping it off before its own step comes leads there: every trace has to go.
    ids = [step.id for step in off.steps]
    at = ids.index(CREAM_OFF) if CREAM_OFF in ids else off.at
    return replace(off, at=max(off.at, at))


def _cream_sure(guide: Guide, _now: datetime) -> Guide:
    if guide.cream_is_on:
        return guide
    return replace(guide, clock=replace(guide.clock, is_unsure=False))


def _pass_on(guide: Guide, now: datetime) -> Guide:
    zone = guide.zone
    if not guide.is_needling_step or guide.run or zone is None or guide.paused:
        return guide
    if guide.next_number > guide.choice.passes:
        return guide
    return replace(guide, runs=(*guide.runs, Run(zone, guide.next_number, now)))


def _pass_off(guide: Guide, now: datetime) -> Guide:
    """Ends a pass. The last one of a zone leads to the next zone, and that one to the next step."""
    if guide.run is None:
        return guide
    ended = _with_run_over(guide, now)
    return _zone_over(ended, now) if ended.next_number > ended.choice.passes else ended


def _pass_next(guide: Guide, now: datetime) -> Guide:
    """Ends a pass and begins the next one in the same zone."""
    ended = _pass_off(guide, now)
    return _pass_on(ended, now) if ended.zone is guide.zone and guide.run else ended


def _with_run_over(guide: Guide, now: datetime) -> Guide:
    run = guide.run
    assert run is not None
    over = replace(run, off=guide.paused or now)
    return replace(guide, runs=(*guide.runs[:-1], over), paused=None)


def _zone_over(guide: Guide, now: datetime) -> Guide:
    """Fewer passes than planned, or none: that is always allowed."""
    if not guide.is_needling_step or guide.zone is None:
        return guide
    ended = _with_run_over(guide, now) if guide.run else guide
    assert ended.zone is not None
    done = replace(ended, over=(*ended.over, ended.zone), paused=None)
    return done if done.zone else _next(done, now)


def _pause(guide: Guide, now: datetime) -> Guide:
    if guide.run is None or guide.paused:
        return guide
    return replace(guide, paused=now)


def _resume(guide: Guide, now: datetime) -> Guide:
    run = guide.run
    if run is None or guide.paused is None:
        return guide
    more = max(round((now - guide.paused).total_seconds()), 0)
    going = replace(run, paused_s=run.paused_s + more)
    return replace(guide, runs=(*guide.runs[:-1], going), paused=None)


ACTIONS: Mapping[Press, Callable[[Guide, datetime], Guide]] = {
    Press.NEXT: _next,
    Press.BACK: _back,
    Press.TIMER_ON: _timer_on,
    Press.DONE_BEFORE: _done_before,
    Press.CREAM_OFF: _cream_off,
    Press.CREAM_SURE: _cream_sure,
    Press.RUN_ON: _pass_on,
    Press.RUN_OFF: _pass_off,
    Press.RUN_NEXT: _pass_next,
    Press.ZONE_OVER: _zone_over,
    Press.PAUSE: _pause,
    Press.RESUME: _resume,
    Press.STOP: _pause,
}
