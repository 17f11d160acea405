"""What the place "Session" opens with: one sentence, the reason, and the way on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anagen.care.advice import Advice
from anagen.records.record import Record
from anagen.records.words import Triage
from anagen.web.look.templatetags.words import SHAPES, URGENT

Tree = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Hub:
    """The advice of this moment, as far as it is about starting a session."""

    advice: Advice
    tree: Any
    record: Record
    may_needle: bool = True

    @property
    def earliest(self) -> str:
        """The first moment at which a session may start; "" where no date can be named."""
        return earliest(self.tree)

    @property
    def may_start(self) -> bool:
        """Whether a session may start now."""
        return self.advice.session.may_start

    @property
    def is_urgent(self) -> bool:
        """Whether somebody must look at this today."""
        return self.tree["triage"] in URGENT

    @property
    def is_emergency(self) -> bool:
        """Whether it must be now and not only today."""
        return self.advice.triage is Triage.EMERGENCY_NOW

    @property
    def shape(self) -> str:
        """The shape of the verdict."""
        if self.is_urgent:
            return "stop"
        shape = SHAPES[self.tree["verdict"]]
        # Clear answers without a protocol for this device are no leave to start.
        return "ask" if shape == "proceed" and not self.may_start else shape

    @property
    def against(self) -> list[Tree]:
        """The reasons against a session now, strictest first."""
        return [one for one in self.tree["reasons"] if one["verdict"] != "proceed"]

    @property
    def faults(self) -> list[Tree]:
        """What was done otherwise than it should be last time."""
        return list(self.tree["session"]["faults"])

    @property
    def plan(self) -> Tree | None:
        """The plan of the next session; None while there is none."""
        found: Tree | None = self.tree["plan"]
        return found


def earliest(tree: Tree) -> str:
    """The end of the last wait that stands in the way of a session; "" without any."""
    waits = [one["until"] for one in tree["reasons"] if one["until"]]
    return max(waits, key=datetime.fromisoformat, default="")
