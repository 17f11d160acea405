"""Draws heads that never lived, with the counts of their visits; the same seed, the same heads.

Heads come in blocks, and each block has a seed of its own. So the first forty heads are the same
whether forty or four hundred are asked for: sizes are compared on common random numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from anagen.outlook.trial.design import Design, Plan
from anagen.outlook.trial.heads import WEEKS_A_YEAR, Floats, Heads
from anagen.outlook.trial.spread import exposure, noise

BLOCK = 64
#: The words that keep the streams of one seed apart.
HEADS, STARTS, CLINICS = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Drawn:
    """Some heads of an arm in every run: counts by run, head, side and visit.

    `stays` is 1 for a head that stayed to the end. `season` holds the cosine and sine of the day
    of the year it started on.
    """

    counts: Floats
    stays: Floats
    season: Floats

    def first(self, n: int) -> Drawn:
        """The first `n` heads of them."""
        return Drawn(self.counts[:, :n], self.stays[:, :n], self.season[:, :n])


def drawn(plan: Plan, heads: Heads, arm: int, n: int, stream: Stream) -> Drawn:
    """The first `n` heads of an arm, in every run."""
    blocks = list(_blocks(plan, heads, arm, n, stream))
    counts = np.concatenate([block.counts for block in blocks], axis=1)[:, :n]
    if plan.clinics is not None:
        counts += _clinics(plan, heads, arm, n, stream)
    stays = np.concatenate([block.stays for block in blocks], axis=1)
    return Drawn(counts, stays, np.concatenate([b.season for b in blocks], axis=1)).first(n)


@dataclass(frozen=True, slots=True)
class Stream:
    """Where the randomness of a batch of runs comes from."""

    seed: int
    batch: int
    runs: int

    def numbers(self, *words: int) -> np.random.Generator:
        """A generator of its own for what the words name."""
        key = np.random.SeedSequence((self.seed, self.batch, *words))
        return np.random.Generator(np.random.SFC64(key))


def _blocks(plan: Plan, heads: Heads, arm: int, n: int, stream: Stream) -> Iterator[Drawn]:
    shape = (stream.runs, BLOCK)
    for block in range(-(-n // BLOCK)):
        numbers = stream.numbers(HEADS, arm, block)
        # Arms that are balanced by season share their days; others draw their own.
        starts = stream.numbers(STARTS, 0 if plan.adjusts_season else arm, block)
        years = starts.random(shape) * plan.recruit_weeks / WEEKS_A_YEAR
        angle = 2 * np.pi * years
        stays = (numbers.random(shape) >= plan.dropout).astype(float)
        counts = _counts(plan, heads, arm, numbers, years)
        yield Drawn(counts, stays, np.stack((np.cos(angle), np.sin(angle)), axis=-1))


def _counts(
    plan: Plan, heads: Heads, arm: int, numbers: np.random.Generator, starts: Floats
) -> Floats:
    """Counts of one block: what a head's sides share, the effect, and their own noise."""
    shared, response = _shared(plan, heads, numbers, starts)
    sides = (0, 1) if plan.design is Design.SPLIT_SCALP else (arm,)
    together = np.sqrt(heads.icc) * _noise(plan, heads, numbers, starts.shape)
    counts = np.empty((*starts.shape, len(sides), len(plan.visit_weeks)))
    for place, side in enumerate(sides):
        own = np.sqrt(heads.own) * _noise(plan, heads, numbers, starts.shape)
        effect = response[..., None] * exposure(plan, heads, side)
        counts[:, :, place] = shared + together + own + effect
    return counts


def _shared(
    plan: Plan, heads: Heads, numbers: np.random.Generator, starts: Floats
) -> tuple[Floats, Floats]:
    """The head's own course if nothing were done, and how much it would gain."""
    years = np.asarray(plan.visit_weeks) / WEEKS_A_YEAR
    baseline, drift, cosine, sine, response = numbers.standard_normal((5, *starts.shape))
    swing, swing_sd = heads.season_sds
    angle = 2 * np.pi * (starts[..., None] + years)
    mean_drift = 0.0 if heads.change_sd is not None else heads.drift * heads.baseline
    course = (
        (heads.baseline + heads.baseline_sd * baseline)[..., None]
        + (mean_drift + heads.drift_sd_a_year * drift)[..., None] * years
        + (swing + swing_sd * cosine)[..., None] * np.cos(angle)
        + (swing_sd * sine)[..., None] * np.sin(angle)
    )
    return course, heads.effect + heads.effect_sd * response


def _noise(
    plan: Plan, heads: Heads, numbers: np.random.Generator, shape: tuple[int, ...]
) -> Floats:
    """The noise of one site at each visit."""
    spread = noise(plan, heads)
    # A published SD leaves the first visit without noise: a speck keeps the root defined.
    speck = 1e-10 * max(float(spread.max()), 1e-2)
    root = np.linalg.cholesky(spread + speck * np.eye(len(spread)))
    steps = numbers.standard_normal((*shape, len(plan.visit_weeks)))
    drawn_noise: Floats = steps @ root.T
    return drawn_noise


def _clinics(plan: Plan, heads: Heads, arm: int, n: int, stream: Stream) -> Floats:
    """What each clinic adds to the change of its people: head i is of clinic i, counted round."""
    assert plan.clinics is not None
    lot = stream.numbers(CLINICS, arm).standard_normal((stream.runs, plan.clinics))
    shift = clinic_sd(plan, heads) * lot[:, np.arange(n) % plan.clinics]
    later = np.asarray(plan.visit_weeks) > 0
    added: Floats = shift[:, :, None, None] * later
    return added


def clinic_sd(plan: Plan, heads: Heads) -> float:
    """How much clinics differ in the change, from the share of its variance that is theirs."""
    from anagen.outlook.trial.spread import shared_covariance

    one = shared_covariance(plan, heads) + (heads.icc + heads.own) * noise(plan, heads)
    within = one[0, 0] + one[1, 1] - 2 * one[0, 1]
    return float(np.sqrt(within * plan.clinic_icc / (1 - plan.clinic_icc)))
