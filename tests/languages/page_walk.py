"""Walks pages from link to link, and gathers the words that a person reads or hears on them.

What is English on purpose, such as the title of a paper, says so with `lang`; what a person
typed says so with `translate="no"`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from html.parser import HTMLParser

from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve

#: Attributes whose words are shown or read out; the last is the hint inside a field.
SPOKEN = frozenset({"aria-label", "aria-description", "alt", "title", "".join(("place", "holder"))})
VOID = {"br", "col", "hr", "img", "input", "link", "meta", "path", "source", "use", "wbr"}
#: Pages looked at for one route; its other addresses show the same words.
OF_ONE_ROUTE = 2


class Words(HTMLParser):
    """The words on a page in one language, and the links to other pages."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self._language = language
        self._quiet: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a":
            self.links.append((found.get("href") or "").partition("#")[0])
        own = found.get("lang", self._language) != self._language or found.get("translate") == "no"
        quiet = own or tag in {"script", "style", "code"} or any(self._quiet)
        if not quiet:
            self.words += [text or "" for name, text in found.items() if name in SPOKEN]
        if tag not in VOID:
            self._quiet.append(quiet)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self._quiet:
            self._quiet.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._quiet):
            self.words.append(" ".join(data.split()))


def speaking(client: Client, language: str) -> Client:
    """The client of somebody who has chosen a language."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


class Walk:
    """The pages that one person has seen: the texts with the first page that shows each."""

    def __init__(self, client: Client, language: str) -> None:
        self.client = speaking(client, language)
        self.language = language
        self.said: dict[str, str] = {}
        self.seen: set[str] = set()
        self._routes: Counter[str] = Counter()

    def through(self, starts: Iterable[str]) -> Walk:
        """Looks at every one of these pages, and at what they lead to."""
        to_do = list(starts)
        always = set(to_do)
        while to_do:
            address = to_do.pop(0)
            if address not in self.seen and (self._is_new(address) or address in always):
                self.seen.add(address)
                to_do += self._looked_at(address)
        return self

    def _looked_at(self, address: str) -> list[str]:
        answer = self.client.get(address)
        assert answer.status_code < 500, address
        page = Words(self.language)
        page.feed(answer.content.decode() if "text/html" in answer.get("Content-Type", "") else "")
        for text in page.words:
            self.said.setdefault(text, address)
        moved = answer.get("Location", "")
        return [*page.links, moved] if moved else page.links

    def _is_new(self, address: str) -> bool:
        """Whether an address is one of our pages that shows words not seen yet."""
        try:
            name = resolve(address.partition("?")[0]).view_name
        except Resolver404:
            return False
        self._routes[name] += 1
        return self._routes[name] <= OF_ONE_ROUTE and "." not in address.rpartition("/")[2]
