"""What a comparison of two visits says, or why they cannot be compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from anagen.imaging.hairs import Point
from anagen.imaging.match.fates import Doubted, Fate, Growth


class Why(Enum):
    """Why two visits cannot be compared."""

    REFUSED = "refused"
    OTHER_SITE = "other_site"
    OTHER_OPTICS = "other_optics"
    FEW_HAIRS = "few_hairs"
    OTHER_SKIN = "other_skin"
    LITTLE_OVERLAP = "little_overlap"

    @property
    def says(self) -> str:
        """The reason, and what to do, in words."""
        return WHY_WORDS[self]


WHY_WORDS = {
    Why.REFUSED: "One of the pictures cannot be counted. Take it again, or use another.",
    Why.OTHER_SITE: "The pictures show two different places on the head. Compare the same place.",
    Why.OTHER_OPTICS: "The pictures were taken at different magnifications. A stronger lens finds "
    "more hairs on the same skin. Use the same lens and zoom at every visit.",
    Why.FEW_HAIRS: "There are too few hairs to tell how the pictures lie on each other. Take a "
    "larger field.",
    Why.OTHER_SKIN: "Nothing shows that these are pictures of the same skin. Check the place, and "
    "take the picture again with the old one beside you.",
    Why.LITTLE_OVERLAP: "Less than half of the skin is in both pictures. Take the picture again, "
    "closer to where the first one was.",
}


class Caution(Enum):
    """What makes a comparison less sure."""

    SCALES_DISAGREE = "scales_disagree"
    ROOTS_ONLY = "roots_only"
    MANY_DOUBTFUL = "many_doubtful"

    @property
    def says(self) -> str:
        """The caution in words."""
        return CAUTION_WORDS[self]


CAUTION_WORDS = {
    Caution.SCALES_DISAGREE: "The two pictures say different things about how large a millimetre "
    "is. The change for a square centimetre carries that error.",
    Caution.ROOTS_ONLY: "Only the saved figures were compared, not the pictures. A hair that was "
    "overlooked once cannot be told from one that came or went.",
    Caution.MANY_DOUBTFUL: "What became of many hairs could not be told.",
}


class ErrorFrom(Enum):
    """Where the error of a change comes from."""

    REPEATS = "same_day_repeats"
    BENCH = "known_changes_on_our_bench"


@dataclass(frozen=True, slots=True)
class ComparedHair:
    """One hair over both visits: its ids in the measured pictures and its root in each, in px.

    An id is None where that picture's list lacks the hair; its root there is where it would be.
    """

    fate: Fate
    before: int | None
    after: int | None
    root_before: Point
    root_after: Point
    growth: Growth | None = None
    why: Doubted | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two visits compared, or why not. Figures are None where there is nothing to compare.

    `overlap` is the share of the smaller frame that both show; `residual_mm` how far roots that
    are the same miss each other; `matched_share` the share of roots that found their partner.
    The change and its errors are in hairs for a square centimetre of the shared frame.
    """

    why: Why | None = None
    overlap: float | None = None
    residual_mm: float | None = None
    matched_share: float | None = None
    turned_degrees: float | None = None
    area_cm2: float | None = None
    hairs: tuple[ComparedHair, ...] = ()
    change_per_cm2: float | None = None
    change_95: tuple[float, float] | None = None
    smallest_detectable_change: float | None = None
    error_from: ErrorFrom | None = None
    cautions: tuple[Caution, ...] = ()

    @property
    def comparable(self) -> bool:
        """Whether the visits can be compared."""
        return self.why is None

    def count(self, what: Fate | Growth) -> int:
        """How many hairs had a fate, or a growth. Thicker and thinner hairs are kept ones."""
        return sum(what in (one.fate, one.growth) for one in self.hairs)

    @property
    def is_beyond_error(self) -> bool:
        """Whether the change is larger than measuring alone would make it."""
        change, least = self.change_per_cm2, self.smallest_detectable_change
        return change is not None and least is not None and abs(change) > least


SWAPPED: dict[Fate | Growth | None, Fate | Growth] = {
    Fate.NEW: Fate.LOST,
    Fate.LOST: Fate.NEW,
    Growth.THICKER: Growth.THINNER,
    Growth.THINNER: Growth.THICKER,
}


def mirrored(compared: Compared) -> Compared:
    """The same comparison with the visits in the other order."""
    change, bounds, turned = compared.change_per_cm2, compared.change_95, compared.turned_degrees
    return replace(
        compared,
        turned_degrees=None if turned is None else -turned,
        hairs=in_order(map(_swapped, compared.hairs)),
        change_per_cm2=None if change is None else 0.0 - change,
        change_95=None if bounds is None else (0.0 - bounds[1], 0.0 - bounds[0]),
    )


def _swapped(one: ComparedHair) -> ComparedHair:
    fate, growth = SWAPPED.get(one.fate, one.fate), SWAPPED.get(one.growth, one.growth)
    assert isinstance(fate, Fate)
    assert not isinstance(growth, Fate)
    return ComparedHair(
        fate, one.after, one.before, one.root_after, one.root_before, growth, one.why
    )


def in_order(hairs: Iterable[ComparedHair]) -> tuple[ComparedHair, ...]:
    """Hairs by their id before, then after, then place."""
    last = 1 << 30
    return tuple(
        sorted(
            hairs,
            key=lambda one: (
                last if one.before is None else one.before,
                last if one.after is None else one.after,
                one.root_before,
            ),
        )
    )
