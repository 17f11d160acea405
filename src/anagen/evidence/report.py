"""A pool as programs read it: the figures of one table, by names that do not change."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from anagen.evidence.bayes import Posterior
from anagen.evidence.discrepancy import Discrepancy
from anagen.evidence.effects import Effect
from anagen.evidence.forest_words import FARTHEST
from anagen.evidence.heterogeneity import tau2_interval
from anagen.evidence.pool import Pooled, arrays
from anagen.evidence.regression import Regression
from anagen.evidence.small_studies import SmallStudies
from anagen.evidence.terms import FigureUnit

Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was worked out for one table; what was not asked for is None."""

    effects: Sequence[Effect]
    pooled: Pooled
    discrepancies: Sequence[Discrepancy]
    small_studies: SmallStudies | None = None
    left_out: Sequence[tuple[Effect, Pooled]] | None = None
    bayes: Posterior | None = None
    moderator: str = ""
    regression: Regression | None = None


def told(report: Report) -> Tree:
    """The report as JSON. For risk ratios, figures are logs and `ratio` has the ratios."""
    one = report.pooled
    tree: Tree = {
        "k": one.k,
        "method": one.method.value,
        "effect": one.effect,
        "se": one.se,
        "ci": list(one.ci),
        "prediction": _ends(one.prediction),
        "tau2": one.tau2,
        "i2": one.i2,
        "q": one.q,
        "lint": [_discrepancy(found) for found in report.discrepancies],
        "unit": one.unit.value,
        "knapp_hartung": one.is_knapp_hartung,
        "prediction_df": one.prediction_df,
        "p": one.p,
        "q_p": one.q_p,
        "h2": one.h2,
        "tau2_ci": list(tau2_interval(*arrays(report.effects))),
        "studies": [_study(*pair) for pair in zip(report.effects, one.weights, strict=True)],
    }
    if one.unit is FigureUnit.RATIO:
        tree["ratio"] = _ratios(one)
    tree |= {name: asked for name, asked in _asked(report) if asked is not None}
    return tree


def _asked(report: Report) -> list[tuple[str, Any]]:
    """What only some tables or some options give."""
    small, bayes, line = report.small_studies, report.bayes, report.regression
    left_out = report.left_out
    return [
        ("small_studies", None if small is None else _small(small)),
        ("leave_one_out", None if left_out is None else [_without(*pair) for pair in left_out]),
        ("bayes", None if bayes is None else _bayes(bayes)),
        ("regression", None if line is None else _line(report.moderator, line)),
    ]


def _discrepancy(found: Discrepancy) -> Tree:
    return {
        "name": found.trouble.value,
        "place": found.place,
        "found": found.found,
        "expected": found.expected,
        "then": found.then,
    }


def _study(one: Effect, weight: float) -> Tree:
    return {
        "study": one.study,
        "effect": one.effect,
        "se": one.se,
        "weight": weight,
        "note": one.note,
    }


def _ratios(one: Pooled) -> Tree:
    ends = None if one.prediction is None else [_ratio(end) for end in one.prediction]
    return {
        "effect": _ratio(one.effect),
        "ci": [_ratio(end) for end in one.ci],
        "prediction": ends,
    }


def _ratio(log: float) -> float:
    return math.exp(min(log, FARTHEST))


def _small(one: SmallStudies) -> Tree:
    return {
        "egger_bias": one.bias,
        "egger_se": one.bias_se,
        "egger_p": one.bias_p,
        "limit": one.limit,
        "limit_ci": list(one.limit_ci),
        "rank_tau": one.rank_tau,
        "rank_p": one.rank_p,
        "caution": one.caution,
    }


def _without(left_out: Effect, rest: Pooled) -> Tree:
    return {
        "without": left_out.study,
        "effect": rest.effect,
        "se": rest.se,
        "ci": list(rest.ci),
        "prediction": _ends(rest.prediction),
        "tau2": rest.tau2,
        "i2": rest.i2,
        "q": rest.q,
    }


def _bayes(one: Posterior) -> Tree:
    return {
        "tau_scale": one.tau_scale,
        "effect": one.effect,
        "sd": one.sd,
        "ci": list(one.ci),
        "tau": one.tau,
        "tau_ci": list(one.tau_ci),
        "prediction": list(one.prediction),
        "p_positive": one.p_positive,
        "p_next_positive": one.p_next_positive,
    }


def _line(moderator: str, one: Regression) -> Tree:
    return {
        "by": moderator,
        "intercept": one.intercept,
        "slope": one.slope,
        "slope_se": one.slope_se,
        "slope_ci": list(one.slope_ci),
        "p": one.p,
        "tau2": one.tau2,
        "r2": one.r2,
        "q_left": one.q_left,
        "few_studies": one.is_few,
    }


def _ends(ends: tuple[float, float] | None) -> list[float] | None:
    return None if ends is None else list(ends)
