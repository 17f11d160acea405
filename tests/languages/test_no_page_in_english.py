"""Walks the pages of the sample record in the language made by rule: no words may stay plain.

What is English on purpose, such as the title of a paper, says so with `lang`; what a person
typed says so with `translate="no"`.
"""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import timezone

from anagen.web.sample.filling import fill

pytestmark = pytest.mark.django_db

#: Three letters in a row that the rule has not touched; a unit or "PRP" is shorter.
PLAIN = re.compile(r"(?<![\u202e\w])[A-Za-z]{3,}")
#: Names that are the same in every language.
NAMES = re.compile(
    r"\b(?:Anagen|Español|English|JavaScript|JPEG|PNG|HEIC|PDF|CSV|USD|EUR|GBP|Norwood|Hamilton|"
    r"Ludwig|Sinclair|Europe/Madrid|min|Right to left)\b|\b(?:doi|pmc|pmid):\S+"
)
SPOKEN = ("aria-label", "alt", "title", "placeholder")
#: Pages looked at for one route; its other addresses show the same words.
OF_ONE_ROUTE = 4
VOID = {"br", "col", "hr", "img", "input", "link", "meta", "path", "source", "use", "wbr"}


class Words(HTMLParser):
    """The words on a page that a person reads or hears, and the links to other pages."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self._quiet: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a":
            self.links.append((found.get("href") or "").partition("#")[0])
        own = found.get("lang", "ar-xb") != "ar-xb" or found.get("translate") == "no"
        quiet = own or tag in {"script", "style"} or any(self._quiet)
        if not quiet:
            self.words += [found[name] or "" for name in SPOKEN if name in found]
        if tag not in VOID:
            self._quiet.append(quiet)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self._quiet:
            self._quiet.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._quiet):
            self.words.append(" ".join(data.split()))


@pytest.fixture
def visitor(settings) -> Client:
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar-xb", "Right to left")]
    fill(timezone.now())
    client = Client(HTTP_HOST="127.0.0.1", raise_request_exception=False)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar-xb"
    return client


def plain_words(client: Client) -> dict[str, str]:
    """The texts with words that no translation has touched, each with a page that shows it."""
    found: dict[str, str] = {}
    routes: Counter[str] = Counter()
    seen: set[str] = set()
    to_do = ["/"]
    while to_do:
        address = to_do.pop(0)
        if address in seen or not is_page(address, routes):
            continue
        seen.add(address)
        answer = client.get(address, follow=True)
        page = Words()
        page.feed(answer.content.decode() if "text/html" in answer["Content-Type"] else "")
        to_do += page.links
        found |= {text: address for text in page.words if PLAIN.search(NAMES.sub("", text))}
    assert len(seen) > 20
    return found


def is_page(address: str, routes: Counter[str]) -> bool:
    """Whether an address is one of our pages that shows words not seen yet."""
    try:
        name = resolve(address.partition("?")[0]).view_name
    except Resolver404:
        return False
    routes[name] += 1
    return routes[name] <= OF_ONE_ROUTE and "." not in address.rpartition("/")[2]


def test_no_page_leaves_words_that_cannot_be_translated(visitor):
    assert plain_words(visitor) == {}


def test_a_plain_word_is_caught_and_one_that_is_meant_to_stay_is_not():
    page = Words()
    page.feed(
        '<p aria-label="Plain too">Plain <b lang="en">A paper</b> <i translate="no">crown dot</i>'
        "<br>after</p>"
    )
    assert [text for text in page.words if text] == ["Plain too", "Plain", "after"]
    assert not PLAIN.search("\u202eÁccéntédd\u202c 0.25 mm")
    assert PLAIN.search("still plain")
