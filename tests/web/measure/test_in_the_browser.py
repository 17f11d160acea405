"""Photos and progress in a real browser: camera, divider, keyboard, both themes, 360 px."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, Playwright, expect

from anagen.imaging.quality import quality_of
from anagen.store.models import Case
from anagen.store.pictures.models import Picture
from tests.imaging.drawn import as_file, scalp
from tests.web.conftest import CHROMIUM, QUIET, SHOTS, SLIM, WIDE, Opener, overflow_px
from tests.web.measure.album import a_course, address, kept, taken
from tests.web.walking import tab_to

pytestmark = pytest.mark.django_db(transaction=True)

Faults = Callable[[Page, str], list[str]]
#: A camera that shows a moving test picture, and gives leave without asking.
FAKE_CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


@pytest.fixture(scope="module")
def camera(playwright: Playwright) -> Iterator[Browser]:
    """A browser with a camera."""
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM, args=[*sandbox, *QUIET, *FAKE_CAMERA]
    )
    yield browser
    browser.close()


def test_the_pages_are_without_faults(
    open_page: Opener, case: Case, theme: str, faults: Faults
) -> None:
    a_course(case)
    client, found = Client(), []
    taken(client, case, days=60)
    taken(client, case, days=2, light="sun")
    last = taken(client, case, data=as_file(scalp(seed=2)))
    page = open_page(address("progress", case), theme=theme, size=SLIM)
    home = page.url.partition("/progress/")[0]

    def look(name: str) -> None:
        """Axe on the narrow page; wide, and from right to left, only that nothing sticks out."""
        page.set_viewport_size(WIDE)
        found.extend([f"{name}: too wide at 1440"] if overflow_px(page) > 0 else [])
        page.set_viewport_size(SLIM)
        page.evaluate("document.documentElement.dir = 'rtl'")
        found.extend([f"{name}: too wide from right to left"] if overflow_px(page) > 0 else [])
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-rtl.png", full_page=True)
        page.evaluate("document.documentElement.dir = 'ltr'")
        found.extend(faults(page, f"{name}-{theme}"))

    for closed in page.locator("details").all():
        closed.evaluate("one => { one.open = true }")
    tabs = page.get_by_role("navigation", name="Progress", exact=True).get_by_role("link")
    boxes = [one.bounding_box() for one in tabs.all()]
    assert len(boxes) == 5
    assert all(box and box["x"] + box["width"] <= SLIM["width"] for box in boxes)
    look("progress")
    for name in ("photos", "photo_take", "photo_compare", "treatments", "event_add",
                 "measurement_add"):  # fmt: skip
        page.goto(home + address(name, case))
        look(name)
    page.get_by_role("button", name="Keep this count").click()
    expect(page.get_by_role("alert")).to_be_focused()
    look("count-slip")
    for name in ("photo", "photo_delete"):
        page.goto(home + address(name, case, last.public_id))
        look(name)
    page.goto(home + address("photo_compare", case) + "?dates=hidden")
    look("compare-hidden")
    assert found == []


def test_the_divider_slides_by_keyboard_and_buttons_and_blinks(
    open_page: Opener, case: Case
) -> None:
    for days in (60, 0):
        taken(Client(), case, days=days)
    page = open_page(address("photo_compare", case), size=SLIM)

    def edge() -> float:
        return float(page.locator(".handle").evaluate("one => one.transform.baseVal[0].matrix.e"))

    assert edge() == 500
    page.get_by_role("button", name="More of the left").click()
    assert edge() == 600
    page.locator("#divider").focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    assert edge() == 570
    page.keyboard.press("Home")
    assert edge() == 0
    blink = page.locator("#blink")
    blink.click()
    expect(blink).to_have_attribute("aria-pressed", "true")
    expect(blink).to_have_text("Right shown")  # by itself, after the left
    page.get_by_role("button", name="More of the left").click()
    expect(blink).to_have_text("Blink")
    assert edge() == 100
    page.emulate_media(reduced_motion="reduce")
    blink.click()
    expect(blink).to_have_text("Left shown")
    page.wait_for_timeout(1200)
    expect(blink).to_have_text("Left shown")  # nothing moves by itself
    blink.click()
    expect(blink).to_have_text("Right shown")


def test_without_scripts_photos_are_kept_and_stand_side_by_side(
    open_page: Opener, case: Case, tmp_path: Any
) -> None:
    taken(Client(), case, days=60)
    file = tmp_path / "photo.jpg"
    file.write_bytes(as_file(scalp()))
    page = open_page(address("photo_take", case), size=SLIM, script=False)
    expect(page.get_by_role("button", name="Open the camera")).to_be_hidden()
    page.locator("#picture").set_input_files(file)
    page.get_by_label("Which part does it show?").select_option("crown")
    page.get_by_label("Dry").check()
    tab_to(page, page.get_by_role("button", name="Keep this photo"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("The photo is kept.")
    assert [one.hair_wet for one in kept(case).photos] == [False, False]
    page.goto(page.url.partition("/photos/")[0] + address("photo_compare", case))
    expect(page.locator("#side-by-side img")).to_have_count(2)
    expect(page.locator("#stage")).to_be_hidden()


def test_the_camera_aims_holds_still_and_its_photo_is_kept(
    camera: Browser, case: Case, live_server: Any, faults: Faults
) -> None:
    taken(Client(), case, days=60)
    context = camera.new_context(viewport=SLIM, locale="en-GB")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(live_server.url + address("photo_take", case))
    page.get_by_role("button", name="Open the camera").click()
    expect(page.get_by_role("button", name="Take the photo")).to_be_visible()
    expect(page.locator("[data-meter=light] dd").first).not_to_have_text("Looking …")
    expect(page.locator("[data-meter=level] dd").first).to_have_text("This device has no level.")
    assert page.locator(".head:not(.off)").get_attribute("data-view") == "crown"
    page.get_by_role("button", name="Stronger").click()
    expect(page.locator(".ghost")).to_have_class("ghost g3")
    page.get_by_label("Which part does it show?").select_option("left_side")
    assert page.locator(".head:not(.off)").get_attribute("data-view") == "left"
    expect(page.locator(".ghost")).to_be_hidden()  # nothing to match on this side yet
    found = faults(page, "booth-open-360")
    page.get_by_role("button", name="Take the photo").click()
    expect(page.locator("#preview img")).to_be_visible(timeout=15_000)
    expect(page.get_by_role("button", name="Keep this photo")).to_be_focused()
    found += faults(page, "booth-taken-360")
    page.get_by_role("button", name="Keep this photo").click()
    expect(page.get_by_role("status")).to_contain_text("The photo is kept.")
    context.close()
    assert (found, complaints) == ([], [])
    assert Picture.objects.latest("pk").zone == "left_side"


def test_the_meters_and_the_server_find_the_same_figures(open_page: Opener, case: Case) -> None:
    picture = taken(Client(), case, data=as_file(scalp(), quality=95))
    page = open_page(address("photo", case, picture.public_id), size=WIDE)
    seen = page.evaluate(
        """async () => {
            const figures = await import("/static/anagen/js/measure_figures.js");
            const image = document.querySelector(".preview img");
            await image.decode();
            const canvas = document.createElement("canvas");
            const { naturalWidth: width, naturalHeight: height } = image;
            const { grey, ...found } = figures.figuresOf(
                figures.smallPoints(image, width, height, canvas));
            return found;
        }"""
    )
    kept_figures = quality_of(scalp())
    assert seen["brightness"] == pytest.approx(kept_figures.brightness_percent, abs=1)
    assert seen["glare"] == pytest.approx(kept_figures.glare_percent, abs=0.5)
    assert seen["sharpness"] == pytest.approx(kept_figures.sharpness, rel=0.5)
