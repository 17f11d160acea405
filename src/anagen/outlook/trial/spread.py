"""The covariance of a head's visits, worked out from the model: what the closed forms stand on."""

from __future__ import annotations

import numpy as np

from anagen.outlook.trial.design import Design, Plan
from anagen.outlook.trial.heads import WEEKS_A_YEAR, Floats, Heads


def exposure(plan: Plan, heads: Heads, arm: int) -> Floats:
    """How much of the effect is there at each visit of an arm (of a side, when the scalp is split).

    Arm 0 is untreated in a parallel trial and the untreated side of a split scalp; in a staged
    start it is the group that starts first.
    """
    weeks = np.asarray(plan.visit_weeks)
    if plan.design is Design.STAGED_START:
        return heads.response(np.maximum(weeks - plan.weeks * arm, 0.0), plan.weeks)
    reaches = (plan.spill if plan.design is Design.SPLIT_SCALP else 0.0) if arm == 0 else 1.0
    return reaches * heads.response(weeks, plan.weeks)


def covariance(plan: Plan, heads: Heads, arm: int) -> Floats:
    """Between the visits of one head in an arm; the mean of its sites."""
    gain = exposure(plan, heads, arm)
    shared = shared_covariance(plan, heads) + heads.effect_sd**2 * np.outer(gain, gain)
    return shared + (heads.icc + heads.own) * noise(plan, heads)


def shared_covariance(plan: Plan, heads: Heads) -> Floats:
    """What all sites of a head have in common whatever is done: baseline, drift and season."""
    years = np.asarray(plan.visit_weeks) / WEEKS_A_YEAR
    drift = heads.drift_sd_a_year**2 * np.outer(years, years)
    _, swing = heads.season_sds
    season = swing**2 * np.cos(2 * np.pi * (years[:, None] - years))
    together = heads.baseline_sd**2 + drift + season
    return together if plan.adjusts_season else together + start_covariance(plan, heads)


def start_covariance(plan: Plan, heads: Heads) -> Floats:
    """What not starting on the same day of the year adds, where the analysis does not know it."""
    swing, _ = heads.season_sds
    years = np.asarray(plan.visit_weeks) / WEEKS_A_YEAR
    starts = (np.arange(400) + 0.5) / 400 * plan.recruit_weeks / WEEKS_A_YEAR
    curves = swing * np.cos(2 * np.pi * (starts[:, None] + years))
    spread: Floats = np.cov(curves.T, bias=True)
    return spread


def noise(plan: Plan, heads: Heads) -> Floats:
    """Of one site: cycling and error at each visit, or a published SD that grows with time."""
    weeks = np.asarray(plan.visit_weeks)
    if heads.change_sd is not None:
        walked: Floats = heads.change_sd**2 * np.minimum.outer(weeks, weeks) / plan.weeks
        return walked
    alone = np.eye(len(weeks))
    if heads.cycling is None:
        return (heads.cycling_sd**2 / 2 + heads.technical_sd**2) * alone
    both: Floats = np.asarray(heads.cycling) + heads.technical_sd**2 * alone
    return both
