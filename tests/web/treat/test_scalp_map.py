"""The scalp map: every zone in its place, in every state, never mirrored."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from anagen.records.words import Zone
from anagen.web import treat
from anagen.web.treat.scalp_map import Direction, Look, Marks, drawing, scalp_map

CSS = Path(treat.__file__).parent / "static/anagen/css/scalp.css"
PLACE = re.compile(r"\.on-(top|back)-(\w+) \{ left: ([\d.]+)%; top: ([\d.]+)%; \}")


def shown(marks: Marks, **more: object) -> str:
    return render_to_string("treat/scalp_map.html", {"map": scalp_map(marks, **more)})  # type: ignore[arg-type]


def test_every_zone_is_on_a_head_and_in_the_list() -> None:
    drawn = {one.zone for view in ("top", "back") for one in drawing(view).zones}
    assert drawn == set(Zone)
    page = shown(Marks({}), is_form=True)
    assert [page.count(f'type="checkbox" name="zone" value="{zone.value}"') for zone in Zone] == [
        1
    ] * len(Zone)


def test_the_spots_to_touch_lie_on_the_numbers_of_the_drawing() -> None:
    placed = {
        (view, word): (float(x), float(y)) for view, word, x, y in PLACE.findall(CSS.read_text())
    }
    drawn = {
        (view, one.zone.value): (one.left_pct, one.top_pct)
        for view in ("top", "back")
        for one in drawing(view).zones
    }
    assert placed == drawn


def test_places_are_per_cent_of_the_figure_and_left_is_the_persons_own() -> None:
    for view in ("top", "back"):
        for one in drawing(view).zones:
            assert 0 < one.left_pct < 100
            assert 0 < one.top_pct < 100
            side = one.zone.value.partition("_")[0]
            assert side != "left" or one.left_pct < 50
            assert side != "right" or one.left_pct > 50


def test_the_map_is_never_mirrored() -> None:
    rules = CSS.read_text()
    assert "inset-inline" not in rules
    assert "scaleX" not in rules
    assert re.search(r"\.heads \{[^}]*direction: ltr", rules)


@pytest.mark.parametrize("look", list(Look))
def test_a_state_is_told_by_drawing_and_by_words(look: Look) -> None:
    page = shown(Marks({Zone.CROWN: look}, passes={Zone.CROWN: 2}, depths_mm={Zone.CROWN: 0.25}))
    assert f'data-zone="crown" data-state="{look.value}"' in page
    words = {Look.NONE: None, Look.AHEAD: "to do", Look.DONE: "done", Look.NOW: "now"}[look]
    told = page[page.index('class="zonelist') : page.index('class="mapkey')]
    assert ("Crown" in told) is (words is not None)
    if words:
        assert words in told
        assert "2 passes" in told
        assert "0.25 mm" in told
    assert ('class="tick"' in page) is (look is Look.DONE)


@pytest.mark.parametrize("direction", list(Direction))
def test_lanes_show_the_direction_of_the_pass_now(direction: Direction) -> None:
    page = shown(Marks({Zone.CROWN: Look.NOW, Zone.BACK: Look.AHEAD}, lanes=direction))
    lanes = re.findall(r'<g class="passes"[^>]*>(.*?)</g>', page)
    assert len(lanes) == 2  # the crown is seen from above and from behind
    letters = {Direction.UP_DOWN: "V", Direction.ACROSS: "H"}.get(direction, "l")
    for lane in lanes:
        assert lane.count("<path") >= 3
        assert lane.count(letters) == lane.count("<path")


def test_two_maps_on_a_page_share_no_id() -> None:
    marks = Marks({Zone.CROWN: Look.NOW}, lanes=Direction.ACROSS)
    both = shown(marks, name="one", is_form=True) + shown(marks, name="two", is_form=True)
    ids = re.findall(r' id="([^"]+)"', both)
    assert len(ids) == len(set(ids))
    for name in re.findall(r"url\(#([^)]+)\)", both):
        assert name in ids


def test_a_zone_can_be_a_link() -> None:
    page = shown(Marks({}, addresses={Zone.BACK: "/there/"}))
    assert '<a href="/there/">8 · Back of the head</a>' in page
    assert 'class="spot on-top-back" href="/there/"' in page


def test_nothing_in_it_breaks_the_content_policy() -> None:
    page = shown(Marks({Zone.CROWN: Look.NOW}, lanes=Direction.SLANT), is_form=True)
    assert "style" not in page
    assert "<script" not in page


@pytest.mark.parametrize(
    ("looks", "explained"),
    [
        ({Zone.CROWN: Look.AHEAD}, {"k-todo", "k-none"}),
        ({Zone.CROWN: Look.DONE}, {"k-done", "k-none"}),
        ({Zone.CROWN: Look.NOW, Zone.BACK: Look.AHEAD}, {"k-now", "k-todo", "k-none"}),
        (dict.fromkeys(Zone, Look.DONE), {"k-done"}),
    ],
)
def test_the_key_explains_what_is_drawn_and_nothing_else(
    looks: dict[Zone, Look], explained: set[str]
) -> None:
    assert set(re.findall(r'class="(k-\w+)"', shown(Marks(looks)))) == explained


def test_the_key_of_a_form_explains_both_states_before_anything_is_chosen() -> None:
    assert set(re.findall(r'class="(k-\w+)"', shown(Marks({}), is_form=True))) == {
        "k-todo",
        "k-none",
    }
