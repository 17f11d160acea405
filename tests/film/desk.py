"""What somebody in the film of a clinic sees and does: a browser of their own, and one clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.film.camera import Film
from tests.web.conftest import overflow_px
from tests.web.treat.ground import Time

Faults = Callable[[Page, str], list[str]]
#: The address that pictures show instead of that of the test.
SHOWN = "https://anagen.clinic.example"


@dataclass(frozen=True)
class Walk:
    """What every browser of the day shares: the film, the eye for faults, the clock."""

    film: Film
    faults: Faults
    time: Time


class Desk:
    """One person of the day with a browser of their own: what it shows, and its faults."""

    def __init__(self, page: Page, walk: Walk) -> None:
        self.page, self.film, self.faults, self.time = page, walk.film, walk.faults, walk.time
        self.home = "/".join(page.url.split("/")[:3])
        self.found: list[str] = []

    def go(self, address: str) -> None:
        """Opens a page by its address."""
        self.time.on(seconds=4)
        self.page.goto(address if address.startswith("http") else self.home + address)

    def sees(self, words: str, name: str = "", checked: bool = False) -> None:
        """The screen says these words and nothing sticks out; filmed under a name."""
        expect(self.page.locator("main")).to_contain_text(words)
        assert overflow_px(self.page) <= 0, f"{self.page.url}: wider than the screen"
        if name:
            self.film.shot(self.page, name)
        if checked:
            self.found += self.faults(self.page, name or words)

    def press(self, name: str, role: str = "button") -> None:
        """Presses what has this name, and waits for the page that follows."""
        self.time.on(seconds=4)
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]

    def fill(self, **typed: str) -> None:
        """Types into fields by their ids."""
        for name, text in typed.items():
            self.page.fill(f"#{name}", text)

    def shows(self, place: str) -> None:
        """Scrolls until something stands at the top of the screen."""
        self.page.locator(place).first.evaluate(
            "one => { scrollTo(0, one.getBoundingClientRect().top + scrollY - 16) }"
        )

    def link(self, place: str) -> str:
        """A link that the page shows once. The picture shows a clinic's own address instead."""
        found = self.page.locator(place)
        tag = found.evaluate("one => one.tagName")
        link = (found.input_value() if tag == "INPUT" else found.inner_text()).strip()
        assert link.startswith(f"{self.home}/")
        shown = SHOWN + link.removeprefix(self.home)
        found.evaluate("(one, says) => { one.value = one.textContent = says }", shown)
        return link

    @contextmanager
    def in_the_dark(self) -> Iterator[None]:
        """The same screen for somebody whose computer is dark."""
        self.page.emulate_media(color_scheme="dark")
        yield
        self.page.emulate_media(color_scheme="light")
