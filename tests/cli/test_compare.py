"""`anagen compare`: two visits, hair by hair, or one line that says why not."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PIL import Image

from anagen.imaging import measure
from anagen.imaging.writing import written
from tests.imaging.match.drawing import inner, measured, moved, picture, shafts

KEYS = {
    "comparable", "why", "overlap", "residual_mm", "kept", "new", "lost", "thicker", "thinner",
    "doubtful", "change_per_cm2", "change_95", "smallest_detectable_change",
}  # fmt: skip
SKIN = shafts(5)
LATER = moved([one for one in SKIN if one not in inner(SKIN, 1.0)[:2]], 1, 0.2)


@pytest.fixture
def saved(tmp_path):
    def save(name, hairs):
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(written(measured(hairs))))
        return str(path)

    return save


@pytest.fixture
def photo(tmp_path, monkeypatch):
    """Writes a picture; the stand-in for measuring knows its hairs by its first point."""
    known = []

    def stand_in(pixels, given):
        return measured(known[int(pixels[0, 0, 0]) // 20])

    monkeypatch.setattr(measure, "measure", stand_in)

    def write(name, hairs):
        path = tmp_path / f"{name}.png"
        points = picture(hairs)
        points[0, 0] = 20 * len(known)
        known.append(hairs)
        Image.fromarray(points).save(path)
        return str(path)

    return write


def test_saved_figures_are_compared_by_their_roots(anagen, saved):
    said = anagen("compare", saved("before", SKIN), saved("after", LATER), "--json")
    assert (said.code, said.err) == (0, "")
    assert said.tree.keys() >= KEYS
    assert (said.tree["comparable"], said.tree["lost"], said.tree["new"]) == (True, 2, 0)
    assert said.tree["cautions"] == ["roots_only"]


def test_pictures_are_compared_and_drawn(anagen, photo, tmp_path):
    out = tmp_path / "both.png"
    before, after, again = photo("a", SKIN), photo("b", LATER), photo("c", moved(SKIN, 1, 0.1j))
    said = anagen("compare", before, after, "--repeat", again, "--json", "--overlay", str(out))
    assert (said.code, said.err) == (0, "")
    assert (said.tree["lost"], said.tree["new"]) == (2, 0)
    assert said.tree["error_from"] == "same_day_repeats"
    assert np.asarray(Image.open(out)).shape[1] == 720


def test_words_say_what_changed(anagen, saved):
    said = anagen("compare", saved("before", SKIN), saved("after", LATER))
    assert said.code == 0
    assert "2 lost" in said.out
    assert "caution" in said.out


def test_what_cannot_be_compared_is_an_answer(anagen, saved):
    said = anagen("compare", saved("before", SKIN), saved("after", shafts(98)))
    assert said.code == 0
    assert said.out.startswith("Not comparable.")
    tree = anagen("compare", saved("before", SKIN), saved("after", SKIN[:3]), "--json").tree
    assert (tree["comparable"], tree["why"], tree["change_per_cm2"]) == (False, "few_hairs", None)


@pytest.mark.parametrize("content", ["{}", "[]", '{"hairs": 3}', "{", "[1]"])
def test_other_json_is_refused_in_one_line(anagen, saved, tmp_path, content):
    other = tmp_path / "other.json"
    other.write_text(content)
    said = anagen("compare", saved("before", SKIN), str(other))
    assert (said.code, said.err.count("\n")) == (2, 1)


def test_a_file_that_is_no_picture_is_not_comparable(anagen, saved, tmp_path):
    other = tmp_path / "words.png"
    other.write_text("words")
    said = anagen("compare", saved("before", SKIN), str(other), "--json")
    assert (said.code, said.tree["why"]) == (0, "refused")


@pytest.mark.parametrize("words", [("--px-per-mm", "0"), ("--px-per-mm", "-5")])
def test_a_scale_that_cannot_be_meant_is_refused(anagen, saved, words):
    one = saved("before", SKIN)
    said = anagen("compare", one, one, *words)
    assert (said.code, said.err.count("\n")) == (2, 1)


def test_a_missing_file_is_named(anagen, saved):
    said = anagen("compare", saved("before", SKIN), "nowhere.png")
    assert said.code == 2
    assert "nowhere.png" in said.err
