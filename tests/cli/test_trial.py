"""`anagen trial`: from the plan to the export, as it would be typed; and what is refused."""

from __future__ import annotations

import csv
import io
import json
import shutil
from itertools import count

import numpy as np
import pytest
from PIL import Image

from anagen.outlook.trial.log import Log, read_log
from anagen.outlook.trial.protocol import EXAMPLE
from anagen.records.writing import written_record
from tests.interchange.trial_records import small_trial

FILES = (
    "dm", "ds", "pr", "ex", "cm", "fa", "analysis", "columns", "plan", "results",
)  # fmt: skip
AT = ("--at", "2026-11-20T12:00+00:00")


@pytest.fixture
def trial(anagen, tmp_path, monkeypatch):
    """Runs a part of a trial in a folder of its own, with its log."""
    monkeypatch.chdir(tmp_path)
    minutes = count()

    def run(part, *words, log=True):
        if log and "--at" not in words and part != "verify":
            words = (*words, "--at", f"2026-01-05T08:{next(minutes):02}+00:00")
        return anagen("trial", part, *words, *(("--log", "trial.log") if log else ()))

    (tmp_path / "plan.toml").write_text(EXAMPLE)
    return run


def seal(trial, *words):
    return trial(
        "allocate", "--seal", "--arms", "treated,control", "--keep", "keep.json", "--slots", "20",
        *words,
    )  # fmt: skip


def draw(trial, person, *words):
    return trial("allocate", "--keep", "keep.json", "--person", person, *words)


def refused(said):
    return (said.code, said.out, said.err.count("\n")) == (2, "", 1)


@pytest.fixture
def pictures(tmp_path):
    rng = np.random.default_rng(5)
    for person in ("P-1", "P-2", "P-3"):
        (tmp_path / "pictures" / person).mkdir(parents=True)
        for visit in ("week-0", "week-24"):
            points = rng.integers(0, 255, (240, 240, 3), dtype=np.uint8)
            exif = Image.Exif()
            exif[0x0132] = "2026:03:07 10:20:00"
            exif[0x010F] = "SecretCamera"
            path = tmp_path / "pictures" / person / f"{visit}.jpg"
            Image.fromarray(points).save(path, exif=exif)
    return "pictures"


# Allocation


def test_arms_are_sealed_revealed_and_proved(trial, tmp_path):
    assert "whoever holds it" in seal(trial).out
    said = [draw(trial, f"P-{i}") for i in range(6)]
    assert {one.code for one in said} == {0}
    arms = [one.out.split()[1] for one in said]
    assert set(arms) == {"treated", "control"}
    listed = trial("allocate")
    assert [line.split()[2] for line in listed.out.splitlines()[:-1]] == arms
    assert listed.out.endswith("6 revealed\n")
    proof = trial("verify", "--keep", "keep.json")
    assert proof.code == 0
    assert "6 arms revealed" in proof.out
    assert "whole sealed order" in proof.out
    assert oct((tmp_path / "keep.json").stat().st_mode & 0o777) == "0o600"


def test_neither_file_shows_an_arm_that_was_not_revealed(trial, tmp_path):
    seal(trial)
    for name in ("trial.log", "keep.json"):
        text = (tmp_path / name).read_text()
        assert (text.count("treated"), text.count("control")) == (1, 1)
    assert trial("allocate").out == "0 revealed\n"


def test_the_same_secret_gives_the_same_arms(trial, tmp_path):
    runs = []
    for _ in range(2):
        seal(trial, "--secret", "5a" * 32)
        runs.append([draw(trial, f"P-{i}").out.split()[1] for i in range(8)])
        for name in ("trial.log", "keep.json"):
            (tmp_path / name).unlink()
    assert runs[0] == runs[1]


def test_strata_are_kept_apart_and_the_season_is_known(trial):
    seal(trial, "--strata", "clinic=north,south", "--season")
    said = draw(trial, "P-1", "--stratum", "clinic=north")
    assert "clinic=north, season=dec-feb, place 1" in said.out
    assert refused(draw(trial, "P-2"))
    assert refused(draw(trial, "P-2", "--stratum", "clinic=west"))
    assert refused(draw(trial, "P-2", "--stratum", "north"))


@pytest.mark.parametrize(
    "words",
    [
        ("--arms", "treated", "--keep", "k"), ("--keep", "k"), ("--arms", "a,b"),
        ("--arms", "a,b", "--keep", "k", "--blocks", "3"),
        ("--arms", "a,b", "--keep", "k", "--blocks", "few"),
        ("--arms", "a:x,b", "--keep", "k"), ("--arms", "a,b", "--keep", "k", "--slots", "0"),
        ("--arms", "a,b", "--keep", "k", "--secret", "pass"),
        ("--arms", "a,b", "--keep", "k", "--strata", "clinic"),
        ("--arms", "a,b", "--keep", "k", "--person", "P-1"),
        ("--arms", "a,b", "--keep", "nowhere/k"),
    ],
)  # fmt: skip
def test_an_order_that_cannot_be_drawn_is_one_line_and_leaves_nothing(trial, tmp_path, words):
    assert refused(trial("allocate", "--seal", *words))
    assert {path.name for path in tmp_path.iterdir()} == {"plan.toml"}


def test_a_secret_is_never_written_over(trial, tmp_path):
    seal(trial)
    before = (tmp_path / "keep.json").read_text()
    (tmp_path / "trial.log").unlink()
    assert refused(seal(trial))
    assert (tmp_path / "keep.json").read_text() == before


@pytest.mark.parametrize("words", [("--person", "P-1"), ("--person", " ", "--keep", "plan.toml")])
def test_an_arm_is_not_told_without_the_secret(trial, words):
    seal(trial)
    assert refused(trial("allocate", *words))


def test_a_changed_log_is_refused_by_every_part(trial, tmp_path):
    seal(trial)
    arm = draw(trial, "P-1").out.split()[1]
    other = {"treated": "control", "control": "treated"}[arm]
    log = tmp_path / "trial.log"
    log.write_text(log.read_text().replace(f'"arm":"{arm}"', f'"arm":"{other}"'))
    for said in (trial("verify"), trial("allocate"), draw(trial, "P-2")):
        assert refused(said)
        assert "line 2 of the log" in said.err


# The plan


def test_a_plan_is_fixed_and_stays_the_plan(trial, tmp_path):
    assert anagen_example(trial) == EXAMPLE
    assert trial("plan", "plan.toml", "--fix").code == 0
    assert "The plan is as fixed." in trial("verify", "--plan", "plan.toml").out
    (tmp_path / "plan.toml").write_text(EXAMPLE.replace("week 24", "week 12"))
    said = trial("verify", "--plan", "plan.toml")
    assert said.code == 2
    assert "changed after fixing" in said.err
    assert "changed after fixing" in trial("plan", "plan.toml").out


def anagen_example(trial):
    return trial("plan", "--example", log=False).out


def test_a_plan_without_an_outcome_is_one_line(trial, tmp_path):
    lines = [line for line in EXAMPLE.splitlines(True) if not line.startswith("outcome")]
    (tmp_path / "plan.toml").write_text("".join(lines))
    said = trial("plan", "plan.toml", "--fix")
    assert refused(said)
    assert "outcome" in said.err
    assert not (tmp_path / "trial.log").exists()


@pytest.mark.parametrize("content", [b"\xff\xfe", b"title ="])
def test_a_plan_that_is_no_text_is_one_line(trial, tmp_path, content):
    (tmp_path / "plan.toml").write_bytes(content)
    assert refused(trial("plan", "plan.toml"))
    assert refused(trial("plan", "nowhere.toml"))
    assert refused(trial("plan", log=False))


# Reading blind


def queued(trial, pictures, *words):
    return trial("queue", pictures, "--out", "queue", "--key", "key.json", *words)


def fill(tmp_path, name, hairs):
    rows = list(csv.reader(io.StringIO((tmp_path / "queue" / "reads.csv").read_text())))
    lines = [f"{row[0]},{hairs(row[0])}," for row in rows[1:]]
    (tmp_path / name).write_text("\n".join([",".join(rows[0]), *lines]))


def test_a_queue_holds_every_picture_and_says_nothing_about_it(trial, tmp_path, pictures):
    said = queued(trial, pictures, "--duplicates", "0.5")
    assert (said.code, said.err) == (0, "")
    shown = sorted((tmp_path / "queue").glob("*.jpg"))
    assert len(shown) == 9
    assert len({path.read_bytes() for path in shown}) == 9
    assert len({path.stat().st_mtime for path in shown}) == 1
    for path in shown:
        assert b"SecretCamera" not in path.read_bytes()
        with Image.open(path) as image:
            assert not image.getexif()
        assert "P-" not in path.name
    key = json.loads((tmp_path / "key.json").read_text())["pictures"]
    assert {f"{name}.jpg" for name in key} == {path.name for path in shown}
    assert sum(one["again"] for one in key.values()) == 3


def test_reads_are_joined_after_the_plan_and_when_all_are_in(trial, tmp_path, pictures):
    queued(trial, pictures, "--duplicates", "0.9")
    fill(tmp_path, "ann.csv", lambda name: 100 + len(name) + ord(name[0]) % 7)
    words = ("ann.csv", "--key", "key.json", "--plan", "plan.toml")
    early = trial("reads", *words)
    assert refused(early)
    assert "never fixed" in early.err
    trial("plan", "plan.toml", "--fix")
    blank = trial("reads", "queue/reads.csv", *words[1:])
    assert refused(blank)
    assert "11 of 11 pictures not read" in blank.err
    fill(tmp_path, "bob.csv", lambda name: 100 + ord(name[1]) % 9)
    said = trial("reads", "ann.csv", "bob.csv", *words[1:], "--out", "counts.csv")
    assert (said.code, said.err) == (0, "")
    for word in ("ICC", "repeatability SD", "smallest detectable change", "limits", "95 %"):
        assert word in said.out
    rows = list(csv.DictReader(io.StringIO((tmp_path / "counts.csv").read_text())))
    assert len(rows) == 22
    assert {row["person"] for row in rows} == {"P-1", "P-2", "P-3"}
    tree = trial("reads", "ann.csv", *words[1:], "--json").tree
    assert tree["readers"]["ann"]["repeats"]["pairs"] == 5
    assert "with 0 people drawn before" in trial("verify").out


def test_two_reads_with_one_name_are_one_line(trial, tmp_path, pictures):
    queued(trial, pictures)
    trial("plan", "plan.toml", "--fix")
    fill(tmp_path, "ann.csv", lambda name: 100)
    text = (tmp_path / "ann.csv").read_text()
    (tmp_path / "ann.csv").write_text(text + "\n" + text.splitlines()[-1])
    said = trial("reads", "ann.csv", "--key", "key.json", "--plan", "plan.toml")
    assert refused(said)
    assert "second time" in said.err


def test_a_key_that_was_changed_is_refused(trial, tmp_path, pictures):
    queued(trial, pictures)
    trial("plan", "plan.toml", "--fix")
    fill(tmp_path, "ann.csv", lambda name: 100)
    key = tmp_path / "key.json"
    key.write_text(key.read_text().replace("P-1", "P-2"))
    said = trial("reads", "ann.csv", "--key", "key.json", "--plan", "plan.toml")
    assert refused(said)
    assert "not in the log" in said.err


def test_a_picture_that_is_none_is_named_and_nothing_is_left(trial, tmp_path, pictures):
    (tmp_path / "pictures" / "P-2" / "week-24.jpg").write_text("words")
    said = queued(trial, pictures)
    assert refused(said)
    assert "P-2/week-24.jpg" in said.err
    assert not (tmp_path / "key.json").exists()
    assert not list((tmp_path / "queue").glob("*"))
    assert not (tmp_path / "trial.log").exists()


def test_folders_that_cannot_be_read_blind_are_one_line(trial, tmp_path, pictures):
    assert refused(trial("queue", "nowhere", "--out", "q", "--key", "k"))
    assert refused(trial("queue", pictures, "--out", "q2", "--key", "q2/key.json"))
    assert refused(queued(trial, pictures, "--duplicates", "1.5"))
    shutil.rmtree(tmp_path / "pictures" / "P-1")
    (tmp_path / "pictures" / "alone.jpg").write_bytes(b"x")
    assert refused(queued(trial, pictures))


# The export


@pytest.fixture
def drawn(trial, tmp_path):
    """A trial that ran: its log, its fixed plan, its records."""
    trial("plan", "plan.toml", "--fix", "--at", "2026-01-04T09:00+00:00")
    log, records = small_trial()
    began = log.lines[0]
    fixed = (tmp_path / "trial.log").read_text()
    whole = read_log(fixed)
    for line in (began, *log.lines[1:]):
        whole = Log((*whole.lines, whole.next(line.event, line.facts, line.at)))
    (tmp_path / "trial.log").write_text("".join(line.text() for line in whole.lines))
    (tmp_path / "records").mkdir()
    for name, record in records.items():
        (tmp_path / "records" / f"{name}.json").write_text(written_record(record))
    return trial


def export(trial, *words):
    return trial("export", "records", "--plan", "plan.toml", "--out", "out", *words, *AT)


def test_an_export_holds_all_tables_the_script_and_our_figures(drawn, tmp_path):
    (tmp_path / "records" / "P-05.json").unlink()
    said = export(drawn)
    assert (said.code, said.err) == (0, "")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "analysis.R", *(f"{name}.csv" for name in FILES),
    }  # fmt: skip
    assert "primary: +" in said.out
    assert "drawn, but without a record: P-05" in said.out
    assert "27 lines" in drawn("verify").out


def test_a_plan_that_changed_is_refused_or_marked(drawn, tmp_path):
    (tmp_path / "plan.toml").write_text(EXAMPLE.replace("week = 24", "week = 25"))
    said = export(drawn)
    assert refused(said)
    assert "changed after fixing" in said.err
    assert not (tmp_path / "out").exists()
    marked = export(drawn, "--although-changed")
    assert marked.out.startswith("MARKED: the plan is changed after fixing")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out" / "analysis.csv").read_text())))
    assert {row["PLAN"] for row in rows} == {"changed after fixing"}


def test_what_cannot_be_exported_is_one_line(drawn, tmp_path):
    assert refused(drawn("export", "plan.toml", "--plan", "plan.toml", "--out", "o", *AT))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    assert refused(drawn("export", "records", "--plan", "plan.toml", "--out", "full", *AT))
    (tmp_path / "records" / "P-01.json").write_text("{}")
    said = export(drawn)
    assert refused(said)
    assert "P-01.json" in said.err


def test_arms_that_nobody_has_are_refused(drawn, tmp_path):
    text = EXAMPLE.replace('"control"', '"sham"')
    (tmp_path / "plan.toml").write_text(text)
    said = export(drawn, "--although-changed")
    assert refused(said)
    assert "sham" in said.err


def test_a_log_of_something_else_is_refused(trial, tmp_path):
    (tmp_path / "trial.log").write_bytes(b"\xff\xfe\n")
    assert refused(trial("plan", "plan.toml", "--fix"))
    (tmp_path / "trial.log").write_text("words\n")
    assert refused(trial("verify"))
    (tmp_path / "trial.log").unlink()
    assert refused(trial("verify"))
