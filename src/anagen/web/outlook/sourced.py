"""Sources of what these pages say themselves: the knowledge's own sources, with what they found."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from anagen.knowledge.library import Knowledge
from anagen.records.writing import plain
from anagen.web.look.sources import Chip, chips
from anagen.web.look.templatetags.languages import translated_tree


@dataclass(frozen=True, slots=True)
class Found:
    """What one source found, and where in it."""

    source: str
    locator: str
    says: str | Promise


def chips_of(found: tuple[Found, ...], knowledge: Knowledge) -> list[Chip]:
    """The chips of a statement, as every other page shows them."""
    bases = [
        translated_tree(
            {
                **plain(knowledge.sources[one.source]),
                "source": one.source,
                "locator": one.locator,
                "stance": "supports",
                "says": str(one.says),
            }
        )
        for one in found
    ]
    return chips(bases)
