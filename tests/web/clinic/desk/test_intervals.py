"""The interval of a rate: it is the one its definition asks for, at every count."""

from __future__ import annotations

from math import isclose, sqrt

import pytest

from anagen.web.clinic.desk.intervals import Z_95, rate


def score(share: float, counted: float, of: int) -> float:
    """How far the counted rate lies from a true one, in standard errors of the true one."""
    return abs(counted - share) / sqrt(share * (1 - share) / of)


@pytest.mark.parametrize("of", [1, 2, 7, 30, 263, 100_000])
def test_each_end_is_where_the_count_would_just_be_believed(of: int) -> None:
    for cases in {0, 1, of // 3, of // 2, of - 1, of}:
        found = rate(cases, of)
        assert 0 <= found.low <= found.share <= found.high <= 1
        for end in (found.low, found.high):
            if 0 < end < 1:
                assert isclose(score(end, found.share, of), Z_95, rel_tol=1e-9), (cases, of)


@pytest.mark.parametrize(
    ("cases", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.27753),  # z² / (n + z²) by hand
        (10, 10, 0.72247, 1.0),
        (5, 10, 0.23659, 0.76341),
        (1, 2, 0.09453, 0.90547),
    ],
)
def test_known_values_come_out(cases: int, of: int, low: float, high: float) -> None:
    found = rate(cases, of)
    assert (round(found.low, 5), round(found.high, 5)) == (low, high)


def test_the_interval_of_what_did_not_happen_mirrors_that_of_what_did() -> None:
    for cases in range(41):
        found, other = rate(cases, 40), rate(40 - cases, 40)
        assert isclose(found.low, 1 - other.high, abs_tol=1e-12)


def test_more_of_the_same_makes_it_narrower() -> None:
    widths = [rate(2 * times, 10 * times) for times in (1, 2, 5, 50, 500)]
    reach = [one.high - one.low for one in widths]
    assert reach == sorted(reach, reverse=True)


def test_nothing_that_happened_never_means_that_it_cannot() -> None:
    assert rate(0, 30).low == 0
    assert rate(0, 30).high > 0.1


@pytest.mark.parametrize(("cases", "of"), [(0, 0), (-1, 5), (6, 5)])
def test_counts_that_cannot_be_are_refused(cases: int, of: int) -> None:
    with pytest.raises(ValueError, match="of"):
        rate(cases, of)
