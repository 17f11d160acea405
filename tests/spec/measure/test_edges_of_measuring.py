"""At the edges of alike: areas, hair lengths and the end of fine hair, and which look is next."""

from __future__ import annotations

from datetime import timedelta

import pytest

from anagen.care.measure import comparison, next_look
from tests.spec.measure.visits import count, picture, session
from tests.story import NOW, case, knowledge


def made(first=None, second=None):
    """Two counts a year apart, made alike but for what is told."""
    before, after = count(365.25, 150, **(first or {})), count(0, 150, **(second or {}))
    return comparison(before, after, knowledge())


@pytest.mark.parametrize(
    ("area_cm2", "may"),
    [(1.0, True), (0.951, True), (0.949, False), (1.05, True), (1.054, False)],
)
def test_areas_within_one_twentieth_are_alike(area_cm2, may):
    assert made({}, {"area_cm2": area_cm2}).comparable is may


@pytest.mark.parametrize(
    ("length_mm", "may"), [(1.0, True), (0.751, True), (0.749, False), (1.33, True), (1.34, False)]
)
def test_hair_lengths_within_a_quarter_are_alike(length_mm, may):
    assert made({}, {"hair_length_mm": length_mm}).comparable is may


@pytest.mark.parametrize(
    ("first_um", "second_um", "may"),
    [(40, 40, True), (40, 30, False), (30, 40, False), (40, None, True)],
)
def test_fine_hair_must_end_at_the_same_width_both_times(first_um, second_um, may):
    found = made({"cut_um": first_um}, {"cut_um": second_um})
    assert found.comparable is may


@pytest.mark.parametrize(
    ("area_cm2", "named"),
    [(6.4516, True), (6.4, True), (6.5, True), (6.3, False), (6.6, False)],
)
def test_an_area_close_to_a_square_inch_is_called_one(area_cm2, named):
    found = made({}, {"area_cm2": area_cm2})
    assert ("one square inch" in " ".join(found.why)) is named


def test_a_count_leads_the_next_look_and_photos_do_not():
    begun = session(87)
    photos_late = case(
        "clinic",
        sessions=(begun,),
        photos=(picture(88),),
        measurements=(count(88, 150), count(2, 150)),
    )
    assert next_look(photos_late) == photos_late.today + timedelta(days=168 - 87)
    count_late = case(
        "clinic",
        sessions=(begun,),
        photos=(picture(88), picture(2)),
        measurements=(count(88, 150),),
    )
    assert next_look(count_late) == NOW.date()
