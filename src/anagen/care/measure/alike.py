"""What makes two visits alike: words, hair length and season."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from anagen.knowledge.figure import Figure
from anagen.knowledge.library import Knowledge

YEAR_DAYS = 365.25
#: So that 0.95 is within 5 % of 1, whatever the last digit of the machine's arithmetic.
ROUNDING = 1e-9


def differ(before: str, after: str) -> bool:
    """Whether two written words are known and not the same."""
    one, other = (" ".join(word.casefold().split()) for word in (before, after))
    return bool(one and other) and one != other


def length_difference(
    before_mm: float | None, after_mm: float | None, knowledge: Knowledge
) -> Iterator[str]:
    """A sentence when two hair lengths are known and not alike."""
    if before_mm is None or after_mm is None:
        return
    alike = knowledge.fact("alike_hair_length", Figure).value / 100
    if abs(after_mm - before_mm) > (alike + ROUNDING) * max(before_mm, after_mm):
        yield f"The hair length differs: about {before_mm:g} mm, then {after_mm:g} mm."


def seasons_apart(before: datetime, after: datetime, knowledge: Knowledge) -> Iterator[str]:
    """A sentence when two visits fall into different seasons, whatever the years between."""
    days = abs((after - before).total_seconds()) / 86_400 % YEAR_DAYS
    apart = min(days, YEAR_DAYS - days)
    if apart > knowledge.fact("season_gap", Figure).value:
        yield (
            f"The season differs: the two visits lie {apart:.0f} days apart in the year, and "
            "hair follows the seasons a little."
        )
