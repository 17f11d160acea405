"""Advice as plain tables and lists: what `--json` prints, what is stored, what pages show.

Every key is always there; what is not known is null. Times carry the person's own zone.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from anagen.care.advice import Advice
from anagen.knowledge.fact import Basis, Strength
from anagen.knowledge.library import Knowledge
from anagen.records.record import Record
from anagen.records.words import Level

#: Raised when a key changes its meaning or goes.
ADVICE_SCHEMA = 1


def advice_tree(advice: Advice, record: Record, knowledge: Knowledge) -> dict[str, Any]:
    """The whole advice. Equal advice gives equal trees."""
    writer = _Writer(knowledge, record.zone)
    tree = {field.name: writer.plain(getattr(advice, field.name)) for field in fields(advice)}
    return {"schema": ADVICE_SCHEMA, **tree}


class _Writer:
    def __init__(self, knowledge: Knowledge, zone: ZoneInfo) -> None:
        self._knowledge = knowledge
        self._zone = zone

    def plain(self, value: Any) -> Any:
        if isinstance(value, Basis):
            return self._basis(value)
        if is_dataclass(value) and not isinstance(value, type):
            return {field.name: self.plain(getattr(value, field.name)) for field in fields(value)}
        if isinstance(value, tuple | list):
            return [self.plain(entry) for entry in value]
        return self._scalar(value)

    def _scalar(self, value: Any) -> Any:
        if isinstance(value, Strength):
            return {"word": value.value, "bars": value.bars}
        if isinstance(value, Level):
            return value.word
        if isinstance(value, Enum):
            return value.value
        if isinstance(value, datetime):
            return value.astimezone(self._zone).isoformat(timespec="minutes")
        if isinstance(value, date):
            return value.isoformat()
        return value

    def _basis(self, basis: Basis) -> dict[str, Any]:
        source = self._knowledge.sources[basis.source]
        return {
            "source": source.id,
            "short": source.short,
            "kind": source.kind.value,
            "citation": source.citation,
            "identifier": source.identifier,
            "read": source.read.value,
            "shows": source.shows,
            "limits": source.limits,
            "locator": basis.locator,
            "stance": basis.stance.value,
            "says": basis.says,
        }
