"""Hairs in a square centimetre, and how sure that is.

Count: one hair is one shaft, counted once where it leaves the skin, when that place lies in the
half-open frame. Density is the count divided by the area of the frame.

The interval says where 95 of 100 pictures of the same place would lie, each laid within a
millimetre of it and counted in the same way. It combines three independent relative errors of one
standard deviation each:

- placement: another millimetre of skin, other hairs. On 25 hairs in 0.195 cm², moving the frame
  by 1 mm changes the count by 9.7 % (a smallest detectable change of 27 %, simulated on roots in
  real captures). The hairs that come and go stand on a strip along the border, so the error
  goes with area to the power of -3/4 and with the square root of the space between hairs.
- counting: what the program misses and doubles, as it was on eight reviewed captures (bias and
  spread together, see docs/explanation/accuracy.md); after a person has looked through it, what
  one person's counts of the same picture differed by.
- scale: its relative error, twice, since the area goes with the square of the scale.

It is worked out on the logarithm, so that it never reaches below nothing. An empty frame has the
interval from 0 to 3 / area (the rule of three).

It is no interval for the whole scalp, whose density changes from place to place, and no test of
change: `compare` takes two pictures hair by hair.
"""

from __future__ import annotations

from math import exp, sqrt

#: Two-sided 95 % of a normal distribution.
Z_95 = 1.959964
#: One standard error of the program's own count, relative; of a corrected one.
COUNTING_ERROR, CORRECTED_ERROR = 0.085, 0.02
#: What a millimetre of misplacement does to this many hairs on this area.
PLACEMENT_ERROR, ON_AREA_CM2, ON_HAIRS = 0.097, 0.195, 25.0
#: None in n trials: the true mean is below 3 with 95 %.
NONE_SEEN = 3.0


def density_interval(
    count: int, area_cm2: float, scale_error: float, *, is_corrected: bool = False
) -> tuple[float, float]:
    """The 95 % interval of the density in hairs per cm²."""
    if not count:
        return 0.0, round(NONE_SEEN / area_cm2, 2)
    counting = CORRECTED_ERROR if is_corrected else COUNTING_ERROR
    density = count / area_cm2
    error = sqrt(placement_error(density, area_cm2) ** 2 + counting**2 + (2 * scale_error) ** 2)
    factor = exp(Z_95 * error)
    return round(density / factor, 2), round(density * factor, 2)


def placement_error(density_per_cm2: float, area_cm2: float) -> float:
    """What a millimetre of misplacement does to the density: one relative standard error."""
    sparse = ON_HAIRS / ON_AREA_CM2 / density_per_cm2
    smaller = float((ON_AREA_CM2 / area_cm2) ** 0.75)
    return PLACEMENT_ERROR * smaller * sqrt(sparse)
