"""Channels that close: always an interval, more risk never less, and the published hours inside."""

from __future__ import annotations

import numpy as np
import pytest

from anagen.absorption.channels import (
    Needling,
    Skin,
    channels_cm_per_h,
    closure_hours,
    enhancement,
    intact_cm_per_h,
    share_open,
)
from anagen.absorption.figures import Mark, Shape, points, quantities
from anagen.absorption.holding import SHOWN_HOURS
from anagen.absorption.uptake import blood_mg_per_day, mean_enhancement, peak_enhancement
from anagen.knowledge.load import load_knowledge
from anagen.records.mistakes import Mistake

PLAIN, COVERED = Needling(), Needling(is_covered=True)
ANSWERS = (share_open, enhancement, mean_enhancement, peak_enhancement, blood_mg_per_day)


def as_dossier(diffusion: float) -> float:
    """What the channels add to unbroken skin with all figures in the middle, hair openings shut."""
    found = {
        "channel_width_um": np.array([70.7]),
        "channel_depth_um": np.array([152.5]),
        "diffusion_cm2_per_s": np.array([diffusion]),
    }
    return float(channels_cm_per_h(200, found)[0] / intact_cm_per_h(1.24, 209.0))


def test_unbroken_skin_lets_minoxidil_through_as_the_equation_says():
    assert float(intact_cm_per_h(1.24, 209.0)) == pytest.approx(8.0e-4, rel=0.01)


@pytest.mark.parametrize(("diffusion", "times", "within"), [(1e-6, 3.3, 0.05), (5e-6, 12, 0.6)])
def test_open_channels_let_through_as_much_more_as_was_worked_out_before(diffusion, times, within):
    assert 1 + as_dossier(diffusion) == pytest.approx(times, abs=within)


@pytest.mark.parametrize(
    ("diffusion", "half_life_h", "times"),
    [(1e-6, 2.0, 1.3), (5e-6, 2.0, 2.4), (1e-6, 8.0, 2.0), (5e-6, 8.0, 5.8)],
)
def test_the_mean_of_a_day_is_the_one_worked_out_before(diffusion, half_life_h, times):
    skin = Skin(np.array([half_life_h]), np.array([as_dossier(diffusion)]))
    assert float(skin.ratio_hours(0.0)[0]) / 24 == pytest.approx(times, abs=0.05)


@pytest.mark.parametrize("hours", [2.0, 4.0, 5.0, 12.0, 18.0, 58.0])
def test_every_closing_time_that_was_measured_lies_inside_the_interval(hours):
    found = closure_hours(PLAIN)
    assert found.low < hours < found.high


def test_the_longest_closing_time_lies_inside_the_interval_of_covered_skin():
    found = closure_hours(COVERED)
    assert found.low < 63.0 < found.high


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("needling", [PLAIN, COVERED])
def test_every_answer_is_a_range_and_never_one_number(answer, needling):
    for hours in SHOWN_HOURS[1:]:
        found = answer(hours, needling)
        assert found.low < found.middle < found.high
        assert found.unit


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_cover_never_makes_it_less(answer):
    for hours in SHOWN_HOURS[1:]:
        plain, covered = answer(hours, PLAIN), answer(hours, COVERED)
        assert covered.low >= plain.low
        assert covered.middle > plain.middle
        assert covered.high > plain.high


@pytest.mark.parametrize("answer", ANSWERS)
def test_waiting_longer_never_lets_more_through(answer):
    highs = [answer(hours, PLAIN).high for hours in SHOWN_HOURS]
    assert highs == sorted(highs, reverse=True)


@pytest.mark.parametrize("answer", ANSWERS[1:])
def test_more_channels_never_let_less_through(answer):
    highs = [answer(2.0, Needling(holes)).high for holes in (0, 50, 200, 800)]
    assert highs == sorted(highs)


def test_skin_without_a_channel_is_unbroken_skin():
    found = enhancement(0.0, Needling(0.0))
    assert (found.low, found.high) == (1.0, 1.0)


def test_the_same_question_always_has_the_same_answer():
    first = enhancement(6.0, PLAIN)
    points.cache_clear()
    assert enhancement(6.0, PLAIN) == first


@pytest.mark.parametrize("hours", [-1.0, float("nan"), float("inf")])
def test_hours_that_cannot_be_are_refused_with_a_reason(hours):
    with pytest.raises(Mistake, match=r"hours: found .*expected hours since the needles"):
        enhancement(hours, PLAIN)


@pytest.mark.parametrize("holes", [-1.0, float("nan"), 1e9])
def test_a_number_of_channels_that_cannot_be_is_refused_with_a_reason(holes):
    with pytest.raises(Mistake, match="holes_per_cm2"):
        Needling(holes)


def test_every_start_figure_names_sources_that_the_knowledge_has():
    sources = load_knowledge().sources
    for one in quantities().values():
        assert one.sources, one.id
        assert set(one.sources) <= set(sources), one.id
        assert one.unit, one.id
        assert one.note, one.id


def test_every_start_figure_has_an_interval_except_a_constant():
    for one in quantities().values():
        assert (one.low == one.high) == (one.shape is Shape.FIXED), one.id
        assert one.low <= one.middle <= one.high, one.id


def test_what_nobody_confirmed_keeps_its_mark():
    marks = {one.id: one.mark for one in quantities().values()}
    assert marks["diffusion_cm2_per_s"] is Mark.TO_CONFIRM
    assert marks["intact_mg_per_day"] is Mark.READ


@pytest.mark.parametrize("name", sorted(quantities()))
def test_the_points_fill_the_whole_range_of_a_figure(name):
    one, found = quantities()[name], points()[name]
    if one.shape is Shape.FIXED:
        assert set(found) == {one.low}
        return
    inside = np.mean((found >= one.low) & (found <= one.high))
    assert inside == pytest.approx(0.95 if "normal" in one.shape.value else 1.0, abs=0.005)
    assert np.median(found) == pytest.approx(one.middle, rel=0.01)
