"""The pages' own words: found wherever they are marked, and spoken by Django."""

from __future__ import annotations

import pytest
from django.utils import translation
from django.utils.translation import get_language_bidi, gettext, ngettext

from anagen.languages.pages import marked
from anagen.languages.pseudo import pseudo


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("a.html", '{% translate "Save" %}', ("", "Save", "")),
        ("a.html", '{% translate "Open" context "a door" %}', ("a door", "Open", "")),
        (
            "a.html",
            "{% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days"
            "{% endblocktranslate %}",
            ("", "%(n)s day", "%(n)s days"),
        ),
        (
            "a.html",
            "{% blocktranslate trimmed %}\n  One\n  line.\n{% endblocktranslate %}",
            ("", "One line.", ""),
        ),
        ("a.py", 'label = gettext_lazy("Save")', ("", "Save", "")),
        ("a.py", 'label = _("One " "line.")', ("", "One line.", "")),
        ("a.py", 'ngettext("%d day", "%d days", n)', ("", "%d day", "%d days")),
        ("a.py", 'pgettext("a door", "Open")', ("a door", "Open", "")),
        ("a.py", 'npgettext("a", "%d day", "%d days", n)', ("a", "%d day", "%d days")),
    ],
)
def test_a_marked_text_is_found(tmp_path, name, text, found):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert list(marked(path)) == [found]


def test_what_is_not_marked_is_left_alone(tmp_path):
    path = tmp_path / "a.py"
    path.write_text('label = "Save"\nprint("Open")\n', encoding="utf-8")
    assert list(marked(path)) == []


def test_django_speaks_spanish_with_right_plurals():
    with translation.override("es"):
        assert gettext("Password") == "Contraseña"
        assert ngettext("%(n)s pass", "%(n)s passes", 1) % {"n": 1} == "1 pasada"
        assert ngettext("%(n)s pass", "%(n)s passes", 2) % {"n": 2} == "2 pasadas"
        assert not get_language_bidi()


def test_django_speaks_the_language_made_by_rule_from_right_to_left():
    with translation.override("ar-xb"):
        assert gettext("Password") == pseudo("Password")
        assert get_language_bidi()
