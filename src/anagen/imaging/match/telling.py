"""A comparison as JSON: what `anagen compare --json` prints.

The keys are a promise to other programs: more may be added, none changes its meaning.
"""

from __future__ import annotations

from typing import Any

from anagen.imaging.match.compared import Compared, ComparedHair
from anagen.imaging.match.fates import Fate, Growth

Json = dict[str, Any]


def told(compared: Compared) -> Json:
    """A comparison as JSON. Without a comparison the figures are null and `why` has the reason."""
    figures = compared.comparable
    counted = (Fate.KEPT, Fate.NEW, Fate.LOST, Growth.THICKER, Growth.THINNER, Fate.DOUBTFUL)
    bounds = compared.change_95
    return {
        "comparable": compared.comparable,
        "why": compared.why.value if compared.why else None,
        "says": compared.why.says if compared.why else None,
        "overlap": _rounded(compared.overlap, 4),
        "residual_mm": _rounded(compared.residual_mm, 4),
        "matched_share": _rounded(compared.matched_share, 4),
        "turned_degrees": _rounded(compared.turned_degrees, 2),
        "area_cm2": _rounded(compared.area_cm2, 6),
        **{what.value: compared.count(what) if figures else None for what in counted},
        "change_per_cm2": _rounded(compared.change_per_cm2, 3),
        "change_95": [_rounded(bound, 3) for bound in bounds] if bounds else None,
        "smallest_detectable_change": _rounded(compared.smallest_detectable_change, 3),
        "beyond_error": compared.is_beyond_error if figures else None,
        "error_from": compared.error_from.value if compared.error_from else None,
        "cautions": [caution.value for caution in compared.cautions],
        "hairs": [_hair(one) for one in compared.hairs],
    }


def _hair(one: ComparedHair) -> Json:
    return {
        "fate": one.fate.value,
        "growth": one.growth.value if one.growth else None,
        "why": one.why.value if one.why else None,
        "before": one.before,
        "after": one.after,
        "root_before": [_rounded(value, 2) for value in one.root_before],
        "root_after": [_rounded(value, 2) for value in one.root_after],
    }


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits) + 0.0
