"""Every page in light and dark, wide and slim: no fault that axe can find, nothing cut off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from anagen.records.words import Triage, Verdict
from anagen.store.models import Case
from tests.web.conftest import Opener, Strays, follow
from tests.web.whole_advice import BARE, WHOLE, kept

pytestmark = pytest.mark.django_db(transaction=True)


ONE_OF_EACH_KIND = ("pregnant", "sex", "skin_today", "needle_mm", "stopped_on", "remarks")


def addresses(case: Case) -> dict[str, str]:
    """Every page that can be opened, by a name for its picture."""
    id = case.public_id
    plain = {name: reverse(name) for name in ("start", "begin", "records")}
    of_case = {
        name: reverse(name, args=[id])
        for name in ("setting", "review", "shedding_tests", "record", "delete")
    }
    questions = {
        f"question-{question}": reverse("question", args=[id, question])
        for question in ONE_OF_EACH_KIND
    }
    stop = replace(BARE, verdict=Verdict.DO_NOT_TREAT, says="Do not needle.", missing=())
    told = {
        "wait": WHOLE,
        "ask": BARE,
        "stop": stop,
        "go": replace(BARE, verdict=Verdict.PROCEED, says="You can needle today.", missing=()),
        "urgent": replace(stop, triage=Triage.EMERGENCY_NOW),
    }
    decisions = {name: kept(advice, case) for name, advice in told.items()}
    advice = {
        f"advice-{name}": reverse("advice", args=[decision.public_id])
        for name, decision in decisions.items()
    }
    letter = {"letter": reverse("letter", args=[decisions["wait"].public_id])}
    return plain | of_case | questions | advice | letter | {"missing": "/nowhere/"}


Faults = Callable[[Page, str], list[str]]


def test_every_page_is_without_faults(
    open_page: Opener, opened: Case, theme: str, size: dict[str, int], faults: Faults
) -> None:
    page = open_page(reverse("start"), theme=theme, size=size)
    home = page.url.removesuffix(reverse("start"))
    page.goto(home + reverse("question", args=[opened.public_id, "isotretinoin"]))
    page.get_by_label("Yes, but I stopped").check()
    follow(page.get_by_role("button", name="Continue"))
    found: list[str] = []
    for name, address in addresses(opened).items():
        page.goto(home + address)
        for closed in page.locator("details").all():
            closed.evaluate("one => { one.open = true }")
        found += faults(page, f"{name}-{theme}-{size['width']}")
    assert found == []


def test_a_slip_on_every_kind_of_question_is_without_faults(
    open_page: Opener, opened: Case, theme: str, size: dict[str, int], faults: Faults
) -> None:
    page = open_page(reverse("start"), theme=theme, size=size)
    home = page.url.removesuffix(reverse("start"))
    found: list[str] = []
    for question in ("birth_year", "sex", "skin_today", "remarks"):
        page.goto(home + reverse("question", args=[opened.public_id, question]))
        follow(page.get_by_role("button", name="Continue"))
        assert page.get_by_role("alert").count() == 1
        found += faults(page, f"slip-{question}-{theme}-{size['width']}")
    assert found == []


def test_a_fault_would_be_noticed(open_page: Opener, opened: Case, faults: Faults) -> None:
    page = open_page(reverse("start"))
    page.locator("h1").evaluate(
        "one => one.insertAdjacentHTML('afterend', '<img src=\"/static/anagen/mark.svg\">')"
    )
    page.locator("h1").evaluate("one => { one.insertAdjacentText('afterend', 'x'.repeat(999)) }")
    found = faults(page, "spoilt")
    assert any("image-alt" in fault for fault in found)
    assert any("px too wide" in fault for fault in found)


@pytest.mark.parametrize(
    ("address", "is_stray"),
    [
        ("http://localhost:8000/static/anagen/mark.svg", False),
        ("data:image/svg+xml,x", False),
        ("http://localhost:80001/", True),
        ("http://localhost:8000.evil.example/", True),
        ("https://doi.org/10.1000/1", True),
    ],
)
def test_a_request_to_another_machine_would_be_noticed(address: str, is_stray: bool) -> None:
    strays = Strays("http://localhost:8000")
    strays.watch(SimpleNamespace(url=address))
    assert bool(strays.seen) is is_stray
