"""The drawing: words never lie on each other, numbers fit their panel, colours are classes."""

from __future__ import annotations

import random

import pytest

from anagen.web.measure.drawing import (
    LETTER_PX,
    MOST_LABEL_ROWS,
    SIZES,
    SLIM,
    bounds,
    label_rows,
    spec_of,
    svg_of,
)
from anagen.web.measure.painting import ROLES, painted
from anagen.web.measure.timeline import Mark, Point, Timeline

WORDS = {"noise": "inside noise", "untreated": "untreated", "comb": "comb", "sessions": "sessions"}


def line(**parts: object) -> Timeline:
    told = {
        "days": 300, "language": "en", "title": "hairs per cm²", "counts": (), "noise": None,
        "untaken": None, "comb": (), "sessions": (), "spans": (), "marks": (), "months": (),
        "words": WORDS, **parts,
    }  # fmt: skip
    return Timeline(**told)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(50))
def test_no_word_lies_on_another_and_none_leaves_the_picture(seed: int) -> None:
    chance = random.Random(seed)
    marks = [
        Mark(chance.randrange(301), "x" * chance.randrange(1, 19))
        for _ in range(chance.randrange(12))
    ]
    marks.sort(key=lambda one: one.day)
    taken: list[tuple[int, float, float]] = []
    for one in label_rows(marks, 300, SLIM.width):
        at, long = one.x / 300 * SLIM.width, len(one.name) * LETTER_PX
        low, high = (at - long, at) if one.is_before else (at, at + long)
        assert one.row < MOST_LABEL_ROWS
        assert high <= SLIM.width
        assert all(one.row != row or high <= begun or low >= over for row, begun, over in taken)
        taken.append((one.row, low, high))


def test_every_number_with_its_error_fits_its_panel() -> None:
    points = [Point(0, 131, 123, 139), Point(9, 4, 0, 151.2)]
    low, high = bounds(points, [160.0])
    assert low == 0
    assert high >= 160
    assert bounds([Point(0, 0, 0, 0)]) == (0, 10)


@pytest.mark.parametrize("size", SIZES, ids=lambda one: one.name)
def test_nothing_but_one_count_is_drawn_too(size: object) -> None:
    one = line(counts=(Point(0, 131, 111, 151),))
    svg = painted(svg_of(one, size), "slim-only", 'A "label" & more')  # type: ignore[arg-type]
    assert svg.startswith("<svg")
    assert 'aria-label="A &quot;label&quot; &amp; more"' in svg
    assert "s-mark" in svg
    assert not [colour for colour in ROLES if colour in svg]


def test_the_chart_holds_its_numbers_and_fetches_nothing() -> None:
    told = str(spec_of(line(counts=(Point(0, 131, 111, 151),), sessions=(1, 2)), SLIM))
    assert "url" not in told
    assert "http" not in told


def test_any_change_in_what_is_drawn_changes_the_key() -> None:
    keys = {
        line(**parts).key
        for parts in (
            {},
            {"days": 301},
            {"language": "es"},
            {"sessions": (1,)},
            {"noise": (1.0, 2.0)},
            {"marks": (Mark(1, "x"),)},
            {"marks": (Mark(2, "x"),)},
            {"title": "x"},
        )
    }
    assert len(keys) == 8
    assert line().key == line().key
