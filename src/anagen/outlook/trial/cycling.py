"""What the hair cycle alone does to the counts of a trial, from the follicle model."""

from __future__ import annotations

from dataclasses import replace

from anagen.follicles.parameters import NAMED
from anagen.follicles.solve import covariance
from anagen.outlook.trial.design import Plan
from anagen.outlook.trial.heads import Heads


def with_cycling(heads: Heads, plan: Plan, mix: str) -> Heads:
    """The same people, with the cycling of a named scalp at the visits of the plan."""
    days = [7 * week for week in plan.visit_weeks]
    found = covariance(NAMED[mix], days)
    return replace(heads, cycling=tuple(tuple(float(one) for one in row) for row in found))
