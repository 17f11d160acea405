"""Counts for the tests of the pages: made by hand, so that no picture need be measured."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from anagen.imaging.doubts import Doubt
from anagen.imaging.frame import Box, Frame
from anagen.imaging.hairs import Hair
from anagen.imaging.measured import Measured, MeasuredHair, Refused
from anagen.imaging.scalp import Scale, ScaleSource
from anagen.imaging.writing import written
from anagen.store.counts.models import HairCount
from anagen.store.models import Case
from anagen.store.pictures.models import Picture
from anagen.web.clock import now

#: The size of the pictures that `album.taken` sends.
WIDTH, HEIGHT, PX_PER_MM = 640, 480, 80.0
AREA_CM2 = 0.4
GIVEN = {"site": "crown", "device": "lens", "scale": "given", "px_per_mm": "80"}


def hairs(many: int = 40) -> tuple[MeasuredHair, ...]:
    """So many hairs in rows; every fifth is fine, every seventh of unknown width, one outside."""
    found = []
    for number in range(1, many + 1):
        x, y = 40.0 + 70 * (number % 8), 40.0 + 50 * (number // 8)
        width = None if number % 7 == 0 else (24.0 if number % 5 == 0 else 60.0 + number % 9)
        hair = Hair(((x, y), (x + 12, y + 9), (x + 30, y + 12)), 0.9, width)
        found.append(MeasuredHair(number, hair, unit=number // 2, is_counted=number != 1))
    return tuple(found)


def measured(**more: Any) -> Measured:
    """A picture that could be counted."""
    whole = Measured(
        image="picture",
        width_px=WIDTH,
        height_px=HEIGHT,
        scale=Scale(PX_PER_MM, ScaleSource.GIVEN, 0.01),
        frame=Frame(Box(12, 12, 628, 468), (Box(500, 400, 620, 460),), AREA_CM2),
        hairs=hairs(),
        density_95=(70.0, 130.0),
        coverage=0.12,
        found_by="network",
        doubts=(Doubt.SMALL_AREA,),
    )
    return replace(whole, **more)


def refused(why: str = "no_scale") -> Measured:
    """A picture that could not."""
    says = Refused(why, "Nothing in this picture says how large it is.", "Give the scale.")
    return Measured("picture", WIDTH, HEIGHT, refused=says)


def a_count(case: Case, picture: Picture, answer: Measured | None = None, **more: Any) -> HairCount:
    """A count of this picture, with its answer where there is one."""
    told: dict[str, Any] = {"site": "crown", "device": "lens", "hair_length_mm": 1.0, **more}
    return HairCount.objects.create(
        once=uuid4(),
        case=case,
        picture=picture,
        asked=now() - timedelta(minutes=5),
        answered=now() if answer else None,
        scale={"source": "given", "px_per_mm": PX_PER_MM},
        answer=json.dumps(written(answer)) if answer else "",
        **told,
    )
