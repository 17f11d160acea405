"""Several trials, one effect: pooled as metafor's `rma` does it, with a prediction interval.

The pooled mean says what trials show on average. What the next trial, or the next clinic, may see
is the prediction interval, and it is the one to lead with when trials disagree.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc, ndtr, ndtri, stdtr, stdtrit

from anagen.evidence.effects import Effect, one_unit
from anagen.evidence.heterogeneity import (
    Array,
    Method,
    cochran_q,
    tau2_of,
    typical_variance,
)
from anagen.evidence.terms import FigureUnit
from anagen.records.mistakes import Mistake

LEVEL = 0.95
Z_95 = float(ndtri(0.5 + LEVEL / 2))
FEWEST = 2
#: Of two variances; beyond it one study alone is the pool, and digits are lost.
MOST_RATIO = 1e12

__all__ = ["LEVEL", "Method", "Pooled", "arrays", "leave_one_out", "pooled"]


@dataclass(frozen=True, slots=True)
class Pooled:
    """What k studies come to together. Intervals are 95 %, shares are in percent.

    `prediction` is t with max(1, k − 2) degrees of freedom (Higgins 2009; metafor's pi.type
    "riley"); it is None for the fixed effect, which knows of no other trials. `i2` is the share
    of the differences that is more than chance. `weights` add up to 100.
    """

    k: int
    method: Method
    effect: float
    se: float
    ci: tuple[float, float]
    prediction: tuple[float, float] | None
    tau2: float
    i2: float
    q: float
    weights: tuple[float, ...]
    h2: float
    inflation: float
    is_knapp_hartung: bool
    unit: FigureUnit

    @property
    def prediction_df(self) -> int | None:
        """The degrees of freedom of the prediction interval."""
        return None if self.prediction is None else max(1, self.k - 2)

    def predicted(self, freedom: float) -> tuple[float, float]:
        """The prediction interval by t with other degrees of freedom.

        metafor's `predict` takes k − 1 where the error is Knapp and Hartung's.
        """
        return _prediction(self.effect, self.se, self.tau2, freedom)

    @property
    def p(self) -> float:
        """The two-sided p-value of no effect at all."""
        z = -abs(self.effect / self.se)
        return float(2 * (stdtr(self.k - 1, z) if self.is_knapp_hartung else ndtr(z)))

    @property
    def q_p(self) -> float:
        """The p-value of no difference between the studies."""
        return float(chdtrc(self.k - 1, self.q))


def arrays(effects: Sequence[Effect]) -> tuple[Array, Array]:
    """The effects and their variances, as two arrays of length k."""
    if len(effects) < FEWEST:
        raise Mistake(
            "studies",
            "one study" if effects else "no study",
            "2 studies or more",
            "One study is no pool: read it by itself.",
        )
    one_unit(effects)
    y = np.array([one.effect for one in effects])
    v = np.array([one.se * one.se for one in effects])
    if v.max() > MOST_RATIO * v.min():
        raise Mistake(
            "studies",
            f"standard errors from {v.min() ** 0.5:.2g} to {v.max() ** 0.5:.2g}",
            "errors that are at most a million times each other",
            "Is one of them in another unit?",
        )
    return y, v


def pooled(
    effects: Sequence[Effect], method: Method = Method.REML, knapp_hartung: bool = True
) -> Pooled:
    """The pooled effect of at least two studies in one unit.

    Knapp and Hartung's error has the floor of 1 (metafor's test "adhoc"): three trials that agree
    by luck would otherwise give an interval narrower than the trials can. The fixed effect never
    has it.
    """
    y, v = arrays(effects)
    k = len(y)
    tau2 = tau2_of(y, v, method)
    w = 1 / (v + tau2)
    total = float(w.sum())
    effect = float(w.dot(y)) / total
    deviation = y - effect
    is_random = method is not Method.FIXED
    is_adjusted = knapp_hartung and is_random
    inflation = max(1.0, float(w.dot(deviation * deviation)) / (k - 1)) if is_adjusted else 1.0
    se = math.sqrt(inflation / total)
    half = se * (float(stdtrit(k - 1, 0.5 + LEVEL / 2)) if is_adjusted else Z_95)
    q = cochran_q(y, v)
    h2 = 1 + tau2 / typical_variance(v) if is_random else q / (k - 1)
    return Pooled(
        k=k,
        method=method,
        effect=effect,
        se=se,
        ci=(effect - half, effect + half),
        prediction=_prediction(effect, se, tau2, max(1, k - 2)) if is_random else None,
        tau2=tau2,
        i2=max(0.0, 100 * (1 - 1 / h2)) if h2 > 0 else 0.0,
        q=q,
        weights=tuple((100 / total * w).tolist()),
        h2=h2,
        inflation=inflation,
        is_knapp_hartung=is_adjusted,
        unit=effects[0].unit,
    )


def leave_one_out(
    effects: Sequence[Effect], method: Method = Method.REML, knapp_hartung: bool = True
) -> Iterator[tuple[Effect, Pooled]]:
    """Each study, and what the others come to without it; at least three studies are needed."""
    if len(effects) <= FEWEST:
        raise Mistake(
            "studies", f"{len(effects)} studies", "3 studies or more", "Leave out leaving one out."
        )
    for place, left_out in enumerate(effects):
        others = [*effects[:place], *effects[place + 1 :]]
        yield left_out, pooled(others, method, knapp_hartung)


def _prediction(effect: float, se: float, tau2: float, freedom: float) -> tuple[float, float]:
    quantile = float(stdtrit(freedom, 0.5 + LEVEL / 2))
    half = quantile * math.sqrt(se * se + tau2)
    return effect - half, effect + half
