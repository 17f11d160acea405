"""At the edges: a session that begins as another ends, and needlings known to the day alone."""

from __future__ import annotations

from datetime import date, timedelta

from anagen.care.treat import technique_faults
from anagen.care.treat.last import needlings
from tests.spec.treat.telling import ago, session
from tests.story import NOW, case


def test_a_recorded_session_is_known_to_the_minute_and_a_named_day_is_not():
    (recorded,) = needlings(case(sessions=(ago(days=3),)))
    assert recorded.is_exact
    assert recorded.ended == NOW - timedelta(days=3)
    (named,) = needlings(case("home", {"last_session_on": date(2026, 11, 18)}))
    assert not named.is_exact
    assert named.ended.date() == date(2026, 11, 19)


def test_a_day_that_was_named_after_the_record_counts_beside_it():
    found = needlings(
        case("home", {"last_session_on": date(2026, 11, 19)}, sessions=(ago(days=9),))
    )
    assert [one.is_exact for one in found] == [True, False]


def test_needlings_of_more_than_sixty_days_ago_are_left_out():
    assert len(needlings(case(sessions=(ago(days=60),), said={"last_session_on": None}))) == 1
    older = (ago(days=60, hours=0.1),)
    assert needlings(case(sessions=older, said={"last_session_on": None})) == ()


def test_two_sessions_of_one_afternoon_are_too_soon_for_each_other():
    first = ago(0.25, days=10)
    second = session(first.ended + timedelta(minutes=60), 0.25, occluded=False)
    faults = {one.rule for one in technique_faults(case(sessions=(first, second)))}
    assert "fault_too_soon" in faults
