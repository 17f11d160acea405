"""Which counts belong together: one device, one cut, each spot alike; the others are named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from anagen.care.case import Case
from anagen.knowledge.figure import Figure
from anagen.outlook.doubts import Doubt, Kind
from anagen.records.measurement import Measurement

ROUNDING = 1e-9

#: A device, and the width that parts fine from thick hair.
Way = tuple[str, float | None]
Spot = str


def left_out(says: str) -> Doubt:
    """The doubt that goes with counts that were left out."""
    return Doubt(Kind.LEFT_OUT, says)


def _way(one: Measurement) -> Way:
    return one.device.strip().casefold(), one.cut_um


def _named(kind: Way) -> str:
    device, cut_um = kind
    cut = f", fine hair up to {cut_um:g} µm" if cut_um else ""
    return (device or "a device that was not written down") + cut


def of_one_way(
    seen: Sequence[Measurement], case: Case, doubts: list[Doubt]
) -> tuple[Way, list[Measurement]]:
    """The counts of the device and cut used on most days, the latest of equals; others named."""
    days: dict[Way, set[date]] = {}
    for one in seen:
        days.setdefault(_way(one), set()).add(case.record.local_day(one.at))
    chosen = max(days, key=lambda kind: (len(days[kind]), max(days[kind])))
    for kind in days:
        if kind != chosen:
            number = sum(_way(one) == kind for one in seen)
            doubts.append(
                left_out(
                    f"Left out: {counts_in_words(number)} made with {_named(kind)}. The others "
                    f"were made with {_named(chosen)}, and the two are never mixed."
                )
            )
    return chosen, [one for one in seen if _way(one) == chosen]


def counts_in_words(number: int) -> str:
    return "1 count" if number == 1 else f"{number} counts"


def by_spot(counts: Sequence[Measurement]) -> Mapping[Spot, list[Measurement]]:
    found: dict[Spot, list[Measurement]] = {}
    for one in sorted(counts, key=lambda one: one.at):
        found.setdefault(one.site.strip().casefold(), []).append(one)
    return found


def alike(counts: list[Measurement], case: Case, doubts: list[Doubt]) -> list[Measurement]:
    """The counts of a spot made on as much skin and with hair as long as at its first."""
    first, knowledge = counts[0], case.knowledge
    name = first.site.strip()
    area = knowledge.fact("alike_area", Figure).value / 100
    length = knowledge.fact("alike_hair_length", Figure).value / 100
    kept = []
    for one in counts:
        day = case.record.local_day(one.at).isoformat()
        if _differs(one.area_cm2, first.area_cm2, area):
            doubts.append(
                left_out(
                    f"Left out: the count of {name} of {day}, on {one.area_cm2:g} cm2 instead of "
                    f"{first.area_cm2:g} cm2."
                )
            )
        elif _differs(one.hair_length_mm, first.hair_length_mm, length):
            doubts.append(
                left_out(
                    f"Left out: the count of {name} of {day}, with hair {one.hair_length_mm:g} mm "
                    f"long instead of {first.hair_length_mm:g} mm."
                )
            )
        else:
            kept.append(one)
    return kept


def _differs(one: float | None, other: float | None, share: float) -> bool:
    if one is None or other is None:
        return False
    return abs(one - other) > (share + ROUNDING) * max(one, other)
