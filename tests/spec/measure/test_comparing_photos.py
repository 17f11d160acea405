"""Two pictures: every difference is named, and no number is ever given."""

from __future__ import annotations

import pytest

from anagen.care.measure import photo_comparison
from anagen.records.words import Zone
from tests.spec.measure.visits import picture
from tests.story import knowledge


def compared(before, after):
    return photo_comparison(before, after, knowledge())


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"camera": "new phone"}, "The camera differs: phone, then new phone."),
        ({"light": "sun"}, "The light differs: bathroom lamp, then sun."),
        ({"place": "garden"}, "The place differs: bathroom, then garden."),
        ({"zone": Zone.HAIRLINE}, "They show different parts of the scalp."),
        ({"hair_wet": True}, "The hair is wet in one and dry in the other."),
        ({"hair_length_mm": 200.0}, "The hair length differs: about 20 mm, then 200 mm."),
        ({"has_scale": False}, "There is no scale in the second picture."),
    ],
)
def test_each_difference_is_named(parts, words):
    found = compared(picture(365), picture(0, **parts))
    assert found.comparable is False
    assert found.why == ("These two pictures cannot be compared.", words)


def test_two_pictures_without_a_scale_both_lack_it():
    bare = {"has_scale": False}
    found = compared(picture(365, **bare), picture(0, **bare))
    assert found.why[1] == "There is no scale in the first or the second picture."


def test_what_was_not_written_down_is_listed_and_leaves_it_open():
    found = compared(picture(365, camera="", hair_wet=None), picture(0, has_scale=None))
    assert found.comparable is None
    assert found.why[1] == (
        "Not written down each time: the camera, wet or dry hair, whether there is a scale."
    )


def test_a_known_difference_weighs_more_than_what_was_not_written_down():
    found = compared(picture(365, light=""), picture(0, camera="new phone"))
    assert found.comparable is False
    assert found.why[-1] == "Not written down each time: the light."


def test_pictures_taken_alike_may_be_compared_and_still_give_no_number():
    found = compared(picture(365), picture(0))
    assert found.comparable is True
    assert found.doubts == ()
    numbers = (found.change_per_cm2, found.interval_95, found.smallest_detectable_per_cm2)
    assert numbers == (None, None, None)
    assert found.is_noise is None


def test_the_season_is_a_doubt_for_pictures_too():
    found = compared(picture(182), picture(0))
    assert "season differs" in found.doubts[0]
    assert found.weeks == 26
