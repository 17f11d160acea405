"""What must not stand in the tree: unfinished words, empty names, one machine's paths."""

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, files, places_of

EMPTY_NAMES = {
    "base", "common", "helper", "helpers", "manager", "managers", "misc", "util", "utils", "v2",
}  # fmt: skip
WRITTEN = ["css", "html", "js", "md", "py", "toml"]
SHOWN = ["css", "html", "js", "svg"]
UNFINISHED = re.compile(
    r"\b(?:TODO|FIXME|XXX|TBD|NotImplementedError)\b"
    r"|(?i:\blorem ipsum\b|\bcoming soon\b|(?<!:)\bplaceholder\b(?![=(-]))"
)
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:root|work|Users)/")
REMOTE = re.compile(
    r"""(?:\b(?:src|srcset|action|data-src|poster)\s*=\s*|url\(\s*|@import\s+|\bfetch\(\s*)"""
    r"""["']?(?:https?:)?//"""
    r"""|<link\b[^>]*\bhref\s*=\s*["']?(?:https?:)?//"""
)


def empty_words(path: Path) -> set[str]:
    """The words in a module's or folder's name that say nothing about what is inside."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return {word for part in parts for word in part.split("_")} & EMPTY_NAMES


def test_every_module_name_says_what_is_inside():
    assert [str(path) for path in files("*.py") if empty_words(path)] == []


@pytest.mark.parametrize("name", ["care/utils.py", "web/helpers/forms.py", "care/plan_v2.py"])
def test_an_empty_name_is_caught_wherever_it_hides(name):
    assert empty_words(ROOT / "src" / name)


def test_nothing_is_left_unfinished():
    here = str(Path(__file__).relative_to(ROOT))
    found = places_of(UNFINISHED, *(f"*.{kind}" for kind in WRITTEN))
    assert [line for line in found if not line.startswith(here)] == []


@pytest.mark.parametrize("line", ["# TODO: later", "raise NotImplementedError", "a Placeholder."])
def test_an_unfinished_word_is_caught(line):
    assert UNFINISHED.search(line)


@pytest.mark.parametrize("line", ['<input placeholder="1.5">', "::placeholder {", "mastodon"])
def test_a_hint_inside_a_field_is_not_an_unfinished_word(line):
    assert not UNFINISHED.search(line)


def test_no_file_knows_the_machine_it_was_written_on():
    assert places_of(MACHINE_PATH) == []


@pytest.mark.parametrize("home", ["root", "work", "Users"])
def test_a_path_of_one_machine_is_caught(home):
    assert MACHINE_PATH.search(f'open("/{home}/anagen/record.json")')


def test_no_page_fetches_anything_from_another_machine():
    assert places_of(REMOTE, *(f"src/anagen/web/*.{kind}" for kind in SHOWN)) == []


@pytest.mark.parametrize(
    "line",
    [
        '<script src="https://cdn.example/x.js">',
        "background: url(//example/a.png)",
        '<link rel="stylesheet" href="https://fonts.example/css">',
        'fetch("https://example/collect")',
    ],
)
def test_a_remote_address_is_caught(line):
    assert REMOTE.search(line)


@pytest.mark.parametrize(
    "line", ['<a href="https://doi.org/10.1000/1">', '<svg xmlns="http://www.w3.org/2000/svg">']
)
def test_a_link_that_a_person_may_follow_is_allowed(line):
    assert not REMOTE.search(line)
