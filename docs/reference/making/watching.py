"""Learns the form of a record from its reader, so that the reference cannot drift from it.

The reader is watched while it reads a record that has every part: what it asks of each entry is
the form. Then every entry is taken out in turn: those without which it refuses are required.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, TypeVar
from unittest.mock import patch

from anagen.records.fields import Fields
from anagen.records.mistakes import RecordError
from anagen.records.reading import read_record

E = TypeVar("E", bound=Enum)
Schema = dict[str, Any]
#: Place of a table ("sessions.zones") → entry → what it has to look like.
Form = dict[str, dict[str, Schema]]

#: After everything in the record that is read; the form does not depend on it.
MOMENT = datetime(2026, 11, 20, 18, tzinfo=UTC)
NUMBERED = re.compile(r"\[\d+\]")


def form_of(text: str) -> Form:
    """What the reader asks of each entry of a record."""
    form: Form = {}
    watching = type("Watching", (Watching,), {"form": form})
    with (
        patch("anagen.records.fields.Fields", watching),
        patch("anagen.records.reading.Fields", watching),
    ):
        read_record(text, MOMENT)
    return form


def is_required(text: str, place: str, name: str) -> bool:
    """Whether the record is refused without this entry."""
    table = tree = json.loads(text)
    for part in filter(None, place.split(".")):
        inner = table[part]
        table = inner[0] if isinstance(inner, list) else inner
    del table[name]
    try:
        read_record(json.dumps(tree), MOMENT)
    except RecordError:
        return True
    return False


class Watching(Fields):
    """A table that notes what it is asked for."""

    form: Form

    def note(self, name: str, schema: Schema) -> None:
        """One entry was read, and had to look like this."""
        place = NUMBERED.sub("", self.place)
        self.form.setdefault(place, {}).setdefault(name, {}).update(schema)

    def text(self, name: str, most: int = 2000) -> str:
        """A text."""
        self.note(name, {"type": "string", "minLength": 1, "maxLength": most})
        return super().text(name, most)

    def truth(self, name: str) -> bool:
        """Yes or no."""
        self.note(name, {"type": "boolean"})
        return super().truth(name)

    def number(self, name: str, least: float, most: float, unit: str = "") -> float:
        """A number between its bounds."""
        says = {"description": f"in {unit}"} if unit else {}
        self.note(name, {"type": "number", "minimum": least, "maximum": most, **says})
        return super().number(name, least, most, unit)

    def whole(self, name: str, least: int, most: int) -> int:
        """A whole number between its bounds."""
        value = super().whole(name, least, most)
        self.note(name, {"type": "integer"})
        return value

    def day(self, name: str) -> date:
        """A date."""
        self.note(name, {"type": "string", "format": "date"})
        return super().day(name)

    def moment(self, name: str) -> datetime:
        """A time with its zone."""
        self.note(name, {"type": "string", "format": "date-time"})
        return super().moment(name)

    def choice(self, name: str, among: type[E]) -> E:
        """One word of a closed set."""
        self.note(name, {"enum": [one.value for one in among]})
        return super().choice(name, among)

    def words(self, name: str) -> tuple[str, ...]:
        """A list of texts."""
        self.note(name, {"type": "array", "items": {"type": "string"}})
        return super().words(name)

    def table(self, name: str) -> Fields:
        """A table inside."""
        self.note(name, {"type": "object"})
        return super().table(name)

    def items(self, name: str, read: Any) -> Any:
        """A list of tables."""
        self.note(name, {"type": "array"})
        return super().items(name, read)
