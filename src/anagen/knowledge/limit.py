"""Guardrails: an absolute bound, a recommended range and a starting value.

Limits only ever tighten. Where several limits fit the same situation the narrowest of each
bound counts, so a clinic's own file can narrow ours and can never widen it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from anagen.knowledge.fact import Fact, Header, read_settings
from anagen.knowledge.mistakes import KnowledgeError
from anagen.records.fields import Fields
from anagen.records.words import DeviceKind, Setting


class Within(IntEnum):
    """How a value stands to a guardrail, ordered so that `max` is the worse."""

    RECOMMENDED = 0
    BEYOND_RECOMMENDED = 1
    BEYOND_ABSOLUTE = 2


@dataclass(frozen=True, slots=True)
class LimitCase:
    """A worked example: a value and how it stands."""

    value: float
    expect: Within


@dataclass(frozen=True, slots=True)
class Limit(Fact):
    """A guardrail on one quantity, in `unit`.

    It holds in `settings`, for `devices`, and for needle depths above `deeper_than_mm` and up
    to `up_to_mm`.
    """

    quantity: str
    unit: str
    settings: tuple[Setting, ...]
    devices: tuple[DeviceKind, ...]
    deeper_than_mm: float
    up_to_mm: float
    least: float
    most: float
    recommended_least: float
    recommended_most: float
    start: float
    cases: tuple[LimitCase, ...]

    def fits(self, setting: Setting, device: DeviceKind | None, depth_mm: float | None) -> bool:
        """Whether this limit speaks about a situation; what is not known fits."""
        return (
            setting in self.settings
            and (device is None or device in self.devices)
            and (depth_mm is None or self.deeper_than_mm < depth_mm <= self.up_to_mm)
        )

    def stands(self, value: float) -> Within:
        """How a value stands to this guardrail; both ends of a range are allowed."""
        if not self.least <= value <= self.most:
            return Within.BEYOND_ABSOLUTE
        if not self.recommended_least <= value <= self.recommended_most:
            return Within.BEYOND_RECOMMENDED
        return Within.RECOMMENDED


@dataclass(frozen=True, slots=True)
class Guardrail:
    """The narrowest bounds of all limits that fit, and the limits they come from."""

    unit: str
    least: float
    most: float
    recommended_least: float
    recommended_most: float
    start: float
    limits: tuple[Limit, ...]

    def stands(self, value: float) -> Within:
        """How a value stands to these bounds: the worst any limit says."""
        return max(limit.stands(value) for limit in self.limits)


def narrowest(limits: Iterable[Limit]) -> Guardrail | None:
    """The guardrail of several limits together; None when there is none."""
    found = tuple(limits)
    if not found:
        return None
    return Guardrail(
        unit=found[0].unit,
        least=max(limit.least for limit in found),
        most=min(limit.most for limit in found),
        recommended_least=max(limit.recommended_least for limit in found),
        recommended_most=min(limit.recommended_most for limit in found),
        start=found[0].start,
        limits=found,
    )


def read_limit(fields: Fields, header: Header) -> Limit:
    """A fact of kind "limit"."""
    absolute, recommended = fields.table("absolute"), fields.table("recommended")
    depths = fields.optional_table("depth_mm")
    limit = Limit(
        **header,
        quantity=fields.text("quantity", 60),
        unit=fields.text("unit", 30),
        settings=read_settings(fields),
        devices=read_devices(fields),
        deeper_than_mm=depths.number("above", 0, 10) if depths else 0.0,
        up_to_mm=depths.number("up_to", 0, 10) if depths else 10.0,
        least=absolute.number("least", 0, 1e6),
        most=absolute.number("most", 0, 1e6),
        recommended_least=recommended.number("least", 0, 1e6),
        recommended_most=recommended.number("most", 0, 1e6),
        start=fields.number("start", 0, 1e6),
        cases=fields.items("cases", _case),
    )
    for table in (absolute, recommended, *([depths] if depths else [])):
        table.finish()
    fields.finish()
    _check(limit, fields)
    return limit


def read_devices(fields: Fields) -> tuple[DeviceKind, ...]:
    """The devices a fact holds for; all of them when the entry is absent."""
    words = fields.words("devices")
    known = {device.value: device for device in DeviceKind}
    if any(word not in known for word in words):
        raise fields.wrong("devices", "words among " + ", ".join(known), "Name the device.")
    return tuple(known[word] for word in words) or tuple(DeviceKind)


def _check(limit: Limit, fields: Fields) -> None:
    bounds = (limit.least, limit.recommended_least, limit.recommended_most, limit.most)
    if list(bounds) != sorted(bounds):
        raise KnowledgeError(
            fields.place,
            f"bounds {bounds}",
            "the recommended range inside the absolute one",
            "Put them in order.",
        )
    if limit.stands(limit.start) is not Within.RECOMMENDED:
        raise fields.wrong("start", "a start inside the recommended range", "Correct it.")
    if not {Within.RECOMMENDED, Within.BEYOND_ABSOLUTE} <= {case.expect for case in limit.cases}:
        raise fields.wrong(
            "cases", "a case within and a case beyond_absolute", "Add the missing case."
        )


def _case(fields: Fields) -> LimitCase:
    words = {
        "within": Within.RECOMMENDED,
        "beyond_recommended": Within.BEYOND_RECOMMENDED,
        "beyond_absolute": Within.BEYOND_ABSOLUTE,
    }
    word = fields.text("expect")
    if word not in words:
        raise fields.wrong("expect", "one of " + ", ".join(words), "Use one of these words.")
    case = LimitCase(value=fields.number("value", 0, 1e6), expect=words[word])
    fields.finish()
    return case
