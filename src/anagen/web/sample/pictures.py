"""Drawn pictures for the sample: a crown that nobody ever had."""

from __future__ import annotations

import io
import math
import random
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from PIL import Image, ImageDraw, ImageFilter

from anagen.imaging.arrival import arrive
from anagen.records.measurement import Photo
from anagen.records.words import Zone
from anagen.store.pictures.keeping import Incoming, keep_picture

SIZE = (900, 1100)
SKIN, HAIR = (214, 178, 156), (66, 48, 40)
#: Weeks ago, and how many strokes of hair are drawn. The crown in the middle stays thin.
TAKEN = ((34, 5200), (1, 5500))
#: How far from the middle of the crown hair grows as densely as elsewhere, as a share of the width.
THIN = 0.26


def keep_pictures(case_id: UUID, now: datetime) -> None:
    """Two drawn pictures of the crown, months apart. Asked twice, they are kept once."""
    for number, (weeks, strokes) in enumerate(TAKEN):
        photo = Photo(
            id="",
            at=now - timedelta(weeks=weeks),
            zone=Zone.CROWN,
            camera="drawn",
            light="drawn",
            place="nowhere",
            hair_length_mm=12.0,
            hair_wet=False,
        )
        arrived = arrive(drawn_crown(number, strokes))
        keep_picture(case_id, Incoming(uuid5(case_id, str(number)), arrived, photo), now)


def drawn_crown(seed: int, strokes: int) -> bytes:
    """A crown from above as a JPEG; the same seed draws the same picture."""
    chance = random.Random(seed)  # noqa: S311 - a drawing, not a secret
    picture = Image.new("RGB", SIZE, SKIN)
    pen = ImageDraw.Draw(picture)
    centre = (SIZE[0] / 2, SIZE[1] / 2)
    for _ in range(strokes):
        x, y = chance.uniform(0, SIZE[0]), chance.uniform(0, SIZE[1])
        away = math.hypot(x - centre[0], y - centre[1]) / SIZE[0]
        if chance.random() > min(1.0, 0.18 + away / THIN / 2):
            continue
        # Hair turns round the crown in a whorl.
        angle = math.atan2(y - centre[1], x - centre[0]) + 1.2 + chance.gauss(0, 0.18)
        length = chance.uniform(24, 60)
        tip = (x + length * math.cos(angle), y + length * math.sin(angle))
        tone = tuple(round(part * chance.uniform(0.75, 1.25)) for part in HAIR)
        pen.line((x, y, *tip), fill=tone, width=chance.choice((2, 3, 3, 4)))
    out = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(0.6)).save(out, "JPEG", quality=88)
    return out.getvalue()
