"""Our own files held against themselves: which printed figures contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from anagen.evidence.library import Studies
from anagen.evidence.lint import Discrepancy, Printed, Shares, Split, linted
from anagen.evidence.marks import Mark, Reading
from anagen.evidence.review import Review, Scale
from anagen.evidence.study import Outcome, Study
from anagen.evidence.table import Line
from anagen.evidence.terms import Design

COMPARED = (Scale.SMD, Scale.MD, Scale.RR)


def contradictions(studies: Studies) -> tuple[Discrepancy, ...]:
    """Everything in the files that does not fit, review by review and study by study."""
    found: list[Discrepancy] = []
    for review in studies.reviews.values():
        found += linted(printed=list(_printed(review)))
    for study in studies.studies.values():
        found += linted(shares=list(_shares(study)), splits=list(_splits(study)))
        for line in _lines(study):
            # The lint counts the lines of a table; here a study has its own file.
            found += [replace(one, place=line.study) for one in linted(trials=[line])]
    return tuple(found)


def _printed(review: Review) -> Iterator[Printed]:
    places = {row.id: f"{review.name}, {row.says.lower()}" for row in review.rows}
    for row in review.rows:
        if row.effect is None or row.scale not in COMPARED:
            continue
        low, high = row.ci or (None, None)
        yield Printed(
            place=places[row.id],
            scale=row.scale,
            effect=row.effect.value,
            low=low,
            high=high,
            z=_value(row.z),
            p=_value(row.p),
            people=_whole(row.people),
            trials=_whole(row.trials),
            of=places.get(row.of, ""),
            family=row.family,
        )


def _shares(study: Study) -> Iterator[Shares]:
    """The percentages printed of all people, and those of each arm whose number was read."""
    if study.shares and study.n:
        yield Shares(f"{study.name}, shares of all people", int(study.n.value), study.shares)
    for outcome in study.outcomes:
        for result in outcome.results:
            n = study.arm(result.arm).n
            if result.percent and n and n.mark is Mark.READ:
                place = (
                    f"{study.name}, {outcome.id.replace('_', ' ')}, {study.arm(result.arm).says}"
                )
                yield Shares(place, int(n.value), (result.percent.value,))


def _splits(study: Study) -> Iterator[Split]:
    """The arms of a study in a total that was read; halves of a scalp are no parts of it."""
    sizes = [arm.n for arm in study.arms]
    if study.n is None or len(sizes) < 2 or study.design is Design.SPLIT_SCALP:
        return
    parts = [int(n.value) for n in sizes if n is not None and n.mark is Mark.READ]
    if len(parts) == len(sizes):
        yield Split(f"{study.name}, arms", int(study.n.value), tuple(parts))


def _lines(study: Study) -> Iterator[Line]:
    """Counts of people in two arms beside the p-value that was printed for them."""
    for number, outcome in enumerate(study.outcomes, 1):
        numbers = _counts(study, outcome)
        if numbers is not None:
            yield Line(number, f"{study.name}, {outcome.id}", numbers)


def _counts(study: Study, outcome: Outcome) -> dict[str, float] | None:
    try:
        numbers = {"p": float(outcome.p)}
    except ValueError:  # none printed, or a bound
        return None
    for place, arm in enumerate(outcome.between, 1):
        result, n = outcome.of(arm), study.arm(arm).n
        if result is None or result.percent is None or n is None:
            return None
        numbers[f"n{place}"] = n.value
        numbers[f"events{place}"] = round(result.percent.value * n.value / 100)
    return numbers if len(outcome.between) == 2 else None


def _value(reading: Reading | None) -> float | None:
    return None if reading is None else reading.value


def _whole(reading: Reading | None) -> int | None:
    return None if reading is None else int(reading.value)
