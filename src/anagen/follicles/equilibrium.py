"""Where follicles are when nothing has changed for a long time."""

from __future__ import annotations

import numpy as np

from anagen.follicles.clocks import Phase
from anagen.follicles.course import Floats
from anagen.follicles.parameters import Scalp


def occupancy(scalp: Scalp) -> Floats:
    """Share of all follicles by (phase, class, level) in the equilibrium of an untreated scalp."""
    mix = scalp.mix
    table = np.empty((len(Phase), len(mix.classes), len(scalp.levels())))
    for c, (one, share) in enumerate(zip(mix.classes, mix.shares, strict=True)):
        rest = (one.catagen, one.telogen, one.kenogen)
        for z, (factor, part) in enumerate(scalp.levels()):
            times = np.array([factor * one.anagen.mean_days, *(phase.mean_days for phase in rest)])
            times[Phase.KENOGEN] *= one.kenogen_share
            table[:, c, z] = share * part * times / times.sum()
    return table
