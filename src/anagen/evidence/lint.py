"""Contradictions in printed figures, each named: what no reader should have to find by hand.

Nothing here proves fraud or even an error of the authors: a figure may have been adjusted, mistyped
or read wrongly. It says what does not fit, so that somebody looks before anything is pooled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from anagen.evidence.discrepancy import Discrepancy, Trouble
from anagen.evidence.lint_lines import Printed, line_discrepancies
from anagen.evidence.lint_trials import trial_discrepancies
from anagen.evidence.rounding import half_a_digit
from anagen.evidence.table import Line

__all__ = ["Discrepancy", "Printed", "Shares", "Split", "Trouble", "linted"]


@dataclass(frozen=True, slots=True)
class Shares:
    """Percentages that were printed of n people."""

    place: str
    n: int
    percents: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """Parts that should make up a total: the arms of a trial, or the groups of a review."""

    place: str
    total: int
    parts: tuple[int, ...]


def linted(
    printed: Sequence[Printed] = (),
    trials: Sequence[Line] = (),
    shares: Sequence[Shares] = (),
    splits: Sequence[Split] = (),
) -> tuple[Discrepancy, ...]:
    """Every discrepancy in reviews, tables of trials, percentages and sums of people."""
    return (
        *line_discrepancies(printed),
        *trial_discrepancies(trials),
        *(found for one in shares for found in _share_discrepancies(one)),
        *(found for one in splits for found in _split_discrepancies(one)),
    )


def _share_discrepancies(shares: Shares) -> Iterator[Discrepancy]:
    """A percentage of n people must be a whole number of them, within its rounding."""
    for percent in shares.percents:
        people = round(percent * shares.n / 100)
        nearest = 100 * people / shares.n
        if abs(nearest - percent) > half_a_digit(percent):
            yield Discrepancy(
                Trouble.PERCENT_AND_N,
                shares.place,
                f"{percent:g} % of {shares.n}",
                f"a share that {shares.n} people can make, such as {people} of them: "
                f"{nearest:.2f} %",
                "Look for another n behind this figure.",
            )


def _split_discrepancies(split: Split) -> Iterator[Discrepancy]:
    whole = sum(split.parts)
    if whole != split.total:
        parts = " + ".join(str(part) for part in split.parts)
        yield Discrepancy(
            Trouble.ARMS_AND_PARTICIPANTS,
            split.place,
            f"parts of {parts} = {whole} in a total of {split.total}",
            f"parts that sum to {split.total}",
            "Do not pool it before the authors' own figures are clear.",
        )
