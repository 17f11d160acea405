"""The look: contrast as promised, icons that exist, no style a strict policy would drop."""

from __future__ import annotations

import re
from math import cos, pi, sin
from pathlib import Path

import pytest
from django.utils import translation

from anagen.web import look
from anagen.web.look.sources import KINDS, READ
from anagen.web.look.templatetags.look import drawings, icon, pinned_tape, tape
from anagen.web.look.templatetags.words import HOLD_ICONS, amount, day, hours, moment

WEB = Path(look.__file__).parents[1]
STATIC = WEB / "look" / "static" / "anagen"
TOKEN = re.compile(r"--([\w-]+): light-dark\(oklch\(([^)]*)\), oklch\(([^)]*)\)\)")
TOKENS = {
    name: (light, dark)
    for name, light, dark in TOKEN.findall((STATIC / "css" / "tokens.css").read_text())
}
WASHES = ["proceed-wash", "wait-wash", "ask-wash", "stop-wash", "mark-wash"]
#: Pairs of words on a ground, and the least contrast each needs (WCAG 2.2: 4.5; borders 3).
PAIRS = [
    *[(ink, ground, 4.5) for ink in ("ink", "ink-2", "ink-3") for ground in ("ground", "surface")],
    *[("ink", wash, 7) for wash in WASHES],
    *[("ink-2", wash, 4.5) for wash in WASHES],
    *[(name, f"{name}-wash", 4.5) for name in ("proceed", "wait", "ask", "stop", "mark")],
    *[(name, "ground", 4.5) for name in ("proceed", "wait", "ask", "stop", "mark")],
    ("on-mark", "mark-fill", 4.5),
    ("on-stop", "stop-solid", 4.5),
    ("line-firm", "ground", 3),
    ("line-firm", "surface", 3),
]


def luminance(oklch: str) -> float:
    """Relative luminance of a colour (Ottosson 2020 for OKLab; WCAG 2.2 for luminance)."""
    lightness, chroma, hue = (float(part.rstrip("%")) for part in oklch.split()[:3])
    lightness /= 100
    a, b = chroma * cos(hue * pi / 180), chroma * sin(hue * pi / 180)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short
    red, green, blue = (min(max(part, 0), 1) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_black_on_white_has_the_greatest_contrast_there_is() -> None:
    assert contrast("100% 0 0", "0% 0 0") == pytest.approx(21)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_words_stand_out_from_their_ground(ink: str, ground: str, least: float, theme: int) -> None:
    assert contrast(TOKENS[ink][theme], TOKENS[ground][theme]) >= least


def pages() -> list[tuple[Path, str]]:
    return [(path, path.read_text()) for path in sorted(WEB.rglob("templates/**/*.html"))]


def test_every_icon_that_a_page_names_is_drawn() -> None:
    named = {name for _, text in pages() for name in re.findall(r'{% icon "(\w+)" %}', text)}
    passed = {name for _, text in pages() for name in re.findall(r'icon_name="(\w+)"', text)}
    assert (named | passed | set(HOLD_ICONS.values())) - set(drawings()) == set()


def test_every_icon_that_is_drawn_is_used() -> None:
    texts = [text for _, text in pages()] + [path.read_text() for path in WEB.rglob("*.py")]
    words = set(re.findall(r'"(\w+)"', "\n".join(texts)))
    assert set(drawings()) - words == set()


def test_an_icon_is_hidden_from_those_who_listen() -> None:
    assert 'aria-hidden="true"' in icon("stop")


def test_no_page_carries_a_style_or_a_script_of_its_own() -> None:
    ours = r"""<script(?! type="module" src="{% static 'anagen/js/\w+\.js' %}"></script>)"""
    banned = re.compile(rf"\sstyle=|<style|{ours}|\son\w+=|javascript:", re.IGNORECASE)
    assert [str(path) for path, text in pages() if banned.search(text)] == []


def test_every_class_in_the_styles_is_used_by_a_page() -> None:
    styles = "\n".join(path.read_text() for path in (STATIC / "css").glob("*.css"))
    styles = re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL)
    selectors = re.sub(r"{[^{}]*}", "{}", styles)
    classes = set(re.findall(r"\.([a-z][\w-]*)", selectors)) - {"woff2"}
    used = " ".join(
        [text for _, text in pages()]
        + [path.read_text() for path in WEB.rglob("*.py")]
        + [(WEB / "look" / "icons.svg").read_text()]
    )
    words = set(re.findall(r"[\w-]+", used))
    assert classes - words == set()


def test_directions_follow_the_script_not_the_screen() -> None:
    sided = re.compile(r"(?:margin|padding|border|inset)-(?:left|right)|float: (?:left|right)")
    found = [path.name for path in (STATIC / "css").glob("*.css") if sided.search(path.read_text())]
    assert found == []


@pytest.mark.parametrize(("past", "dark"), [(0, 1), (0.5, 29), (1, 57), (-3, 1), (7, 57)])
def test_a_tape_has_as_many_dark_ticks_as_time_has_passed(past: float, dark: int) -> None:
    before, _, after = tape(past).partition('<g class="left">')
    assert before.count("<line") == dark
    assert after.count("<line") == 57 - dark


def test_the_pin_of_a_wait_stands_where_now_is() -> None:
    assert 'cx="25.00%"' in pinned_tape(0.25)
    assert 'cx="100.00%"' in pinned_tape(3)


def test_numbers_and_times_read_as_people_say_them() -> None:
    assert [amount(0.25), amount(12.0), amount(1200)] == ["0.25", "12", "1,200"]
    assert [hours(1.5), hours(24), hours(48), hours(336)] == [
        "90\u00a0min",
        "24\u00a0h",
        "48\u00a0h",
        "14\u00a0days",
    ]
    assert day("2026-11-20") == "Friday 20\u00a0November 2026"
    assert moment("2026-11-20T19:40+01:00") == "Fri 20\u00a0November 2026, 19:40"


def test_fonts_travel_with_their_licences() -> None:
    fonts = {path.stem for path in (STATIC / "fonts").glob("*.woff2")}
    licences = {path.stem.removeprefix("OFL-") for path in (STATIC / "fonts").glob("OFL-*.txt")}
    assert fonts
    assert fonts == licences


def test_a_source_is_named_in_the_language_of_the_page():
    """Not one of its words is left in English beside a statement in Spanish."""
    with translation.override("en"):
        english = {str(kind) for _, kind in KINDS.values()} | {str(read) for read in READ.values()}
    with translation.override("es"):
        spanish = {str(kind) for _, kind in KINDS.values()} | {str(read) for read in READ.values()}
    assert len(spanish) == len(english)
    assert not spanish & english
