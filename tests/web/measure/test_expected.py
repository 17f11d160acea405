"""What one may expect, on the page of progress: without treatment first, and no promise."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page

from anagen.records.session import Session
from anagen.records.words import DeviceKind, Setting
from anagen.store.models import Case
from tests.web.conftest import Opener
from tests.web.measure.album import a_course, address, ago, change, count, kept, text_of

pytestmark = pytest.mark.django_db


def shown(client: Client, case: Case, query: str = "") -> str:
    return unescape(text_of(client, address("progress", case) + query))


def counted(case: Case, hairs: tuple[int, ...], weeks: int = 48, **more: Any) -> None:
    """A course that began so many weeks ago, counted evenly from the day before it."""
    step = 7 * weeks / (len(hairs) - 1)
    counts = tuple(
        count(7 * weeks + 1 - number * step, one, standard_error_per_cm2=4.0, **more)
        for number, one in enumerate(hairs)
    )
    begun = Session(ago(7 * weeks), ago(7 * weeks - 0.01), Setting.HOME, DeviceKind.ROLLER, 0.5)
    change(case, measurements=counts, sessions=(begun,))


def test_no_treatment_comes_first_and_nothing_is_promised(client: Client, case: Case) -> None:
    counted(case, (150, 152, 160, 166, 170))
    page = shown(client, case)
    places = [page.index(words) for words in ("What you may expect", "Difference by treatment")]
    assert places[0] < page.index("Without treatment", places[0]) < places[1]
    assert "A forecast is no promise" in page
    assert "8 times in 10" in page
    assert "Of 100 people with counts like yours" in page


def test_one_count_or_none_leaves_the_section_out(client: Client, case: Case) -> None:
    assert "What you may expect" not in shown(client, case)
    change(case, measurements=(count(10, 131),))
    assert "What you may expect" not in shown(client, case)


def test_counts_that_cannot_be_forecast_from_leave_it_out(client: Client, case: Case) -> None:
    change(case, measurements=(count(250, 131), count(5, 190, device="other")))
    assert "What you may expect" not in shown(client, case)


def test_before_week_24_it_says_too_early(client: Client, case: Case) -> None:
    counted(case, (150, 170, 190), weeks=16)
    assert "Before week 24 nobody can say whether a course works." in shown(client, case)


WAY, COURSE = "Hairs matched one to one", "A new course, counted from before its start"
DECIDING = re.compile(r'href="(\?[^"]*deciding=yes#deciding)"')


def test_an_open_question_says_what_would_decide_it_when_asked(client: Client, case: Case) -> None:
    counted(case, (150, 152, 154, 158, 157))
    page = shown(client, case)
    assert WAY not in page
    asked = shown(client, case, unescape(DECIDING.findall(page)[0]))
    assert WAY in asked
    assert COURSE in asked
    assert not DECIDING.search(asked)


def test_what_would_decide_is_asked_of_the_series_that_is_shown(client: Client, case: Case) -> None:
    counted(case, (150, 152, 154, 158, 157))
    query = unescape(DECIDING.findall(shown(client, case, "?of=one"))[0])
    assert query.startswith("?of=one&deciding")


def test_a_question_that_is_closed_offers_nothing_to_decide_it(client: Client, case: Case) -> None:
    counted(case, (150, 175, 200, 220, 240))
    page = shown(client, case, "?deciding=yes")
    assert "The counts speak for going on." in page
    assert "What would decide it" not in page


def test_what_weakens_it_is_said_once_each(client: Client, case: Case) -> None:
    counted(case, (150, 152, 160, 166, 170))
    others = (count(30, 300, device="phone"), count(20, 310, device="old lens"))
    both = sorted((*kept(case).measurements, *others), key=lambda one: one.at)
    change(case, measurements=tuple(both))
    assert shown(client, case).count("Some counts were left out.") == 1


@pytest.mark.django_db(transaction=True)
def test_the_section_is_without_faults(
    open_page: Opener,
    case: Case,
    theme: str,
    size: dict[str, int],
    faults: Callable[[Page, str], list[str]],
) -> None:
    a_course(case)
    page = open_page(address("progress", case), theme=theme, size=size, script=False)
    assert page.get_by_role("heading", name="What you may expect").is_visible()
    wide = "wide" if size["width"] > 600 else "slim"
    page = open_page(address("progress", case) + "?deciding=yes", theme=theme, size=size)
    for closed in page.locator("#expected ~ details, section details").all():
        closed.evaluate("one => { one.open = true }")
    assert faults(page, f"expected-{theme}-{wide}") == []
