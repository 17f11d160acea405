"""Units of what trials measure, and the only conversions between them.

Hair counts are published per cm², per inch², per circle of an inch and per field of some area. A
raw difference in one means nothing beside a raw difference in another: 12.5 hairs per inch² are
1.9 per cm².
"""

from __future__ import annotations

import math

from anagen.evidence.terms import FigureUnit
from anagen.records.mistakes import Mistake, shown
from anagen.records.reading_parts import CM2_PER_INCH2

CM2_PER_INCH_CIRCLE = CM2_PER_INCH2 * math.pi / 4
UM_PER_MM = 1000.0
MILLIMETRES = "mm"

#: Units of a mean, or of a difference of means, that a table may name.
WRITTEN = (
    FigureUnit.PER_CM2,
    FigureUnit.PER_INCH2,
    FigureUnit.PER_INCH_CIRCLE,
    FigureUnit.PER_FIELD,
    FigureUnit.MICROMETRES,
    FigureUnit.PERCENT,
    FigureUnit.PERCENT_CHANGE,
    FigureUnit.SCORE,
)


def unit_named(name: str, where: str) -> tuple[FigureUnit, float]:
    """The unit that a table names, and the factor of a name that stands for another unit.

    A unit nobody knows is refused, never guessed; an empty name is a unit that was not stated.
    """
    word = name.strip().lower()
    if word == MILLIMETRES:
        return FigureUnit.MICROMETRES, UM_PER_MM
    for unit in (*WRITTEN, FigureUnit.NOT_STATED):
        if word == unit.value or (not word and unit is FigureUnit.NOT_STATED):
            return unit, 1.0
    known = ", ".join([*(unit.value for unit in WRITTEN), MILLIMETRES])
    raise Mistake(where, f"the unit {shown(name)}", f"one of {known}", "Write the unit that way.")


def in_plain_units(
    unit: FigureUnit, area_cm2: float | None, where: str
) -> tuple[FigureUnit, float]:
    """The unit to pool in, and what to multiply a value, its SD or its error by to get there.

    Every count becomes hairs per cm². A count per field needs the area of the field.
    """
    if unit is FigureUnit.PER_INCH2:
        return FigureUnit.PER_CM2, 1 / CM2_PER_INCH2
    if unit is FigureUnit.PER_INCH_CIRCLE:
        return FigureUnit.PER_CM2, 1 / CM2_PER_INCH_CIRCLE
    if unit is not FigureUnit.PER_FIELD:
        return unit, 1.0
    if area_cm2 is None or not area_cm2 > 0:
        raise Mistake(
            where,
            "a count per field" + ("" if area_cm2 is None else f" of {area_cm2:g} cm²"),
            "the area of the field in area_cm2",
            "Give the area, or leave the study out.",
        )
    return FigureUnit.PER_CM2, 1 / area_cm2
