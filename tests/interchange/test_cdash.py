"""The export: every column known with its unit, every figure found in the records, and in R."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta

import pytest

from anagen.interchange.cdash.columns import TABLES
from anagen.interchange.cdash.counted import counted
from anagen.interchange.cdash.folder import export_of
from anagen.interchange.cdash.people import subjects
from anagen.outlook.trial.design import Design
from anagen.outlook.trial.protocol import EXAMPLE, Covariate, Missing, Model, Standing, protocol_of
from tests.interchange.trial_records import WEEK, count, small_trial

PLAN = protocol_of(EXAMPLE)
SPLIT = replace(PLAN, design=Design.SPLIT_SCALP, compared=("left", "right"))
PACKAGES = "library(lme4); library(metafor)"


def export(plan=PLAN, stands=Standing.FIXED, **parts):
    arms = ("left", "right") if plan.design is Design.SPLIT_SCALP else ("treated", "control")
    log, records = small_trial(arms=arms, **parts)
    return export_of("DEMO", subjects(log, records), plan, stands)


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(scope="module")
def whole():
    return export()


def test_every_column_is_described_with_its_unit(whole):
    told = {(row["FILE"], row["COLUMN"]): row["UNIT"] for row in read(whole.texts["columns.csv"])}
    for name in TABLES:
        for column in whole.texts[f"{name}.csv"].splitlines()[0].split(","):
            assert (f"{name}.csv", column) in told
    assert told["analysis.csv", "VALUE"] == "hairs per cm2"
    assert told["pr.csv", "DEPTHMM"] == "mm"


def test_every_row_names_its_study_and_person(whole):
    for name in TABLES:
        rows = read(whole.texts[f"{name}.csv"])
        assert rows
        assert {row["STUDYID"] for row in rows} == {"DEMO"}
        assert {row["SUBJID"] for row in rows} <= {f"P-{i:02}" for i in range(24)}


def test_names_of_two_letters_belong_to_their_table():
    known = {"STUDYID", "SUBJID", "BRTHYY", "SEX"}
    for name, columns in TABLES.items():
        for column in columns:
            if column.origin == "CDASH" and column.name not in known:
                assert column.name.startswith(name.upper())


def test_what_was_done_and_counted_stands_in_the_tables(whole):
    needled = read(whole.texts["pr.csv"])
    assert len(needled) == 2 * 24
    assert {(row["PRLOC"], row["DEPTHMM"]) for row in needled} == {
        ("crown", "0.6"), ("hairline", "0.5"),
    }  # fmt: skip
    assert needled[0]["PRSTTIM"] == "11:00"  # Madrid, not UTC
    assert {row["AFTERMIN"] for row in read(whole.texts["ex.csv"])} == {str(24 * 60 - 20)}
    found = read(whole.texts["fa.csv"])
    units = {row["FATESTCD"]: row["FAORRESU"] for row in found if row["FACAT"] == "HAIR COUNT"}
    assert units == {"HAIRCNT": "hairs", "HAIRDEN": "hairs per cm2"}


def test_an_unknown_sign_is_not_done_and_never_no(whole):
    signs = [row for row in read(whole.texts["fa.csv"]) if row["FAOBJ"] == "pain"]
    assert {(row["FAORRES"], row["FASTAT"], row["FAREASND"]) for row in signs} == {
        ("", "NOT DONE", "declined")
    }


def test_whoever_was_drawn_stands_in_the_analysis_counted_or_not(whole):
    rows = read(whole.texts["analysis.csv"])
    assert len(rows) == 24
    missing = [row for row in rows if row["VALUE"] == ""]
    assert {row["SUBJID"] for row in missing} == {"P-04", "P-09"}
    assert all("no count in the window of the planned week" in row["DOUBTS"] for row in missing)
    assert {row["PLAN"] for row in rows} == {"as fixed"}


def test_a_changed_plan_marks_every_row():
    rows = read(export(stands=Standing.CHANGED).texts["analysis.csv"])
    assert {row["PLAN"] for row in rows} == {"changed after fixing"}


def changed(change, plan=PLAN):
    """The first person's row after a change of their counts."""
    log, records = small_trial(people=4, left=())
    measurements = change(list(records["P-00"].measurements))
    records["P-00"] = replace(records["P-00"], measurements=tuple(measurements))
    return counted(subjects(log, records), plan)[0]


def test_the_count_nearest_to_the_week_is_taken():
    def between(both):
        nearer = count(both[1].at - timedelta(days=2), "crown", 300)
        return [both[0], nearer, both[1]]

    assert changed(between).row.value == 300
    assert changed(between).weeks == pytest.approx(24 + 1 / 7)


def test_a_count_after_the_draw_is_no_first_count():
    later = changed(lambda both: [replace(both[0], at=both[0].at + timedelta(days=4)), both[1]])
    assert later.row.base is None
    assert "no count in the window before the start" in later.doubts


def test_a_count_outside_the_window_is_none():
    late = changed(lambda both: [both[0], replace(both[1], at=both[1].at + 2 * WEEK)])
    assert late.row.value is None


@pytest.mark.parametrize(
    ("what", "doubt"),
    [
        ({"device": "phone"}, "another device"),
        ({"area_cm2": 0.5}, "another area"),
        ({"site": "hairline"}, "other sites"),
        ({"doubts": ("blurred",)}, "doubts"),
    ],
)
def test_what_makes_a_row_less_sure_is_named(what, doubt):
    found = changed(lambda both: [both[0], replace(both[1], **what)])
    assert any(doubt in one for one in found.doubts)
    assert changed(lambda both: both).doubts == ()


def test_a_density_and_not_a_number_of_hairs_is_compared():
    half = changed(lambda both: [replace(one, area_cm2=0.5) for one in both])
    assert half.row.base == 2 * changed(lambda both: both).row.base


def test_a_split_scalp_has_a_row_for_each_side():
    rows = read(export(SPLIT, left=()).texts["analysis.csv"])
    assert len(rows) == 48
    assert all((row["SITE"] == row["ARM"]) == (row["TREATED"] == "1") for row in rows)


def r_has_what_it_needs():
    script = shutil.which("Rscript")
    return (
        script
        and not subprocess.run(
            [script, "-e", PACKAGES], capture_output=True, check=False
        ).returncode
    )


def written(folder, made):
    folder.mkdir()
    for name, text in made.texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


def test_r_finds_what_we_found(tmp_path):
    if not r_has_what_it_needs():
        pytest.skip("R with lme4 and metafor is not here")
    plans = {
        "ancova": PLAN,
        "strata": replace(PLAN, covariates=(Covariate.BASELINE, Covariate.STRATUM)),
        "change": replace(PLAN, model=Model.CHANGE, covariates=(), missing=Missing.UNCHANGED),
        "split": SPLIT,
    }
    made = {name: export(plan) for name, plan in plans.items()}
    folders = [written(tmp_path / name, one) for name, one in made.items()]
    # One R for all of them: starting it takes longer than the work.
    each = "".join(f'setwd("{folder}"); source("analysis.R"); ' for folder in folders)
    done = subprocess.run(["Rscript", "-e", each], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for name, one in made.items():
        theirs = figures((tmp_path / name / "results_r.csv").read_text())
        ours = figures(one.texts["results.csv"])
        assert set(ours) == {"primary", "mixed"} | ({"strata"} if name != "split" else set())
        assert theirs.keys() == ours.keys()
        for model, near in (("primary", 1e-9), ("mixed", 1e-4), ("strata", 1e-6)):
            if model in ours:
                assert theirs[model] == pytest.approx(ours[model], rel=near), (name, model)


def figures(text):
    return {row["MODEL"]: [float(row[one]) for one in ("EFFECT", "SE", "N")] for row in read(text)}
