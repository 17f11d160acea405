"""Renders a picture of scalp with its truth."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from anagen.imaging.render import burned, clutter, optics, painting, under
from anagen.imaging.render.choices import choice
from anagen.imaging.render.plan import LOOSE, Plan, plan
from anagen.imaging.render.skin import skin
from anagen.imaging.render.truth import LoosePiece, Rendered, TrueHair
from anagen.imaging.render.wish import Look, Wish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anagen.imaging.hairs import Point
    from anagen.imaging.render.burned import Box, Mask
    from anagen.imaging.render.choices import Choice
    from anagen.imaging.render.fields import Floats
    from anagen.imaging.render.painting import Account, Painted
    from anagen.imaging.scalp import Pixels

PLAIN = Wish()


def render(seed: int, wish: Wish = PLAIN) -> Rendered:
    """A picture of scalp as wished, and the truth about it: the same for the same seed."""
    streams = [np.random.Generator(np.random.PCG64([seed, part])) for part in range(6)]
    chosen = choice(streams[0], wish)
    layout = plan(streams[1], chosen)
    picture = ground(streams, chosen, layout)
    ready = painting.prepared(streams[3], chosen, layout.courses)
    painting.halo(streams[3], chosen, ready, picture)
    painting.cast(streams[3], chosen, ready, picture)
    account = painting.painted(streams[3], ready, picture)
    clutter.flakes(streams[4], chosen, ready, (picture, account))
    clutter.dust(streams[4], chosen, picture)
    pixels = taken(streams[5], chosen, picture)
    hidden, box = burned.burned(streams[5], chosen, pixels)
    account.top[hidden] = clutter.HIDDEN
    hairs = standing(ready, account, chosen.px_per_mm)
    return Rendered(
        pixels=pixels,
        px_per_mm=chosen.px_per_mm,
        hairs=tuple(uncaptioned(hair, hidden) for hair in hairs if inside(hair.root, box)),
        beyond=tuple(hair for hair in hairs if not inside(hair.root, box)),
        loose=tuple(loose(each, chosen.px_per_mm) for each in ready if each.course.unit == LOOSE),
        empty_openings=tuple((float(x), float(y)) for x, y in layout.openings),
        valid_box=box,
        choice=chosen,
    )


def ground(streams: Sequence[np.random.Generator], chosen: Choice, layout: Plan) -> Floats:
    """Skin with all that shows in it and on it below the shafts; cloth when there is no scalp."""
    picture = skin(streams[2], chosen)
    if chosen.look is Look.NO_SCALP:
        return picture
    shade = under.shade_under(streams[3], chosen, layout.courses, picture)
    under.collars(
        np.random.default_rng(streams[3].integers(1 << 62)), chosen, layout.courses, picture
    )
    under.openings(streams[3], chosen, layout.openings, picture)
    clutter.sores(streams[4], chosen, picture)
    optics.glints(streams[5], chosen, picture, shade)
    return picture


def taken(rng: np.random.Generator, chosen: Choice, picture: Floats) -> Pixels:
    """The picture as light, lens and sensor give it."""
    return optics.sensed(rng, chosen, optics.seen(rng, chosen, optics.lit(rng, chosen, picture)))


def standing(ready: Sequence[Painted], account: Account, px_per_mm: float) -> tuple[TrueHair, ...]:
    """The shafts that stand in the skin, wherever their root lies."""
    return tuple(
        TrueHair(
            path=points(each),
            width_um=1000 * each.width_px / px_per_mm,
            unit=each.course.unit,
            visible=account.visible(each, number),
            alone=account.alone(each),
        )
        for number, each in enumerate(ready)
        if each.course.unit != LOOSE
    )


def uncaptioned(hair: TrueHair, hidden: Mask) -> TrueHair:
    """The same hair, not visible when a caption covers its root."""
    x, y = hair.root
    return replace(hair, visible=0.0) if hidden[round(y), round(x)] else hair


def inside(place: Point, box: Box) -> bool:
    """Whether a place lies on a pixel of the box."""
    x, y = place
    left, top, right, bottom = box
    return left - 0.5 <= x < right - 0.5 and top - 0.5 <= y < bottom - 0.5


def points(each: Painted) -> tuple[Point, ...]:
    """The centre line as plain numbers."""
    return tuple((float(x), float(y)) for x, y in each.course.path)


def loose(each: Painted, px_per_mm: float) -> LoosePiece:
    """A loose piece as the truth lists it."""
    return LoosePiece(points(each), 1000 * each.width_px / px_per_mm)
