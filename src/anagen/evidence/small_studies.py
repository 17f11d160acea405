"""Do small studies show larger effects? Two checks, both weak with few studies.

A lopsided picture may come from small trials that were never published, and also from better
care, sicker people, or chance. With fewer than 10 studies neither check can tell.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtr, stdtrit

from anagen.evidence.effects import Effect
from anagen.evidence.pool import LEVEL, arrays
from anagen.records.mistakes import Mistake

FEWEST = 3
#: Sterne et al. 2011 (BMJ 343:d4002): not with fewer than 10 studies.
FEW = 10


@dataclass(frozen=True, slots=True)
class SmallStudies:
    """Egger's line (`bias` is its slope over the standard error) and Begg's rank correlation.

    `limit` is what Egger's line says of a study without any error.
    """

    k: int
    bias: float
    bias_se: float
    bias_p: float
    limit: float
    limit_ci: tuple[float, float]
    rank_tau: float
    rank_p: float

    @property
    def caution(self) -> str:
        """Why not to read too much into it; "" with ten studies or more."""
        if self.k >= FEW:
            return ""
        return f"{self.k} studies are too few to tell: read nothing into it below {FEW}."


def small_studies(effects: Sequence[Effect]) -> SmallStudies:
    """Egger's regression (metafor's `regtest(model = "lm")`) and Begg's test (`ranktest`)."""
    y, v = arrays(effects)
    se = np.sqrt(v)
    k = len(y)
    if k < FEWEST or np.ptp(se) <= 1e-9 * se.max():
        raise Mistake(
            "small studies",
            f"{k} studies" if k < FEWEST else "studies with the same error",
            "3 studies or more of different size",
            "Leave this check out.",
        )
    rows = np.column_stack([np.ones(k), se])
    weighted = rows.T / v
    inverse = np.linalg.inv(weighted @ rows)
    limit, bias = (float(one) for one in inverse @ (weighted @ y))
    left = y - limit - bias * se
    covariance = inverse * float((left * left / v).sum()) / (k - 2)
    limit_se, bias_se = (math.sqrt(float(one)) for one in np.diag(covariance))
    if not bias_se > 0:
        raise Mistake(
            "small studies", "effects on one line", "effects that differ", "Leave this check out."
        )
    half = float(stdtrit(k - 2, 0.5 + LEVEL / 2)) * limit_se
    rank_tau, rank_p = _begg(effects)
    return SmallStudies(
        k=k,
        bias=bias,
        bias_se=bias_se,
        bias_p=float(2 * stdtr(k - 2, -abs(bias / bias_se))),
        limit=limit,
        limit_ci=(limit - half, limit + half),
        rank_tau=rank_tau,
        rank_p=rank_p,
    )


def _begg(effects: Sequence[Effect]) -> tuple[float, float]:
    """Kendall's tau between each study's distance from the fixed mean and its variance."""
    from scipy.stats import kendalltau  # a second to load, and only this check needs it

    y, v = arrays(effects)
    w = 1 / v
    spread = np.maximum(v - 1 / w.sum(), 1e-9 * v)
    distance = (y - w.dot(y) / w.sum()) / np.sqrt(spread)
    found = kendalltau(distance, v)
    return float(found.statistic), float(found.pvalue)
