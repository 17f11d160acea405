"""Follicles one by one: whose chance is whose, and the expected course in the midst of them."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from operator import add

import numpy as np
import pytest

from anagen.follicles.course import UNTREATED
from anagen.follicles.numbers import CYCLE, mixed, streams
from anagen.follicles.parameters import AGA, HEALTHY
from anagen.follicles.simulate import Run, simulated
from anagen.follicles.solve import solved
from tests.follicles.scalps import MOVING, RICH, use

LINES = ("visible_per_cm2", "anagen_share", "shed_per_day", "width_um", "mass")
COURSE = use(begin=30, end=300)


def tables(counts):
    return [counts.entered, counts.ended, counts.shed, counts.began]


@pytest.mark.parametrize("scalp", [AGA, RICH])
def test_the_same_seed_gives_the_same_bytes_whatever_the_block(scalp):
    run = Run(scalp, COURSE, 400, seed=7)
    whole = run.counted(3001, range(3001))
    for block in (97, 1000):
        again = run.counted(3001, range(3001), block)
        assert [x.tobytes() for x in tables(again)] == [x.tobytes() for x in tables(whole)]
    few = [run.counted(3001, range(1490, 1510), block) for block in (1, 65_536)]
    assert [x.tobytes() for x in tables(few[0])] == [x.tobytes() for x in tables(few[1])]


def test_any_workers_share_of_follicles_adds_up_to_the_whole():
    run = Run(RICH, COURSE, 200, seed=3)
    parts = [run.counted(5000, range(a, b)) for a, b in ((0, 700), (700, 701), (701, 5000))]
    whole = run.counted(5000, range(5000))
    for one, other in zip(tables(reduce(add, parts)), tables(whole), strict=True):
        assert (one == other).all()
    assert whole.follicles == 5000


def test_another_seed_is_another_chance():
    first, second = (simulated(AGA, UNTREATED, 5000, 60, seed) for seed in (1, 2))
    assert (first.visible_per_cm2 != second.visible_per_cm2).any()


@pytest.mark.parametrize("scalp", [AGA, replace(AGA, mix=MOVING, frailty=0.4)])
def test_treated_and_untreated_meet_the_same_chance(scalp):
    """Before the course they are equal hair by hair, and later far closer than two strangers."""
    treated = simulated(scalp, use(begin=100), 20_000, 200, seed=4)
    untreated = simulated(scalp, UNTREATED, 20_000, 200, seed=4)
    for name in LINES:
        before, alone = (getattr(one, name)[:90] for one in (treated, untreated))
        if name == "shed_per_day":
            before, alone = np.cumsum(before), np.cumsum(alone)
        assert before == pytest.approx(alone, rel=2e-3)
    effect = treated.visible_per_cm2 - untreated.visible_per_cm2
    expected = (
        solved(scalp, use(begin=100), 200).visible_per_cm2
        - solved(scalp, UNTREATED, 200).visible_per_cm2
    )
    stranger = np.sqrt(2 * 0.2 * 0.8 / 20_000) * scalp.follicles_per_cm2
    assert np.abs(effect - expected).max() < 4 * stranger
    assert np.abs(effect - expected)[:150].max() < 2 * stranger


def test_no_follicle_is_lost_and_none_is_made():
    curve = simulated(RICH, COURSE, 4000, 500, seed=2)
    for share in (curve.growing, curve.resting, curve.empty):
        assert share.min() >= 0
    whole = curve.growing + curve.resting + curve.empty
    assert whole == pytest.approx(np.ones(500), abs=1e-12)
    hairs = curve.shed_per_day / 1e5 * 4000
    assert hairs == pytest.approx(np.rint(hairs), abs=1e-6)


@pytest.mark.parametrize(
    ("scalp", "course"),
    [
        (HEALTHY, use(onset=7, end=200)),
        (replace(AGA, frailty=0.5), use()),
        (replace(AGA, mix=MOVING), use(begin=60, end=400)),
        (RICH, COURSE),
    ],
)
def test_the_expected_course_lies_in_the_midst_of_the_simulated(scalp, course):
    """Standardised differences are as small and as spread as chance alone makes them."""
    n, days = 150_000, 600
    drawn, expected = simulated(scalp, course, n, days, seed=11), solved(scalp, course, days)
    per = scalp.follicles_per_cm2
    pairs = (
        (drawn.visible_per_cm2 / per, expected.visible_per_cm2 / per),
        (drawn.growing, expected.growing),
        (drawn.empty, expected.empty),
        (drawn.shed_per_day / 1e5, expected.shed_per_day / 1e5),
    )
    for found, chance in pairs:
        z = (found - chance) / np.sqrt(chance * (1 - chance) / n)
        assert np.abs(z).max() < 5
        assert np.sqrt((z**2).mean()) < 1.9
    shed = (drawn.shed_per_day - expected.shed_per_day) / 1e5
    z = shed / np.sqrt(expected.shed_per_day / 1e5 / n)
    assert np.sqrt((z**2).mean()) == pytest.approx(1, abs=0.15)  # days are nearly independent


def test_words_are_spread_evenly_over_follicles_cycles_and_bits():
    counter = streams(1, 0, 50_000)
    words = []
    for _ in range(3):
        words.append(mixed(counter, counter.copy(), counter.copy()))
        counter = counter + CYCLE
    whole = np.concatenate(words)
    assert len(np.unique(whole)) == len(whole)
    bits = np.unpackbits(whole.view(np.uint8)).reshape(-1, 64).mean(axis=0)
    assert np.abs(bits - 0.5).max() < 5 * 0.5 / np.sqrt(len(whole))
    first, second = (one.astype(np.float64) for one in words[:2])
    assert abs(np.corrcoef(first, second)[0, 1]) < 5 / np.sqrt(len(first))
    assert abs(np.corrcoef(first[1:], first[:-1])[0, 1]) < 5 / np.sqrt(len(first))


def test_a_span_of_streams_is_the_same_alone_and_within_a_longer_one():
    assert (streams(9, 0, 100)[40:60] == streams(9, 40, 60)).all()


@pytest.mark.parametrize(("follicles", "days"), [(0, 100), (10**10, 100), (100, 1)])
def test_a_run_of_nobody_or_of_no_days_is_refused(follicles, days):
    with pytest.raises(ValueError, match="expected"):
        simulated(AGA, UNTREATED, follicles, days, seed=1)
