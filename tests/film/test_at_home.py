"""The first days of a newcomer at home, on a phone: from an empty database to the export."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from anagen.store.models import Case
from tests.film.camera import Film
from tests.film.walk import Walk
from tests.imaging.drawn import as_file, scalp
from tests.web.conftest import WIDE, Opener
from tests.web.treat.ground import Time, guide_of, sessions
from tests.web.treat.phone import tap
from tests.web.walking import by_mouse, question_on

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}
#: The questions that are worth a picture, and its name.
PICTURED = {"isotretinoin": "one-question", "skin_today": "more-than-one-answer"}
#: Counts what a finger does, over several pages.
COUNT_TAPS = """addEventListener("click", () => {
  sessionStorage.taps = 1 + Number(sessionStorage.taps || 0);
}, true)"""
SOAK = "step_soak"


def test_a_newcomer_comes_from_nothing_to_an_export(
    open_page: Opener, time: Time, tmp_path: Path
) -> None:
    film = Film("at-home")
    assert not Case.objects.exists()
    walk = Walk(open_page("/", size=PHONE, worker=True), time, film)
    answers_the_check(walk)
    reads_the_advice(walk)
    reads_the_plan(walk)
    takes_a_photo(walk, tmp_path, "photo")
    writes_down_a_count(walk, "131", "first-count")
    has_a_first_session(walk)
    leaves_things_off(walk)
    looks_at_the_scalp_two_days_later(walk)
    counts_hairs(walk)
    repeats_the_session(walk)
    compares_photos(walk, tmp_path)
    writes_down_a_count(walk, "139")
    reads_the_progress(walk)
    takes_it_all_along(walk)
    sees_it_on_a_desk(walk)
    film.cut()


def answers_the_check(walk: Walk) -> None:
    """Answers every question, one a screen."""
    page = walk.page
    walk.sees("Should you needle your scalp?", "start")
    walk.press("Start the check", "link")
    page.get_by_label("At home").check()
    walk.sees("Where would the needling happen?", "where")
    walk.press("Continue")
    asked = 0
    while (question := question_on(page)) is not None:
        if question in PICTURED:
            walk.sees("I don’t know", PICTURED[question])
        by_mouse(page, question)
        asked += 1
    assert asked > 20
    walk.sees("Look them over, change what is not right", "your-answers")
    walk.press("Work out the advice")


def reads_the_advice(walk: Walk) -> None:
    """The verdict first; then the page of today says the same in one sentence."""
    expect(walk.page.locator(".verdict .word")).to_have_text("Go ahead")
    walk.sees("Everything that could rule it out has been asked", "advice")
    walk.sees("Your plan")
    walk.goes_to("Today")
    walk.sees("You can needle today")
    walk.sees("Take photos first", "today")


def reads_the_plan(walk: Walk) -> None:
    """The dates of the course, and a calendar file with them."""
    walk.goes_to("More")
    walk.sees("Plan and dates", "more")
    walk.follow('a[href*="/plan/"]')
    walk.sees("sessions in", "plan")
    with walk.page.expect_download() as calendar:
        walk.page.locator('a[href*="calendar.ics"], button').filter(
            has_text="alendar"
        ).first.click()
    assert "BEGIN:VEVENT" in Path(calendar.value.path()).read_text("utf-8")


def takes_a_photo(walk: Walk, folder: Path, name: str, seed: int = 1) -> None:
    """Takes a photo of the crown from a file, as a phone hands it over."""
    page = walk.page
    walk.goes_to("Progress")
    walk.press("Photos", "link")
    if name:
        walk.sees("A first set, taken before you begin", "photos-empty")
    walk.press("Take a photo", "link")
    picture = folder / f"crown-{seed}.jpg"
    picture.write_bytes(as_file(scalp(seed=seed)))
    page.locator("#picture").set_input_files(picture)
    page.get_by_label("Which part does it show?").select_option("crown")
    page.get_by_label("Dry").check()
    for field, text in {
        "hair_length_mm": "12",
        "light": "bathroom lamp",
        "place": "bathroom",
    }.items():
        page.locator(f"#{field}").fill(text)
    page.locator("#camera").fill("phone")
    page.locator('input[name="has_scale"][value="yes"]').check()
    expect(page.locator("#preview img")).to_be_visible()
    if name:
        walk.shows("h1")
        walk.sees("Same place, same lamp, same distance", "photo-taking")
    walk.press("Keep this photo")
    walk.sees("The photo is kept.")
    walk.sees("Sharp and well lit: fit to compare", f"{name}-kept" if name else "")


def writes_down_a_count(walk: Walk, hairs: str, name: str = "") -> None:
    """Counts the hairs on one square centimetre at a marked spot."""
    walk.goes_to("Progress")
    walk.press("Add a count", "link")
    told = {
        "site": "crown",
        "hair_count": hairs,
        "area_cm2": "1",
        "device": "lens",
        "pictures": "3",
    }
    for field, text in told.items():
        walk.page.locator(f"#{field}").fill(text)
    walk.sees("Hairs counted", name)
    walk.press("Keep this count")
    walk.sees("95 of 100 repeats would lie within it")


def has_a_first_session(walk: Walk) -> None:
    """Chooses zones, is led through every step with its timers, and keeps the session."""
    page = walk.page
    walk.goes_to("Session")
    walk.sees("You may start a session now", "session")
    walk.press("Start a session", "link")
    walk.sees("What do you needle this time?", "zones")
    walk.press("Begin")
    goes_through_the_steps(walk, Case.objects.get())
    walk.press("Finish", "link")
    page.get_by_label("Light pink skin").check()
    page.locator(".pains").get_by_text("2", exact=True).click()
    walk.sees("How was it?", "how-was-it")
    walk.press("Keep this session")
    walk.sees("The session is in your record", "session-kept")
    assert len(sessions(Case.objects.get())) == 1


def goes_through_the_steps(walk: Walk, case: Case) -> None:
    """Every step, and the clock of each that has one."""
    page = walk.page
    filmed: set[str] = set()
    while not page.get_by_role("link", name="Finish").count():
        guide = guide_of(case)
        walk.sees(guide.step.title)
        if guide.step.id == SOAK and SOAK in guide.timers:
            walk.on(minutes=4)
            walk.sees("4:0", "soaking")
            walk.on(minutes=7)
        if guide.run and "run" not in filmed:
            filmed.add("run")
            walk.on(seconds=40)
            walk.sees("0:4", "rolling")
        elif guide.step.id not in filmed and not filmed:
            walk.film.shot(page, "first-step")
        filmed.add(guide.step.id)
        walk.on(seconds=20)
        tap(page)


def leaves_things_off(walk: Walk) -> None:
    """Today now waits, and says what to leave off and until when."""
    walk.goes_to("Today")
    walk.sees("Not before", "today-waits")
    walk.shows("#holds")
    walk.sees("Washing your hair", "holds")
    walk.page.emulate_media(color_scheme="dark")
    walk.page.evaluate("scrollTo(0, 0)")
    walk.sees("Not before", "today-in-the-dark")
    walk.page.emulate_media(color_scheme="light")


def looks_at_the_scalp_two_days_later(walk: Walk) -> None:
    """A check-in in six taps, and what it means."""
    walk.later(days=2)
    walk.goes_to("Today")
    walk.sees("Tell us how your scalp is today", "today-check-in")
    checks_in(walk, "check-in")
    walk.film.shot(walk.page, "checked-in")


def checks_in(walk: Walk, name: str = "") -> None:
    """Six taps, for a calm scalp."""
    walk.press("Start the check-in", "link")
    walk.sees("None of these", name)
    walk.press("None of these")
    walk.press("None of these")
    walk.press("No: I measured less than 38 °C")
    walk.press("None of these")
    walk.press("No")
    walk.sees("Nothing you told us is unusual for this day")


def counts_hairs(walk: Walk) -> None:
    """Combs for a minute, three mornings, and gets a baseline."""
    page = walk.page
    walk.later(days=2)
    walk.goes_to("Recovery")
    walk.sees("What is normal", "recovery")
    walk.follow('a[href*="shedding-tests"]')
    walk.sees("The 60-second comb count")
    page.get_by_role("button", name="Start 60 seconds").click()
    walk.on(seconds=20)
    walk.shows("#comb")
    expect(page.locator(".timer output")).to_have_text("40")
    walk.film.shot(page, "combing")
    walk.on(seconds=41)
    expect(page.locator(".timer .said")).to_have_text("Stop combing. Now count.")
    for number, count in enumerate(("10", "8", "12"), 1):
        page.locator(f"#comb_{number}").fill(count)
    page.locator("#comb_when").check()
    walk.press("Keep these counts")
    walk.shows("#line")
    walk.sees("More hair that falls never means that needling works", "shedding-diary")


def answers_what_is_open(walk: Walk) -> None:
    """Goes on with the questions from Today until nothing is open."""
    page = walk.page
    for _ in range(4):
        link = page.get_by_role("link", name=re.compile("^(Go on with the questions|Answer this)$"))
        if not link.count():
            return
        with page.expect_navigation():
            link.click()
        while (question := question_on(page)) is not None:
            if question == "skin_recovered":
                page.get_by_label("Yes", exact=True).check()
                walk.press("Continue")
            elif question == "last_session_on":
                for part, said in {"day": "20", "month": "November", "year": "2026"}.items():
                    page.locator(f"#{part}").fill(said)
                walk.press("Continue")
            elif page.locator("#text[inputmode=numeric]").count():
                page.locator("#text").fill("0")
                walk.press("Continue")
            else:
                by_mouse(page, question)
        walk.goes_to("Today")


def repeats_the_session(walk: Walk) -> None:
    """A week later: what counts for the day is asked again, then three taps write it down."""
    page = walk.page
    walk.later(days=3, hours=1)
    walk.goes_to("Today")
    walk.sees("Tell us how your scalp is today")
    checks_in(walk)
    walk.goes_to("Today")
    walk.sees("Answer what is open", "today-a-week-later")
    answers_what_is_open(walk)
    walk.sees("You can needle today")
    page.evaluate(COUNT_TAPS)
    walk.goes_to("Session")
    page.evaluate(COUNT_TAPS)
    walk.press("Log a session like the last", "link")
    walk.sees("Like the last, just now", "like-the-last")
    page.evaluate(COUNT_TAPS)
    walk.press("Keep this session")
    assert int(page.evaluate("sessionStorage.taps")) == 3
    assert len(sessions(Case.objects.get())) == 2


def compares_photos(walk: Walk, folder: Path) -> None:
    """Three months later a second photo, laid over the first."""
    walk.later(days=77)
    takes_a_photo(walk, folder, "", seed=2)
    walk.press("Compare with the first", "link")
    walk.sees("These two were taken alike.", "compare")


def reads_the_progress(walk: Walk) -> None:
    walk.goes_to("Progress")
    walk.sees("That is still inside the noise", "progress")


def takes_it_all_along(walk: Walk) -> None:
    """One file with everything in it."""
    walk.goes_to("More")
    walk.follow('a[href*="/data/"]')
    # The folder of a test is nobody's: the picture shows where it lies for most.
    page = walk.page
    page.locator("main .lead bdi").evaluate("one => { one.textContent = '~/.local/share/anagen' }")
    walk.sees("Export everything", "your-data")
    with walk.page.expect_download() as export:
        walk.page.get_by_role("link", name="Export everything").click()
    names = zipfile.ZipFile(export.value.path()).namelist()
    assert "record.json" in names
    assert any(name.endswith((".jpg", ".png")) for name in names)


def sees_it_on_a_desk(walk: Walk) -> None:
    """The same page on a wide screen."""
    walk.page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    walk.goes_to("Progress")
    walk.sees("That is still inside the noise", "progress-on-a-desk")
