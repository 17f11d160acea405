"""Every line of the dossier's table stands in the files, and no figure stands there alone.

The table lies beside the project, not in it: without it these tests are skipped.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from anagen.evidence.library import load_studies
from anagen.evidence.marks import Mark, Reading
from anagen.evidence.review import Row
from anagen.evidence.study import FIGURES, Outcome, Result, Study, StudyArm
from anagen.evidence.terms import FigureUnit

TABLE = Path(__file__).parents[4] / "shared/dossier/trials.csv"
pytestmark = pytest.mark.skipif(not TABLE.exists(), reason="the dossier is not here")

#: What the table calls a study, where its file is not called the same with an underscore.
FILES = {
    "Sanchez-Meza": "sanchez_meza_2022",
    "North_India_jccpractice": "jccp_2025",
    "IJCED_8023": "ijced_2025",
    "J_Cosmet_Dermatol_e70408": "jocd_2025",
    "CCID_electric_MN": "electric_needling_2022",
    "Aboeldahab_AA": "aboeldahab_2021",
    "Ragab_AA": "ragab_2020",
    "Arora_AA": "arora_2022",
    "IJBR_1488_AA": "ijbr_2025",
    "FFA_open_series": "ffa_preprint_2025",
    "Basilio_BP": "basilio_2025",
    "Lucky_FPHL": "lucky_2004",
    "Tsuboi_FPHL": "tsuboi_2007",
    "Blume-Peytavi_FPHL": "blume_peytavi_2011",
    "Jimenez_FPHL_9beam": "jimenez_2014_nine",
    "Jimenez_FPHL_12beam": "jimenez_2014_twelve",
    "Kaufman_untreated": "kaufman_2008",
    "Rushton_untreated": "rushton_1991",
    "META_Gupta_NMA": "gupta_2023",
    "META_Cochrane_FPHL": "cochrane_2016",
}
UNITS = {
    "count_per_field": "per_field",
    "per_1inch_circle": "per_inch_circle",
    "none": "not_stated",
    "direction_only": "not_stated",
    "mm": "um",
    "events": "people",
}
UM_PER_MM = 1000
#: Figures of the files that the table has no column or no line for: they stand in the text.
BESIDE_THE_TABLE = {
    ("dhurat_2013", "self", "percent"),
    ("shah_2017", "self", "percent"),
    ("ijrd_2021", "rating", "percent"),
    ("yepuri_2021", "very_good", "percent"),
    ("yepuri_2021", "good", "percent"),
    ("yepuri_2021", "none", "percent"),
    ("electric_needling_2022", "moderate", "percent"),
    ("electric_needling_2022", "mild", "percent"),
    ("electric_needling_2022", "count_16", "final"),
    ("electric_needling_2022", "count_20", "final"),
    ("electric_needling_2022", "count_24", "final"),
    ("lucky_2004", "itch", "percent"),
    ("lucky_2004", "headache", "percent"),
    ("lucky_2004", "unwanted_hair", "percent"),
    ("blume_peytavi_2011", "facial_hair", "percent"),
    ("blume_peytavi_2011", "heartbeat", "percent"),
    ("blume_peytavi_2011", "itch", "percent"),
    ("hoffmann_2005", "three_months", "change"),
    ("hoffmann_2005", "six_months", "change"),
    ("kaufman_2008", "percent", "change"),
    ("kaufman_2008", "worse", "percent"),
}


def rows(is_review: bool = False) -> list[dict[str, str]]:
    """The lines of the table: of single studies, or of reviews."""
    with TABLE.open(newline="", encoding="utf-8") as file:
        found = list(csv.DictReader(file))
    return [row for row in found if row["study"].startswith("META_") is is_review]


def file_of(row: dict[str, str]) -> str:
    """The id of the file that holds this line."""
    name = row["study"]
    plain = name.removeprefix("META_").lower().replace("-", "_")
    return FILES.get(name, f"{plain}_{row['year']}")


def number(text: str) -> float | None:
    return float(text) if text else None


def said(row: dict[str, str]) -> dict[str, float]:
    """The figures of a line, by the names that the files use."""
    factor = UM_PER_MM if row["unit"] == "mm" else 1
    found = {}
    for name in ("baseline", "change", "final"):
        for column, key in ((f"{name}_mean", name), (f"{name}_sd", f"{name}_sd")):
            if row[column]:
                found[key] = float(row[column]) * factor
    if row["unit"] in ("events", "percent") and "final" in found:
        found["events" if row["unit"] == "events" else "percent"] = found.pop("final")
    return found


def fits(row: dict[str, str], study: Study, outcome: Outcome, arm: StudyArm) -> bool:
    """Whether a line is this outcome of this arm: same unit, weeks, people, needles, figures."""
    result = outcome.of(arm.id)
    figures = result.figures if result else {}
    wanted = said(row)
    unit = UNITS.get(row["unit"], row["unit"])
    # A line with percent and counted people has both in one outcome of the file.
    same_unit = outcome.unit.value == unit or (unit == "people" and "events" in figures)
    same_figures = all(
        name in figures and figures[name].value == pytest.approx(value)
        for name, value in wanted.items()
    )
    weeks = number(row["weeks"])
    return (
        same_unit
        and same_figures
        and (weeks is None or outcome.weeks == weeks)
        and same_people(row, arm)
        and same_needles(row, arm)
    )


def same_people(row: dict[str, str], arm: StudyArm) -> bool:
    n = number(row["n"])
    return n == (arm.n.value if arm.n else None)


def same_needles(row: dict[str, str], arm: StudyArm) -> bool:
    """Whether depth, gap and sessions agree; a plain arm has none of them."""
    needling = arm.needling
    if needling is None:
        return row["needle_mm"] == ""
    lengths = row["needle_mm"].split("-") if row["needle_mm"] else [""]
    pairs: list[tuple[str, Reading | None]] = [
        (lengths[0], needling.needle_least_mm),
        (lengths[-1], needling.needle_most_mm),
        (row["interval_days"], needling.gap_days),
        (row["sessions"], needling.sessions),
    ]
    return all(number(text) == (one.value if one else None) for text, one in pairs)


def places(row: dict[str, str]) -> list[tuple[Study, Outcome, StudyArm]]:
    """Where in the files a line stands."""
    study = load_studies().studies[file_of(row)]
    return [
        (study, outcome, arm)
        for outcome in study.outcomes
        for arm in study.arms
        if fits(row, study, outcome, arm)
    ]


def test_every_line_of_the_table_has_its_file() -> None:
    studies = load_studies()
    assert {file_of(row) for row in rows()} <= set(studies.studies)
    assert {file_of(row) for row in rows(is_review=True)} <= set(studies.reviews)


def test_every_line_with_figures_stands_in_its_file() -> None:
    lines = [row for row in rows() if said(row)]
    assert len(lines) > 60
    assert [
        f"{row['study']} {row['arm']} {row['outcome']}" for row in lines if not places(row)
    ] == []


def test_a_line_without_figures_has_its_arm() -> None:
    missing = []
    for row in rows():
        study = load_studies().studies[file_of(row)]
        if not said(row) and not any(
            same_people(row, arm) and same_needles(row, arm) for arm in study.arms
        ):
            missing.append(f"{row['study']} {row['arm']}")
    assert missing == []


def test_a_line_that_was_changed_is_caught() -> None:
    row = dict(next(row for row in rows() if row["study"] == "Olsen"))
    assert places(row)
    assert not places({**row, "change_mean": "18.7"})
    assert not places({**row, "n": "140"})
    assert not places({**row, "weeks": "24"})


def test_what_the_table_remembers_the_files_only_remember() -> None:
    for row in rows():
        for _study, outcome, arm in places(row) if said(row) else ():
            result = outcome.of(arm.id)
            assert result is not None
            if row["verified"].startswith("R"):
                assert {one.mark for one in result.figures.values()} == {Mark.REMEMBERED}, row


def test_what_the_table_has_read_is_not_called_remembered() -> None:
    for row in rows():
        for _study, outcome, arm in places(row) if said(row) else ():
            result = outcome.of(arm.id)
            assert result is not None
            if row["verified"].startswith("V"):
                assert all(one.mark.is_sound for one in result.figures.values()), row


def every_figure() -> list[tuple[Study, Outcome, Result, str]]:
    return [
        (study, outcome, result, name)
        for study in load_studies().studies.values()
        for outcome in study.outcomes
        for result in outcome.results
        for name in FIGURES
        if name in result.figures
    ]


def test_no_figure_was_invented() -> None:
    told = {
        (study.id, outcome.id, arm.id, name)
        for row in rows()
        if said(row)
        for study, outcome, arm in places(row)
        for name in said(row)
    }
    strange = {
        (study.id, outcome.id, name)
        for study, outcome, result, name in every_figure()
        if (study.id, outcome.id, result.arm, name) not in told
    }
    assert strange == BESIDE_THE_TABLE


def pooled_rows(row: dict[str, str]) -> list[Row]:
    """The rows of a review file that print this figure, with the error its interval implies."""
    review = load_studies().reviews[file_of(row)]
    wanted, se = float(row["change_mean"] or row["final_mean"]), number(row["change_sd"])
    found = []
    for one in review.rows:
        figure = one.effect if row["change_mean"] else one.events
        is_it = figure is not None and figure.value == wanted
        if row["arm"] == "placebo":
            is_it = one.control_events is not None and one.control_events.value == wanted
        if is_it and (se is None or one.se == pytest.approx(se, abs=5e-4)):
            found.append(one)
    return found


def test_every_pooled_line_stands_in_its_review() -> None:
    lines = rows(is_review=True)
    assert len(lines) == 13
    assert [f"{row['study']} {row['outcome']}" for row in lines if not pooled_rows(row)] == []


def test_a_unit_of_the_files_is_one_of_the_table() -> None:
    assert {UNITS.get(row["unit"], row["unit"]) for row in rows()} <= {
        one.value for one in FigureUnit
    }
