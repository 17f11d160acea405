"""Reads one table of named entries, and says exactly where it goes wrong.

Records (JSON) and knowledge (TOML) are both trees of tables. `Fields` takes entries out by
name and kind; `finish` then refuses whatever was not taken, so a misspelt name is never
passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, TypeVar

from anagen.records.mistakes import Mistake, shown

E = TypeVar("E", bound=Enum)
T = TypeVar("T")

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
#: Nobody alive was treated before this year: an earlier one is a slip of the pen.
EARLIEST_YEAR = 1900


class Fields:
    """The entries of one table, taken out one at a time.

    `place` is where the table stands ("sessions[2]"); `mistake` is the kind of error to raise.
    """

    def __init__(
        self, table: object, place: str, mistake: Callable[[str, str, str, str], Mistake]
    ) -> None:
        self.place = place
        self._mistake = mistake
        if not isinstance(table, Mapping):
            raise mistake(
                place or "the file", shown(table), "a table of named entries", "Use a table."
            )
        self._table: Mapping[str, Any] = table
        self._taken: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return self._table.get(name) is not None

    def raw(self, name: str) -> Any:
        """The entry as it stands; None when it is absent."""
        self._taken.add(name)
        return self._table.get(name)

    def wrong(self, name: str, expected: str, then: str) -> Mistake:
        """The error for entry `name`, ready to raise."""
        value = self._table.get(name)
        found = "nothing" if value is None else shown(value)
        return self._mistake(self.at(name), found, expected, then)

    def at(self, name: str) -> str:
        """The full place of entry `name`."""
        return f"{self.place}.{name}" if self.place else name

    def text(self, name: str, most: int = 2000) -> str:
        """A text that is not empty."""
        value = self.raw(name)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(name, "a text", f"Fill in {name}.")
        if len(value) > most:
            raise self.wrong(name, f"at most {most} characters", "Shorten it.")
        if not is_writable(value):
            raise self.wrong(name, "a text that can be saved", "Type it again by hand.")
        return value

    def optional_text(self, name: str, most: int = 2000) -> str:
        """A text, or "" when it is absent."""
        return self.text(name, most) if name in self else self._absent(name, "")

    def truth(self, name: str) -> bool:
        """Yes or no, written true or false."""
        value = self.raw(name)
        if not isinstance(value, bool):
            raise self.wrong(name, "true or false", f"Write {name} as true or false.")
        return value

    def optional_truth(self, name: str) -> bool | None:
        """Yes, no, or None when it is absent."""
        return self.truth(name) if name in self else self._absent(name, None)

    def number(self, name: str, least: float, most: float, unit: str = "") -> float:
        """A number between `least` and `most`, both allowed, in `unit`."""
        value = self.raw(name)
        wanted = f"a number from {least:g} to {most:g}" + (f" {unit}" if unit else "")
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(name, wanted, "Write the number alone, without a unit.")
        if not least <= value <= most:  # also refuses NaN
            raise self.wrong(name, wanted, "Check the number and its unit.")
        return float(value)

    def optional_number(self, name: str, least: float, most: float, unit: str = "") -> float | None:
        """A number in range, or None when it is absent."""
        return self.number(name, least, most, unit) if name in self else self._absent(name, None)

    def whole(self, name: str, least: int, most: int) -> int:
        """A whole number between `least` and `most`."""
        value = self.number(name, least, most)
        if value != int(value):
            raise self.wrong(name, "a whole number", "Leave out the part after the point.")
        return int(value)

    def optional_whole(self, name: str, least: int, most: int) -> int | None:
        """A whole number in range, or None when it is absent."""
        return self.whole(name, least, most) if name in self else self._absent(name, None)

    def day(self, name: str) -> date:
        """A date, as 2026-11-20."""
        value = self.raw(name)
        if isinstance(value, str) and ISO_DATE.fullmatch(value):
            with suppress(ValueError):  # 2026-02-30 has the right shape and is still no date
                value = date.fromisoformat(value)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.wrong(name, "a date such as 2026-11-20", "Write year, month and day.")
        if value.year < EARLIEST_YEAR:
            raise self.wrong(name, f"a date from {EARLIEST_YEAR} on", "Correct the year.")
        return value

    def optional_day(self, name: str) -> date | None:
        """A date, or None when it is absent."""
        return self.day(name) if name in self else self._absent(name, None)

    def moment(self, name: str) -> datetime:
        """A time with its zone, as 2026-11-20T19:00:00+01:00; kept in UTC."""
        then = "Write the time with its zone."
        value = self.raw(name)
        expected = "a time with its zone, such as 2026-11-20T19:00:00+01:00"
        if not isinstance(value, str):
            raise self.wrong(name, expected, then)
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            raise self.wrong(name, expected, then) from None
        if moment.tzinfo is None:
            raise self.wrong(name, expected, "Add the zone, such as +01:00 or Z.")
        if not EARLIEST_YEAR <= moment.year < 9999:  # 9999 could overflow in another zone
            raise self.wrong(name, f"a time from {EARLIEST_YEAR} on", "Correct the year.")
        return moment.astimezone(UTC)

    def optional_moment(self, name: str) -> datetime | None:
        """A time, or None when it is absent."""
        return self.moment(name) if name in self else self._absent(name, None)

    def choice(self, name: str, among: type[E]) -> E:
        """One word of a closed set."""
        value = self.raw(name)
        words = [str(member.value) for member in among]
        if value not in words or not isinstance(value, str):
            raise self.wrong(name, "one of " + ", ".join(words), closest(value, words))
        return among(value)

    def optional_choice(self, name: str, among: type[E]) -> E | None:
        """One word of a closed set, or None when it is absent."""
        return self.choice(name, among) if name in self else self._absent(name, None)

    def words(self, name: str) -> tuple[str, ...]:
        """A list of texts; empty when it is absent."""
        value = self.raw(name)
        if value is None:
            return ()
        if not isinstance(value, list | tuple) or not all(is_writable(item) for item in value):
            raise self.wrong(name, "a list of texts", 'Write it as ["one", "two"].')
        return tuple(value)

    def table(self, name: str) -> Fields:
        """The table inside entry `name`."""
        return Fields(self.raw(name), self.at(name), self._mistake)

    def optional_table(self, name: str) -> Fields | None:
        """The table inside entry `name`, or None when it is absent."""
        return self.table(name) if name in self else self._absent(name, None)

    def items(self, name: str, read: Callable[[Fields], T]) -> tuple[T, ...]:
        """Every table of a list, read by `read`; empty when the list is absent."""
        value = self.raw(name)
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            raise self.wrong(name, "a list", "Write it as a list of tables.")
        places = (f"{self.at(name)}[{number}]" for number in range(len(value)))
        return tuple(
            read(Fields(item, place, self._mistake))
            for item, place in zip(value, places, strict=True)
        )

    def named(self, name: str, read: Callable[[Fields, str], T]) -> dict[str, T]:
        """A table whose entry names are free, each entry read by `read(fields, entry)`."""
        inner = self.optional_table(name)
        if inner is None:
            return {}
        return {entry: read(inner, entry) for entry in inner._table}

    def finish(self) -> None:
        """Refuses every entry that nothing has taken."""
        left = [name for name in self._table if name not in self._taken]
        if left:
            known = sorted(self._taken)
            raise self._mistake(
                self.at(str(left[0])),
                "an entry we do not know",
                "one of " + ", ".join(known),
                closest(left[0], known),
            )

    def _absent(self, name: str, value: T) -> T:
        self._taken.add(name)
        return value


def is_writable(value: object) -> bool:
    """Whether a value is a text that every file and database can hold."""
    if not isinstance(value, str) or "\0" in value:
        return False
    try:
        value.encode()
    except UnicodeEncodeError:  # half of a sign, as JSON can write it
        return False
    return True


def closest(found: object, known: list[str]) -> str:
    """Advice on a misspelt word: the nearest word we know, or where to look."""
    # difflib is slow to load and is only needed once something is wrong.
    from difflib import get_close_matches

    near = get_close_matches(str(found), known, n=1)
    return f"Did you mean {near[0]}?" if near else "Use one of these words."
