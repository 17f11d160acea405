"""How wide each hair is: the median of many cuts across it, corrected for the blur of the lens.

Half-height widths of cuts away from root, tip and other hairs; their median is the hair's. The
blur is read from the edges of the wider hairs of the same picture, or given. Below three pixels,
or two and a half times the blur, a width is a bound: the hair is at most as wide as it looks.

Misleads where a soft shade lies along a shaft: the edge is then seen too far out, by 10 to 20 µm in
rendered pictures with strong shades; and where two shafts lie so close that only one was found.

An optical width is not a caliper's: phototrichograms read 109 µm where a caliper read 77 µm on
the same hairs (Park 2023, Arch Aesthetic Plast Surg 29:97). Read its change, not its value.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from anagen.imaging.hairs import Hair
from anagen.imaging.widths.blur import USUAL_SIGMA_PX, blur_sigma, true_widths
from anagen.imaging.widths.halfheight import heights_of, seen_widths
from anagen.imaging.widths.profiles import STATIONS, cuts_of

if TYPE_CHECKING:
    from anagen.imaging.scalp import Scalp
    from anagen.imaging.widths.profiles import Values

#: A hair needs this many good cuts to have a width.
LEAST_CUTS = 4
#: Narrower than this a width is only a bound.
LEAST_PX, LEAST_SIGMAS = 3.0, 1.5
#: The same while the blur of the lens is not known.
LEAST_PX_BLIND = 5.0


@dataclass(frozen=True, slots=True)
class Widths:
    """Hairs with their widths, and the blur that was taken out of them, in pixels."""

    hairs: tuple[Hair, ...]
    blur_px: float


def with_widths(scalp: Scalp, hairs: Sequence[Hair], blur_px: float | None = None) -> Widths:
    """The same hairs with their widths; `blur_px` is the lens' standard deviation when known."""
    if not hairs:
        return Widths((), blur_px or USUAL_SIGMA_PX)
    um = 1000 / scalp.px_per_mm
    seen = seen_widths(heights_of(cuts_of(scalp, hairs), scalp.px_per_mm))
    half, edge = (_medians(one) for one in (seen.half_height_um, seen.edge_um))
    read = blur_sigma(half, edge) if blur_px is None else blur_px * um
    is_known = bool(np.isfinite(read))
    sigma = read if is_known else USUAL_SIGMA_PX * um
    true = true_widths(half, sigma)
    least = max((LEAST_PX if is_known else LEAST_PX_BLIND) * um, LEAST_SIGMAS * sigma)
    return Widths(
        tuple(
            _with_width(hair, seen_um, true_um, least)
            for hair, seen_um, true_um in zip(hairs, half, true, strict=True)
        ),
        sigma / um,
    )


def _medians(cuts: Values) -> Values:
    """The median of each hair's good cuts; NaN with too few."""
    by_hair = cuts.reshape(-1, STATIONS)
    enough = np.isfinite(by_hair).sum(axis=1) >= LEAST_CUTS
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a hair without any good cut
        return np.where(enough, np.nanmedian(by_hair, axis=1), np.nan)


def _with_width(hair: Hair, seen_um: float, true_um: float, least_um: float) -> Hair:
    """A hair with its width: none, a bound, or a figure."""
    if not np.isfinite(seen_um):
        return replace(hair, width_um=None, width_at_most=False)
    if true_um < least_um:
        return replace(hair, width_um=round(float(seen_um), 1), width_at_most=True)
    return replace(hair, width_um=round(float(true_um), 1), width_at_most=False)
