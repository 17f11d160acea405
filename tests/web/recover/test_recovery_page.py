"""The page of the recovery: what is normal now, when to look again, what to look out for."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from anagen.care.case import case_of
from anagen.records.answers import Answer
from anagen.records.report import Report
from anagen.store.models import Case
from anagen.web.clock import now
from anagen.web.recover.healing import Course, HealingSign, healing
from tests.story import NOW, knowledge, record
from tests.web.after_a_session import session, somebody

pytestmark = pytest.mark.django_db


def text_of(client: Client, case: Case) -> str:
    response = client.get(reverse("recovery", args=[case.public_id]))
    assert response.status_code == 200
    page = response.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


# What is normal on this day


def sign(name: str, hours_ago: float | None) -> HealingSign:
    sessions = () if hours_ago is None else (session(hours_ago, at=NOW),)
    one = record(said={"needled_before": bool(sessions)}, sessions=sessions)
    found = healing(case_of(one, knowledge(), NOW))
    return next(sign for sign in found if sign.point["fact"] == f"effect_{name}")


@pytest.mark.parametrize(
    ("name", "hours_ago", "course"),
    [
        ("redness", None, Course.BEFORE),
        ("redness", 1, Course.USUAL),
        ("redness", 72, Course.USUAL),
        ("redness", 73, Course.LINGERING),
        ("redness", 168, Course.LINGERING),
        ("redness", 169, Course.LATE),
        ("pinpoint_bleeding", 0.5, Course.USUAL),
        ("pinpoint_bleeding", 25, Course.LATE),
        ("bruise", 200, Course.USUAL),
    ],
)
def test_a_sign_is_usual_only_in_its_time(
    name: str, hours_ago: float | None, course: Course
) -> None:
    assert sign(name, hours_ago).course is course


def test_the_drawing_fades_with_the_hours_and_never_vanishes() -> None:
    strengths = [sign("redness", hours).strength for hours in (0, 24, 48, 72, 300)]
    assert strengths == sorted(strengths, reverse=True)
    assert min(strengths) > 0


def test_every_sign_with_the_clock_of_a_session_is_there() -> None:
    one = record(said={"needled_before": True}, sessions=(session(30, at=NOW),))
    signs = healing(case_of(one, knowledge(), NOW))
    assert {"effect_redness", "effect_swelling", "effect_dryness", "effect_soreness"} <= {
        sign.point["fact"] for sign in signs
    }
    courses = [sign.course is Course.LATE for sign in signs]
    assert courses == sorted(courses)


# The page


def test_it_works_on_the_day_after(client: Client) -> None:
    page = text_of(client, somebody(hours_ago=30, hours_old=30))
    assert "after your session" in page
    assert "Due now" in page
    assert "Redness" in page
    assert "Usual until" in page
    assert "Drawings, not photos" in page
    assert "Call the emergency number now" in page
    assert "How to treat the skin" in page


def test_without_a_session_it_tells_what_will_be_normal(client: Client) -> None:
    page = text_of(client, somebody({"needled_before": False}))
    assert "Healing after a session" in page
    assert "Usual for" in page
    assert "Due now" not in page


def test_check_ins_are_done_due_or_to_come(client: Client) -> None:
    at = now() - timedelta(hours=2)
    made = Report(at, {"fever": Answer("below_38", at)})
    page = text_of(client, somebody(hours_ago=30, reports=(made,)))
    assert "Done" in page
    assert "Due now" not in page
    assert "Your check-ins" in page
    assert "No: I measured less than 38 °C" in page


def test_help_comes_first(client: Client) -> None:
    page = text_of(client, somebody({"scalp_warnings": ("pus",)}, hours_ago=30))
    assert page.index("See a doctor today") < page.index("after your session")


def test_shedding_is_never_called_a_sign_that_it_works(client: Client) -> None:
    page = text_of(client, somebody(hours_ago=30))
    assert "Shedding does not show that it works." in page


def test_an_unknown_record_has_no_recovery(client: Client) -> None:
    assert client.get(reverse("recovery", args=[uuid4()])).status_code == 404
