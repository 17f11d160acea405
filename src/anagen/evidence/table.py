"""A table of trials as people keep it: one line a study, read once and refused in one line.

A line has either two arms (`n1, mean1, sd1, n2, mean2, sd2`), or two counts (`n1, events1, n2,
events2`), or an effect with its error (`effect` with `se`, or with `low` and `high`, or with a
two-sided `p` and both n). Arm 1 is the treated one.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from anagen.evidence.terms import FigureUnit
from anagen.evidence.units import unit_named
from anagen.records.mistakes import Mistake, shown

STUDY = "study"
MEANS = ("n1", "mean1", "sd1", "n2", "mean2", "sd2")
COUNTS = ("n1", "events1", "n2", "events2")
GIVEN = ("effect", "se")
BASELINE = ("baseline1", "baseline_sd1", "baseline2", "baseline_sd2")
OTHERS = ("low", "high", "p", "area_cm2", "participants", "correlation")
NUMBERS = tuple(dict.fromkeys((*MEANS, *COUNTS, *GIVEN, *BASELINE, *OTHERS)))
WHOLE = ("n1", "n2", "events1", "events2", "participants")
#: What may stand beside an effect instead of its standard error.
INSTEAD = (("effect", "low", "high"), ("effect", "p", "n1", "n2"))
SHAPES = (MEANS, COUNTS, GIVEN, *INSTEAD)
MOST_LINES = 10_000
MOST_PEOPLE = 10_000_000
#: Beyond these a number is a slip, and its square no number any more.
LEAST, MOST = 1e-9, 1e12


@dataclass(frozen=True, slots=True)
class Line:
    """One study of a table: its numbers by column, blank ones left out, and its unit.

    `factor` is what the unit's name stands for: a mm is 1000 µm. `others` are the columns that we
    have no meaning for; a regression may name one.
    """

    line: int
    study: str
    numbers: Mapping[str, float]
    unit: FigureUnit = FigureUnit.NOT_STATED
    factor: float = 1.0
    others: Mapping[str, str] | None = None

    @property
    def place(self) -> str:
        """Where to look."""
        return f"line {self.line} ({self.study})"

    def has(self, names: Sequence[str]) -> bool:
        """Whether all these columns are filled."""
        return all(name in self.numbers for name in names)

    def pick(self, *names: str) -> tuple[float, ...]:
        """The numbers of these columns, which must be filled."""
        return tuple(self.numbers[name] for name in names)


def lines_of(text: str) -> list[Line]:
    """The studies of a table in CSV; commas, semicolons or tabs part the columns."""
    rows = [row for row in _rows(text) if any(cell.strip() for cell in row[1])]
    if not rows:
        raise Mistake("table", "nothing", "a header and a line for each study", "Fill the file.")
    names = [name.strip().lower() for name in rows[0][1]]
    _refuse_header(names)
    if len(rows) > MOST_LINES:
        raise Mistake("table", f"{len(rows)} lines", f"at most {MOST_LINES}", "Is it one pool?")
    return [_line(number, names, cells) for number, cells in rows[1:]]


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    head = text.lstrip().partition("\n")[0]
    parted_by = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text.replace("\0", "")), delimiter=parted_by)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise Mistake(
            f"line {reader.line_num}", str(error), "a table in CSV", "Save it anew."
        ) from None


def _refuse_header(names: Sequence[str]) -> None:
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise Mistake("header", f"{twice[0]} twice", "each column once", "Rename one of them.")
    if STUDY not in names:
        raise Mistake("header", shown(", ".join(names)), "a column study", "Add it.")
    if any(set(shape) <= set(names) for shape in SHAPES):
        return
    nearest = max((MEANS, GIVEN, COUNTS), key=lambda shape: len(set(shape) & set(names)))
    missing = ", ".join(name for name in nearest if name not in names)
    raise Mistake(
        "header",
        f"no column {missing}",
        f"{','.join(MEANS)} or {','.join(GIVEN)}",
        "Add what is missing, or rename it.",
    )


def _line(number: int, names: Sequence[str], cells: Sequence[str]) -> Line:
    if len(cells) > len(names):
        raise Mistake(
            f"line {number}", f"{len(cells)} cells", f"{len(names)}, as the header", "Check commas."
        )
    told = {name: cell.strip() for name, cell in zip(names, cells, strict=False) if cell.strip()}
    study = " ".join(told.pop(STUDY, "").split())
    if not study:
        raise Mistake(f"line {number}", "no study", "the study's name", "Fill it in.")
    place = f"line {number} ({study})"
    unit, factor = unit_named(told.pop("unit", ""), place)
    numbers = {name: _number(told[name], name, place) for name in NUMBERS if name in told}
    others = {name: cell for name, cell in told.items() if name not in NUMBERS}
    return Line(number, study, numbers, unit, factor, others)


def _number(cell: str, name: str, place: str) -> float:
    try:
        number = float(cell.replace("−", "-"))
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or "_" in cell:
        raise Mistake(f"{place}, {name}", shown(cell), "a number such as 12.5", "Correct the cell.")
    if abs(number) > MOST or (name != "p" and 0 < abs(number) < LEAST):
        raise Mistake(
            f"{place}, {name}", shown(cell), f"a size from {LEAST:g} to {MOST:g}", "Check its unit."
        )
    if name in WHOLE and (number != round(number) or not 0 <= number <= MOST_PEOPLE):
        raise Mistake(f"{place}, {name}", shown(cell), "a whole number", "Correct the cell.")
    return number
