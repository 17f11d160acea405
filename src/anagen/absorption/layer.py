"""A drug moving through one layer, by implicit finite differences.

The formula of the channels takes each of them as filled at once. This is what shows that it may:
a layer lets through at its full rate after a lag of L²/6D, which is well under a minute here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from anagen.absorption.channels import CM_PER_UM
from anagen.absorption.figures import Numbers, quantities


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer with the drug held at 1 on top of it and taken away below."""

    thickness_cm: float
    diffusion_cm2_per_s: float
    cells: int = 60

    def passed(self, seconds: float, steps: int = 600) -> Numbers:
        """What has come out below per cm², at the end of each step, in cm of the dose on top."""
        step_s, wide = seconds / steps, self.thickness_cm / self.cells
        speed = self.diffusion_cm2_per_s / wide**2
        inside = np.zeros(self.cells - 1)
        moves = _moves(self.cells - 1) * speed
        onward = np.linalg.inv(np.eye(self.cells - 1) - step_s * moves)
        fed = np.zeros(self.cells - 1)
        fed[0] = step_s * speed
        out = np.empty(steps)
        for step in range(steps):
            inside = onward @ (inside + fed)
            out[step] = inside[-1]
        return np.asarray(np.cumsum(out) * self.diffusion_cm2_per_s / wide * step_s)

    def lag_s(self) -> float:
        """Where the straight part of what has passed meets the axis of time, in seconds."""
        seconds = 4 * self.thickness_cm**2 / self.diffusion_cm2_per_s
        passed = self.passed(seconds)
        step_s = seconds / len(passed)
        rise = float(passed[-1] - passed[-2]) / step_s
        return seconds - float(passed[-1]) / rise


def _moves(cells: int) -> Numbers:
    ones = np.ones(cells - 1)
    return np.asarray(np.diag(ones, 1) + np.diag(ones, -1) - 2 * np.eye(cells))


def slowest_channel() -> Layer:
    """The deepest channel with the slowest drug in it that the figures allow."""
    found = quantities()
    depth_cm = found["channel_depth_um"].high * CM_PER_UM
    return Layer(depth_cm, found["diffusion_cm2_per_s"].low)
