"""A record as tables: one CSV text for each list in it, with units in the column names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from anagen.records.record import Record
from anagen.records.writing import plain

#: The lists of a record that become a table of their own.
LISTS = ("treatments", "sessions", "photos", "measurements", "events", "decisions")
#: A spreadsheet runs a cell that begins like this; a mark before it makes it a text again.
RUNS = ("=", "+", "-", "@", "\t", "\r")

Line = Mapping[str, Any]


def tables_of(record: Record) -> dict[str, str]:
    """Every table of a record by its name; a list that is empty has its head line alone."""
    found = {name: table_of(getattr(record, name), name) for name in LISTS}
    found["answers"] = csv_of(
        ("question", "value", "unknown", "unit", "by", "at"),
        [{"question": name, **plain(answer)} for name, answer in record.answers.items()],
    )
    found["check_ins"] = csv_of(("at", "sign", "value", "unknown"), _signs(record))
    found["counts"] = csv_of(
        ("at", "test", "counts", "came_out", "held", "hairs", "short", "unwashed_days"),
        _counts(record),
    )
    return found


def table_of(items: Sequence[Any], name: str) -> str:
    """One list of a record as a table; nested lists become one cell of `a=1;b=2` parts."""
    columns = COLUMNS[name]
    return csv_of(columns, [plain(item) for item in items])


def csv_of(columns: Sequence[str], lines: Iterable[Line]) -> str:
    """Lines as CSV text, in the order of the columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([cell(line.get(column)) for column in columns] for line in lines)
    return out.getvalue()


def cell(value: Any) -> Any:
    """One value as a spreadsheet can take it, never as something that it would run."""
    if isinstance(value, Mapping):
        value = ";".join(f"{name}={cell(entry)}" for name, entry in value.items())
    elif isinstance(value, list | tuple):
        value = " | ".join(str(cell(entry)) for entry in value)
    if isinstance(value, str) and value.startswith(RUNS):
        return f"'{value}"
    return "" if value is None else value


def _signs(record: Record) -> list[Line]:
    return [
        {**plain(answer), "at": plain(report.at), "sign": name}
        for report in record.reports
        for name, answer in report.signs.items()
    ]


def _counts(record: Record) -> list[Line]:
    return [
        {"at": plain(report.at), "test": name, **_test(name, plain(test))}
        for report in record.reports
        for name, test in (("comb", report.comb), ("pull", report.pull), ("wash", report.wash))
        if test is not None
    ]


def _test(name: str, test: Any) -> Line:
    return test if isinstance(test, Mapping) else {name: test}


def _columns(kind: type) -> tuple[str, ...]:
    assert is_dataclass(kind)
    return tuple(field.name for field in fields(kind))


def _all_columns() -> dict[str, tuple[str, ...]]:
    from anagen.records.decision import Decision
    from anagen.records.event import Event
    from anagen.records.measurement import Measurement, Photo
    from anagen.records.session import Session
    from anagen.records.treatment import Treatment

    kinds = (Treatment, Session, Photo, Measurement, Event, Decision)
    return {name: _columns(kind) for name, kind in zip(LISTS, kinds, strict=True)}


COLUMNS = _all_columns()
