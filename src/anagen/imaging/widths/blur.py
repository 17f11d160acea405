"""What the lens does to a width: a shaft with sharp edges, softened, and the way back.

A shaft is taken as a band of even darkness, the lens as a Gaussian with standard deviation
`sigma`. The softened band rises and falls as the difference of two error functions. Its width at
half of its height is that of the band as long as the band is wider than about 3 sigma; a narrower
one looks wider than it is, and never narrower than 2.355 sigma. Both the true width and sigma
follow from the width at half height together with how steep the edges are.

Misleads when edges are soft for another reason: hair that lets light through, hair out of focus
beside hair in focus, a path that runs askew to its hair.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import erf

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values = NDArray[np.float64]

#: Widths of the band in sigma, for which the table is worked out.
NARROWEST, WIDEST, STEPS = 0.05, 12.0, 600
#: Below this many sigma the edges say nothing about the width any more.
TELLING_SIGMAS = 1.8
#: Hairs needed before the picture's own blur is trusted; with fewer, a usual lens stands in.
LEAST_HAIRS = 3
USUAL_SIGMA_PX = 0.9
#: The sharp third of the hairs tells the lens; the others may be out of focus.
SHARP_SHARE = 0.35


@dataclass(frozen=True, slots=True)
class Table:
    """For bands of `width` sigma: how wide they look at half height, and how soft their edges."""

    width: Values
    half_height: Values
    edge: Values


@cache
def softened_bands() -> Table:
    """The table, worked out once. Widths and edges in units of sigma."""
    width = np.linspace(NARROWEST, WIDEST, STEPS)
    across = np.linspace(0, WIDEST, 2400)
    root2 = np.sqrt(2)
    bands = 0.5 * (
        erf((across + width[:, None] / 2) / root2) - erf((across - width[:, None] / 2) / root2)
    )
    bands /= bands[:, :1]
    quarter, half, three = (_fall(bands, across, level) for level in (0.25, 0.5, 0.75))
    return Table(width, 2 * half, quarter - three)


def _fall(bands: Values, across: Values, level: float) -> Values:
    """Where each band falls below a level of its own height."""
    after = np.argmax(bands < level, axis=1)
    rows = np.arange(len(bands))
    high, low = bands[rows, after - 1], bands[rows, after]
    return np.asarray(
        across[after - 1] + (high - level) / (high - low) * (across[1] - across[0]), np.float64
    )


def blur_sigma(half_heights: Values, edges: Values) -> float:
    """The sigma of the lens, in the unit of the widths given.

    `half_heights` are the widths of hairs at half height, `edges` the distances between a quarter
    and three quarters of their height. NaN where they could not be measured.
    """
    known = np.isfinite(half_heights) & np.isfinite(edges) & (edges > 0)
    table = softened_bands()
    ratios = (table.edge / table.half_height)[::-1]
    seen = edges[known] / half_heights[known]
    widths = np.interp(seen, ratios, table.width[::-1])
    sigmas = edges[known] / np.interp(widths, table.width, table.edge)
    telling = sigmas[widths > TELLING_SIGMAS]
    return float(np.quantile(telling, SHARP_SHARE)) if len(telling) >= LEAST_HAIRS else np.nan


def true_widths(half_heights: Values, sigma: float) -> Values:
    """The widths of the bands that look so wide at half height through this blur."""
    if sigma <= 0:
        return half_heights
    table = softened_bands()
    seen = half_heights / sigma
    within = sigma * np.interp(seen, table.half_height, table.width)
    return np.where(seen >= table.half_height[-1], half_heights, within)
