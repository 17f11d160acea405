"""What may be expected before anything is counted, each figure with its source.

A prior on the effect is a spread of likely effects in one new person: the pooled mean, its
error, how far trials disagree, and how far people differ. Where we hold no figure the prior is
wider and its words say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

#: How far people truly differ in their response: half-normal with this spread, which covers
#: what the minoxidil trials allow (treated against placebo spreads of Suchonwanit 2019). Four
#: equal parts of it, scaled to the same mean square.
PERSON_SD = 13.0
PERSON_QUARTERS = (0.157, 0.489, 0.887, 1.534)


class Belief(Enum):
    """How far the studies are believed: as they stand, or half."""

    PLAIN = "plain"
    SCEPTICAL = "sceptical"


class Regimen(Enum):
    """What began with the course; what was steady before it is part of the start."""

    NEEDLING_ON_MINOXIDIL = "needling_on_minoxidil"
    BOTH = "both"
    MINOXIDIL = "minoxidil"
    NEEDLING = "needling"


@dataclass(frozen=True, slots=True)
class EffectPrior:
    """The effect in hairs per cm2 by week 24, before anything is counted.

    `se` is the error of the mean, `between_trials` how far trials differ, `unknown` a further
    spread where no figure fits this person. `says` names what it rests on.
    """

    mean: float
    se: float
    between_trials: float
    unknown: float
    says: str
    sources: tuple[str, ...]

    @property
    def person_sds(self) -> Array:
        """The four likely spreads between people, equally likely."""
        quarters = np.array(PERSON_QUARTERS)
        return np.asarray(PERSON_SD * quarters / np.sqrt((quarters**2).mean()))

    @property
    def sds(self) -> Array:
        """The spread of the effect in one new person, for each spread between people."""
        known = self.se**2 + self.between_trials**2 + self.unknown**2
        return np.asarray(np.sqrt(known + self.person_sds**2))

    @property
    def sd(self) -> float:
        """The spread of the effect in one new person."""
        return float(sqrt((self.sds**2).mean()))


#: Pei 2024: 13.36 (8.55 to 18.16), 13 trials, 696 people. The abstract prints this line twice,
#: so it is doubtful which outcome it belongs to.
PEI_MEAN, PEI_SE, PEI_TRIALS, PEI_PEOPLE = 13.36, 2.4516, 13, 696
#: The spread of changes within an arm, as in the minoxidil trials (19.5 to 25.4).
ARM_SD = 22.0
#: Olsen 2002, Olsen 2007 and Lucky 2004 together: 5 % minoxidil against placebo.
MINOXIDIL_MEAN, MINOXIDIL_SE = 15.98, 1.55
#: Cochrane 2016, women: 13.18 (10.92 to 15.44), 8 studies.
WOMEN_MINOXIDIL_MEAN, WOMEN_MINOXIDIL_SE = 13.18, 1.1531


def implied_between_trials(se: float, trials: int, people: int, arm_sd: float) -> float:
    """How far trials differ, from the error of their pool when all are alike in size.

    `se**2 = (v + tau**2) / k` with `v` the error variance of one trial of two equal arms.
    """
    of_one = arm_sd**2 * 2 / (people / trials / 2)
    return sqrt(max(trials * se**2 - of_one, 0.0))


PEI_TAU = implied_between_trials(PEI_SE, PEI_TRIALS, PEI_PEOPLE, ARM_SD)

_DOUBT = "The pool of 13 trials prints its result twice, so one of its lines is an error."

#: No figure fits these people, so what a study of others found may be wrong by all of itself.
_UNKNOWN = PEI_MEAN


def effect_prior(regimen: Regimen, is_woman: bool, belief: Belief) -> EffectPrior:
    """The prior for what began with the course. A sceptic believes half of each mean."""
    plain = (_women if is_woman else _men)(regimen)
    if belief is Belief.PLAIN:
        return plain
    return EffectPrior(
        plain.mean / 2, plain.se, plain.between_trials, plain.unknown,
        plain.says + " Halved here: small, unblinded trials tend to promise too much.",
        (*plain.sources, "house_policy"),
    )  # fmt: skip


def _men(regimen: Regimen) -> EffectPrior:
    match regimen:
        case Regimen.NEEDLING_ON_MINOXIDIL:
            return EffectPrior(
                PEI_MEAN, PEI_SE, PEI_TAU, 0.0,
                "Needling added to another treatment: 13.4 hairs per cm2 more (8.6 to 18.2) in "
                f"13 trials. {_DOUBT}",
                ("pei_2024",),
            )  # fmt: skip
        case Regimen.BOTH:
            return EffectPrior(
                MINOXIDIL_MEAN, MINOXIDIL_SE, 0.0, _UNKNOWN,
                "Minoxidil against placebo: 16.0 hairs per cm2 more (13 to 19) in three trials. "
                "No trial that we hold counted minoxidil and needling together against nothing, "
                "so needling adds nothing to the middle here and makes the spread wider.",
                ("olsen_2002", "olsen_2007", "lucky_2004", "pei_2024"),
            )  # fmt: skip
        case Regimen.MINOXIDIL:
            return EffectPrior(
                MINOXIDIL_MEAN, MINOXIDIL_SE, 0.0, 0.0,
                "Minoxidil against placebo: 16.0 hairs per cm2 more (13 to 19) in three trials.",
                ("olsen_2002", "olsen_2007", "lucky_2004"),
            )  # fmt: skip
        case Regimen.NEEDLING:
            return EffectPrior(
                0.0, PEI_SE, PEI_TAU, _UNKNOWN,
                "Needling alone: no trial that we hold counted it against no treatment, and one "
                "small trial saw no benefit. The middle is no effect, and the spread is wider.",
                ("kakizaki_2023", "aggarwal_2020", "gupta_2023"),
            )  # fmt: skip


def _women(regimen: Regimen) -> EffectPrior:
    match regimen:
        case Regimen.MINOXIDIL:
            return EffectPrior(
                WOMEN_MINOXIDIL_MEAN, WOMEN_MINOXIDIL_SE, 0.0, 0.0,
                "Minoxidil against placebo in women: 13.2 hairs per cm2 more (10.9 to 15.4) in "
                "8 studies.",
                ("cochrane_2016",),
            )  # fmt: skip
        case Regimen.BOTH:
            return EffectPrior(
                WOMEN_MINOXIDIL_MEAN, WOMEN_MINOXIDIL_SE, 0.0, _UNKNOWN,
                "Minoxidil against placebo in women: 13.2 hairs per cm2 more (10.9 to 15.4) in "
                "8 studies. We hold no counts of women who were needled, so needling adds "
                "nothing to the middle here and makes the spread wider.",
                ("cochrane_2016", "liang_2022"),
            )  # fmt: skip
        case Regimen.NEEDLING_ON_MINOXIDIL:
            return EffectPrior(
                PEI_MEAN / 2, PEI_SE, PEI_TAU, _UNKNOWN,
                "We hold no counts of women who were needled: half of what mostly men gained in "
                f"13 trials (13.4 hairs per cm2), and a wider spread. {_DOUBT}",
                ("pei_2024", "liang_2022"),
            )  # fmt: skip
        case Regimen.NEEDLING:
            return _men(Regimen.NEEDLING)


@dataclass(frozen=True, slots=True)
class UntreatedPrior:
    """How counts move without treatment, as shares of the first count.

    `drift` and its spread are for a year; `season_sd` is that of each of the two yearly waves;
    `start_sd_per_cm2` says how little is known of the true start before it is counted.
    """

    drift: float
    drift_sd: float
    season_sd: float
    start_sd_per_cm2: float
    says: str
    sources: tuple[str, ...]


#: 26.3 % in five years and 11.9 % in two years are 5 to 6 % a year; reviews say 5 to 10 %.
MEN_UNTREATED = UntreatedPrior(
    -0.05, 0.03, 0.02, 40.0,
    "Untreated men lose about 5 % a year (26 % in five years on placebo, 12 % in two years in "
    "their twenties). In trials of a year or less placebo groups gained a few hairs instead.",
    ("kaufman_2008", "rushton_1991", "olsen_2002", "randall_1991"),
)  # fmt: skip
WOMEN_UNTREATED = UntreatedPrior(
    -0.05, 0.06, 0.02, 40.0,
    "We hold no long course of untreated women. The figure for men is taken with twice its "
    "spread; women on placebo counted 9 hairs per cm2 more after a year.",
    ("kaufman_2008", "lucky_2004", "randall_1991"),
)  # fmt: skip


def untreated_prior(is_woman: bool) -> UntreatedPrior:
    """How counts move without treatment in people of this sex."""
    return WOMEN_UNTREATED if is_woman else MEN_UNTREATED
