"""The first minoxidil tablet is never taken on a day with a session."""

import pytest

from anagen.care.treat import holds_for
from anagen.records.words import Verdict
from tests.story import case

TABLET = "hold_minoxidil_tablets"


def held(**said):
    one = case("home", {"apply_today": ("minoxidil_tablet",), **said})
    return next(hold for hold in holds_for(one) if hold.id == TABLET)


@pytest.mark.parametrize("minoxidil", ["wanted", "never", None])
@pytest.mark.parametrize("today", [True, None])
def test_a_first_tablet_waits_for_a_day_without_a_session(minoxidil, today):
    hold = held(minoxidil=minoxidil, session_today=today)
    assert hold.verdict is Verdict.WAIT
    assert hold.until_says == "a day without a session"
    assert "Never take the first minoxidil tablet on a session day" in hold.says


@pytest.mark.parametrize("minoxidil", ["wanted", "now"])
def test_on_a_day_without_a_session_needling_has_no_say_in_it(minoxidil):
    assert held(minoxidil=minoxidil, session_today=False).verdict is Verdict.PROCEED


def test_tablets_that_are_taken_already_go_on():
    hold = held(minoxidil="now", session_today=True)
    assert hold.verdict is Verdict.PROCEED
    assert "first minoxidil tablet" not in hold.says
