"""One review: what it pooled, as it was printed. We repeat its figures; we did not make them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

from anagen.evidence.marks import Reading, readings
from anagen.evidence.terms import Condition, FigureUnit, Measure, People
from anagen.records.fields import Fields

FIGURES = {
    "effect": (-10_000.0, 10_000.0),
    "low": (-10_000.0, 10_000.0),
    "high": (-10_000.0, 10_000.0),
    "z": (-1000.0, 1000.0),
    "p": (0.0, 1.0),
    "i2": (0.0, 100.0),
    "trials": (1.0, 10_000.0),
    "people": (1.0, 10_000_000.0),
    "events": (0.0, 1_000_000.0),
    "of_treated": (1.0, 1_000_000.0),
    "control_events": (0.0, 1_000_000.0),
    "of_control": (1.0, 1_000_000.0),
}


class Scale(Enum):
    """What a pooled figure is called where it was printed."""

    SMD = "smd"
    MD = "md"
    RR = "rr"
    RANK = "rank"
    BEFORE_AFTER = "before_after"
    INCLUDED = "included"


@dataclass(frozen=True, slots=True)
class Row:
    """One pooled figure with its interval; what was not printed or not read is None.

    `of` names the row that this one is a part of, and `family` by what it was parted.
    """

    id: str
    says: str
    measure: Measure
    scale: Scale
    unit: FigureUnit
    of: str
    family: str
    effect: Reading | None
    low: Reading | None
    high: Reading | None
    z: Reading | None
    p: Reading | None
    i2: Reading | None
    trials: Reading | None
    people: Reading | None
    events: Reading | None
    of_treated: Reading | None
    control_events: Reading | None
    of_control: Reading | None

    @property
    def is_ratio(self) -> bool:
        """Whether the figure is a ratio, so that no effect is 1 and not 0."""
        return self.scale is Scale.RR

    @property
    def ci(self) -> tuple[float, float] | None:
        """The printed 95 % interval."""
        if self.low is None or self.high is None:
            return None
        return self.low.value, self.high.value

    @property
    def se(self) -> float | None:
        """The standard error that the printed interval implies; of the log for a ratio."""
        if self.ci is None:
            return None
        low, high = map(math.log, self.ci) if self.is_ratio else self.ci
        return (high - low) / (2 * 1.959963984540054)


@dataclass(frozen=True, slots=True)
class Review:
    """A review by the id of its file, with its pooled figures and what is wrong with them."""

    id: str
    source: str
    name: str
    year: int
    condition: Condition
    people: People
    n_trials: Reading | None
    n_people: Reading | None
    says: str
    doubt: str
    rows: tuple[Row, ...]

    def row(self, id: str) -> Row | None:
        """One pooled figure by its id."""
        return next((one for one in self.rows if one.id == id), None)


def read_review(fields: Fields, id: str) -> Review:
    """One file of evidence/reviews/."""
    held = fields.table("included")
    size = readings(held, {"trials": (1.0, 10_000.0), "people": (1.0, 10_000_000.0)})
    held.finish()
    review = Review(
        id=id,
        source=fields.text("source", 60),
        name=fields.text("name", 40),
        year=fields.whole("year", 1950, 2100),
        condition=fields.choice("condition", Condition),
        people=fields.choice("people", People),
        n_trials=size["trials"],
        n_people=size["people"],
        says=fields.text("says", 300),
        doubt=fields.optional_text("doubt", 400),
        rows=fields.items("rows", _row),
    )
    fields.finish()
    ids = [row.id for row in review.rows]
    if len(set(ids)) != len(ids) or any(row.of and row.of not in ids for row in review.rows):
        raise fields.wrong("rows", "rows with an id each, and `of` naming one", "Rename a row.")
    return review


def _row(fields: Fields) -> Row:
    row = Row(
        id=fields.text("id", 40),
        says=fields.text("says", 200),
        measure=fields.choice("measure", Measure),
        scale=fields.choice("scale", Scale),
        unit=fields.choice("unit", FigureUnit),
        of=fields.optional_text("of", 40),
        family=fields.optional_text("family", 20),
        **readings(fields, FIGURES),
    )
    fields.finish()
    if (row.low is None) != (row.high is None):
        raise fields.wrong("low", "both ends of an interval, or none", "Give low and high.")
    if row.low is not None and row.high is not None and not row.low.value < row.high.value:
        raise fields.wrong("low", "a lower end below the upper", "Check both ends.")
    if row.is_ratio and row.low is not None and row.low.value <= 0:
        raise fields.wrong("low", "a ratio above 0", "Check the scale.")
    return row
