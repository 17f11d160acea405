"""What a page of a guided session shows: the step, its buttons, its timers, the map."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anagen.knowledge.library import Knowledge
from anagen.records.record import Record
from anagen.records.words import Zone
from anagen.web.treat.buttons import Button, is_zone_step, main_button, second_button
from anagen.web.treat.guide import CREAM_ON, Guide, GuideStep, elapsed_s, timer_s
from anagen.web.treat.keeping import Underway
from anagen.web.treat.logged import DEVICES
from anagen.web.treat.presses import direction_of
from anagen.web.treat.safety import Barrier
from anagen.web.treat.scalp_map import NAMES, Direction, Look, Marks, ScalpMap, scalp_map

#: An alarm comes at the latest so long before a limit.
BEFORE_LIMIT_MIN = 5.0

WAYS: dict[Direction, Promise] = {
    Direction.UP_DOWN: gettext_lazy("Up and down"),
    Direction.ACROSS: gettext_lazy("Side to side"),
    Direction.SLANT: gettext_lazy("Slantwise"),
    Direction.OTHER_SLANT: gettext_lazy("The other way slantwise"),
}
WAY_ICONS = {
    Direction.UP_DOWN: "updown",
    Direction.ACROSS: "sides",
    Direction.SLANT: "diag",
    Direction.OTHER_SLANT: "diag2",
}


@dataclass(frozen=True, slots=True)
class Alarm:
    """What is said when a timer comes to so many seconds. A loud one is said again and again."""

    at_s: int
    says: str
    is_loud: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A timer: how far it is, from when, and what it says on its way."""

    id: str
    label: str
    elapsed_s: int
    since: datetime
    whole_s: int
    is_running: bool = True
    alarms: tuple[Alarm, ...] = ()

    @property
    def clock(self) -> str:
        """1:12, or 1:02:12 from an hour on."""
        minutes, seconds = divmod(self.elapsed_s, 60)
        hours, rest = divmod(minutes, 60)
        return f"{hours}:{rest:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"

    @property
    def past(self) -> float:
        """How much of the tape lies behind."""
        return min(self.elapsed_s / self.whole_s, 1.0) if self.whole_s else 0.0

    @property
    def due(self) -> list[Alarm]:
        """The alarms whose time has come, the latest last: shown also without JavaScript."""
        return [one for one in self.alarms if one.at_s <= self.elapsed_s]


@dataclass(frozen=True, slots=True)
class PassShown:
    """One pass of the zone under way, in the list of passes."""

    number: int
    way: Promise | str
    icon: str
    state: str


@dataclass(frozen=True)
class Stage:
    """The page at one moment. `now` is the session's own time, which never goes back."""

    underway: Underway
    record: Record
    knowledge: Knowledge
    now: datetime
    barriers: tuple[Barrier, ...] = ()
    says: str = ""
    slips: dict[str, str] = field(default_factory=dict)

    @property
    def guide(self) -> Guide:
        """The state."""
        return self.underway.guide

    @property
    def number(self) -> int:
        """Which step this is, from 1."""
        return self.guide.at + 1

    @property
    def of(self) -> int:
        """How many steps there are."""
        return len(self.guide.steps)

    @property
    def past(self) -> float:
        """How much of the session lies behind."""
        return self.number / self.of

    @property
    def saved(self) -> str:
        """When the last press was saved, to the second."""
        return f"{self.record.local(self.underway.row.changed):%H:%M:%S}"

    @property
    def begun(self) -> str:
        """When the session was begun, on the person's own clock."""
        return self.record.local(self.underway.row.started).isoformat()

    @property
    def device(self) -> Promise:
        """What carries the needles."""
        return DEVICES[self.guide.choice.device]

    @property
    def zone(self) -> Promise | None:
        """The name of the zone under way or next."""
        return NAMES[self.guide.zone] if self.guide.zone else None

    @property
    def zone_number(self) -> int:
        """Which of the chosen zones it is, from 1."""
        return len(self.guide.over) + 1

    @property
    def direction(self) -> Direction | None:
        """Which way the pass under way goes, or the one that comes next."""
        run = self.guide.run
        number = run.number if run else self.guide.next_number
        return direction_of(self.guide.choice.device, number)

    @property
    def way(self) -> Promise | None:
        """The same in words."""
        return WAYS[self.direction] if self.direction else None

    @property
    def is_zone_step(self) -> bool:
        """Whether a zone is being or about to be needled."""
        return is_zone_step(self.guide)

    @property
    def map(self) -> ScalpMap:
        """The zones of this session and how they stand."""
        guide = self.guide
        looks = dict.fromkeys(guide.choice.zones, Look.AHEAD)
        looks |= {zone: Look.DONE for zone in guide.over if guide.passes_made(zone)}
        looks |= {zone: Look.NONE for zone in guide.over if not guide.passes_made(zone)}
        if guide.is_needling_step and guide.zone:
            looks[guide.zone] = Look.NOW
        made = {zone: guide.passes_made(zone) for zone in guide.choice.zones}
        views = ("back",) if guide.zone is Zone.BACK else ("top",)
        return scalp_map(Marks(looks, passes=made, lanes=self.direction), "now", views)

    @property
    def passes(self) -> list[PassShown]:
        """The passes of the zone under way."""
        guide, run = self.guide, self.guide.run
        made = guide.passes_made(guide.zone) - (1 if run else 0)
        found = []
        for number in range(1, guide.choice.passes + 1):
            way = direction_of(guide.choice.device, number)
            state = "done" if number <= made else "now" if number == made + 1 else "todo"
            told = WAYS[way] if way else _("Pass %(n)s") % {"n": number}
            found.append(PassShown(number, told, WAY_ICONS[way] if way else "session", state))
        return found

    @property
    def run_timer(self) -> Shown | None:
        """How long the pass under way has taken. It has no end: nobody has tested one."""
        run = self.guide.run
        if run is None:
            return None
        gone = elapsed_s(run, self.now, self.guide.paused)
        label = _("paused") if self.guide.paused else _("in this pass")
        return Shown("run", label, gone, self._local(run.on), 0, self.guide.paused is None)

    @property
    def step_timer(self) -> Shown | None:
        """The timer of this step, where it has one and it was started."""
        step = self.guide.step
        timer = self.guide.timers.get(step.id)
        if timer is None or timer.said_before or step.id == CREAM_ON:
            return None
        gone = timer_s(timer, self.now)
        least = int((step.least_minutes or 0) * 60)
        alarms = (Alarm(least, _("The time is up. You can go on.")),) if least else ()
        label = _("of at least %(n)s minutes") % {"n": f"{(step.least_minutes or 0):g}"}
        return Shown(step.id, label, gone, self._local(timer.on), least, timer.off is None, alarms)

    @property
    def cream(self) -> Shown | None:
        """The numbing cream, on every page until it is off."""
        timer = self.guide.timers.get(CREAM_ON)
        if timer is None or timer.off is not None:
            return None
        limit = self.guide.choice.limit_minutes
        return Shown(
            "cream",
            _("numbing cream on the skin"),
            timer_s(timer, self.now),
            self._local(timer.on),
            int(limit * 60),
            alarms=self._cream_alarms(limit),
        )

    @property
    def cream_off_by(self) -> str:
        """By when the cream has to be off at the latest."""
        timer = self.guide.timers[CREAM_ON]
        minutes = timedelta(minutes=self.guide.choice.limit_minutes)
        return f"{self._local(timer.on + minutes):%H:%M}"

    def _cream_alarms(self, limit: float) -> tuple[Alarm, ...]:
        step = next((one for one in self.guide.steps if one.id == CREAM_ON), None)
        least = step.least_minutes if step else None
        most = step.most_minutes if step else None
        # The alarm comes before the limit, whatever the usual time is.
        warn = min(most or limit, limit - BEFORE_LIMIT_MIN)
        left = {"n": f"{limit - warn:g}"}
        soft = (Alarm(int(least * 60), _("From now on the cream can come off.")),) if least else ()
        return (
            *soft,
            Alarm(
                int(warn * 60),
                _("Wipe the numbing cream off now. Its limit is %(n)s minutes away.") % left,
                is_loud=True,
            ),
            Alarm(
                int(limit * 60),
                _("The numbing cream has reached its limit. Wipe it off at once."),
                is_loud=True,
            ),
        )

    def _local(self, moment: datetime) -> datetime:
        return self.record.local(moment)

    @property
    def jumped_minutes(self) -> int:
        """By how many minutes the clock was moved while this session ran; 0 when it was not."""
        return round(abs(self.guide.clock.jumped_s) / 60)

    @property
    def asks_cream(self) -> bool:
        """Whether to ask which cream it is: once, when it goes on."""
        return self.guide.step.id == CREAM_ON and CREAM_ON not in self.guide.timers

    @property
    def is_unsure(self) -> bool:
        """Whether the person has to say how long the cream was on."""
        return any(one.id == "cream_unsure" for one in self.barriers)

    @property
    def is_over(self) -> bool:
        """Whether a barrier can no longer be put right today."""
        return any(one.is_final for one in self.barriers)

    @property
    def ahead(self) -> tuple[GuideStep, ...]:
        """The steps after this one: to be read where no further page can be shown."""
        return self.guide.steps[self.guide.at + 1 :]

    @property
    def main(self) -> Button:
        """The button twice as wide."""
        return main_button(self.guide)

    @property
    def second(self) -> Button | None:
        """The other button."""
        return second_button(self.guide)
