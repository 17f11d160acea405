"""What a forecast says about one person, as far as care needs it.

The forecast itself is worked out elsewhere and handed in; care asks nothing of how.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outlook:
    """A forecast in hairs per cm2 at a horizon: untreated, and the effect of treatment.

    `p_worthwhile` is the chance that the effect is at least the change a person would notice.
    """

    weeks: float
    untreated_per_cm2: float
    effect_per_cm2: float
    effect_80: tuple[float, float]
    effect_95: tuple[float, float]
    p_positive: float
    p_worthwhile: float
