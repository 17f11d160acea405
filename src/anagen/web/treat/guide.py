"""A guided session as it stands: where it is, its timers and passes. No clock, no database.

Every instant is UTC and is set by the server, so that a reload, a crash or another device finds
the same session, and a timer never starts again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from anagen.records.words import DeviceKind, Setting, Zone

#: The cream goes on with this step and comes off with that one.
CREAM_ON, CREAM_OFF = "step_numb_on", "step_numb_off"
#: The steps in which needles touch the skin: one in every protocol.
NEEDLING = frozenset(
    {
        "step_roll_home",
        "step_stamp_home",
        "step_pen_home",
        "step_needle_roller",
        "step_needle_pen",
        "step_needle_radio_frequency",
    }
)


@dataclass(frozen=True, slots=True)
class GuideStep:
    """One step as it stood when the session began: its words never change under wet hands."""

    id: str
    title: str
    says: str
    stop_if: str
    least_minutes: float | None
    most_minutes: float | None


@dataclass(frozen=True, slots=True)
class Choice:
    """What the person chose at the start, inside their plan. `limit_minutes` ends the cream."""

    setting: Setting
    device: DeviceKind
    needle_mm: float
    depth_mm: float
    passes: int
    zones: tuple[Zone, ...]
    limit_minutes: float
    kept_device: str = ""


@dataclass(frozen=True, slots=True)
class Timer:
    """When something began, and when it was over. `said_before`: it was done beforehand."""

    on: datetime
    off: datetime | None = None
    said_before: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """One pass over one zone. `paused_s` is how long it was interrupted."""

    zone: Zone
    number: int
    on: datetime
    off: datetime | None = None
    paused_s: int = 0


@dataclass(frozen=True, slots=True)
class Cream:
    """What the person wrote about the numbing cream."""

    product: str
    grams: float | None = None
    area_cm2: float | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """The last instant seen, the steady count beside it, and how far the clock has jumped.

    `is_unsure` means that it jumped while the cream was on, so nobody knows for how long.
    """

    last: datetime
    steady_s: float | None = None
    jumped_s: int = 0
    is_unsure: bool = False


@dataclass(frozen=True, slots=True)
class Guide:
    """The whole state of one guided session."""

    steps: tuple[GuideStep, ...]
    choice: Choice
    clock: Clock
    at: int = 0
    timers: Mapping[str, Timer] = field(default_factory=dict)
    runs: tuple[Run, ...] = ()
    over: tuple[Zone, ...] = ()
    paused: datetime | None = None
    cream: Cream | None = None
    presses: tuple[str, ...] = ()

    @property
    def step(self) -> GuideStep:
        """The step the person is at."""
        return self.steps[self.at]

    @property
    def is_needling_step(self) -> bool:
        """Whether needles touch the skin in this step."""
        return self.step.id in NEEDLING

    @property
    def is_last(self) -> bool:
        """Whether there is no step after this one."""
        return self.at == len(self.steps) - 1

    @property
    def zone(self) -> Zone | None:
        """The zone under way or next; None when all are done or skipped."""
        return next((one for one in self.choice.zones if one not in self.over), None)

    @property
    def run(self) -> Run | None:
        """The pass under way."""
        return self.runs[-1] if self.runs and self.runs[-1].off is None else None

    @property
    def next_number(self) -> int:
        """The number of the pass that comes next in this zone."""
        return self.passes_made(self.zone) + 1 if self.zone else 1

    @property
    def needled(self) -> bool:
        """Whether the needles have touched the skin."""
        return bool(self.runs)

    def passes_made(self, zone: Zone | None) -> int:
        """How many passes over a zone were begun."""
        return sum(1 for one in self.runs if one.zone is zone)

    @property
    def cream_is_on(self) -> bool:
        """Whether cream is on the skin now."""
        timer = self.timers.get(CREAM_ON)
        return timer is not None and timer.off is None


#: A clock that is off by this much was set; less is the working of the clocks themselves.
JUMP_S = 60


def ticked(guide: Guide, now: datetime, steady_s: float | None) -> Guide:
    """The guide at this instant, with every time in it put right when the clock was set.

    A wall clock that disagrees with the steady count of the machine has been set: all times of
    the session move with it, so that no timer grows shorter or longer. Without a steady count
    only a clock that goes back is noticed. Time then stands still until the clock has caught
    up, and if cream is on the skin nobody knows for how long.
    """
    before = guide.clock
    wall_s = (now - before.last).total_seconds()
    counted = _counted_s(before, steady_s)
    jump = round(wall_s - counted) if counted is not None else round(min(wall_s, 0))
    if abs(jump) < JUMP_S:
        return replace(guide, clock=replace(before, last=max(now, before.last), steady_s=steady_s))
    jumped = before.jumped_s + jump
    if counted is not None:
        moved = _moved(guide, timedelta(seconds=jump))
        return replace(moved, clock=replace(before, last=now, steady_s=steady_s, jumped_s=jumped))
    unsure = before.is_unsure or guide.cream_is_on
    return replace(guide, clock=Clock(before.last, steady_s, jumped, unsure))


def _counted_s(clock: Clock, steady_s: float | None) -> float | None:
    """Seconds since the last press by the steady count; None where there is none to go by."""
    if steady_s is None or clock.steady_s is None or steady_s < clock.steady_s:
        return None
    return steady_s - clock.steady_s


def _moved(guide: Guide, by: timedelta) -> Guide:
    def over(moment: datetime | None) -> datetime | None:
        return None if moment is None else moment + by

    return replace(
        guide,
        timers={
            id: replace(one, on=one.on + by, off=over(one.off)) for id, one in guide.timers.items()
        },
        runs=tuple(replace(one, on=one.on + by, off=over(one.off)) for one in guide.runs),
        paused=over(guide.paused),
    )


def elapsed_s(run: Run, now: datetime, paused: datetime | None) -> int:
    """How long a pass has taken, without its pauses."""
    until = run.off or paused or now
    return max(round((until - run.on).total_seconds()) - run.paused_s, 0)


def timer_s(timer: Timer, now: datetime) -> int:
    """How long a timer ran or has run."""
    return max(int(((timer.off or now) - timer.on) / timedelta(seconds=1)), 0)
