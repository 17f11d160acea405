"""Published figures that the hair cycle has to reproduce, and what a draw says for each.

The figures stand in `targets.toml`, with their errors, marks and sources.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import Enum
from importlib.resources import files

import numpy as np

from anagen.follicles.course import UNTREATED, Floats
from anagen.follicles.curve import Curve
from anagen.follicles.recipe import FINASTERIDE, MINOXIDIL, Draw
from anagen.follicles.solve import solved

_WEEK, _YEAR = 7, 365
_MONTH_3, _MONTH_6 = 91, 182
_STOPPED = 96 * _WEEK
#: 24 weeks after stopping.
_AFTER = _STOPPED + 24 * _WEEK


class Bound(Enum):
    """What a published figure says: this much, at most this much, or at least."""

    NONE = "about"
    CEILING = "at most"
    FLOOR = "at least"


@dataclass(frozen=True, slots=True)
class Target:
    """A published figure; where only a bound is known, only the wrong side of it counts."""

    name: str
    says: str
    value: float
    error: float | None
    allowance: float
    mark: str
    sources: tuple[str, ...]
    bound: Bound = Bound.NONE

    @property
    def sd(self) -> float:
        """Error and allowance together."""
        return float(np.hypot(self.error or 0.0, self.allowance))

    def off_by(self, predicted: Floats) -> Floats:
        """How many standard deviations a prediction is away."""
        off: Floats = (predicted - self.value) / self.sd
        if self.bound is Bound.CEILING:
            return np.maximum(off, 0)
        return np.minimum(off, 0) if self.bound is Bound.FLOOR else off


def _read(kind: str) -> tuple[Target, ...]:
    text = files(__package__).joinpath("targets.toml").read_text(encoding="utf-8")
    return tuple(
        Target(
            one["name"], one["says"], one["value"], one.get("error"), one["allowance"],
            one["mark"], tuple(one["sources"]), Bound(one.get("bound", "about")),
        )
        for one in tomllib.loads(text)[kind]
    )  # fmt: skip


TARGETS, SEASON_TARGETS = _read("cycle"), _read("season")


def predictions(draw: Draw) -> Floats:
    """What a draw says for each target, in their order."""
    scalp = draw.scalp
    untreated = solved(scalp, UNTREATED, 5 * _YEAR + 1)
    finasteride = solved(scalp, draw.course(FINASTERIDE), 192 * _WEEK + 1)
    minoxidil = solved(scalp, draw.course(MINOXIDIL, 0, _STOPPED), _AFTER + 1)
    base = untreated.visible_per_cm2[0]

    def more(treated: Curve, day: int) -> float:
        return float(treated.visible_per_cm2[day] - untreated.visible_per_cm2[day])

    def heavier(treated: Curve, day: int) -> float:
        return 100 * float(treated.mass[day] - untreated.mass[day])

    week_48, week_192 = 48 * _WEEK, 192 * _WEEK
    growing = [
        one.anagen_share[week_48] * one.visible_per_cm2[week_48] for one in (finasteride, untreated)
    ]
    per_cent = 100 / base
    told = {
        "base": base,
        "anagen": 100 * untreated.anagen_share[0],
        "vn_total": more(finasteride, week_48),
        "vn_anagen": growing[0] - growing[1],
        "vn_order": more(finasteride, 24 * _WEEK) / _apart_from_0(more(finasteride, week_48)),
        "kf_1": per_cent * more(finasteride, _YEAR),
        "kf_2": per_cent * more(finasteride, 2 * _YEAR),
        "kf_placebo": per_cent * (untreated.visible_per_cm2[5 * _YEAR] - base),
        "ru_placebo": per_cent * (untreated.visible_per_cm2[2 * _YEAR] - base),
        "p6_placebo": per_cent * (untreated.visible_per_cm2[week_192] - base),
        "p6_count": per_cent * more(finasteride, week_192),
        "p6_weight": heavier(finasteride, week_192),
        "mx_16": more(minoxidil, 16 * _WEEK),
        "mx_48": more(minoxidil, week_48),
        "mx_3_6": more(minoxidil, _MONTH_3) / _apart_from_0(more(minoxidil, _MONTH_6)),
        "mx_weight": heavier(minoxidil, _STOPPED),
        "mx_after": per_cent * more(minoxidil, _AFTER),
    }
    return np.array([told[one.name] for one in TARGETS])


def fit(predicted: Floats, targets: tuple[Target, ...] = TARGETS) -> Floats:
    """Log likelihood of predictions, by row: Gaussian, each target on its own."""
    off = np.stack([one.off_by(predicted[..., k]) for k, one in enumerate(targets)], axis=-1)
    result: Floats = -0.5 * (off**2).sum(axis=-1)
    return result


def _apart_from_0(value: float) -> float:
    return value if abs(value) > 0.5 else 0.5
