"""How each design is analysed, in all runs at once: an estimate, its error, its freedom.

Parallel: the last count on arm and baseline (ANCOVA). Split scalp: the difference of the sides at
the end on their difference at the start. Whole clinics: a t-test of their mean changes. Staged
start: all visits, with what each period brings and an effect for each length of treatment, by
generalised least squares on the groups' means. People who left are left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from anagen.outlook.trial.design import Design, Plan
from anagen.outlook.trial.drawing import Drawn
from anagen.outlook.trial.heads import Floats


@dataclass(frozen=True, slots=True)
class Found:
    """What the analysis of each run finds; freedom below 1 means that too few stayed."""

    effect: Floats
    se: Floats
    freedom: Floats


def found(plan: Plan, arms: list[Drawn]) -> Found:
    """The effect that each run finds."""
    if plan.design is Design.STAGED_START:
        return _staged(arms)
    if plan.design is Design.SPLIT_SCALP:
        return _split(arms[0])
    return _parallel(plan, arms) if plan.clinics is None else _clinics(plan.clinics, arms)


def _parallel(plan: Plan, arms: list[Drawn]) -> Found:
    counts = np.concatenate([arm.counts[:, :, 0] for arm in arms], axis=1)
    arm = np.repeat([0.0, 1.0], [arms[0].stays.shape[1], arms[1].stays.shape[1]])
    columns = [np.ones_like(counts[..., 0]), np.broadcast_to(arm, counts.shape[:2]), counts[..., 0]]
    if plan.adjusts_season:
        season = np.concatenate([one.season for one in arms], axis=1)
        columns += [season[..., 0], season[..., 1]]
    stays = np.concatenate([one.stays for one in arms], axis=1)
    return least_squares(np.stack(columns, axis=-1), counts[..., -1], stays, 1)


def _split(one: Drawn) -> Found:
    gap = one.counts[:, :, 1] - one.counts[:, :, 0]
    columns = np.stack((np.ones_like(gap[..., 0]), gap[..., 0]), axis=-1)
    return least_squares(columns, gap[..., -1], one.stays, 0)


def least_squares(columns: Floats, counts: Floats, weights: Floats, wanted: int) -> Found:
    """Least squares in every run, on those with weight 1; the error of one column's figure."""
    weighted = columns * weights[..., None]
    # Centring would do as well; a pseudo-inverse also bears runs in which almost nobody stayed.
    inverse = np.linalg.pinv(weighted.swapaxes(1, 2) @ columns, hermitian=True)
    figures = inverse @ (weighted.swapaxes(1, 2) @ counts[..., None])
    left = (counts - (columns @ figures)[..., 0]) ** 2 * weights
    freedom = weights.sum(axis=1) - columns.shape[-1]
    variance = left.sum(axis=1) / np.maximum(freedom, 1)
    se = np.sqrt(variance * inverse[:, wanted, wanted])
    return Found(figures[:, wanted, 0], se, freedom)


def _clinics(clinics: int, arms: list[Drawn]) -> Found:
    means = [_clinic_means(clinics, arm) for arm in arms]
    centres = [np.nanmean(mean, axis=1) for mean in means]
    freedom = np.sum([np.isfinite(mean).sum(axis=1) for mean in means], axis=0) - 2.0
    spread = np.sum(
        [np.nansum((m - c[:, None]) ** 2, axis=1) for m, c in zip(means, centres, strict=True)],
        axis=0,
    )
    each = np.sum([1 / np.isfinite(mean).sum(axis=1) for mean in means], axis=0)
    se = np.sqrt(spread / np.maximum(freedom, 1) * each)
    return Found(centres[1] - centres[0], se, freedom)


def _clinic_means(clinics: int, arm: Drawn) -> Floats:
    """The mean change in each clinic; none where nobody stayed."""
    change = (arm.counts[:, :, 0, -1] - arm.counts[:, :, 0, 0]) * arm.stays
    belongs = (np.arange(change.shape[1]) % clinics)[:, None] == np.arange(clinics)
    stayed = arm.stays @ belongs
    means: Floats = np.where(stayed > 0, change @ belongs / np.maximum(stayed, 1), np.nan)
    return means


def _staged(arms: list[Drawn]) -> Found:
    """Generalised least squares on the groups' means, weighted by the spread within groups.

    The error comes from each group's own spread: people who gain differently spread more the
    longer they are treated, and one spread for all would call the estimate too sure.
    """
    columns = staged_columns(len(arms))
    means, spreads, stayed = _within(arms)
    everybody = stayed.sum(axis=1) - len(arms)
    pooled = spreads.sum(axis=1) / np.maximum(everybody, 1)[:, None, None]
    weight = np.linalg.pinv(pooled, hermitian=True)
    weighed = np.einsum("gvp,rvw,rg->rgpw", columns, weight, stayed)
    bread = np.linalg.pinv(np.einsum("rgpw,gwq->rpq", weighed, columns), hermitian=True)
    row = bread[:, -len(arms)]
    effect = np.einsum("rp,rgpw,rgw->r", row, weighed, means)
    pull = np.einsum("rp,rgpw->rgw", row, weighed)
    own = spreads / np.maximum(stayed - 1, 1)[..., None, None]
    variance = np.einsum("rgv,rgvw,rgw,rg->r", pull, own, pull, 1 / np.maximum(stayed, 1))
    freedom = everybody - spare_figures(len(arms))
    return Found(effect, np.sqrt(variance * price(everybody, len(arms))), freedom)


def price(everybody: Floats, groups: int) -> Floats:
    """What it costs that the weights are found from the same people, as covariates cost.

    Once for the precision that is lost, once because the error looks smaller than it is.
    """
    paid: Floats = (everybody / np.maximum(everybody - spare_figures(groups), 1)) ** 2
    return paid


def spare_figures(groups: int) -> int:
    """How many means of a staged start lend their precision to others, as covariates do.

    Two groups: the baseline alone. More: one for each visit after it; with that, trials without
    an effect are called positive in 5 to 6 of 100, from six people a group on.
    """
    return 1 if groups == 2 else groups


def staged_columns(groups: int) -> Floats:
    """What each group's visit is made of: its period, and how long that group was treated."""
    visits = groups + 1
    columns = np.zeros((groups, visits, visits + groups))
    for group in range(groups):
        for visit in range(visits):
            columns[group, visit, visit] = 1
            if visit > group:
                columns[group, visit, visits + visit - group - 1] = 1
    return columns


def _within(arms: list[Drawn]) -> tuple[Floats, Floats, Floats]:
    """Means and sums of squares by group, and how many stayed in each."""
    means, spreads, stayed = [], [], []
    for arm in arms:
        here = arm.stays.sum(axis=1)
        mean = (arm.counts[:, :, 0] * arm.stays[..., None]).sum(axis=1)
        mean /= np.maximum(here, 1)[:, None]
        away = (arm.counts[:, :, 0] - mean[:, None]) * arm.stays[..., None]
        spreads.append(away.swapaxes(1, 2) @ away)
        means.append(mean)
        stayed.append(here)
    return np.stack(means, axis=1), np.stack(spreads, axis=1), np.stack(stayed, axis=1)
