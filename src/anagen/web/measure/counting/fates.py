"""What became of single hairs between two visits, for lists and drawings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

#: What can become of a hair, in the order of the page. Thicker and thinner ones are kept too.
FATES = {
    "kept": (_("Still there"), _("The same hair at both visits.")),
    "new": (_("New"), _("A hair where the earlier picture shows bare skin.")),
    "lost": (_("Gone"), _("Bare skin where the earlier picture shows a hair. It may grow again.")),
    "thicker": (_("Thicker"), _("Still there, and wider by more than the error.")),
    "thinner": (_("Thinner"), _("Still there, and narrower by more than the error.")),
    "doubtful": (
        _("Doubtful"),
        _("It cannot be said: hidden, too faint, or another hair lies there."),
    ),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a comparison came to, as the worker wrote it down.

    `fates` has one entry for each hair: its fate, and its numbers before and after where it has
    them. `counts` says how many there are of each.
    """

    comparable: bool
    why: list[str]
    doubts: list[str]
    overlap: float | None
    change_per_cm2: float | None
    change_95: list[float] | None
    smallest_detectable_change: float | None
    counts: dict[str, int]
    fates: list[dict[str, Any]]

    @property
    def is_noise(self) -> bool:
        """Whether the change is no larger than measuring alone makes."""
        if self.change_per_cm2 is None or self.change_95 is None:
            return True
        low, high = self.change_95
        smallest = self.smallest_detectable_change or 0.0
        return low <= 0 <= high or abs(self.change_per_cm2) <= smallest


@dataclass(frozen=True, slots=True)
class Fate:
    """One fate in the list: its word, its name, what it means, and how many hairs met it."""

    word: str
    name: str
    means: str
    hairs: int


def fates_of(told: Told) -> list[Fate]:
    """Every fate with its number, also where it is 0."""
    return [
        Fate(word, str(name), str(means), told.counts.get(word, 0))
        for word, (name, means) in FATES.items()
    ]


def hairs_by_fate(told: Told, side: str) -> dict[int, str]:
    """The fate of each hair of one picture, `before` or `after`, by its number."""
    return {one[side]: one["fate"] for one in told.fates if one[side] is not None}
