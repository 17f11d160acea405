"""The session under hard conditions: a crash, a dead line, no script, no mouse, a moved clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import F
from playwright.sync_api import Page, expect

from anagen.records.words import Zone
from anagen.store.models import Case
from anagen.store.sessions.models import GuidedSession
from anagen.web import treat
from tests.web.conftest import SLIM, Opener
from tests.web.treat.ground import NOW, Time, a_session, at, clear, guide_of, kept, sessions
from tests.web.treat.phone import begin, in_sight, main, tap, walk_to
from tests.web.walking import tab_to

pytestmark = pytest.mark.django_db(transaction=True)

Faults = Callable[[Page, str], list[str]]
COUNT_TAPS = """addEventListener('click', () => {
  sessionStorage.taps = 1 + Number(sessionStorage.taps || 0);
}, true)"""
ROLL, SOAK = "step_roll_home", "step_soak"


def test_a_reload_in_the_middle_of_a_timer_never_starts_it_again(
    open_page: Opener, planned: Case, time: Time
) -> None:
    page = open_page(at(planned, "session"), size=SLIM)
    begin(page)
    walk_to(page, planned, SOAK)
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
    open_page: Opener, planned: Case, time: Time
) -> None:
    page = open_page(at(planned, "session"), size=SLIM)
    begin(page)
    walk_to(page, planned, ROLL)
    tap(page)
    page.context.close()
    time.on(seconds=75)
    after = open_page(at(planned, "session"), size=SLIM)
    expect(after.get_by_role("heading", level=1)).to_have_text("A session is under way")
    after.get_by_role("link", name="Go on with the session").click()
    expect(after.locator("[data-timer] .timer b")).to_have_text("1:15")
    expect(after.get_by_role("heading", level=1)).to_have_text("Crown: Up and down")
    tap(after)
    assert [one.number for one in guide_of(planned).runs] == [1, 2]


def test_the_cream_alarm_is_said_aloud_before_the_limit_and_again(
    open_page: Opener, planned: Case, time: Time
) -> None:
    page = open_page(at(planned, "session"), size=SLIM)
    begin(page)
    walk_to(page, planned, "step_soak")
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
    open_page: Opener, planned: Case, time: Time
) -> None:
    page = open_page(at(planned, "session"), size=SLIM)
    begin(page)
    walk_to(page, planned, SOAK)
    tap(page)
    time.on(minutes=2)
    page.evaluate("const real = Date.now; Date.now = () => real() + 7200000")
    face = page.locator("[data-timer] .timer b")
    expect(face).to_have_text("2:00", timeout=9000)
    assert guide_of(planned).clock.jumped_s == 0


def test_a_press_without_a_connection_is_sent_until_it_is_saved_and_counts_once(
    open_page: Opener, planned: Case
) -> None:
    page = open_page(at(planned, "session"), size=SLIM)
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
    expect(page.locator("#saved")).to_contain_text("No connection: this press is kept")
    expect(page.locator("#saved")).to_contain_text("Saved 1", timeout=15000)
    assert guide_of(planned).at == 1


@pytest.mark.parametrize("is_stale", [False, True])
def test_a_stop_never_waits_behind_a_press_that_has_no_connection(
    open_page: Opener, planned: Case, time: Time, is_stale: bool
) -> None:
    """Not even behind one that no longer fits: the needles were taken away, and that is kept."""
    page = open_page(at(planned, "session"), size=SLIM)
    begin(page)
    walk_to(page, planned, ROLL)
    tap(page)
    if is_stale:
        GuidedSession.objects.update(version=F("version") + 1)
    page.evaluate(
        """() => {
          window.real = fetch;
          window.fetch = async () => { throw new TypeError('Failed to fetch'); };
        }"""
    )
    main(page).click()
    expect(page.locator("#saved")).to_contain_text("No connection: this press is kept")
    for _ in range(2):  # a second tap is no second stop
        page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.locator("#saved")).to_contain_text("Needles away from the skin.")
    page.evaluate("window.fetch = window.real")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Needles away from the skin", timeout=15000
    )
    runs = guide_of(planned).runs
    assert [one.off is not None for one in runs] == ([False] if is_stale else [True, False])
    assert guide_of(planned).paused is not None


def test_a_double_tap_and_two_windows_make_one_step(open_page: Opener, planned: Case) -> None:
    page = open_page(at(planned, "session"), size=SLIM)
    begin(page)
    other = page.context.new_page()
    other.goto(page.url)
    main(page).dblclick(no_wait_after=True)
    expect(page.locator(".stepline")).to_contain_text("Step 2 of")
    assert guide_of(planned).at == 1
    main(other).click()
    expect(other.get_by_text("went on in another window")).to_be_visible()
    expect(other.locator(".stepline")).to_contain_text("Step 2 of")
    assert guide_of(planned).at == 1


def test_the_whole_session_goes_by_keyboard_alone(open_page: Opener, planned: Case) -> None:
    page = open_page(at(planned, "session"), size=SLIM)
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
        elif guide_of(planned).at % 2:
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
    assert len(sessions(planned)) == 1


def test_without_javascript_everything_can_be_recorded(
    open_page: Opener, planned: Case, time: Time
) -> None:
    page = open_page(at(planned, "session"), size=SLIM, script=False)
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
    (session,) = sessions(planned)
    assert [one.zone for one in session.zones] == [Zone.CROWN]
    page.goto(page.url.partition("/session/")[0] + at(planned, "session_log"))
    page.get_by_label("From").fill("10:00")
    page.get_by_label("To", exact=True).fill("10:10")
    page.get_by_role("button", name="Keep this session").click()
    assert len(sessions(planned)) == 2


def test_a_stop_is_two_presses_away_and_says_what_to_do(
    open_page: Opener, planned: Case, faults: Faults
) -> None:
    page = open_page(at(planned, "session"), size=SLIM)
    begin(page)
    walk_to(page, planned, ROLL)
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
    open_page: Opener, planned: Case
) -> None:
    page = open_page(at(planned, "session"), size=SLIM)
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
