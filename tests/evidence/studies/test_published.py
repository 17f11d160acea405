"""Published figures come out again, and what does not is told."""

from __future__ import annotations

import pytest

from anagen.evidence.checking import contradictions
from anagen.evidence.discrepancy import Trouble
from anagen.evidence.library import load_studies
from anagen.evidence.marks import Mark
from anagen.evidence.next_trial import next_trial
from anagen.evidence.published import Agreement, Reproduced, reproduced
from anagen.evidence.terms import FigureUnit

ALL = reproduced(load_studies())
#: Their last digit does not come out from the width of their interval.
LAST_DIGIT = {
    "Pei 2024, Z: hair density, second line",
    "Pei 2024, Z: better in the eyes of doctors",
}


@pytest.mark.parametrize("name", ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "pool", "ours"])
def test_every_published_figure_that_can_come_out_does(name: str) -> None:
    found = [one for one in ALL if one.id == name]
    assert found
    for one in found:
        wanted = Agreement.LAST_DIGIT if one.says in LAST_DIGIT else Agreement.EXACT
        assert one.agreement is wanted, one.says


def test_a_p_value_that_does_not_come_out_is_told() -> None:
    found = {one.says: one for one in ALL if one.id == "p"}
    assert {one.agreement for one in found.values()} == {Agreement.NOT}
    assert [round(one.recomputed[0], 3) for one in found.values()] == [0.031, 0.071]


def test_a_figure_that_is_off_is_not_called_exact() -> None:
    def off(mine: float) -> Agreement:
        return Reproduced("x", "x", (1.32,), (mine,), 2, Mark.READ).agreement

    assert off(1.3249) is Agreement.EXACT
    assert off(1.3251) is Agreement.LAST_DIGIT
    assert off(1.34) is Agreement.NOT


def test_rows_from_memory_say_so() -> None:
    assert {one.mark for one in ALL if one.id in ("R6", "R7")} == {Mark.REMEMBERED}


def test_the_range_for_a_new_trial_needs_what_a_review_seldom_prints() -> None:
    reviews = load_studies().reviews
    abdi, pei = reviews["abdi_2023"].row("count"), reviews["pei_2024"].row("density_1")
    assert abdi is not None
    assert pei is not None
    assert next_trial(abdi) is None
    assert next_trial(pei) is None


def test_the_range_for_a_new_trial_holds_the_interval_of_the_mean() -> None:
    for review in load_studies().reviews.values():
        for row in review.rows:
            ahead = next_trial(row)
            if ahead and row.ci:
                assert ahead[0] < row.ci[0] < row.ci[1] < ahead[1], (review.id, row.id)


FOUND = contradictions(load_studies())


@pytest.mark.parametrize(
    ("trouble", "place"),
    [
        (Trouble.IMPOSSIBLE_SMD, "Xu 2024, hair count"),
        (Trouble.TOTAL_OUTSIDE_PARTS, "Xu 2024, hair count"),
        (Trouble.REPEATED_LINE, "Pei 2024"),
        (Trouble.ARMS_AND_PARTICIPANTS, "North India 2025"),
        (Trouble.PERCENT_AND_N, "J Cosmet Dermatol 2025, shares"),
        (Trouble.P_AND_FIGURES, "Sanchez-Meza 2022"),
        (Trouble.P_AND_FIGURES, "Shah 2017"),
    ],
)
def test_the_named_contradictions_are_found(trouble: Trouble, place: str) -> None:
    assert [one for one in FOUND if one.trouble is trouble and place in one.place]


def test_sound_files_are_not_accused() -> None:
    accused = ("Olsen", "Lucky", "Dhurat", "Kumar", "Arora", "Ahmed", "Abdi", "Cochrane", "Jha")
    assert [one.says for one in FOUND if any(name in one.place for name in accused)] == []


def test_what_the_lint_finds_in_a_study_or_review_is_said_beside_its_figures() -> None:
    studies = load_studies()
    for one in ("xu_2024", "pei_2024"):
        assert studies.reviews[one].doubt
    for name in ("jccp_2025", "jocd_2025", "sanchez_meza_2022"):
        assert studies.studies[name].doubt


def test_no_pool_mixes_hairs_per_square_inch_and_per_square_centimetre() -> None:
    studies = load_studies()
    units = {
        pool.id: {studies.comparison(one).outcome.unit for one in pool.of}
        for question in studies.asked
        for pool in question.pools
    }
    assert units == {"five_percent": {FigureUnit.PER_CM2}}
