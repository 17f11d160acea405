"""How arms are drawn: their names and shares, the sizes of blocks, the strata."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import product
from typing import Any

from anagen.records.mistakes import Mistake, shown

#: The quarters of a year, named so that they fit both halves of the earth.
SEASON = "season"
QUARTERS = ("dec-feb", "mar-may", "jun-aug", "sep-nov")
MOST_SLOTS = 5000


@dataclass(frozen=True, slots=True)
class Scheme:
    """Permuted blocks of random size, apart for every stratum; `slots` is their length each.

    `arms` are names with how often each stands in the smallest block.
    """

    arms: tuple[tuple[str, int], ...]
    blocks: tuple[int, ...]
    strata: tuple[tuple[str, tuple[str, ...]], ...] = ()
    slots: int = 200

    def __post_init__(self) -> None:
        names = [name for name, _ in self.arms]
        if len(names) < 2 or len(set(names)) != len(names) or not all(names):
            raise Mistake("--arms", shown(names), "two or more different names", "Name each once.")
        if any(share < 1 for _, share in self.arms):
            raise Mistake("--arms", shown(self.arms), "shares of 1 or more", "Write treated:2.")
        self._check_blocks()
        factors = [name for name, _ in self.strata]
        if len(set(factors)) != len(factors) or any(
            len(set(levels)) != len(levels) or not all(levels) for _, levels in self.strata
        ):
            raise Mistake("--strata", shown(self.strata), "each name once", "Name each once.")
        if not 1 <= self.slots <= MOST_SLOTS:
            then = "Take as many as one stratum could need, and some more."
            raise Mistake("--slots", shown(self.slots), f"1 to {MOST_SLOTS}", then)

    def _check_blocks(self) -> None:
        least = sum(share for _, share in self.arms)
        wrong = [size for size in self.blocks if size < least or size % least]
        if wrong or not self.blocks:
            raise Mistake(
                "--blocks",
                f"a block of {wrong[0]}" if wrong else "no block size",
                f"multiples of {least}, which holds every arm as often as it should",
                f"Take {2 * least},{3 * least}.",
            )

    @property
    def smallest(self) -> tuple[str, ...]:
        """The arms of the smallest block, unshuffled."""
        return tuple(name for name, share in self.arms for _ in range(share))

    def stratum_names(self) -> tuple[str, ...]:
        """Every stratum, as `clinic=north, season=mar-may`; "all" where there are none."""
        levels = [[f"{name}={level}" for level in given] for name, given in self.strata]
        return tuple(", ".join(one) or "all" for one in product(*levels))

    def stratum(self, given: Mapping[str, str], at: datetime) -> str:
        """The stratum of a person; the season is that of the day unless it is given."""
        words = dict(given)
        factors = dict(self.strata)
        if SEASON in factors:
            words.setdefault(SEASON, quarter(at))
        for name in words:
            if name not in factors:
                raise Mistake("--stratum", shown(name), _named(factors), "Take one of these.")
        for name, levels in factors.items():
            if words.get(name) not in levels:
                found = shown(words[name]) if name in words else "nothing"
                then = f"Write --stratum {name}={levels[0]}."
                raise Mistake(f"--stratum {name}", found, _named(levels), then)
        return ", ".join(f"{name}={words[name]}" for name in factors) or "all"

    def told(self) -> dict[str, Any]:
        """As it is kept with the secret."""
        return {
            "arms": [list(arm) for arm in self.arms],
            "blocks": list(self.blocks),
            "strata": [[name, list(levels)] for name, levels in self.strata],
            "slots": self.slots,
        }


def scheme_of(tree: Mapping[str, Any]) -> Scheme:
    """A scheme as it was kept."""
    return Scheme(
        tuple((str(name), int(share)) for name, share in tree["arms"]),
        tuple(int(size) for size in tree["blocks"]),
        tuple((str(name), tuple(map(str, levels))) for name, levels in tree["strata"]),
        int(tree["slots"]),
    )


def quarter(at: datetime) -> str:
    """The quarter of the year that a day lies in."""
    return QUARTERS[at.month % 12 // 3]


def _named(names: object) -> str:
    assert isinstance(names, dict | tuple)
    return "one of " + ", ".join(names) if names else "no stratum"
