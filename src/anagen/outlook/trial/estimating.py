"""What a trial found: our own figures, which an R script beside the tables works out once more."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.stats import norm, t

from anagen.outlook.trial.design import Design
from anagen.outlook.trial.heads import Floats
from anagen.outlook.trial.protocol import Covariate, Missing, Model, Protocol
from anagen.records.mistakes import Mistake

#: The largest ratio of the variance between people to that within that is looked for.
MOST_ALIKE = 1e6


@dataclass(frozen=True, slots=True)
class Row:
    """One person in one arm (one side, when the scalp is split), in hairs per cm².

    `base` and `value` are None where nobody counted in the window.
    """

    person: str
    stratum: str
    site: str
    is_treated: bool
    base: float | None
    value: float | None


@dataclass(frozen=True, slots=True)
class Estimate:
    """One figure of the analysis; `freedom` is None for the normal distribution."""

    model: str
    people: int
    effect: float
    se: float
    interval: tuple[float, float]
    p: float
    freedom: float | None


def filled(rows: Sequence[Row], missing: Missing) -> list[Row]:
    """The rows that the plan lets into the primary analysis."""
    counted = [row for row in rows if row.base is not None]
    if missing is Missing.UNCHANGED:
        return [row if row.value is not None else replace(row, value=row.base) for row in counted]
    return [row for row in counted if row.value is not None]


def primary(rows: Sequence[Row], plan: Protocol) -> Estimate:
    """The planned analysis. Raises Mistake when too few were counted for it."""
    used = filled(rows, plan.missing)
    if plan.design is Design.SPLIT_SCALP:
        return _split(used, plan)
    base, value = _counts(used)
    columns = [np.ones(len(used)), np.array([float(row.is_treated) for row in used])]
    outcome = value if plan.model is Model.ANCOVA else value - base
    if Covariate.BASELINE in plan.covariates:
        columns.append(base)
    if Covariate.STRATUM in plan.covariates:
        strata = sorted({row.stratum for row in used})
        columns += [np.array([float(r.stratum == s) for r in used]) for s in strata[1:]]
    return _least_squares(plan.model.value, len(used), np.stack(columns, axis=1), outcome, plan)


def _split(used: Sequence[Row], plan: Protocol) -> Estimate:
    """The difference of the sides at the end, on their difference at the start."""
    sides = {(row.person, row.is_treated): row for row in used}
    both = sorted({p for p, _ in sides if (p, True) in sides and (p, False) in sides})
    treated, other = (_counts([sides[p, which] for p in both]) for which in (True, False))
    base, value = treated[0] - other[0], treated[1] - other[1]
    columns = [np.ones(len(both))]
    outcome = value if plan.model is Model.ANCOVA else value - base
    if Covariate.BASELINE in plan.covariates:
        columns.append(base)
    name = f"{plan.model.value}, sides paired"
    return _least_squares(name, len(both), np.stack(columns, axis=1), outcome, plan, 0)


def _counts(rows: Sequence[Row]) -> tuple[Floats, Floats]:
    base = np.array([row.base for row in rows], dtype=float)
    return base, np.array([row.value for row in rows], dtype=float)


def _least_squares(  # noqa: PLR0913 - what a regression is made of
    model: str, people: int, columns: Floats, outcome: Floats, plan: Protocol, wanted: int = 1
) -> Estimate:
    freedom = len(outcome) - columns.shape[1]
    if freedom < 1 or np.linalg.matrix_rank(columns) < columns.shape[1]:
        raise _too_few(people)
    inverse = np.linalg.inv(columns.T @ columns)
    figures = inverse @ columns.T @ outcome
    left = float(((outcome - columns @ figures) ** 2).sum())
    se = math.sqrt(left / freedom * inverse[wanted, wanted])
    if se < 1e-12 * max(1.0, float(np.abs(outcome).max())):
        raise _no_spread()
    reach = float(t.ppf(1 - plan.alpha / 2, freedom)) * se
    effect = float(figures[wanted])
    p = 2 * float(t.sf(abs(effect) / se, freedom))
    return Estimate(model, people, effect, se, (effect - reach, effect + reach), p, freedom)


def mixed(rows: Sequence[Row], alpha: float) -> Estimate:
    """All counts at once with a level for each person (REML): who left still tells of the start.

    Both arms share one mean at the start, since the arm was drawn. It is the model that lme4 fits
    as `VALUE ~ POST + EFFECT + (1 | SUBJID)`.
    """
    people, columns, outcome = stacked(rows)
    outcome = (
        outcome - outcome.mean() if len(outcome) else outcome
    )  # or sums lose their last figures
    n, size = len(outcome), np.bincount(people)
    if n - 3 < 1 or np.linalg.matrix_rank(columns) < 3:
        raise _too_few(len(size))
    sums = np.stack([np.bincount(people, column) for column in (*columns.T, outcome)], axis=1)
    plain = np.column_stack((columns, outcome)).T @ np.column_stack((columns, outcome))

    def parts(ratio: float) -> tuple[Floats, float, float]:
        taken = ratio / (1 + ratio * size)
        inner = plain - (sums * taken[:, None]).T @ sums
        inverse = np.linalg.inv(inner[:3, :3])
        left = float(inner[3, 3] - inner[3, :3] @ inverse @ inner[:3, 3])
        if left <= 1e-12 * max(1.0, float(plain[3, 3])):
            raise _no_spread()
        deviance = (n - 3) * math.log(left) + float(np.log1p(ratio * size).sum())
        return inner, left, deviance - float(np.linalg.slogdet(inverse)[1])

    top = math.log1p(MOST_ALIKE)
    best = minimize_scalar(
        lambda x: parts(math.expm1(x))[2],
        bounds=(0, top),
        method="bounded",
        options={"xatol": 1e-9},
    )
    ratio = min(0.0, math.expm1(best.x), key=lambda one: parts(one)[2])
    inner, left, _ = parts(ratio)
    inverse = np.linalg.inv(inner[:3, :3])
    effect = float((inverse @ inner[:3, 3])[2])
    se = math.sqrt(left / (n - 3) * inverse[2, 2])
    reach, p = float(norm.ppf(1 - alpha / 2)) * se, 2 * float(norm.sf(abs(effect) / se))
    return Estimate(
        "mixed, by REML", len(size), effect, se, (effect - reach, effect + reach), p, None
    )


def stacked(rows: Sequence[Row]) -> tuple[np.ndarray, Floats, Floats]:
    """Whose count it is, what it is made of (one, after, treated and after), and the count."""
    names = {name: place for place, name in enumerate(sorted({row.person for row in rows}))}
    lines = [
        (names[row.person], (1.0, float(after), float(after and row.is_treated)), count)
        for row in rows
        if row.base is not None
        for after, count in ((False, row.base), (True, row.value))
        if count is not None
    ]
    kept = sorted({line[0] for line in lines})
    people = np.searchsorted(kept, [line[0] for line in lines])
    columns = np.array([line[1] for line in lines], dtype=float).reshape(-1, 3)
    return people, columns, np.array([line[2] for line in lines], dtype=float)


def by_stratum(rows: Sequence[Row]) -> list[tuple[str, float, float]]:
    """Each stratum on its own: the difference of the mean changes and its standard error."""
    found = []
    for stratum in sorted({row.stratum for row in rows}):
        arms = [_changes(rows, stratum, which) for which in (False, True)]
        if min(map(len, arms)) < 2:
            continue
        variance = sum(float(arm.var(ddof=1)) / len(arm) for arm in arms)
        if variance > 0:
            found.append((stratum, float(arms[1].mean() - arms[0].mean()), math.sqrt(variance)))
    return found


def _changes(rows: Sequence[Row], stratum: str, is_treated: bool) -> Floats:
    return np.array([
        row.value - row.base
        for row in rows
        if row.stratum == stratum and row.is_treated is is_treated
        and row.value is not None and row.base is not None
    ])  # fmt: skip


def _no_spread() -> Mistake:
    return Mistake("the counts", "a spread of zero", "people who differ", "Check the records.")


def _too_few(people: int) -> Mistake:
    found = f"{people} people with both counts, or one arm alone"
    return Mistake("the counts", found, "enough people in both arms", "Wait for more counts.")
