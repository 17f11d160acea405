"""A medicine or other treatment, from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Treatment:
    """What someone takes or has done; `stopped` is None while it goes on.

    `started` is None when the person does not remember.
    """

    product: str
    started: date | None = None
    stopped: date | None = None
    dose: str = ""
    route: str = ""

    def is_running(self, on: date) -> bool:
        """Whether it is in use on a day. An unknown start counts as running."""
        begun = self.started is None or self.started <= on
        return begun and (self.stopped is None or on <= self.stopped)
