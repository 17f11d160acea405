"""Two constellations of roots find each other, whatever the camera did; strangers never do."""

from __future__ import annotations

import cmath

import numpy as np
import pytest

from anagen.imaging.match.constellation import hypotheses, is_by_chance
from anagen.imaging.match.laid import Laid
from anagen.imaging.match.refine import mutual, refined

WIDE, HIGH = 7.0, 5.6


def roots(rng: np.random.Generator, count: int) -> np.ndarray:
    return rng.uniform(-3, WIDE + 3, count) + 1j * rng.uniform(-3, HIGH + 3, count)


def seen(places: np.ndarray) -> np.ndarray:
    inside = (places.real > 0) & (places.real < WIDE) & (places.imag > 0) & (places.imag < HIGH)
    return places[inside]


def spoilt(places: np.ndarray, rng: np.random.Generator, share: float) -> np.ndarray:
    """Some roots missing and as many wrong ones, half of the share each; none quite in place."""
    kept = places[rng.random(places.size) > share / 2]
    wrong = rng.uniform(0, WIDE, places.size - kept.size) + 1j * rng.uniform(
        0, HIGH, places.size - kept.size
    )
    jitter = 0.02 * (rng.normal(size=kept.size) + 1j * rng.normal(size=kept.size))
    return np.concatenate([kept + jitter, wrong])


def best(before: np.ndarray, after: np.ndarray) -> Laid:
    tried = [refined(laid, before, after) for laid in hypotheses(before, after)]
    return max(tried, key=lambda laid: len(mutual(laid.placed(before), after, 0.12)))


@pytest.mark.parametrize(
    ("degrees", "scale", "shift"),
    [(0, 1, 0), (90, 1, 1 - 1j), (180, 1, 1.4 + 1.4j), (-37, 0.8, 1j), (20, 1.25, -1.5 + 0.5j)],
)
def test_roots_are_laid_on_each_other_with_two_in_five_missing_or_wrong(degrees, scale, shift):
    rng = np.random.default_rng(abs(degrees) + 1)
    skin = roots(rng, 230)
    middle = complex(WIDE, HIGH) / 2
    turn = cmath.rect(scale, np.radians(degrees))

    def there(places):
        return turn * (places - middle) + middle + shift + 0.03 * np.exp(1j * places.real)

    before, after = spoilt(seen(skin), rng, 0.4), spoilt(seen(there(skin)), rng, 0.4)
    laid = best(before, after)
    both = skin[np.isin(skin, seen(skin)) & np.isin(there(skin), seen(there(skin)))]
    assert both.size > 15
    assert np.median(np.abs(laid.placed(both) - there(both))) < 0.05
    assert np.abs(laid.unplaced(laid.placed(both)) - both).max() < 0.002
    assert laid.scale == pytest.approx(scale, rel=0.03)


def test_strangers_agree_no_better_than_chance():
    for seed in range(4):
        rng = np.random.default_rng(seed)
        before, after = seen(roots(rng, 200)), seen(roots(rng, 200))
        hits = len(mutual(best(before, after).placed(before), after, 0.12))
        assert is_by_chance(hits, before.size, 0.12, after.size / (WIDE * HIGH))


def test_few_roots_say_nothing():
    few = np.array([0j, 1, 1j, 2 + 1j, 3])
    assert hypotheses(few, few) == []
    assert is_by_chance(5, 5, 0.12, 0.01)
