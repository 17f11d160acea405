"""Walks all pages, at home and in a clinic: none leaves words that cannot be translated.

In the language made by rule no word may stay plain. In Spanish no English may be left: a text of
the core that has a mark but no entry would still pass by the rule.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from anagen.web.access.table import table
from anagen.web.access.viewer import STAFF, Role
from tests.film.home_pages import people_in_every_state
from tests.languages.page_walk import Walk, Words, speaking
from tests.web.access.examples import Subject
from tests.web.access.matrix import Known, address, routes
from tests.web.clinic.desk.test_desk_in_a_browser import a_busy_day
from tests.web.clinic_world import World, clinic_world, in_clinic, session_of

__all__ = ["clinic_world", "in_clinic"]

pytestmark = pytest.mark.django_db

BY_RULE = "ar-xb"
#: Three letters in a row that the rule has not touched; a unit or "PRP" is shorter.
PLAIN = re.compile(r"(?<![\u202e\w])[A-Za-z]{3,}")
#: Names that are the same in every language.
NAMES = re.compile(
    r"\b(?:Anagen|Español|English|JavaScript|JPEG|PNG|HEIC|PDF|CSV|Norwood|Hamilton|Ludwig|"
    r"Sinclair|Europe/Madrid|min|Right to left)\b|\b(?:doi|pmc|pmid):\S+|\b[A-Z]{3}\b"
)
#: Everyday English that is no Spanish; "has" is both.
ENGLISH = re.compile(
    r"\b(?:the|of|and|with|you|your|is|was|are|not|from|to|for|this|that|it|what|when|how|day|"
    r"needles?|hours|hair|scalp|kept|keep|page)\b",
    re.IGNORECASE,
)
#: What the people of the tests have typed, where a sentence goes on beside it.
TYPED = re.compile(
    r"1 ml twice a day|canary-\d+|Course of six|1,00 can\b|Pen 2\b|\bHELD\b|^New$|^The patient$|"
    r"Patient P-\d of Clinic Here|\b(?:Clinic|Clinician|Owner|Assistant|Auditor|Reception) Here|"
    r"(?<!:)\b[0-9a-f]{8}\b|\S+@example\.org|\bpain_worse=yes|<scalp microneedling>"
)
#: Who looks at the pages of a clinic; together they may open all of them.
LOOKING = (Role.OWNER, Role.PATIENT, Role.NOBODY)


def plain(said: dict[str, str]) -> dict[str, str]:
    """The texts with words that the rule has not touched, each with a page that shows it."""
    return {
        text: page
        for text, page in said.items()
        if PLAIN.search(NAMES.sub("", TYPED.sub("", text)))
    }


def english(said: dict[str, str]) -> dict[str, str]:
    """The texts with everyday English in them, each with a page that shows it."""
    return {text: page for text, page in said.items() if ENGLISH.search(TYPED.sub("", text))}


@pytest.fixture(autouse=True)
def _quietly() -> Iterator[None]:
    """Pages that are refused need no line in the log each."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def two_ways(settings: Any) -> None:
    """The language made by rule is offered too."""
    settings.LANGUAGES = [*settings.LANGUAGES, (BY_RULE, "Right to left")]


def walk_at_home(language: str) -> Walk:
    client = speaking(Client(HTTP_HOST="127.0.0.1"), language)
    starts = people_in_every_state(client)
    walk = Walk(client, language).through(["/", *starts])
    assert len(walk.seen) > 60
    return walk


def test_no_page_at_home_leaves_words_that_cannot_be_translated(two_ways: None) -> None:
    assert plain(walk_at_home(BY_RULE).said) == {}


def test_no_page_at_home_says_anything_in_english_to_who_reads_spanish() -> None:
    assert english(walk_at_home("es").said) == {}


def walk_in_a_clinic(world: World, language: str) -> dict[str, str]:
    patient = world.here.patients[0]
    subject = Subject(
        patient.case, "canary", world.here.clinic, world.here.members[Role.ASSISTANT], patient
    )
    busy, known = list(a_busy_day(world.here).values()), Known()
    said: dict[str, str] = {}
    for role in LOOKING:
        open_to = [one for one in routes() if role in table()[one.name].who]
        starts = [address(one, subject, known) for one in open_to]
        walk = Walk(somebody_as(role, world), language)
        said |= walk.through([*(busy if role in STAFF else []), *starts]).said
    assert len(said) > 500
    return said


def somebody_as(role: Role, world: World) -> Client:
    client = Client(HTTP_HOST="127.0.0.1")
    if role is not Role.NOBODY:
        key = session_of(world.here.user(role))
        client.cookies[django_settings.SESSION_COOKIE_NAME] = key
    return client


def test_no_page_of_a_clinic_leaves_words_that_cannot_be_translated(
    two_ways: None, clinic_world: World
) -> None:
    assert plain(walk_in_a_clinic(clinic_world, BY_RULE)) == {}


def test_no_page_of_a_clinic_says_anything_in_english_to_who_reads_spanish(
    clinic_world: World,
) -> None:
    said = walk_in_a_clinic(clinic_world, "es")
    # The advice of the world of tests is made up: no catalogue holds it.
    ours = {text: page for text, page in said.items() if not page.startswith("/advice/")}
    assert english(ours) == {}


def test_a_plain_word_is_caught_and_one_that_is_meant_to_stay_is_not() -> None:
    page = Words(BY_RULE)
    page.feed(
        '<p aria-label="Plain too">Plain <b lang="en">A paper</b> <i translate="no">crown dot</i>'
        "<br>after</p>"
    )
    said = dict.fromkeys(page.words, "/")
    assert [text for text in said if text] == ["Plain too", "Plain", "after"]
    assert plain(said).keys() == {"Plain too", "Plain", "after"}
    assert plain({"\u202eÁccéntédd\u202c 0.25 mm": "/"}) == {}
    assert ENGLISH.search("Keep it")
    assert not ENGLISH.search("Lo que has contado hoy")
