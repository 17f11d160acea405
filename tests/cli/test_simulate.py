"""`anagen simulate`: the untreated course first, bands, and refusals in one line."""

from __future__ import annotations

import csv
import io

import pytest

QUICK = ("--solve", "--days", "60")


def test_left_alone_comes_before_treated_and_shedding_proves_nothing(anagen):
    said = anagen("simulate", *QUICK, "--minoxidil-from", "0", "--to", "40")
    assert (said.code, said.err) == (0, "")
    assert said.out.index("Left alone") < said.out.index("With minoxidil from day 0 to day 40")
    assert "proves nothing" in said.out
    assert "not a forecast for you" in said.out


def test_without_treatment_nothing_is_said_of_it(anagen):
    assert "minoxidil" not in anagen("simulate", *QUICK, "--mix", "healthy").out


def test_json_holds_every_day_in_bands(anagen):
    said = anagen("simulate", *QUICK, "--minoxidil-from", "5", "--json").tree
    assert said["minoxidil"] == [5, None]
    for course in ("untreated", "with_minoxidil"):
        for band in said[course].values():
            assert [len(band[side]) for side in ("low", "middle", "high")] == [60] * 3
            for low, middle, high in zip(band["low"], band["middle"], band["high"], strict=True):
                assert low <= middle <= high
    before = [said[one]["visible_per_cm2"]["middle"][:5] for one in ("untreated", "with_minoxidil")]
    assert before[0] == pytest.approx(before[1], rel=1e-3)


def test_csv_has_a_row_for_each_day_and_course(anagen):
    rows = list(csv.DictReader(io.StringIO(anagen("simulate", *QUICK, "--csv").out)))
    assert [int(row["day"]) for row in rows] == list(range(60))
    assert {row["course"] for row in rows} == {"untreated"}
    assert all(float(row["shed_per_day_low"]) > 0 for row in rows)


def test_a_seed_gives_the_same_words_again_and_another_seed_others(anagen):
    words = ("simulate", "--days", "40", "--follicles", "50", "--mix", "mixed")
    one, again, other = (anagen(*words, "--seed", seed).out for seed in ("3", "3", "4"))
    assert one == again
    assert one.splitlines()[4:] != other.splitlines()[4:]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("--days", "5"), "28 to 3653"),
        (("--follicles", "0"), "1 to 1000000"),
        (("--seed", "-1"), "--seed"),
        (("--to", "30"), "Say when minoxidil began"),
        (("--minoxidil-from", "-3"), "--minoxidil-from"),
        (("--minoxidil-from", "400"), "0 to 364"),
        (("--minoxidil-from", "30", "--to", "30"), "after 30 and before 365"),
        (("--minoxidil-from", "30", "--to", "365"), "look further with --days"),
        (("--solve", "--seed", "4"), "leave one away"),
        (("--solve", "--follicles", "4"), "leave one away"),
    ],
)
def test_what_cannot_be_simulated_is_refused_in_one_line(anagen, words, names):
    said = anagen("simulate", *words)
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)
    assert names in said.err


@pytest.mark.parametrize("words", [("--mix", "bald"), ("--days", "many"), ("--json", "--csv")])
def test_what_is_no_choice_is_refused(anagen, words):
    assert anagen("simulate", *words).code == 2
