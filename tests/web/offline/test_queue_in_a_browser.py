"""A phone that loses its connection: nothing that was written is lost, and it is said where."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pytest
from django.core.signals import request_started
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from anagen.store.lock.keeping import set_passphrase
from anagen.store.lock.models import HomeLock
from anagen.store.models import Case
from anagen.web.treat.past import session_id
from tests.web.after_a_session import somebody, standing
from tests.web.conftest import PATIENCE_MS, SLIM, Opener
from tests.web.treat.ground import Time, begin, guide_of, time
from tests.web.treat.ground import case as treated

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["time", "treated"]

Phone = Callable[..., Page]


@pytest.fixture
def case(transactional_db: None) -> Case:
    return somebody(hours_ago=300)


@pytest.fixture
def phone(browser: Browser, live_server: Any) -> Iterator[Phone]:
    """A phone of its own; it may lose its connection, so failed requests are no complaint."""
    contexts: list[BrowserContext] = []
    broken: list[str] = []

    def take(path: str, first: str = "", workers: str = "allow") -> Page:
        context = browser.new_context(
            viewport=SLIM,  # type: ignore[arg-type]
            locale="en-GB",
            timezone_id="Europe/Madrid",
            service_workers=workers,  # type: ignore[arg-type]
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        if first:
            context.add_init_script(first)
        page = context.new_page()
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.on("dialog", lambda asked: asked.accept())
        page.goto(live_server.url + path)
        return page

    yield take
    for context in contexts:
        context.close()
    assert broken == []


def paper(case: Case) -> str:
    """The page to write on."""
    return reverse("write_down", args=[case.public_id])


def ready(page: Page) -> None:
    """Waits until the page to write on is kept, and the worker answers for the pages.

    A worker that was just installed lets the browser by for some seconds.
    """
    page.wait_for_function("async () => (await (await caches.open('pages')).keys()).length > 0")
    for _ in range(120):
        page.reload()
        if page.evaluate("() => performance.getEntriesByType('navigation')[0].workerStart > 0"):
            return
        page.wait_for_timeout(500)
    raise AssertionError("the worker never answered")


def home(page: Page) -> str:
    """The address of the computer."""
    return "/".join(page.url.split("/")[:3])


def away(page: Page, is_away: bool = True) -> None:
    page.context.set_offline(is_away)


def waiting(page: Page) -> Any:
    return page.locator("#waiting")


#: The browser itself says how many entries wait, beside the store that they lie in.
NOTHING_WAITS = "() => document.cookie.includes('waiting=0')"
#: On a slow machine no answer is given up: what is sent again was not sent twice by mistake.
PATIENT = "AbortSignal.timeout = () => new AbortController().signal"


@contextmanager
def forms_received() -> Iterator[list[str]]:
    """Where each form went that the computer received: a browser need not tell of all it sends."""
    found: list[str] = []

    def note(environ: dict[str, Any], **_: Any) -> None:
        if environ["REQUEST_METHOD"] == "POST":
            found.append(environ["PATH_INFO"])

    request_started.connect(note)
    try:
        yield found
    finally:
        request_started.disconnect(note)


#: Fills in and presses the form of a session, once for each of so many days.
WRITE = """async (many) => {
  const form = document.querySelector('form[action*="/log/"]');
  for (let back = 1; back <= many; back += 1) {
    const day = new Date(Date.now() - back * 86400000).toISOString().slice(0, 10);
    const told = { day, from: '10:00', to: '10:20', device: 'roller', needle_mm: '0.25' };
    form.elements.passes_crown.value = '2';
    for (const [name, value] of Object.entries(told)) form.elements[name].value = value;
    document.getElementById('w-zone-crown').checked = true;
    form.requestSubmit();
    const rest = () => new Promise((go) => setTimeout(go, 10));
    while (document.querySelectorAll('#waiting li').length < back) await rest();
    while (form.dataset.busy) await rest();
  }
}"""


def test_fifty_entries_survive_a_closed_page_and_each_is_saved_once(
    phone: Phone, case: Case
) -> None:
    page = phone(paper(case), PATIENT)
    ready(page)
    before = len(standing(case).sessions)
    away(page)
    # Any page leads to the one that works without a connection.
    page.goto(home(page) + reverse("today", args=[case.public_id]))
    expect(page.get_by_role("heading", level=1)).to_have_text("Write it down now, send it later")
    page.evaluate(WRITE, 50)
    expect(waiting(page)).to_contain_text("50 entries wait on this device. They are not saved yet.")
    expect(waiting(page).get_by_role("alert")).to_contain_text("not saved yet")
    assert len(standing(case).sessions) == before
    again = page.context.new_page()
    page.close()
    second = again.context.new_page()
    with forms_received() as received:
        away(again, is_away=False)
        for one in (again, second):  # two pages of one browser, at once
            one.goto(f"{home(page)}{paper(case)}", wait_until="commit")
        # Nothing is shown at first: that a page shows nothing that waits says nothing yet.
        for one in (again, second):
            one.wait_for_function(NOTHING_WAITS, timeout=5 * PATIENCE_MS)
            one.evaluate("dispatchEvent(new Event('online'))")
            expect(waiting(one).locator("li")).to_have_count(0)
        for one in (again, second):
            one.reload()
            expect(waiting(one)).to_be_hidden()
    assert received == [reverse("session_log", args=[case.public_id])] * 50
    found = standing(case).sessions
    assert len(found) == before + 50
    assert len({session_id(one) for one in found}) == before + 50


def test_two_devices_that_correct_one_session_are_shown_both_sides(
    phone: Phone, case: Case
) -> None:
    (session,) = standing(case).sessions
    edit = reverse("session_edit", args=[case.public_id, session_id(session)])
    one, other = phone(edit), phone(edit)
    ready(one)
    away(one)
    one.get_by_label("Lot of the needles").fill("ONE-7")
    one.get_by_role("button", name="Keep the correction").click()
    expect(waiting(one)).to_contain_text("Kept on this device, not saved yet")
    expect(one.get_by_label("Lot of the needles")).to_have_value("ONE-7")
    other.get_by_label("Lot of the needles").fill("OTHER-8")
    other.get_by_role("button", name="Keep the correction").click()
    expect(other.get_by_text("OTHER-8")).to_be_visible()
    away(one, is_away=False)
    one.evaluate("dispatchEvent(new Event('online'))")
    expect(waiting(one)).to_contain_text("changed elsewhere meanwhile")
    assert standing(case).sessions[0].lot == "OTHER-8"
    waiting(one).get_by_text("What I wrote").click()
    expect(waiting(one).get_by_text("ONE-7")).to_be_visible()
    one.get_by_role("button", name="Look at both").click()
    expect(one.get_by_role("alert").filter(has_text="changed in another window")).to_be_visible()
    expect(one.get_by_label("Lot of the needles")).to_have_value("ONE-7")
    one.reload()  # leaving it undecided loses nothing
    expect(waiting(one)).to_contain_text("changed elsewhere meanwhile")
    one.get_by_role("button", name="Look at both").click()
    expect(one.get_by_label("Lot of the needles")).to_have_value("ONE-7")
    one.get_by_role("button", name="Keep the correction").click()
    expect(one.locator(".facts")).to_contain_text("ONE-7")
    expect(waiting(one).locator("li")).to_have_count(0)
    assert [one.lot for one in standing(case).sessions] == ["ONE-7"]


def test_a_browser_that_keeps_nothing_or_clears_it_is_found_out(phone: Phone, case: Case) -> None:
    page = phone(paper(case))
    ready(page)
    away(page)
    page.evaluate(WRITE, 1)
    expect(waiting(page)).to_contain_text("may clear what waits here")
    page.evaluate(
        "() => new Promise((go) => { const bye = indexedDB.deleteDatabase('anagen');"
        " bye.onsuccess = go; bye.onblocked = go; })"
    )
    # Nothing may be sent before the page is opened again: then nothing would have been lost.
    page.route("**/*", lambda one: one.abort() if one.request.method == "POST" else one.continue_())
    away(page, is_away=False)
    page.reload()
    expect(waiting(page).get_by_role("alert")).to_contain_text("cleared its storage")
    refused = "Object.defineProperty(indexedDB, 'open', { value() { throw new Error('no'); } })"
    other = phone(paper(case), refused)
    away(other)
    other.get_by_label("First morning").fill("9")
    other.get_by_role("button", name="Keep these counts").click()
    expect(waiting(other).get_by_role("alert")).to_contain_text("would not keep this entry")
    expect(other.get_by_label("First morning")).to_have_value("9")
    away(other, is_away=False)
    other.get_by_role("button", name="Keep these counts").click()
    other.wait_for_url("**/shedding-tests/")
    assert [one.comb.counts for one in standing(case).reports if one.comb] == [(9,)]


def test_a_locked_phone_names_nothing_that_waits_and_sends_it_once_unlocked(
    phone: Phone, case: Case
) -> None:
    page = phone(paper(case))
    ready(page)
    away(page)
    page.evaluate(WRITE, 1)
    set_passphrase("long enough words")
    HomeLock.objects.update(asks_here=True)
    away(page, is_away=False)
    page.goto(home(page) + reverse("today", args=[case.public_id]))
    expect(page.get_by_role("heading", level=1)).to_have_text("This is locked")
    expect(waiting(page)).to_contain_text("One entry waits on this device")
    expect(waiting(page).locator("li")).to_have_count(0)
    assert "Session" not in waiting(page).inner_text()
    before = len(standing(case).sessions)
    page.get_by_label("Passphrase").fill("long enough words")
    page.get_by_role("button", name="Unlock").click()
    expect(waiting(page)).to_contain_text("Sent and saved.")
    assert len(standing(case).sessions) == before + 1


def test_a_slip_is_answered_on_the_page_and_nothing_waits(phone: Phone, case: Case) -> None:
    page = phone(reverse("shedding_tests", args=[case.public_id]))
    page.locator("#comb_1").fill("octopus")
    page.get_by_role("button", name="Keep these counts").click()
    expect(page.locator("#problem, .problem").first).to_be_visible()
    expect(page.locator("#comb_1")).to_have_value("octopus")
    expect(waiting(page)).to_be_hidden()
    page.locator("#comb_1").fill("8")
    page.locator("#comb_when").check()
    page.get_by_role("button", name="Keep these counts").dblclick()
    expect(page.locator(".toast").first).to_contain_text("Kept")
    assert [one.comb.counts for one in standing(case).reports if one.comb] == [(8,)]


def test_an_answer_that_broke_or_got_lost_is_asked_for_again_and_saved_once(
    phone: Phone, case: Case
) -> None:
    page = phone(reverse("shedding_tests", args=[case.public_id]), workers="block")
    fates = ["broken", "lost"]

    def meet(route: Any) -> None:
        fate = fates.pop(0) if fates and route.request.method == "POST" else ""
        if fate == "broken":
            route.fulfill(status=503, body="later")
        elif fate == "lost":
            route.fetch()  # it is saved, and nobody hears of it
            route.abort()
        else:
            route.continue_()

    page.route("**/shedding-tests/", meet)
    page.locator("#comb_1").fill("8")
    page.locator("#comb_when").check()
    page.get_by_role("button", name="Keep these counts").click()
    expect(waiting(page)).to_contain_text("could not take it just now")
    expect(waiting(page)).not_to_contain_text("Sent and saved.")
    page.get_by_role("button", name="Send now").click()
    while fates:
        page.wait_for_timeout(50)
    page.get_by_role("button", name="Send now").click()
    expect(waiting(page)).to_contain_text("Sent and saved.")
    assert [one.comb.counts for one in standing(case).reports if one.comb] == [(8,)]


#: Another page of the browser sends what waits, just before this one does.
FORESTALL = """async () => {
  const { sendAll } = await import('/static/anagen/js/offline_queue.js');
  const real = navigator.locks.request.bind(navigator.locks);
  navigator.locks.request = async (name, options, act) => {
    navigator.locks.request = real;
    await sendAll(document.getElementById('waiting').dataset.who);
    return real(name, options, act);
  };
}"""


def test_a_form_that_another_page_sent_first_leads_on_and_is_saved_once(
    phone: Phone, case: Case
) -> None:
    page = phone(reverse("shedding_tests", args=[case.public_id]), workers="block")
    page.locator("#comb_1").fill("8")
    page.locator("#comb_when").check()
    page.evaluate(FORESTALL)
    page.get_by_role("button", name="Keep these counts").click()
    expect(page.locator(".toast").first).to_contain_text("Kept")
    expect(waiting(page)).to_be_hidden()
    assert [one.comb.counts for one in standing(case).reports if one.comb] == [(8,)]


def test_without_a_script_the_forms_are_ordinary_ones(open_page: Opener, case: Case) -> None:
    page = open_page(paper(case), size=SLIM, script=False)
    expect(page.locator("#waiting")).to_be_hidden()
    page.get_by_label("First morning").fill("9")
    page.get_by_role("button", name="Keep these counts").click()
    expect(page.locator(".toast")).to_contain_text("Kept")


def test_a_press_of_a_session_waits_with_its_time_and_stopping_is_said_at_once(
    phone: Phone, treated: Case, time: Time, client: Any
) -> None:
    begin(client, treated)
    page = phone(reverse("session_now", args=[treated.public_id]))
    page.wait_for_function("() => navigator.serviceWorker.controller")
    seen = guide_of(treated).at
    away(page)
    page.locator("#main-button").click()
    expect(page.locator("#saved")).to_contain_text("kept on this device with its time")
    expect(page.get_by_text("Without a connection the first pass does not start")).to_be_visible()
    assert guide_of(treated).at == seen
    away(page, is_away=False)
    expect(page.locator("#saved")).to_contain_text("Saved")
    assert guide_of(treated).at == seen + 1
    assert guide_of(treated).clock.jumped_s == 0
    away(page)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#saved")).to_contain_text("Needles away from the skin")
    # The phone dies; another page of it sends what waits.
    other = page.context.new_page()
    page.close()
    away(other, is_away=False)
    other.goto(home(page) + reverse("session", args=[treated.public_id]))
    expect(waiting(other)).to_contain_text("Sent and saved.")
    assert len(guide_of(treated).presses) == 2


def test_the_pages_can_be_installed_and_look_right_while_something_waits(
    open_page: Opener, case: Case, theme: str, faults: Any
) -> None:
    page = open_page(paper(case), theme=theme, size=SLIM, worker=True)
    ready(page)
    base = home(page)
    found = faults(page, f"write-down-{theme}")
    page.evaluate(
        """async () => {
          const { keep } = await import('/static/anagen/js/offline_queue.js');
          const told = { who: '', address: '/nowhere/', body: 'lot=7' };
          await keep({ ...told, id: 'one', title: 'Session', state: 'conflict' });
          await keep({ ...told, id: 'two', title: 'Check-in', state: 'gone' });
        }"""
    )
    page.reload()
    expect(waiting(page).locator("li")).to_have_count(2)
    waiting(page).get_by_text("What I wrote").first.click()
    found += faults(page, f"waiting-{theme}")
    page.goto(f"{base}/offline/")
    found += faults(page, f"no-connection-{theme}")
    assert found == []
    manifest = json.loads(page.request.get(f"{base}/manifest.webmanifest").body())
    assert {"name", "start_url", "display", "icons"} <= manifest.keys()
    for icon in manifest["icons"]:
        picture = page.request.get(base + icon["src"])
        size = Image.open(BytesIO(picture.body())).size
        assert f"{size[0]}x{size[1]}" == icon["sizes"]
    errors = page.context.new_cdp_session(page).send("Page.getInstallabilityErrors")
    told = {one["errorId"] for one in errors["installabilityErrors"]}
    assert told <= {"in-incognito"}, told
