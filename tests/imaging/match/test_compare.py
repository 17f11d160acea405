"""Two visits compared: nothing changes when nothing did, and what changed is named hair by hair."""

from __future__ import annotations

import cmath
from dataclasses import replace

import pytest

from anagen.imaging.match import Visit, compare, told
from anagen.imaging.match.compared import Caution, Why
from anagen.imaging.match.drawn import comparison_png
from anagen.imaging.match.fates import Fate, Growth
from anagen.imaging.measured import Measured, Refused
from tests.imaging.match.drawing import Shaft, by_roots, inner, moved, picture, shafts, visit

TURN = cmath.rect(1, 0.12)
SKIN = shafts(5)
SHIFT = 0.3 + 0.2j


def taken_anew(hairs: list[Shaft]) -> list[Shaft]:
    return moved(hairs, TURN, SHIFT)


#: Hairs that stand well inside both pictures.
SURE = [one for one in inner(SKIN) if inner(taken_anew([one]))]


def without(hairs: list[Shaft], gone: list[Shaft]) -> list[Shaft]:
    return [one for one in hairs if one not in gone]


@pytest.mark.parametrize("one", [visit(SKIN), by_roots(SKIN)], ids=["picture", "roots"])
def test_the_same_picture_twice_shows_no_change_at_all(one):
    compared = compare(one, one)
    assert compared.comparable
    assert (compared.change_per_cm2, compared.overlap) == (0.0, 1.0)
    assert compared.residual_mm == pytest.approx(0, abs=1e-4)
    assert compared.count(Fate.KEPT) == len(compared.hairs) == one.measured.count
    assert not compared.is_beyond_error


def test_hairs_that_went_and_came_are_named():
    lost, new = SURE[:3], SURE[3:4]
    before, after = without(SKIN, new), taken_anew(without(SKIN, lost))
    compared = compare(visit(before), visit(after, light=0.8))
    named = {fate: compared.count(fate) for fate in (Fate.LOST, Fate.NEW, Fate.DOUBTFUL)}
    assert named == {Fate.LOST: 3, Fate.NEW: 1, Fate.DOUBTFUL: 0}
    assert compared.change_per_cm2 == pytest.approx(-2 / (compared.area_cm2 or 0))
    ids = {one.before for one in compared.hairs if one.fate is Fate.LOST}
    roots = [hair.root for hair in visit(before).measured.hairs if hair.id in ids]
    assert all(min(abs(complex(*root) / 60 - one.root) for one in lost) < 0.02 for root in roots)


def test_a_hair_that_the_finder_missed_once_is_kept_because_both_pictures_show_it():
    after = taken_anew(SKIN)
    blind = compare(visit(SKIN), visit(after, seen=without(after, taken_anew(SURE[:4]))))
    assert (blind.count(Fate.LOST), blind.count(Fate.NEW), blind.change_per_cm2) == (0, 0, 0.0)
    by_lists = compare(by_roots(SKIN), by_roots(without(after, taken_anew(SURE[:4]))))
    assert by_lists.count(Fate.LOST) == 4


def test_a_hair_that_went_is_lost_even_when_nobody_had_found_it():
    gone = SURE[:1]
    before = visit(SKIN, seen=without(SKIN, gone))
    compared = compare(before, visit(taken_anew(without(SKIN, gone))))
    assert [one.before for one in compared.hairs if one.fate is Fate.LOST] == [None]


@pytest.mark.parametrize("with_pictures", [True, False])
def test_the_order_of_visits_mirrors_the_answer(with_pictures):
    before = without(SKIN, SURE[3:4])
    after = [
        replace(one, width_um=one.width_um * 1.5) if number == 7 else one
        for number, one in enumerate(taken_anew(without(SKIN, SURE[:2])))
    ]
    one, other = (visit(before), visit(after)) if with_pictures else map(by_roots, (before, after))
    there, back = told(compare(one, other)), told(compare(other, one))
    for key, swapped in {"new": "lost", "thicker": "thinner", "kept": "kept"}.items():
        assert (there[key], there[swapped]) == (back[swapped], back[key])
    assert there["change_per_cm2"] == -back["change_per_cm2"]
    assert there["change_95"] == [-bound for bound in reversed(back["change_95"])]
    for key in ("overlap", "residual_mm", "area_cm2", "smallest_detectable_change", "doubtful"):
        assert there[key] == back[key]
    pairs = {(hair["before"], hair["after"]) for hair in there["hairs"]}
    assert pairs == {(hair["after"], hair["before"]) for hair in back["hairs"]}


def test_a_hair_that_grew_wider_is_thicker_and_kept():
    after = [replace(one, width_um=one.width_um + 30) for one in taken_anew(SKIN)]
    compared = compare(by_roots(SKIN), by_roots(after))
    assert compared.count(Growth.THICKER) == compared.count(Fate.KEPT) > 20
    assert compared.count(Growth.THINNER) == 0


def test_more_mistakes_of_the_finder_never_make_a_change_surer():
    widths, least = [], []
    for missed in (0, 3, 6, 9):
        after = without(taken_anew(SKIN), taken_anew(SURE[:missed]))
        compared = compare(by_roots(SKIN), by_roots(after))
        low, high = compared.change_95 or (0.0, 0.0)
        widths.append(high - low)
        least.append(compared.smallest_detectable_change or 0.0)
    assert widths == sorted(widths)
    assert least == sorted(least)


def test_noise_in_the_picture_never_makes_a_change_surer():
    clear, noisy = (
        compare(visit(SKIN), visit(taken_anew(SKIN), noise=noise)) for noise in (1.0, 12.0)
    )
    (low, high), (lower, higher) = clear.change_95 or (0, 0), noisy.change_95 or (0, 0)
    assert higher - lower > high - low


REFUSED = Visit(Measured("x", 10, 10, refused=Refused("no_scale", "", "")))


@pytest.mark.parametrize(
    ("after", "why"),
    [
        (REFUSED, Why.REFUSED),
        (replace(visit(SKIN), site="crown"), Why.OTHER_SITE),
        (by_roots(SKIN[:5]), Why.FEW_HAIRS),
        (visit(shafts(99)), Why.OTHER_SKIN),
        (by_roots(shafts(98)), Why.OTHER_SKIN),
        (visit(moved(shafts(5, 60, 0.25), 1, 3.2)), Why.LITTLE_OVERLAP),
    ],
)
def test_visits_that_cannot_be_compared_say_why(after, why):
    before = visit(shafts(5, 60, 0.25)) if why is Why.LITTLE_OVERLAP else visit(SKIN)
    compared = compare(before, after)
    assert compared.why is why
    tree = told(compared)
    assert tree["says"]
    assert [tree[key] for key in ("kept", "new", "change_per_cm2", "change_95")] == [None] * 4
    assert compare(after, before).why is why


def test_other_magnification_is_not_compared():
    one = by_roots(SKIN)
    scale = replace(one.measured.scale, px_per_mm=60 * 1.3)
    assert compare(one, Visit(replace(one.measured, scale=scale))).why is Why.OTHER_OPTICS


def test_scales_that_contradict_each_other_widen_the_error():
    one, gone = by_roots(SKIN), by_roots(without(SKIN, SURE[:6]))
    wrong = replace(gone.measured, scale=replace(gone.measured.scale, px_per_mm=60 * 1.15))
    right, doubted = compare(one, gone), compare(one, Visit(wrong))
    assert Caution.SCALES_DISAGREE in doubted.cautions
    assert Caution.SCALES_DISAGREE not in right.cautions
    assert doubted.smallest_detectable_change > right.smallest_detectable_change


def test_roots_alone_are_marked_as_such():
    assert Caution.ROOTS_ONLY in compare(by_roots(SKIN), by_roots(SKIN)).cautions


def test_both_pictures_are_drawn_side_by_side():
    one, other = visit(SKIN), by_roots(taken_anew(without(SKIN, SURE[:2])))
    assert comparison_png(one, other, compare(one, other)).startswith(b"\x89PNG")
    assert comparison_png(one, other, compare(one, visit(shafts(99)))).startswith(b"\x89PNG")
    assert picture(SKIN).shape == (300, 360, 3)
