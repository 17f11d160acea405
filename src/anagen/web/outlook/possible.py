"""The scalps and effects that published counts allow, as scalps of one kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from anagen.follicles import parameters
from anagen.follicles.calibrated import draws
from anagen.follicles.parameters import FollicleClass, Mix, Scalp
from anagen.follicles.recipe import Draw
from anagen.web.outlook.choices import Kind

#: More draws than this move the ends of the bands by less than a hair.
MOST_DRAWS = 96
STARTS = {Kind.HEALTHY: parameters.HEALTHY, Kind.MIXED: parameters.MIXED}


def possibilities(kind: Kind) -> Iterator[Draw]:
    """Each draw as a scalp of this kind, evenly from all there are.

    The trials took men with thinning hair, so a clearly thinning scalp is the draw itself. The two
    others have the same follicles in another mix; hair that hardly thins also stops thinning, as
    that of the untreated controls did.
    """
    every = draws()
    step = max(1, len(every) // MOST_DRAWS)
    for one in every[::step][:MOST_DRAWS]:
        yield replace(one, scalp=_as_kind(one.scalp, kind))


def _as_kind(scalp: Scalp, kind: Kind) -> Scalp:
    if kind not in STARTS:
        return scalp
    start = STARTS[kind]
    named = dict(zip((one.name for one in start.mix.classes), start.mix.shares, strict=True))
    shares = tuple(named.get(one.name, 0.0) for one in scalp.mix.classes)
    classes = scalp.mix.classes
    if kind is Kind.HEALTHY:
        classes = tuple(_steady(one) for one in classes)
    mix = Mix(classes, shares)
    return replace(scalp, mix=mix, follicles_per_cm2=start.follicles_per_cm2)


def _steady(one: FollicleClass) -> FollicleClass:
    return replace(one, thinner_share=0.0, thicker_share=0.0)
