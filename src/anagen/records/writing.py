"""JSON out: the same record always gives the same bytes, and reads back equal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

from anagen.records.answers import Answer, Unknown
from anagen.records.record import SCHEMA, Record
from anagen.records.report import Report
from anagen.records.words import Level


def written_record(record: Record) -> str:
    """The record as JSON text, two spaces deep; what is not known is left out."""
    tree = {"schema": SCHEMA, **plain(record)}
    return json.dumps(tree, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def plain(value: Any) -> Any:
    """A value as JSON can hold it. Absent entries ("" and None and empty lists) are left out."""
    if isinstance(value, Answer):
        return _answer(value)
    if isinstance(value, Report):
        return _report(value)
    if is_dataclass(value) and not isinstance(value, type):
        pairs = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: plain(entry) for name, entry in pairs if not _is_absent(entry)}
    if isinstance(value, Mapping):
        return {name: plain(entry) for name, entry in value.items()}
    if isinstance(value, tuple | list):
        return [plain(entry) for entry in value]
    return _scalar(value)


def _scalar(value: Any) -> Any:
    if isinstance(value, Level):
        return value.word
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _is_absent(entry: Any) -> bool:
    return entry is None or (isinstance(entry, str | tuple | Mapping) and not entry)


def _answer(answer: Answer) -> dict[str, Any]:
    name = "unknown" if isinstance(answer.value, Unknown) else "value"
    told = {name: plain(answer.value), "at": plain(answer.at), "by": answer.by.value}
    return {**told, "unit": answer.unit} if answer.unit else told


def _report(report: Report) -> dict[str, Any]:
    tree = {
        "at": report.at,
        "signs": dict(report.signs),
        "comb_counts": report.comb.counts if report.comb else None,
        "pull": report.pull,
        "wash": report.wash,
        "photos": report.photos,
    }
    return {name: plain(entry) for name, entry in tree.items() if not _is_absent(entry)}
