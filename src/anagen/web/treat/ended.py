"""What the page after a session says: first what is urgent, then what to do, then the holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from anagen.care.advice import Advice
from anagen.records.record import Record
from anagen.records.words import Triage
from anagen.web.treat.guide import CREAM_ON, NEEDLING, Guide, GuideStep
from anagen.web.treat.hub import earliest
from anagen.web.treat.keeping import Outcome
from anagen.web.treat.past import Past, past_sessions


@dataclass(frozen=True, slots=True)
class Ended:
    """A session that is over."""

    outcome: str
    guide: Guide
    advice: Advice
    tree: Any
    record: Record

    @property
    def was_kept(self) -> bool:
        """Whether it stands in the record as a session."""
        return self.guide.needled

    @property
    def was_stopped(self) -> bool:
        """Whether it was broken off."""
        return self.outcome == Outcome.STOPPED.value

    @property
    def urgent(self) -> list[Any]:
        """The reasons to see somebody today, the most urgent first."""
        pressing = [
            (one.triage, tree)
            for one, tree in zip(
                self.advice.recovery.reasons, self.tree["recovery"]["reasons"], strict=True
            )
            if one.triage is not None and one.triage >= Triage.SAME_DAY
        ]
        return [tree for _triage, tree in sorted(pressing, key=lambda pair: -pair[0])]

    @property
    def stop_if(self) -> str:
        """What the step at which it ended says to do if something is so; "" where it names none."""
        says = self.guide.step.stop_if
        return says if ": " in says else ""

    @property
    def cream_is_on(self) -> bool:
        """Whether nobody has said that the numbing cream is off the skin."""
        timer = self.guide.timers.get(CREAM_ON)
        return timer is not None and timer.off is None

    @property
    def earliest(self) -> str:
        """When the next session may be at the earliest; "" where no date can be named."""
        return earliest(self.tree)

    @property
    def is_emergency(self) -> bool:
        """Whether it must be now and not only today."""
        return self.advice.triage is Triage.EMERGENCY_NOW

    @property
    def past(self) -> Past | None:
        """The session as it stands in the record; None when it has been taken out."""
        if not self.guide.needled:
            return None
        started = self.guide.runs[0].on
        return next(
            (one for one in past_sessions(self.record) if one.session.started == started), None
        )

    @property
    def still_to_do(self) -> list[GuideStep]:
        """The steps after the needles that were not reached: a stop does not end the care."""
        steps = self.guide.steps
        at = next((n for n, step in enumerate(steps) if step.id in NEEDLING), len(steps))
        if not self.was_stopped or not self.guide.needled:
            return []
        return list(steps[max(at + 1, self.guide.at) : -1])
