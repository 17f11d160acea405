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
    """What a comparison came to, as the worker wrote it down: the keys of `anagen compare`.

    `cautions_say` are the cautions in English, for the pages to translate.
    """

    json: dict[str, Any]

    @property
    def comparable(self) -> bool:
        """Whether the two can be compared."""
        return bool(self.json["comparable"])

    @property
    def says(self) -> str:
        """Why not, in English; "" where they can."""
        return self.json["says"] or ""

    @property
    def cautions(self) -> list[str]:
        """What makes it less sure, in English."""
        return list(self.json["cautions_say"])

    @property
    def change_per_cm2(self) -> float | None:
        """The change."""
        return self.json["change_per_cm2"]  # type: ignore[no-any-return]

    @property
    def change_95(self) -> tuple[float, float] | None:
        """Between what it lies, 95 times in 100."""
        bounds = self.json["change_95"]
        return (bounds[0], bounds[1]) if bounds else None

    @property
    def smallest(self) -> float | None:
        """The smallest change that is more than the error of measuring."""
        return self.json["smallest_detectable_change"]  # type: ignore[no-any-return]

    @property
    def is_from_repeats(self) -> bool:
        """Whether the error was learnt from pictures of one day."""
        return bool(self.json["error_from"] == "same_day_repeats")

    @property
    def is_noise(self) -> bool:
        """Whether the change is no larger than measuring alone makes."""
        return not self.json["beyond_error"]

    @property
    def overlap(self) -> float | None:
        """The share of the smaller frame that both show."""
        return self.json["overlap"]  # type: ignore[no-any-return]


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
        Fate(word, str(name), str(means), told.json[word] or 0)
        for word, (name, means) in FATES.items()
    ]


def hairs_by_fate(told: Told, side: str) -> dict[int, str]:
    """The fate of each hair of one picture, `before` or `after`, by its number."""
    return {
        one[side]: one["growth"] or one["fate"]
        for one in told.json["hairs"]
        if one[side] is not None
    }
