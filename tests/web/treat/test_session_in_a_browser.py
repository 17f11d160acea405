"""The session on a phone: wet hands, keyboard alone, no script, no connection, a crash."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from anagen.records.words import Zone
from anagen.store.models import Case
from anagen.store.sessions.models import GuidedSession
from anagen.web import treat
from tests.web.conftest import SLIM, Opener
from tests.web.treat.ground import NOW, Time, a_session, at, clear, guide_of, kept, sessions
from tests.web.walking import tab_to

pytestmark = pytest.mark.django_db(transaction=True)

Faults = Callable[[Page, str], list[str]]
COUNT_TAPS = """addEventListener('click', () => {
  sessionStorage.taps = 1 + Number(sessionStorage.taps || 0);
}, true)"""
ROLL, SOAK = "step_roll_home", "step_soak"


@pytest.fixture
def case(transactional_db: None, time: Time) -> Case:
    """A case that may start, with numbing cream planned and a session long ago."""
    return kept(clear({"numbing_planned": True}))


def main(page: Page) -> Any:
    return page.locator("#main-button")


def tap(page: Page, label: str = "") -> None:
    """Presses the wide button, or one with a name, and waits until it is saved."""
    before = page.locator("#stage").get_attribute("data-version")
    (page.get_by_role("button", name=label, exact=True) if label else main(page)).click()
    page.wait_for_function(
        "seen => document.querySelector('#stage')?.dataset.version !== seen", arg=before
    )


def begin(page: Page) -> None:
    """Begins from the hub with the crown alone."""
    page.get_by_role("link", name="Start a session").click()
    page.get_by_label("Mid-scalp").uncheck()
    page.get_by_role("button", name="Begin").click()


def walk_to(page: Page, case: Case, step: str) -> None:
    """Walks on to a step; what needs time is said to be done, and there is no cream."""
    while guide_of(case).step.id != step:
        if page.get_by_role("button", name="Done before").count():
            tap(page, "Done before")
        elif page.get_by_role("button", name="No cream").count():
            tap(page, "No cream")
        else:
            tap(page)


def in_sight(page: Page, place: str) -> bool:
    """Whether something lies whole inside the screen."""
    box = page.locator(place).bounding_box()
    size = page.viewport_size
    assert box
    assert size
    return bool(box["y"] >= 0 and box["y"] + box["height"] <= size["height"] + 1)


def test_a_whole_session_on_a_phone_is_without_faults(
    open_page: Opener, case: Case, time: Time, theme: str, faults: Faults
) -> None:
    page = open_page(at(case, "session"), theme=theme, size=SLIM)
    found = faults(page, f"session-hub-{theme}")
    page.get_by_role("link", name="Start a session").click()
    found += faults(page, f"session-begin-{theme}")
    spot = page.locator(".spot.on-top-crown")
    spot.click()
    expect(page.get_by_label("Crown")).not_to_be_checked()
    spot.click()
    expect(page.get_by_label("Crown")).to_be_checked()
    page.get_by_role("button", name="Begin").click()
    found += faults_of_the_steps(page, case, time, lambda name: faults(page, f"{name}-{theme}"))
    page.get_by_role("link", name="Finish").click()
    found += faults(page, f"session-finish-{theme}")
    page.get_by_label("Light pink skin").check()
    page.locator(".pains").get_by_text("2", exact=True).click()
    page.get_by_role("button", name="Keep this session").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The session is in your record")
    found += faults(page, f"session-ended-{theme}")
    found += faults_of_what_is_kept(page, case, lambda name: faults(page, f"{name}-{theme}"))
    assert found == []
    (session,) = sessions(case)
    assert session.anaesthetic
    assert (session.pain, len(session.zones)) == (2, 2)


def faults_of_the_steps(
    page: Page, case: Case, time: Time, faults: Callable[[str], list[str]]
) -> list[str]:
    """Walks through every step; what must be in sight is, and big buttons are big."""
    found: list[str] = []
    shown: set[str] = set()
    while not page.get_by_role("link", name="Finish").count():
        guide = guide_of(case)
        name = guide.step.id + ("-run" if guide.run else "")
        for place in ("#main-button", ".stopline", ".stepline", "#saved"):
            assert in_sight(page, place), f"{place} is out of sight at {name}"
        box = main(page).bounding_box()
        assert box
        assert box["height"] >= 72
        if name not in shown:
            found += faults(f"session-{name}")
            shown.add(name)
        if guide.step.id == SOAK and SOAK in guide.timers:
            time.on(minutes=11)
        if guide.run and "paused" not in shown:
            shown.add("paused")
            found += faults_from_right_to_left(page, faults)
            tap(page, "Pause")
            found += faults("session-paused")
        time.on(seconds=50)
        tap(page)
    return found


def faults_from_right_to_left(page: Page, faults: Callable[[str], list[str]]) -> list[str]:
    """The page turned round: the map of the head stays as it is."""
    crown = "document.querySelector('.scalp [data-zone=left_side] .dot').getBoundingClientRect().x"
    head = "document.querySelector('.scalp').getBoundingClientRect().x"
    before = page.evaluate(f"{crown} - {head}")
    page.evaluate("document.documentElement.dir = 'rtl'")
    found = faults("session-right-to-left")
    assert page.evaluate(f"{crown} - {head}") == pytest.approx(before)
    page.evaluate("document.documentElement.dir = 'ltr'")
    return found


def faults_of_what_is_kept(page: Page, case: Case, faults: Callable[[str], list[str]]) -> list[str]:
    """The hub, the session just kept, and the devices."""
    page.get_by_role("link", name="Session", exact=True).click()
    expect(page.locator(".pastlist a")).to_have_count(1)
    found = faults("session-hub-after")
    page.locator(".pastlist a").click()
    expect(page.get_by_text("Light pink skin")).to_be_visible()
    found += faults("session-past")
    page.get_by_role("link", name="Correct it").click()
    found += faults("session-edit")
    page.goto(page.url.partition("/session/")[0] + at(case, "kept_devices"))
    found += faults("session-devices")
    page.get_by_label("What is it?").select_option("roller")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("alert").filter(has_text="Please check")).to_be_focused()
    found += faults("session-devices-slip")
    page.get_by_label("Needle length in mm").fill("0.25")
    page.get_by_label("Whose is it?").fill("me")
    page.get_by_label("How often was it used").fill("12")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", level=2, name="Cleaning")).to_be_visible()
    return [*found, *faults("session-device")]


def test_a_reload_in_the_middle_of_a_timer_never_starts_it_again(
    open_page: Opener, case: Case, time: Time
) -> None:
    page = open_page(at(case, "session"), size=SLIM)
    begin(page)
    walk_to(page, case, SOAK)
    tap(page)
    face = page.locator("[data-timer] .timer b")
    time.on(minutes=3)
    page.reload()
    expect(face).to_have_text("3:00")
    expect(face).to_have_text("3:02", timeout=9000)
    time.on(seconds=42)
    page.reload()
    expect(face).to_have_text("3:42")


def test_after_a_crash_another_browser_finds_it_exactly_where_it_was(
    open_page: Opener, case: Case, time: Time
) -> None:
    page = open_page(at(case, "session"), size=SLIM)
    begin(page)
    walk_to(page, case, ROLL)
    tap(page)
    page.context.close()
    time.on(seconds=75)
    after = open_page(at(case, "session"), size=SLIM)
    expect(after.get_by_role("heading", level=1)).to_have_text("A session is under way")
    after.get_by_role("link", name="Go on with the session").click()
    expect(after.locator("[data-timer] .timer b")).to_have_text("1:15")
    expect(after.get_by_role("heading", level=1)).to_have_text("Crown: Up and down")
    tap(after)
    assert [one.number for one in guide_of(case).runs] == [1, 2]


def test_the_cream_alarm_is_said_aloud_before_the_limit_and_again(
    open_page: Opener, case: Case, time: Time
) -> None:
    page = open_page(at(case, "session"), size=SLIM)
    begin(page)
    walk_to(page, case, "step_soak")
    tap(page, "Done before")
    page.get_by_label("Which cream").fill("Lidocaine cream")
    tap(page)
    page.clock.install()
    page.reload()
    said = page.locator("#alarm")
    page.clock.run_for(44 * 60_000)
    expect(page.locator("[data-timer=cream] .timer b")).to_have_text("44:00")
    expect(said).to_be_empty()
    page.clock.run_for(61_000)
    expect(said).to_contain_text("Wipe the numbing cream off now. Its limit is 15 minutes away.")
    said.evaluate("one => { one.textContent = '' }")
    page.clock.run_for(31_000)
    expect(said).to_contain_text("Wipe the numbing cream off now")
    page.clock.run_for(15 * 60_000)
    expect(said).to_contain_text("has reached its limit")
    time.on(minutes=61)
    tap(page, "Every trace is off")
    expect(page.locator("[data-timer=cream]")).to_have_count(0)


def test_a_clock_of_the_phone_that_jumps_changes_no_timer(
    open_page: Opener, case: Case, time: Time
) -> None:
    page = open_page(at(case, "session"), size=SLIM)
    begin(page)
    walk_to(page, case, SOAK)
    tap(page)
    time.on(minutes=2)
    page.evaluate("const real = Date.now; Date.now = () => real() + 7200000")
    face = page.locator("[data-timer] .timer b")
    expect(face).to_have_text("2:00", timeout=9000)
    assert guide_of(case).clock.jumped_s == 0


def test_a_press_without_a_connection_is_sent_until_it_is_saved_and_counts_once(
    open_page: Opener, case: Case
) -> None:
    page = open_page(at(case, "session"), size=SLIM)
    begin(page)
    # The press reaches the server, and its answer is lost on the way.
    page.evaluate(
        """() => {
          const real = fetch;
          window.fetch = async (...words) => {
            await real(...words);
            window.fetch = real;
            throw new TypeError('Failed to fetch');
          };
        }"""
    )
    main(page).click()
    expect(page.locator("#saved")).to_have_text("Not saved: no connection. We keep trying.")
    expect(page.locator("#saved")).to_contain_text("Saved 1", timeout=15000)
    assert guide_of(case).at == 1


def test_a_double_tap_and_two_windows_make_one_step(open_page: Opener, case: Case) -> None:
    page = open_page(at(case, "session"), size=SLIM)
    begin(page)
    other = page.context.new_page()
    other.goto(page.url)
    main(page).dblclick(no_wait_after=True)
    expect(page.locator(".stepline")).to_contain_text("Step 2 of")
    assert guide_of(case).at == 1
    main(other).click()
    expect(other.get_by_text("went on in another window")).to_be_visible()
    expect(other.locator(".stepline")).to_contain_text("Step 2 of")
    assert guide_of(case).at == 1


def test_the_whole_session_goes_by_keyboard_alone(open_page: Opener, case: Case) -> None:
    page = open_page(at(case, "session"), size=SLIM)
    tab_to(page, page.get_by_role("link", name="Start a session"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Mid-scalp"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_role("button", name="Begin"))
    page.keyboard.press("Enter")
    expect(page.locator("#stage")).to_be_visible()
    while not page.get_by_role("link", name="Finish").count():
        before = page.locator("#stage").get_attribute("data-version")
        aside = (
            page.locator("#second")
            .filter(has_text="Done before")
            .or_(page.locator("#second").filter(has_text="No cream"))
        )
        if aside.count():
            page.keyboard.press("ArrowLeft")
        elif guide_of(case).at % 2:
            page.keyboard.press("ArrowRight")
        else:
            tab_to(page, main(page))
            page.keyboard.press("Enter")
        page.wait_for_function("seen => stage.dataset.version !== seen", arg=before)
        expect(page.locator("#steptitle")).to_be_focused()
    page.keyboard.press("ArrowRight")
    tab_to(page, page.get_by_role("button", name="Keep this session"))
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", level=1)).to_have_text("The session is in your record")
    assert len(sessions(case)) == 1


def test_without_javascript_everything_can_be_recorded(
    open_page: Opener, case: Case, time: Time
) -> None:
    page = open_page(at(case, "session"), size=SLIM, script=False)
    page.get_by_role("link", name="Start a session").click()
    page.locator(".spot.on-top-mid_scalp").click()
    page.get_by_role("button", name="Begin").click()
    while not page.get_by_role("link", name="Finish").count():
        aside = page.locator("#second")
        can_skip = aside.count() and aside.inner_text() in ("Done before", "No cream")
        with page.expect_navigation():
            (aside if can_skip else main(page)).click()
        time.on(seconds=30)
    page.get_by_role("link", name="Finish").click()
    page.get_by_label("Light pink skin").check()
    page.get_by_role("button", name="Keep this session").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The session is in your record")
    (session,) = sessions(case)
    assert [one.zone for one in session.zones] == [Zone.CROWN]
    page.goto(page.url.partition("/session/")[0] + at(case, "session_log"))
    page.get_by_label("From").fill("10:00")
    page.get_by_label("To", exact=True).fill("10:10")
    page.get_by_role("button", name="Keep this session").click()
    assert len(sessions(case)) == 2


def test_a_stop_is_two_presses_away_and_says_what_to_do(
    open_page: Opener, case: Case, faults: Faults
) -> None:
    page = open_page(at(case, "session"), size=SLIM)
    begin(page)
    walk_to(page, case, ROLL)
    tap(page)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Needles away from the skin")
    found = faults(page, "session-stop")
    page.get_by_label("Fainted or collapsed").check()
    page.get_by_role("button", name="End the session").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Call the emergency number now")
    found += faults(page, "session-stopped")
    assert found == []
    assert GuidedSession.objects.get().outcome == "stopped"


def test_a_session_like_the_last_takes_three_taps_at_the_most(
    open_page: Opener, transactional_db: None, time: Time, faults: Faults
) -> None:
    case = kept(clear(sessions=(a_session(NOW - timedelta(days=14)),)))
    page = open_page(at(case, "session"), size=SLIM)
    page.evaluate(COUNT_TAPS)
    page.get_by_role("link", name="Log a session like the last").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Like the last, just now")
    page.evaluate(COUNT_TAPS)
    keep = page.get_by_role("button", name="Keep this session")
    assert in_sight(page, ".foot.stick .go")
    keep.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Session of")
    assert int(page.evaluate("sessionStorage.taps")) <= 3
    assert len(sessions(case)) == 2
    page.go_back()
    page.get_by_label("Passes, Crown").fill("0")
    page.get_by_role("button", name="Keep this session").click()
    expect(page.get_by_role("alert").filter(has_text="Please check")).to_be_focused()
    assert faults(page, "session-log-slip") == []


def test_the_screen_is_kept_awake_and_asked_for_again_on_return(
    open_page: Opener, case: Case
) -> None:
    page = open_page(at(case, "session"), size=SLIM)
    page.add_init_script(
        """let asked = 0; globalThis.awake = () => asked;
        Object.defineProperty(navigator, 'wakeLock', { value: { request: async () => {
          asked += 1;
          const lock = new EventTarget();
          globalThis.release = () => lock.dispatchEvent(new Event('release'));
          return lock;
        } } });"""
    )
    begin(page)
    expect(page.locator("#awake")).to_have_text("The screen stays on.")
    page.evaluate("release()")
    expect(page.locator("#awake")).to_contain_text("Your place is kept")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#awake")).to_have_text("The screen stays on.")
    assert page.evaluate("awake()") == 2
    sound = page.locator("#sound")
    expect(sound).to_have_attribute("aria-pressed", "true")
    sound.click()
    page.reload()
    expect(sound).to_have_attribute("aria-pressed", "false")


def test_the_script_of_the_session_is_small() -> None:
    script = Path(treat.__file__).parent / "static/anagen/js/session.js"
    assert script.stat().st_size < 15_000
