"""A measured picture: its figures, its JSON, its doubts, and what a person changes."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from anagen.imaging.corrections import (
    Add,
    Correction,
    Merge,
    Remove,
    UnknownHair,
    corrected,
    merged,
    read_correction,
    written_correction,
)
from anagen.imaging.doubting import Looked, doubts_of
from anagen.imaging.doubts import WORDS, Doubt
from anagen.imaging.gate import Finding, Gate, Weight
from anagen.imaging.gate.findings import Found
from anagen.imaging.hairs import Hair, Kind
from anagen.imaging.measured import Mark, Measured, MeasuredHair, Refused, is_above
from anagen.imaging.scalp import Scale, ScaleSource
from anagen.imaging.writing import read, written
from tests.imaging.count.drawing import counted

OPEN = Gate((), ())
#: DESIGN's keys, which other programs rely on.
PROMISED = {
    "image", "px_per_mm", "scale_source", "area_cm2", "hairs", "count", "density_per_cm2",
    "density_95", "doubts",
}  # fmt: skip


def with_widths(*widths: float | None, at_most: bool = False) -> Measured:
    hairs = tuple(
        MeasuredHair(
            n, Hair(((n * 60.0, 90.0), (n * 60.0, 120.0)), 1.0, width, at_most), n, is_counted=True
        )
        for n, width in enumerate(widths, start=1)
    )
    return replace(counted(0), hairs=hairs)


def looked(*findings: Finding, disagreement: float | None = 0.1) -> Looked:
    found = tuple(Found(one, Weight.LOWER_BOUND, 1.0, 2.0, "") for one in findings)
    return Looked(Gate(found, ()), scales_disagree=False, disagreement=disagreement)


# Figures


def test_only_hairs_with_their_root_in_the_frame_count() -> None:
    measured = counted(4, outside=2)
    assert (len(measured.hairs), measured.count) == (6, 4)
    assert measured.density_per_cm2 == pytest.approx(4 / 0.0936)


def test_both_published_cuts_part_the_same_hairs() -> None:
    measured = with_widths(25.0, 30.0, 35.0, 40.0, 41.0, None)
    at_30, at_40 = measured.cut_at(30.0), measured.cut_at(40.0)
    assert (at_30.terminal, at_30.vellus, at_30.unknown) == (3, 2, 1)
    assert (at_40.terminal, at_40.vellus, at_40.unknown) == (1, 4, 1)
    assert at_40.terminal_share == pytest.approx(0.2)


def test_at_most_a_width_only_says_vellus() -> None:
    measured = with_widths(25.0, 35.0, at_most=True)
    assert (measured.cut_at(30.0).vellus, measured.cut_at(30.0).unknown) == (1, 1)
    assert is_above(Hair(((0, 0), (1, 1)), 1.0, 90.0, width_at_most=True), 40.0) is None


def test_the_histogram_holds_every_measured_hair_once() -> None:
    measured = with_widths(0.0, 4.9, 5.0, 149.0, 400.0, None)
    assert sum(measured.histogram) == 5
    assert measured.histogram[:2] == (2, 1)
    assert measured.histogram[-1] == 2


def test_nothing_counted_has_no_shares() -> None:
    measured = counted(0, outside=0)
    assert measured.hairs_per_unit is None
    assert measured.cut_at(40.0).terminal_share is None


# JSON


def test_json_and_back_is_the_same_picture() -> None:
    measured = corrected(counted(), [Remove(1), Add((200.0, 60.0), (210.0, 99.0))])
    told = json.loads(json.dumps(written(measured)))
    assert read(told) == measured
    assert written(read(told)) == told


def test_a_refusal_goes_through_json_too() -> None:
    measured = Measured("a.png", 640, 480, refused=Refused("no_scale", "No scale.", "Give one."))
    told = json.loads(json.dumps(written(measured)))
    assert read(told) == measured
    assert (told["count"], told["px_per_mm"], told["density_95"]) == (None, None, None)


def test_the_keys_that_other_programs_rely_on_are_there() -> None:
    told = written(counted())
    assert told.keys() >= PROMISED
    hair = told["hairs"][0]
    assert (hair["root"], hair["tip"]) == ([30.0, 100.0], [60.0, 140.0])
    assert (hair["width_um"], hair["kind"]) == (55.0, "terminal")
    assert (told["scale_source"], told["count"]) == ("given", 4)


def test_density_is_count_by_area_in_json() -> None:
    told = written(counted())
    assert told["density_per_cm2"] == pytest.approx(told["count"] / told["area_cm2"], rel=1e-4)
    low, high = told["density_95"]
    assert low < told["density_per_cm2"] < high


# Doubts


def test_every_doubt_has_words() -> None:
    assert WORDS.keys() == set(Doubt)
    assert all(len(words.short) < 40 < len(words.long) for words in WORDS.values())
    assert all(words.long.endswith(".") and words.then.endswith(".") for words in WORDS.values())


def test_a_good_picture_has_no_doubts() -> None:
    many = replace(counted(5), hairs=tuple(
        MeasuredHair(n, Hair(((30 + 3.0 * n, 50.0), (30 + 3.0 * n, 90.0)), 1.0, 60.0), n, True)
        for n in range(100)
    ))  # fmt: skip
    frame = many.frame
    assert frame is not None
    assert doubts_of(replace(many, frame=replace(frame, area_cm2=0.4)), looked()) == ()


@pytest.mark.parametrize(
    ("change", "doubt"),
    [
        ({"scale": Scale(60.0, ScaleSource.GIVEN, 0.01)}, Doubt.COARSE),
        ({"scale": Scale(100.0, ScaleSource.RULER, 0.05)}, Doubt.SCALE_UNSURE),
        ({"found_by": "ridges"}, Doubt.RIDGES_ONLY),
        ({}, Doubt.FEW_HAIRS),
        ({}, Doubt.SMALL_AREA),
    ],
)
def test_a_figure_beyond_its_bound_is_a_doubt(change: dict[str, object], doubt: Doubt) -> None:
    assert doubt in doubts_of(replace(counted(), **change), looked())


def test_what_hides_hair_makes_the_count_a_lower_bound() -> None:
    assert Doubt.LOWER_BOUND in doubts_of(counted(), looked(Finding.GLARE))
    assert Doubt.LOWER_BOUND not in doubts_of(counted(), looked())


def test_two_finders_that_differ_are_a_doubt_and_one_alone_is_none() -> None:
    assert Doubt.FINDERS_DISAGREE in doubts_of(counted(), looked(disagreement=0.9))
    assert Doubt.FINDERS_DISAGREE not in doubts_of(counted(), looked(disagreement=None))


def test_long_and_curled_hair_are_doubts() -> None:
    far = Hair(((50.0, 50.0), (370.0, 250.0)), 1.0, 60.0)
    curled = Hair(((50.0, 50.0), (90.0, 50.0), (90.0, 90.0), (55.0, 80.0)), 1.0, 60.0)
    for hair, doubt in ((far, Doubt.LONG_HAIR), (curled, Doubt.CURLY_HAIR)):
        one = replace(counted(), hairs=(MeasuredHair(1, hair, 0, is_counted=True),))
        assert doubt in doubts_of(one, looked())


def test_hairs_without_a_width_are_a_doubt() -> None:
    doubts = doubts_of(with_widths(60.0, None, None), looked())
    assert {Doubt.WIDTHS_MISSING, Doubt.CROWDED, Doubt.LOWER_BOUND} <= set(doubts)


# What a person changes


@pytest.mark.parametrize("one", [Remove(3), Merge((2, 5)), Add((1.5, 2.0), (9.0, 8.0))])
def test_a_correction_goes_through_json(one: Correction) -> None:
    assert read_correction(json.loads(json.dumps(written_correction(one)))) == one


def test_a_correction_of_no_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="expected remove, merge or add"):
        read_correction({"do": "paint"})


def test_a_hair_taken_out_is_kept_as_taken_out() -> None:
    before = counted(4)
    after = corrected(before, [Remove(2)])
    assert after.count == 3
    assert [one.id for one in after.removed] == [2]
    assert Doubt.CORRECTED in after.doubts
    assert after.density_95 != before.density_95


def test_a_hair_put_in_counts_where_its_root_lies() -> None:
    after = corrected(counted(4), [Add((200.0, 60.0), (220.0, 90.0)), Add((5.0, 5.0), (9.0, 60.0))])
    assert after.count == 5
    inside, outside = after.hairs[-2:]
    assert (inside.mark, inside.kind, inside.id) == (Mark.ADDED, Kind.UNKNOWN, 6)
    assert (inside.is_counted, outside.is_counted) == (True, False)


def test_no_two_hairs_share_a_number() -> None:
    after = corrected(counted(4), [Remove(5), Add((200.0, 60.0), (220.0, 90.0)), Remove(6)])
    assert [one.id for one in after.removed] == [5]
    again = corrected(after, [Add((200.0, 60.0), (220.0, 90.0))])
    assert len({one.id for one in (*again.hairs, *again.removed)}) == 6


def test_two_made_one_count_as_one() -> None:
    after = corrected(counted(4), [Merge((1, 2))])
    assert after.count == 3
    assert after.hairs[-1].mark is Mark.MERGED
    assert [one.id for one in after.removed] == [1, 2]


def test_pieces_end_to_end_become_one_path() -> None:
    lower = Hair(((0.0, 0.0), (40.0, 0.0)), 0.5, 50.0)
    upper = Hair(((44.0, 0.0), (80.0, 0.0)), 0.5, 40.0)
    for pair in ((lower, upper), (upper, lower)):
        assert merged(*pair).path == (*lower.path, *upper.path)


def test_of_two_beside_each_other_the_longer_stays() -> None:
    longer = Hair(((0.0, 0.0), (80.0, 0.0)), 0.5, 50.0)
    shorter = Hair(((0.0, 5.0), (60.0, 5.0)), 0.5, 40.0)
    assert merged(shorter, longer).path == longer.path
    assert merged(longer, shorter).width_um == 50.0


def test_no_correction_changes_nothing() -> None:
    assert corrected(counted(), []) == counted()


def test_a_hair_that_is_not_there_cannot_be_corrected() -> None:
    with pytest.raises(UnknownHair, match="hair 99"):
        corrected(counted(), [Remove(99)])
