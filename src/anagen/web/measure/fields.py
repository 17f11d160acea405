"""One field of a form as a page shows it: its name, what stands in it, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from anagen.records.words import Zone
from anagen.web.look.templatetags.words import plain_word
from anagen.web.measure.reader import Typed


@dataclass(frozen=True, slots=True)
class Field:
    """One field as it stands."""

    name: str
    label: str
    value: str
    slip: str


@dataclass(frozen=True, slots=True)
class Form:
    """A form as it stands. `labels` names its fields in the order of the page."""

    labels: Mapping[str, object]
    typed: Typed
    slips: Mapping[str, str] = field(default_factory=dict)
    is_overtaken: bool = False

    @property
    def fields(self) -> dict[str, Field]:
        """Every field by its name."""
        return {
            name: Field(name, str(label), self.typed.get(name, ""), self.slips.get(name, ""))
            for name, label in self.labels.items()
        }

    @property
    def day_parts(self) -> list[Field]:
        """Day, month and year, where the form has them."""
        return [one for one in self.fields.values() if one.name in ("day", "month", "year")]

    @property
    def to_check(self) -> list[Field]:
        """The fields with a slip, in the order of the page."""
        return [one for one in self.fields.values() if one.slip]


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from."""

    value: str
    label: str


def choices(words: Iterable[str]) -> list[Choice]:
    """Words of a closed set as a list to choose from."""
    return [Choice(word, capitalised(plain_word(word))) for word in words]


def capitalised(text: str) -> str:
    """The text with a large first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def zone_choices() -> list[Choice]:
    """The parts of the scalp."""
    return choices(zone.value for zone in Zone)
