"""No word of a page stands bare in a template: each is marked, so that it can be translated.

The walk over the pages sees what some record shows. This sees every branch of every page.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from tests.house.tree import PACKAGE

#: What a template says through a mark, a filter or a variable; the mark itself is gathered.
MARKED = re.compile(
    r"{%-?\s*blocktrans(?:late)?\b.*?{%-?\s*endblocktrans(?:late)?\s*-?%}"
    r"|{%-?\s*comment\b.*?{%-?\s*endcomment\s*-?%}|{#.*?#}|{%.*?%}|{{.*?}}",
    re.DOTALL,
)
#: Blocks that hold no words: the class of the page and its width.
WORDLESS = re.compile(r"({%\s*block (?:width|body_class)\s*%}).*?(?={%\s*endblock)", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
#: Names and signs that are the same in every language.
NAMES = re.compile(r"\b(?:Anagen|mm|cm|µm|UTC|PDF|CSV|I²)\b")
SPOKEN = ("aria-label=", "aria-description=", "alt=", "title=", "placeholder=")
QUIET = {"code", "script", "style"}


class Bare(HTMLParser):
    """The words of a template that no mark holds."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self._inside = tag
        for name, text in said.items():
            is_told = name.startswith("data-") and " " in (text or "").strip()
            if f"{name}=" in SPOKEN or is_told:
                self.handle_data(text or "", name)

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str, within: str = "") -> None:
        if (within or self._inside not in QUIET) and WORD.search(NAMES.sub("", data)):
            self.found.append(" ".join(data.split()))


def bare_words(template: str) -> list[str]:
    """The words of a template that nobody can translate."""
    page = Bare()
    page.feed(MARKED.sub(" ", WORDLESS.sub(r"\1", template)))
    return page.found


def test_no_template_holds_a_word_that_is_not_marked() -> None:
    paths = sorted(PACKAGE.rglob("templates/**/*.html"))
    assert len(paths) > 100
    found = {
        f"{path.relative_to(PACKAGE)}: {words}"
        for path in paths
        for words in bare_words(path.read_text(encoding="utf-8"))
    }
    assert found == set()


@pytest.mark.parametrize(
    "template",
    [
        "<p>Plain</p>",
        "<p>{{ n }} kept</p>",
        '<p>{% if n %}{% translate "Some" %}{% else %}none{% endif %}</p>',
        '<img alt="A picture">',
        '<p data-late="Too late now">{{ n }}</p>',
        "{% block title %}Plain{% endblock %}",
    ],
)
def test_a_bare_word_is_caught(template: str) -> None:
    assert bare_words(template)


@pytest.mark.parametrize(
    "template",
    [
        '<p>{% translate "Marked" %} 0.25 mm · {{ said }}</p>',
        "<p>{% blocktranslate trimmed %}All {{ n }} kept{% endblocktranslate %}</p>",
        "<img alt=\"{% translate 'A picture' %}\">",
        "{% block width %} narrow{% endblock %}{# a note #}",
        '<code dir="ltr">anagen verify --head {{ head }}</code>',
    ],
)
def test_a_marked_word_is_not(template: str) -> None:
    assert bare_words(template) == []
