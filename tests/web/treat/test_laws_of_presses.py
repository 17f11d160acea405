"""Laws: whatever is pressed, in whatever order, a session stays inside what was chosen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anagen.records.reading import read_record
from anagen.records.record import Record
from anagen.records.words import DeviceKind, Setting, Zone
from anagen.records.writing import written_record
from anagen.web.treat.buttons import main_button, second_button
from anagen.web.treat.ending import Noted, session_of
from anagen.web.treat.guide import (
    CREAM_OFF,
    CREAM_ON,
    NEEDLING,
    Choice,
    Clock,
    Guide,
    GuideStep,
    ticked,
)
from anagen.web.treat.past import with_session
from anagen.web.treat.presses import Press, pressed, remembered
from anagen.web.treat.written import read_guide, written_guide

START = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
STEPS = (
    GuideStep("step_look", "Look", "Look.", "", None, None),
    GuideStep("step_soak", "Soak", "Soak.", "it is old", 10, 30),
    GuideStep(CREAM_ON, "On", "Put it on.", "", 15, 45),
    GuideStep(CREAM_OFF, "Off", "Wipe it off.", "", None, None),
    GuideStep("step_roll_home", "Roll", "Roll.", "it hurts", None, None),
    GuideStep("step_clean_device", "Clean", "Clean.", "", 10, 30),
    GuideStep("step_record_home", "Write", "Write it down.", "", None, None),
)
LAW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PRESSES = st.lists(
    st.tuples(st.sampled_from(Press), st.integers(0, 5000), st.integers(-9000, 9000)), max_size=60
)
CHOICES = st.builds(
    Choice,
    setting=st.just(Setting.HOME),
    device=st.sampled_from(DeviceKind),
    needle_mm=st.just(0.25),
    depth_mm=st.just(0.25),
    passes=st.integers(1, 4),
    zones=st.lists(st.sampled_from(Zone), min_size=1, max_size=5, unique=True).map(tuple),
    limit_minutes=st.just(60.0),
)


def pressed_through(choice: Choice, presses: list[tuple[Press, int, int]]) -> list[Guide]:
    """Every state on the way; the clock is moved now and then, the steady count never."""
    guide = Guide(STEPS, choice, Clock(START, 0.0))
    states, wall, steady = [guide], START, 0.0
    for number, (press, seconds, jump) in enumerate(presses):
        steady += seconds
        wall += timedelta(seconds=seconds + (jump if number % 7 == 3 else 0))
        guide = ticked(guide, wall, steady)
        guide = remembered(pressed(guide, press, guide.clock.last), f"{number:032x}")
        states.append(guide)
    return states


@LAW
@given(CHOICES, PRESSES)
def test_never_more_passes_or_other_zones_than_were_chosen(
    choice: Choice, presses: list[tuple[Press, int, int]]
) -> None:
    for guide in pressed_through(choice, presses):
        for zone in Zone:
            most = choice.passes if zone in choice.zones else 0
            assert guide.passes_made(zone) <= most
        assert set(guide.over) <= set(choice.zones)


@LAW
@given(CHOICES, PRESSES)
def test_cream_is_off_whenever_needles_touch_the_skin_after_its_steps(
    choice: Choice, presses: list[tuple[Press, int, int]]
) -> None:
    for guide in pressed_through(choice, presses):
        assert not (guide.run and guide.cream_is_on)


@LAW
@given(CHOICES, PRESSES)
def test_one_pass_at_a_time_and_only_in_the_step_that_needles(
    choice: Choice, presses: list[tuple[Press, int, int]]
) -> None:
    for guide in pressed_through(choice, presses):
        open_runs = [one for one in guide.runs if one.off is None]
        assert len(open_runs) <= 1
        assert not open_runs or guide.step.id in NEEDLING
        assert guide.paused is None or open_runs
        assert 0 <= guide.at < len(STEPS)


@LAW
@given(CHOICES, PRESSES)
def test_every_state_has_a_way_on_and_comes_back_from_its_text(
    choice: Choice, presses: list[tuple[Press, int, int]]
) -> None:
    for guide in pressed_through(choice, presses):
        main, second = main_button(guide), second_button(guide)
        assert main.finishes or (
            main.press and pressed(guide, main.press, guide.clock.last) != guide
        )
        if second:
            assert second.press
            assert pressed(guide, second.press, guide.clock.last) != guide
        assert read_guide(written_guide(guide)) == guide


@LAW
@given(CHOICES, PRESSES)
def test_whatever_was_pressed_can_be_kept_and_read_back(
    choice: Choice, presses: list[tuple[Press, int, int]]
) -> None:
    guide = pressed_through(choice, presses)[-1]
    if guide.run:
        guide = pressed(guide, Press.ZONE_OVER, guide.clock.last)
    if not guide.needled:
        return
    session = session_of(guide, Noted(), None)
    record = with_session(Record(Setting.HOME, "UTC"), session)
    later = max(session.ended, guide.clock.last) + timedelta(days=400)
    assert read_record(written_record(record), later).sessions == (session,)
