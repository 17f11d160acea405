"""Several curves as one band."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from anagen.follicles.bands import MEASURES, banded
from anagen.follicles.course import UNTREATED
from anagen.follicles.parameters import AGA
from anagen.follicles.solve import solved


def test_one_curve_is_its_own_band():
    curve = solved(AGA, UNTREATED, 30)
    for name, band in banded([curve]).items():
        for line in (band.low, band.middle, band.high):
            assert np.allclose(line, getattr(curve, name), rtol=1e-4)


def test_a_band_lies_between_the_lowest_and_the_highest_and_holds_every_measure():
    curve = solved(AGA, UNTREATED, 30)
    several = [replace(curve, mass=curve.mass * k) for k in range(1, 12)]
    bands = banded(several)
    assert tuple(bands) == MEASURES
    assert np.allclose(bands["mass"].low, 2)
    assert np.allclose(bands["mass"].middle, 6)
    assert np.allclose(bands["mass"].high, 10)


def test_hair_shed_is_the_mean_of_the_week_that_begins():
    curve = replace(solved(AGA, UNTREATED, 10), shed_per_day=np.arange(10.0))
    shed = banded([curve])["shed_per_day"].middle
    assert shed.tolist() == [3, 4, 5, 6, 6.5, 7, 7.5, 8, 8.5, 9]
