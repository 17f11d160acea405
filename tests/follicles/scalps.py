"""Scalps and courses that several tests use."""

from __future__ import annotations

from dataclasses import replace
from math import log

from anagen.follicles.course import Course, Effect, Exposure
from anagen.follicles.parameters import (
    AGA,
    INTERMEDIATE,
    MINIATURISED,
    TERMINAL,
    FollicleClass,
    Mix,
    Scalp,
    Season,
    Sojourn,
)

#: The start of minoxidil of the table that the forecasts' dossier measured, taken as sudden.
SUDDEN = Effect(anagen=log(0.75), telogen=log(2.5), kenogen=log(1.6))
MOVING = Mix(
    (
        replace(TERMINAL, thinner_share=0.1),
        replace(INTERMEDIATE, thinner_share=0.1, thicker_share=0.05),
        replace(MINIATURISED, thicker_share=0.03),
    ),
    AGA.mix.shares,
)
#: Everything at once.
RICH = Scalp(MOVING, frailty=0.4, season=Season(0.5, 180, 0.2, 240), starts_on=80)


def use(
    effect: Effect = SUDDEN, begin: float = 0, end: float | None = None, onset: float = 28
) -> Course:
    """One period of one treatment."""
    return Course((Exposure("drug", begin, end, onset, onset),), {"drug": effect})


def alone(one: FollicleClass, **other: float) -> Scalp:
    """A scalp of one class."""
    return replace(Scalp(Mix((one,), (1.0,))), **other)


def plain(anagen: Sojourn, catagen: Sojourn, telogen: Sojourn, kenogen: Sojourn) -> FollicleClass:
    """A class whose every hair leaves an empty follicle."""
    return FollicleClass("plain", anagen, catagen, telogen, kenogen, 1.0, 60)
