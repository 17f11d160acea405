"""How many follicles did what on which day: whole numbers that add up in any order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from anagen.follicles.clocks import Phase, lead_days
from anagen.follicles.course import Floats
from anagen.follicles.curve import Flows
from anagen.follicles.parameters import Scalp
from anagen.follicles.tables import Ticks


@dataclass(frozen=True)
class Counts:
    """Events by (class, day of the run).

    `entered` and `ended` are of anagen; `began` is by (class, phase) at the start.
    """

    entered: Ticks
    ended: Ticks
    shed: Ticks
    began: Ticks

    @classmethod
    def none(cls, classes: int, days: int) -> Counts:
        """Counts of no follicles."""
        entered, ended, shed = np.zeros((3, classes, days), np.int64)
        return cls(entered, ended, shed, np.zeros((classes, len(Phase)), np.int64))

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.entered + other.entered,
            self.ended + other.ended,
            self.shed + other.shed,
            self.began + other.began,
        )

    @property
    def follicles(self) -> int:
        """How many follicles were counted."""
        return int(self.began.sum())

    def flows(self, scalp: Scalp) -> Flows:
        """Shares of all follicles on each day from day 0 on."""
        lead, days = lead_days(scalp), self.shed.shape[1]
        now = np.arange(lead, days)
        entered, ended, shed = (self._by_then(one) for one in (self.entered, self.ended, self.shed))
        emerged = entered[:, now - scalp.emergence_days]
        began = self.began / self.follicles
        return Flows(
            visible=began[:, : Phase.KENOGEN].sum(axis=1, keepdims=True) + emerged - shed[:, now],
            growing=began[:, : Phase.CATAGEN] + entered[:, now] - ended[:, now],
            waiting=entered[:, now] - emerged,
            shed=self.shed[:, now] / self.follicles,
        )

    def _by_then(self, events: Ticks) -> Floats:
        """Share of follicles by the beginning of each day of the run."""
        summed = np.cumsum(events, axis=1) / self.follicles
        return np.concatenate([np.zeros((len(summed), 1)), summed], axis=1)
