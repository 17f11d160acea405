"""Somebody with a phone who walks through the pages, while time passes for all clocks at once."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.film.camera import Film
from tests.web.conftest import overflow_px
from tests.web.treat.ground import Time

#: How long a slow machine may take between setting the clock of the phone and stopping it.
MARGIN = timedelta(hours=1)


class Walk:
    """What the screen shows, what is pressed, and how much later it is."""

    def __init__(self, page: Page, time: Time, film: Film) -> None:
        self.page, self.time, self.film = page, time, film
        # A clock that is installed runs until it is stopped; it must not be past that moment then.
        page.clock.install(time=time.at - MARGIN)
        page.clock.pause_at(time.at + timedelta(seconds=1))
        page.reload()

    def sees(self, words: str, name: str = "") -> None:
        """The screen says these words, nothing sticks out of it, and it is filmed."""
        expect(self.page.locator("main")).to_contain_text(words)
        assert overflow_px(self.page) <= 0, f"{self.page.url} is wider than the screen"
        if name:
            self.film.shot(self.page, name)

    def press(self, name: str, role: str = "button") -> None:
        """Presses what has this name, and waits for the page that follows."""
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]

    def follow(self, place: str) -> None:
        """Presses the first thing of this kind, and waits for the whole page it leads to."""
        with self.page.expect_navigation():
            self.page.locator(place).first.click()

    def goes_to(self, place: str) -> None:
        """Presses one of the five places at the foot of the screen."""
        self.press(place, "link")

    def on(self, **by: float) -> None:
        """Time passes: for the computer and for the phone."""
        self.time.on(**by)
        self.page.clock.run_for(timedelta(**by) // timedelta(milliseconds=1))

    def later(self, **by: float) -> None:
        """Comes back later; the page was closed meanwhile."""
        self.time.on(**by)
        self.page.clock.fast_forward(timedelta(**by) // timedelta(milliseconds=1))

    def shows(self, place: str) -> None:
        """Scrolls until something stands at the top of the screen."""
        self.page.locator(place).first.evaluate(
            "one => { scrollTo(0, one.getBoundingClientRect().top + scrollY - 16) }"
        )
