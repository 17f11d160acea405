"""`anagen measure`: pictures and folders, each a row; nothing twice, nothing lost."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from anagen.cli.batch import crew, pictures, tables
from anagen.cli.batch.journal import Journal
from anagen.cli.batch.telling import Bar
from anagen.imaging.corrections import Add, corrected
from anagen.imaging.doubts import Doubt
from anagen.imaging.measure import Given
from anagen.imaging.measured import Measured
from anagen.imaging.scalp import Scale, ScaleSource
from anagen.records.mistakes import Mistake
from tests.imaging.count.drawing import counted
from tests.imaging.drawn import as_file, mutated, scalp


class Counting:
    """Stands in for the measuring: the blue of the first point decides how many hairs there are."""

    def __init__(self) -> None:
        self.calls = 0
        self.stops_at: int | None = None
        self.fails_at: int | None = None

    def __call__(self, pixels: np.ndarray, given: Given) -> Measured:
        self.calls += 1
        if self.calls == self.stops_at:
            raise KeyboardInterrupt
        if self.calls == self.fails_at:
            raise ZeroDivisionError
        px_per_mm = given.scale.given_px_per_mm or 100.0
        scale = Scale(px_per_mm, ScaleSource.GIVEN, 0.01)
        many = [Add((50.0 + n, 90.0), (60.0 + n, 120.0)) for n in range(int(pixels[0, 0, 2]))]
        height, width = pixels.shape[:2]
        return replace(corrected(counted(2), many), scale=scale, width_px=width, height_px=height)


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> Counting:
    from anagen.imaging import measure

    stand_in = Counting()
    monkeypatch.setattr(measure, "measure", stand_in)
    return stand_in


def save(folder: Path, name: str, blue: int) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (320, 240), (200, 150, blue)).save(path)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four pictures, two of them the same, one file that only looks like one, and no picture."""
    place = tmp_path / "visit"
    save(place, "b.png", 3)
    save(place, "a.png", 1)
    save(place, "deeper/c.png", 5)
    (place / "again.png").write_bytes((place / "a.png").read_bytes())
    (place / "hostile.jpg").write_bytes(mutated(as_file(scalp()), 4)[:900])
    (place / "notes.txt").write_text("no picture")
    return place


def rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return {Path(row["image"]).name: row for row in csv.DictReader(file)}


# One picture


def test_a_drawn_picture_is_measured_from_file_to_words(anagen, tmp_path) -> None:
    path = tmp_path / "scalp.png"
    scalp(480, 360).save(path)
    said = anagen("measure", str(path), "--px-per-mm", "60", "--json")
    assert said.code == 0
    assert said.tree["image"] == str(path)
    assert said.tree["refused"] or said.tree["count"] >= 0
    assert said.tree["size_px"] == [480, 360]


def test_one_picture_is_told_in_words(anagen, counting, folder) -> None:
    said = anagen("measure", str(folder / "b.png"), "--px-per-mm", "120")
    assert said.code == 0
    assert "5 hairs on 0.09 cm²" in said.out
    assert "120.0 points in a millimetre, given by you" in said.out
    assert Doubt.CORRECTED.words.short in said.out


def test_one_picture_as_json_is_one_object_and_several_are_a_list(anagen, counting, folder) -> None:
    one = anagen("measure", str(folder / "b.png"), "--json").tree
    assert (one["image"], one["count"]) == (str(folder / "b.png"), 5)
    both = anagen("measure", str(folder / "b.png"), str(folder / "a.png"), "--json").tree
    assert [row["count"] for row in both] == [5, 3]


def test_a_refused_picture_is_an_answer(anagen, folder) -> None:
    said = anagen("measure", str(folder / "hostile.jpg"))
    assert (said.code, said.err) == (0, "")
    assert "Not counted." in said.out


def test_the_overlay_is_written_beside_the_answer(anagen, counting, folder, tmp_path) -> None:
    drawn = tmp_path / "drawn"
    anagen("measure", str(folder / "b.png"), "--overlay", str(drawn))
    with Image.open(drawn / "b.png") as picture:
        assert picture.width == 320


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["nowhere.png"], "no such file"),
        (["nowhere.png", "--px-per-mm", "-3"], "-3.0"),
        (["nowhere.png", "--workers", "0"], "found 0"),
        (["nowhere.png", "--out", "hairs.txt"], "hairs.txt"),
    ],
)
def test_a_mistake_is_one_line(anagen, words, found) -> None:
    said = anagen("measure", *words)
    assert said.code == 2
    assert found in said.err
    assert said.err.count("\n") == 1


def test_a_folder_without_pictures_is_a_mistake(anagen, tmp_path) -> None:
    said = anagen("measure", str(tmp_path))
    assert said.code == 2
    assert "no picture in it" in said.err


def test_a_place_nobody_may_write_to_is_a_mistake(anagen, counting, folder) -> None:
    said = anagen("measure", str(folder), "--out", str(folder / "none" / "hairs.csv"))
    assert said.code == 2
    assert "no such file" in said.err


# A folder


def test_a_folder_is_one_row_for_each_picture_in_the_order_of_names(
    anagen, counting, folder, tmp_path
) -> None:
    out = tmp_path / "hairs.csv"
    said = anagen("measure", str(folder), "--out", str(out))
    assert said.out == f"{out}: 5 pictures, 4 counted, 1 refused\n"
    found = rows(out)
    assert list(found) == ["a.png", "again.png", "b.png", "c.png", "hostile.jpg"]
    assert [row["count"] for row in found.values()] == ["3", "3", "5", "7", ""]
    assert found["hostile.jpg"]["refused"] in {"damaged", "too_heavy"}
    assert found["hostile.jpg"]["says"]


def test_the_same_picture_under_two_names_is_measured_once(
    anagen, counting, folder, tmp_path
) -> None:
    anagen("measure", str(folder), "--out", str(tmp_path / "hairs.csv"))
    assert counting.calls == 3


def test_the_three_forms_say_the_same(anagen, counting, folder, tmp_path) -> None:
    for ending in ("csv", "json", "parquet"):
        anagen("measure", str(folder), "--out", str(tmp_path / f"hairs.{ending}"))
    from pyarrow import parquet

    told = json.loads((tmp_path / "hairs.json").read_text())
    table = parquet.read_table(tmp_path / "hairs.parquet").to_pylist()
    assert [tables.row_of(one) for one in told] == table
    text = [{k: "" if v is None else str(v) for k, v in row.items()} for row in table]
    assert list(rows(tmp_path / "hairs.csv").values()) == text


def test_json_on_the_way_out_does_not_disturb_the_file(anagen, counting, folder, tmp_path) -> None:
    said = anagen("measure", str(folder), "--json", "--out", str(tmp_path / "hairs.json"))
    assert said.tree == json.loads((tmp_path / "hairs.json").read_text())


def test_a_name_that_is_a_formula_stays_a_name() -> None:
    assert tables.safe("=1+1.png") == "'=1+1.png"
    assert (tables.safe(3.5), tables.safe(""), tables.safe("a.png")) == (3.5, "", "a.png")


def test_overlays_of_equal_names_do_not_overwrite_each_other(anagen, counting, tmp_path) -> None:
    save(tmp_path / "in", "one/x.png", 1)
    save(tmp_path / "in", "two/x.png", 2)
    anagen("measure", str(tmp_path / "in"), "--overlay", str(tmp_path / "drawn"))
    assert len(list((tmp_path / "drawn").iterdir())) == 2


# Stopped and begun again


def test_a_stopped_batch_goes_on_where_it_was(anagen, counting, folder, tmp_path) -> None:
    whole, out = tmp_path / "whole.csv", tmp_path / "hairs.csv"
    anagen("measure", str(folder), "--out", str(whole))
    counting.calls, counting.stops_at = 0, 2
    said = anagen("measure", str(folder), "--out", str(out))
    assert said.code == 130
    assert not out.exists()
    anagen("measure", str(folder), "--out", str(out))
    assert counting.calls == 4  # a, b stopped; then b and c
    assert out.read_bytes() == whole.read_bytes()


def test_what_is_known_is_not_measured_again_and_what_is_new_is(
    anagen, counting, folder, tmp_path
) -> None:
    out = tmp_path / "hairs.csv"
    anagen("measure", str(folder), "--out", str(out))
    save(folder, "new.png", 9)
    anagen("measure", str(folder), "--out", str(out))
    assert counting.calls == 4
    assert rows(out)["new.png"]["count"] == "11"


def test_another_scale_is_another_measurement(anagen, counting, folder, tmp_path) -> None:
    out = tmp_path / "hairs.csv"
    for scale in ("100", "200"):
        anagen("measure", str(folder), "--px-per-mm", scale, "--out", str(out))
    assert rows(out)["a.png"]["px_per_mm"] == "200.0"


def test_a_missing_overlay_is_drawn_and_the_count_stays(anagen, counting, folder, tmp_path) -> None:
    out, drawn = tmp_path / "hairs.csv", tmp_path / "drawn"
    anagen("measure", str(folder), "--out", str(out))
    before = out.read_bytes()
    anagen("measure", str(folder), "--out", str(out), "--overlay", str(drawn))
    assert {path.name for path in drawn.iterdir()} == {"a.png", "b.png", "c.png"}
    assert out.read_bytes() == before


def test_a_line_that_a_kill_tore_off_does_not_count(tmp_path) -> None:
    path = tmp_path / "hairs.csv.journal"
    with Journal(path) as journal:
        journal.keep("one", {"count": 1})
        journal.keep("two", {"count": 2})
    path.write_bytes(path.read_bytes()[:-4])
    with Journal(path) as journal:
        assert ("one" in journal, "two" in journal) == (True, False)
        journal.keep("two", {"count": 22})
        assert (journal["one"], journal["two"]) == ({"count": 1}, {"count": 22})


def test_two_batches_do_not_write_into_one_journal(tmp_path) -> None:
    path = tmp_path / "hairs.csv.journal"
    with Journal(path), pytest.raises(Mistake, match="another batch"), Journal(path):
        pass


def test_a_file_that_is_no_journal_is_left_as_it_is(tmp_path) -> None:
    path = tmp_path / "hairs.csv.journal"
    path.write_text("my own notes\nand more")
    with pytest.raises(Mistake, match="journal of a batch"), Journal(path):
        pass
    assert path.read_text() == "my own notes\nand more"


# What goes wrong


def test_a_fault_of_ours_is_one_row_and_the_batch_goes_on(
    anagen, counting, folder, tmp_path
) -> None:
    counting.fails_at = 2
    out = tmp_path / "hairs.csv"
    assert anagen("measure", str(folder), "--out", str(out)).code == 0
    assert Counter(row["refused"] for row in rows(out).values())["fault"] == 1


def test_a_picture_that_ends_its_process_twice_is_refused_and_the_others_are_not(
    folder, monkeypatch
) -> None:
    deadly = (folder / "b.png").read_bytes()
    monkeypatch.setattr(crew, "_side_by_side", lambda workers: Dying(deadly))
    jobs = [crew.Job(name, (folder / name).read_bytes()) for name in ("a.png", "b.png")]
    monkeypatch.setattr(crew, "measured_there", lambda *_: pictures.Yield({"refused": None}))
    found = dict(crew.yields(iter(jobs), pictures.Settings(), crew.crew_of(2, None)))
    assert found["a.png"].result["refused"] is None
    assert found["b.png"].result["refused"]["why"] == "too_heavy"


class Dying(crew.Alone):
    """A pool that one picture takes down."""

    def __init__(self, deadly: bytes) -> None:
        self.deadly = deadly

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
        def deed() -> Any:
            if args[0] == self.deadly:
                raise crew.BrokenExecutor
            return fn(*args, **kwargs)

        return super().submit(deed)


def test_without_the_extra_a_mistake_says_what_to_install(
    anagen, folder, tmp_path, monkeypatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "distributed", None)
    parquet = anagen("measure", str(folder), "--out", str(tmp_path / "hairs.parquet"))
    cluster = anagen("measure", str(folder), "--dask", "tcp://127.0.0.1:1")
    for said in (parquet, cluster):
        assert said.code == 2
        assert "anagen[scale]" in said.err


def test_a_bar_fills_on_a_terminal_and_nowhere_else() -> None:
    class Terminal:
        def __init__(self, is_seen: bool) -> None:
            self.is_seen, self.text = is_seen, ""

        def isatty(self) -> bool:
            return self.is_seen

        def write(self, text: str) -> None:
            self.text += text

        def flush(self) -> None:
            pass

    for is_seen in (True, False):
        terminal = Terminal(is_seen)
        bar = Bar(10, terminal)  # type: ignore[arg-type]
        bar.show(3, 1)
        bar.show(9, 1)
        bar.end()
        assert ("9 of 10, 1 refused" in terminal.text) == is_seen


# Side by side, and on a cluster


def command(folder: Path, out: Path, *words: str) -> list[str]:
    return [sys.executable, "-m", "anagen", "measure", str(folder), "--out", str(out), *words]


def test_a_killed_batch_loses_nothing_and_workers_change_nothing(folder, tmp_path) -> None:
    out, journal = tmp_path / "hairs.csv", tmp_path / "hairs.csv.journal"
    begun = subprocess.Popen(command(folder, out, "--px-per-mm", "60"))
    deadline = time.monotonic() + 120
    while not (journal.exists() and journal.read_bytes().count(b"\n")):
        assert begun.poll() is None or journal.exists()
        assert time.monotonic() < deadline
        time.sleep(0.02)
    begun.send_signal(signal.SIGKILL)
    begun.wait()
    known = [
        line for line in journal.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")
    ]
    subprocess.run(command(folder, out, "--px-per-mm", "60", "--workers", "2"), check=True)
    lines = journal.read_bytes().splitlines(keepends=True)
    assert lines[: len(known)] == known
    keys = [json.loads(line)["key"] for line in lines]
    assert len(keys) == len(set(keys)) == 4
    assert len(rows(out)) == 5


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_that_loses_a_worker_loses_no_picture(anagen, folder, tmp_path) -> None:
    distributed = pytest.importorskip("distributed")
    alone, out = tmp_path / "alone.csv", tmp_path / "hairs.csv"
    anagen("measure", str(folder), "--px-per-mm", "60", "--out", str(alone))
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        begun = subprocess.Popen(
            command(folder, out, "--px-per-mm", "60", "--dask", cluster.scheduler_address)
        )
        with distributed.Client(cluster) as client:
            os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)
        assert begun.wait(timeout=300) == 0
    assert out.read_bytes() == alone.read_bytes()
