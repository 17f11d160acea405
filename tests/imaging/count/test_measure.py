"""From a picture to its figures: a rendered scalp whose truth is known, and pictures to refuse."""

from __future__ import annotations

from functools import cache
from math import dist

import numpy as np
import pytest

from anagen.imaging.doubts import Doubt
from anagen.imaging.hairs import Hair
from anagen.imaging.measure import Given, hidden_by, measure, view_of
from anagen.imaging.measured import Measured
from anagen.imaging.render import Rendered, Wish, render
from anagen.imaging.scale import Box, Flat, Known, Reading
from anagen.imaging.scalp import ScaleSource

PX_PER_MM = 120.0
WISH = Wish(
    size=(480, 400), px_per_mm=PX_PER_MM, skin_tone=2, thin_share=0.0, width_um=(60.0, 90.0),
    density_per_cm2=120.0, hairs_per_unit=1.0, blur_px=0.8, noise=1.0, glare=0.0, clutter=0.0,
    captions=False, jpeg=95, length_mm=(0.4, 0.6),
)  # fmt: skip


@cache
def rendered() -> Rendered:
    return render(5, WISH)


@cache
def measured() -> Measured:
    return measure(rendered().pixels, Given("scalp.png", Known(given_px_per_mm=PX_PER_MM)))


def test_a_rendered_scalp_is_counted_near_its_truth() -> None:
    found = measured()
    assert found.refused is None
    assert found.frame is not None
    truth = [one.root for one in rendered().hairs if found.frame.holds(one.root)]
    assert abs(found.count - len(truth)) <= max(2, 0.2 * len(truth))
    near = [min(dist(root, one.root) for one in found.hairs) for root in truth]
    assert np.mean(np.array(near) < 0.1 * PX_PER_MM) > 0.7


def test_every_hair_lies_in_the_picture_and_has_a_number_of_its_own() -> None:
    found = measured()
    assert len({one.id for one in found.hairs}) == len(found.hairs) > 0
    for one in found.hairs:
        assert all(-0.5 <= x <= 479.5 and -0.5 <= y <= 399.5 for x, y in (one.root, one.tip))
        assert found.frame is not None
        assert one.is_counted == found.frame.holds(one.root)


def test_the_same_picture_gives_the_same_figures() -> None:
    given = Given("scalp.png", Known(given_px_per_mm=PX_PER_MM))
    assert measure(rendered().pixels, given) == measured()


def test_figures_agree_with_each_other() -> None:
    found = measured()
    assert found.density_per_cm2 == pytest.approx(found.count / (found.area_cm2 or 1))
    assert found.density_95 is not None
    low, high = found.density_95
    assert low < (found.density_per_cm2 or 0) < high
    assert sum(found.units.values()) == found.count
    assert 0 < (found.coverage or 0) < 0.5
    assert {Doubt.SMALL_AREA, Doubt.FEW_HAIRS} & set(found.doubts)


def test_without_a_scale_nothing_is_counted() -> None:
    refused = measure(rendered().pixels).refused
    assert refused is not None
    assert (refused.why, bool(refused.do_next)) == ("no_scale", True)


@pytest.mark.parametrize("level", [0, 128, 255])
def test_a_picture_without_scalp_is_refused(level: int) -> None:
    flat = np.full((400, 480, 3), level, np.uint8)
    found = measure(flat, Given(scale=Known(given_px_per_mm=PX_PER_MM)))
    assert found.refused is not None
    assert found.hairs == ()


def test_a_field_too_small_to_count_on_is_refused() -> None:
    found = measure(rendered().pixels, Given(scale=Known(given_px_per_mm=2000.0)))
    assert found.refused is not None


def test_a_scale_in_the_picture_hides_the_skin_behind_it() -> None:
    reading = Reading(100.0, ScaleSource.BAR, 0.01, covers=(Box(10, 20, 29, 24),))
    (box,) = hidden_by(reading)
    assert (box.right - box.left, box.bottom - box.top) == (20, 5)


def test_a_tilted_picture_is_measured_flat_and_told_as_given() -> None:
    matrix = ((1.0, 0.1, 4.0), (0.0, 1.1, 2.0), (1e-4, 1e-4, 1.0))
    flat = Flat(matrix, width=440, height=380, px_per_mm=100.0)
    view = view_of(rendered().pixels, Reading(100.0, ScaleSource.TARGET, 0.01, flat=flat))
    assert view.scalp.pixels.shape == (380, 440, 3)
    assert view.frame.flat == matrix
    root = (200.0, 150.0)
    hair = view.as_given(Hair((root, (220.0, 160.0)), 1.0))
    assert flat.laid_flat([hair.root])[0] == pytest.approx(root, abs=0.02)
    assert view.frame.holds(hair.root)
