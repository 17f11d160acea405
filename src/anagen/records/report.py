"""How the scalp is doing after a session, in the person's own words and counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from anagen.records.answers import Answer
from anagen.records.words import Zone


@dataclass(frozen=True, slots=True)
class CombCount:
    """Hairs in the comb after 60 seconds, one number a morning, before washing."""

    counts: tuple[int, ...]

    @property
    def mean(self) -> float:
        """Hairs a morning."""
        return sum(self.counts) / len(self.counts)


@dataclass(frozen=True, slots=True)
class PullTest:
    """A gentle pull on a tuft: how many hairs came out of how many held, and where."""

    came_out: int
    held: int
    zone: Zone | None = None


@dataclass(frozen=True, slots=True)
class WashTest:
    """Hairs caught in one wash, how many are short (3 cm or less), days since the last wash."""

    hairs: int
    short: int
    unwashed_days: float


@dataclass(frozen=True, slots=True)
class Report:
    """One recovery check-in: signs by question id, and shedding counts where some were made."""

    at: datetime
    signs: Mapping[str, Answer] = field(default_factory=dict)
    comb: CombCount | None = None
    pull: PullTest | None = None
    wash: WashTest | None = None
    photos: tuple[str, ...] = ()
