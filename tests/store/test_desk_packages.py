"""Packages: the oldest is used up first, and nothing is ever counted twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from anagen.store.desk.packages import Sold, sessions_left

START = datetime(2026, 1, 1, tzinfo=UTC)


def day(number: int) -> datetime:
    return START + timedelta(days=number)


def test_the_oldest_package_is_used_up_first() -> None:
    sold = [Sold(2, day(5), 3), Sold(1, day(0), 2)]
    assert sessions_left(sold, [day(6), day(7), day(8)]) == {1: 0, 2: 2}


def test_a_session_before_the_sale_uses_none() -> None:
    assert sessions_left([Sold(1, day(5), 3)], [day(4)]) == {1: 3}


def test_a_session_at_the_moment_of_the_sale_uses_one() -> None:
    assert sessions_left([Sold(1, day(5), 3)], [day(5)]) == {1: 2}


def test_sessions_beyond_all_packages_make_no_debt() -> None:
    assert sessions_left([Sold(1, day(0), 1)], [day(1), day(2)]) == {1: 0}


def test_nothing_sold_leaves_nothing() -> None:
    assert sessions_left([], [day(1)]) == {}


PACKAGES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 6)), max_size=5)
DAYS = st.lists(st.integers(0, 30), max_size=12)


@given(PACKAGES, DAYS)
def test_every_session_uses_one_at_most_in_whatever_order_it_is_told(
    packages: list[tuple[int, int]], days: list[int]
) -> None:
    sold = [Sold(key, day(at), sessions) for key, (at, sessions) in enumerate(packages)]
    done = [day(number) for number in days]
    left = sessions_left(sold, done)
    used = sum(one.sessions for one in sold) - sum(left.values())
    assert all(0 <= left[one.key] <= one.sessions for one in sold)
    assert 0 <= used <= len(done)
    assert sessions_left(reversed(sold), reversed(done)) == left


@given(PACKAGES, DAYS)
def test_one_more_session_never_leaves_more(
    packages: list[tuple[int, int]], days: list[int]
) -> None:
    sold = [Sold(key, day(at), sessions) for key, (at, sessions) in enumerate(packages)]
    done = [day(number) for number in days]
    before = sum(sessions_left(sold, done).values())
    assert sum(sessions_left(sold, [*done, day(15)]).values()) in (before, before - 1)
