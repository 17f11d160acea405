"""The pages of the plan in a real browser: no fault, and sliders that only follow the server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from anagen.store.models import Case
from tests.web.conftest import SLIM, WIDE, Opener
from tests.web.plan.living import living

pytestmark = pytest.mark.django_db(transaction=True)
Faults = Callable[[Page, str], list[str]]


@pytest.fixture
def home(client: Client) -> Case:
    return living(client)


@pytest.fixture
def clinic(client: Client) -> Case:
    return living(client, "clinic", said={"lot_noted": None, "price_written": False})


@pytest.fixture
def addresses(home: Case, clinic: Case, live_server: Any) -> dict[str, str]:
    """Every page of the plan in its states, by a name for its picture."""
    numbers = "?currency=eur&session=150&sessions=6&device=60&minoxidil=12,5&needles=x"
    paths = {
        "plan-hour": reverse("calendar", args=[home.public_id]) + "?hour=25",
        "budget-sums": reverse("budget", args=[home.public_id]) + numbers,
        "practitioner": reverse("practitioner", args=[clinic.public_id]),
        "aftercare": reverse("aftercare", args=[home.public_id]),
    }
    return {name: live_server.url + path for name, path in paths.items()}


def test_every_page_of_the_plan_is_without_faults(
    open_page: Opener,
    addresses: dict[str, str],
    theme: str,
    faults: Faults,
) -> None:
    page = open_page("/", theme=theme, size=SLIM if theme == "light" else WIDE)
    found: list[str] = []
    for name, address in addresses.items():
        answer = page.goto(address)
        assert answer
        assert answer.status in (200, 422), name
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        found += faults(page, f"{name}-{theme}")
    assert found == []


def test_the_sums_follow_the_sliders_and_are_the_servers_own(open_page: Opener, home: Case) -> None:
    address = reverse("budget", args=[home.public_id])
    page = open_page(f"{address}?currency=eur&sessions=6")
    slider = page.get_by_role("slider", name="One session in a clinic")
    slider.fill("150")
    expect(page.get_by_label("One session in a clinic").last).to_have_value("150")
    expect(page.locator("#sums")).to_contain_text("900")
    followed = page.locator("#sums").inner_text()
    page.get_by_role("button", name="Work out").click()
    expect(page.locator("#sums")).to_contain_text("900")
    assert page.locator("#sums").inner_text() == followed


def test_the_budget_works_without_script(open_page: Opener, home: Case) -> None:
    address = reverse("budget", args=[home.public_id])
    page = open_page(address, script=False)
    expect(page.get_by_role("slider")).to_have_count(0)
    page.get_by_label("Currency").select_option("eur")
    page.get_by_label("A device for home").fill("60")
    page.get_by_role("button", name="Work out").click()
    expect(page.get_by_role("region", name="At home")).to_contain_text("60 EUR")


def test_the_check_list_works_with_the_keyboard_alone(open_page: Opener, clinic: Case) -> None:
    page = open_page(reverse("practitioner", args=[clinic.public_id]), script=False)
    page.locator("#lot_noted input[value='yes']").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Saved.")
    expect(page.locator("#lot_noted legend")).to_contain_text("met")
