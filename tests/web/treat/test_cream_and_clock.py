"""Numbing cream is never forgotten, and a clock that is moved shortens no wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from anagen.records.words import DeviceKind, Setting, Zone
from anagen.store.models import Case
from anagen.web.knowing import knowledge
from anagen.web.treat.guide import Choice, Clock, Guide, GuideStep, Timer, ticked
from tests.web.treat.ground import (
    Time,
    at,
    begin,
    clear,
    go_to,
    guide_of,
    hidden,
    kept,
    needle_all,
    press,
    sessions,
)

ON, ROLL = "step_numb_on", "step_roll_home"
NUMBED = {"numbing_planned": True}


@pytest.fixture
def numbed(client: Client, db: None, time: Time) -> Case:
    """A case with a session under way and cream on the skin."""
    case = kept(clear(NUMBED))
    begin(client, case)
    go_to_cream(client, case, time)
    press(client, case, "timer_on", cream="Lidocaine cream", grams="4")
    return case


def go_to_cream(client: Client, case: Case, time: Time) -> None:
    go_to(client, case, ON, time)
    assert "Which cream" in client.get(at(case)).content.decode()


def walk_to_needles(client: Client, case: Case) -> None:
    while guide_of(case).step.id != ROLL:
        before = guide_of(case).at
        press(client, case, "next")
        assert guide_of(case).at > before, "the way is barred"


def test_cream_that_is_on_is_never_walked_past(client: Client, numbed: Case, time: Time) -> None:
    press(client, numbed, "next")
    assert guide_of(numbed).step.id == "step_numb_off"
    press(client, numbed, "next")
    assert guide_of(numbed).step.id == "step_numb_off"
    press(client, numbed, "cream_off")
    walk_to_needles(client, numbed)
    assert press(client, numbed, "run_on").status_code == 302


def test_whoever_stops_with_cream_on_is_told_to_wipe_it_off(client: Client, numbed: Case) -> None:
    page = client.get(at(numbed, "session_stop")).content.decode()
    answer = client.post(at(numbed, "session_stop"), {**hidden(page), "why": "fainted"})
    after = client.get(answer["Location"]).content.decode()
    assert "Call the emergency number now" in after
    assert "Numbing cream is still on the skin. Wipe off every trace." in after
    assert "Call the emergency number now" in client.get(at(numbed, "session")).content.decode()


def test_cream_that_is_off_is_not_spoken_of_after_a_stop(client: Client, numbed: Case) -> None:
    press(client, numbed, "next")
    press(client, numbed, "cream_off")
    page = client.get(at(numbed, "session_stop")).content.decode()
    answer = client.post(at(numbed, "session_stop"), {**hidden(page), "why": "enough"})
    assert "still on the skin" not in client.get(answer["Location"]).content.decode()


def test_the_alarm_comes_before_the_limit_also_without_a_script(
    client: Client, numbed: Case, time: Time
) -> None:
    limit = knowledge().guardrail("numbing_minutes", Setting.HOME, DeviceKind.ROLLER)
    assert limit
    alarm = f'<li data-at="{int(limit.recommended_most * 60)}" data-loud'
    for minutes, is_due in ((limit.recommended_most - 1, False), (1, True)):
        time.on(minutes=minutes)
        page = client.get(at(numbed)).content.decode()
        assert f"{alarm} hidden>" not in page if is_due else f"{alarm} hidden>" in page
    assert limit.recommended_most < limit.most
    assert "Wipe the numbing cream off now" in page


@pytest.mark.parametrize(("minutes", "may"), [(60, True), (61, False), (400, False)])
def test_cream_beyond_its_limit_ends_the_day(
    client: Client, numbed: Case, time: Time, minutes: int, may: bool
) -> None:
    time.on(minutes=minutes)
    press(client, numbed, "cream_off")
    walk_to_needles(client, numbed)
    answer = press(client, numbed, "run_on")
    assert answer.status_code == (302 if may else 409)
    assert guide_of(numbed).needled is may
    if not may:
        assert "No needling today" in answer.content.decode()


def test_the_cream_stands_in_the_record_with_its_times(
    client: Client, numbed: Case, time: Time
) -> None:
    on = time.at
    time.on(minutes=20)
    press(client, numbed, "cream_off")
    walk_to_needles(client, numbed)
    needle_all(client, numbed, time)
    page = client.get(at(numbed, "session_finish")).content.decode()
    client.post(at(numbed, "session_finish"), hidden(page))
    cream = sessions(numbed)[0].anaesthetic
    assert cream
    assert (cream.product, cream.grams) == ("Lidocaine cream", 4)
    assert (cream.on, cream.off) == (on, on + timedelta(minutes=20))


def test_grams_that_are_no_number_are_asked_for_again(client: Client, db: None, time: Time) -> None:
    case = kept(clear(NUMBED))
    begin(client, case)
    go_to_cream(client, case, time)
    answer = press(client, case, "timer_on", cream="Lidocaine cream", grams="a lot")
    assert answer.status_code == 422
    assert "Lidocaine cream" in answer.content.decode()
    assert not guide_of(case).timers.get(ON)


def test_no_cream_today_is_a_fair_choice(client: Client, db: None, time: Time) -> None:
    case = kept(clear(NUMBED))
    begin(client, case)
    go_to_cream(client, case, time)
    walk_to_needles(client, case)
    assert press(client, case, "run_on").status_code == 302


# The clock


@pytest.mark.parametrize("hours", [-3, 5])
def test_a_clock_that_is_moved_neither_shortens_nor_lengthens_the_cream(
    client: Client, numbed: Case, time: Time, hours: int
) -> None:
    time.on(minutes=20)
    time.set(hours=hours)
    page = client.get(at(numbed)).content.decode()
    assert ">20:00<" in page
    assert "The clock of this computer was moved by" in page
    time.on(minutes=41)
    press(client, numbed, "cream_off")
    walk_to_needles(client, numbed)
    assert "No needling today" in press(client, numbed, "run_on").content.decode()


def test_a_clock_that_is_moved_on_does_not_shorten_the_alcohol(
    client: Client, case: Case, time: Time
) -> None:
    begin(client, case)
    go_to(client, case, "step_soak", time)
    press(client, case, "timer_on")
    time.set(minutes=30)
    walk_to_needles(client, case)
    assert press(client, case, "run_on").status_code == 409


def test_where_only_the_clock_can_be_seen_doubt_stops_the_needles(
    client: Client, numbed: Case, time: Time
) -> None:
    time.counted = None
    press(client, numbed, "next")
    time.on(minutes=50)
    time.set(hours=-2)
    press(client, numbed, "cream_off")
    walk_to_needles(client, numbed)
    answer = press(client, numbed, "run_on")
    assert answer.status_code == 409
    assert "cannot tell for how long" in answer.content.decode()
    press(client, numbed, "cream_sure")
    assert press(client, numbed, "run_on").status_code == 302


def test_a_session_keeps_its_order_when_the_clock_goes_back_in_it(
    client: Client, case: Case, time: Time
) -> None:
    begin(client, case)
    go_to(client, case, ROLL, time)
    press(client, case, "run_on")
    time.on(minutes=2)
    time.set(hours=-2)
    needle_all(client, case, time)
    page = client.get(at(case, "session_finish")).content.decode()
    client.post(at(case, "session_finish"), hidden(page))
    (session,) = sessions(case)
    assert timedelta(0) < session.ended - session.started < timedelta(minutes=10)
    assert session.ended <= time.at


START = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
STEP = GuideStep("step_soak", "Soak", "Soak it.", "", 10, 30)
CHOICE = Choice(Setting.HOME, DeviceKind.ROLLER, 0.25, 0.25, 2, (Zone.CROWN,), 60)


def test_a_machine_that_was_started_anew_gives_no_false_alarm() -> None:
    guide = Guide((STEP,), CHOICE, Clock(START, 5000.0), timers={STEP.id: Timer(START)})
    after = ticked(guide, START + timedelta(minutes=7), 12.0)
    assert after.clock == Clock(START + timedelta(minutes=7), 12.0)
    assert after.timers == guide.timers


@pytest.mark.parametrize("off_s", [-59, 0, 59])
def test_small_corrections_of_a_clock_are_no_jump(off_s: int) -> None:
    guide = Guide((STEP,), CHOICE, Clock(START, 5000.0), timers={STEP.id: Timer(START)})
    after = ticked(guide, START + timedelta(seconds=100 + off_s), 5100.0)
    assert after.clock.jumped_s == 0
    assert after.timers == guide.timers


# Presses that had to wait for a connection


def late(case: Case, client: Client, word: str, minutes: float, time: Time) -> Any:
    """A press made so many minutes ago that comes only now."""
    page = client.get(at(case)).content.decode()
    times = {
        "written_at": (time.at - timedelta(minutes=minutes)).isoformat(),
        "sent_at": time.at.isoformat(),
    }
    return client.post(at(case), {**hidden(page), "press": word, **times})


def test_a_pass_never_starts_by_a_press_that_had_to_wait(
    client: Client, case: Case, time: Time
) -> None:
    begin(client, case)
    go_to(client, case, ROLL, time)
    time.on(minutes=9)
    answer = late(case, client, "run_on", 5, time)
    assert answer.status_code == 409
    assert "no pass was started" in answer.content.decode()
    assert not guide_of(case).needled
    assert press(client, case, "run_on").status_code == 302
    time.on(minutes=9)
    assert late(case, client, "run_next", 5, time).status_code == 409
    guide = guide_of(case)
    assert guide.run is None
    assert len(guide.runs) == 1
    assert guide.runs[0].off == time.at - timedelta(minutes=5)


@pytest.mark.parametrize(("minutes", "is_asked"), [(55, False), (70, True)])
def test_cream_that_came_off_unseen_is_asked_about_where_it_may_have_been_too_long(
    client: Client, numbed: Case, time: Time, minutes: int, is_asked: bool
) -> None:
    press(client, numbed, "next")
    time.on(minutes=minutes)
    late(numbed, client, "cream_off", 40, time)
    walk_to_needles(client, numbed)
    answer = press(client, numbed, "run_on")
    assert answer.status_code == (409 if is_asked else 302)
    assert ("cannot tell for how long" in answer.content.decode()) is is_asked
    if is_asked:
        press(client, numbed, "cream_sure")
        assert press(client, numbed, "run_on").status_code == 302
