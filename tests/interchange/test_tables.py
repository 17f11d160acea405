"""A record as tables: every list with its units, and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime

import pytest

from anagen.interchange.tables import COLUMNS, cell, tables_of
from anagen.records.answers import Answer, Unknown
from anagen.records.event import Event
from anagen.records.record import Record
from anagen.records.report import CombCount, PullTest, Report, WashTest
from anagen.records.treatment import Treatment
from anagen.records.words import EventKind, Setting

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def lines(record: Record, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(tables_of(record)[name])))


def record(**parts: object) -> Record:
    return Record(Setting.HOME, "Europe/Madrid", **parts)  # type: ignore[arg-type]


def test_an_empty_record_has_every_table_with_its_head_line_alone() -> None:
    tables = tables_of(record())
    assert set(tables) == {*COLUMNS, "answers", "check_ins", "counts"}
    assert all(text.count("\r\n") == 1 for text in tables.values())


def test_not_knowing_is_never_an_empty_answer() -> None:
    told = record(answers={"keloid": Answer(Unknown.DECLINED, NOW), "itch": Answer(False, NOW)})
    by_name = {line["question"]: line for line in lines(told, "answers")}
    assert by_name["keloid"]["unknown"] == "declined"
    assert by_name["itch"]["value"] == "False"


def test_every_count_of_a_check_in_has_its_line() -> None:
    report = Report(
        NOW,
        signs={"redness": Answer(True, NOW)},
        comb=CombCount((11, 9, 13)),
        pull=PullTest(2, 50),
        wash=WashTest(40, 4, 1),
    )
    told = record(reports=(report,))
    assert [line["test"] for line in lines(told, "counts")] == ["comb", "pull", "wash"]
    assert lines(told, "counts")[0]["counts"] == "11 | 9 | 13"
    assert lines(told, "check_ins")[0]["sign"] == "redness"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_cell_is_run_by_a_spreadsheet(start: str) -> None:
    told = record(treatments=(Treatment(f"{start}cmd|' /C calc'!A0"),))
    assert lines(told, "treatments")[0]["product"].startswith("'")
    assert cell([f"{start}1"]) == f"'{start}1"


def test_an_event_keeps_its_day() -> None:
    told = record(events=(Event(date(2026, 10, 1), EventKind.HAIRCUT, "short"),))
    assert lines(told, "events") == [{"on": "2026-10-01", "kind": "haircut", "note": "short"}]
