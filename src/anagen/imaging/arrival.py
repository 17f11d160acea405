"""A picture arrives: whatever somebody sends becomes a clean picture, or a reason why not.

The bytes of a stranger are never opened in the process that serves the pages. A process of its
own opens them, with little memory and little time, turns the picture upright and writes it anew
from its points. So nothing but the points comes in: no place, no maker's notes, no hidden
thumbnail, nothing that was hung on behind.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from threading import BoundedSemaphore
from typing import Any

from anagen.imaging.quality import Quality

MOST_BYTES = 25 * 1024 * 1024
#: The process stops itself long before; this is for one that hangs.
MOST_SECONDS = 20
#: Two pictures at a time, so that a household's uploads cannot fill the memory.
OPENING = BoundedSemaphore(2)
#: -I: the folder we stand in and the environment have no say in what is loaded.
DECODER = (sys.executable, "-I", "-m", "anagen.imaging.decoding")

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
#: The kinds of HEIF that phones write. AVIF and film share the box and are not among them.
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})


class Why(Enum):
    """Why a picture was refused."""

    EMPTY = "empty"
    TOO_MANY_BYTES = "too_many_bytes"
    NOT_A_PICTURE = "not_a_picture"
    DAMAGED = "damaged"
    TOO_MANY_POINTS = "too_many_points"
    TOO_FEW_POINTS = "too_few_points"
    TOO_HEAVY = "too_heavy"


class PictureRefused(Exception):  # noqa: N818 - it names what happened, not a fault of ours
    """A picture that we do not take in, and why."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Arrived:
    """A clean picture: JPEG bytes without any metadata, a small one beside it, and its figures.

    `taken` is what the camera wrote down, in its own local time without a zone. It is a
    suggestion for the person and stands in neither picture.
    """

    picture: bytes
    thumbnail: bytes
    width: int
    height: int
    taken: datetime | None
    quality: Quality


def arrive(data: bytes) -> Arrived:
    """The clean picture in these bytes. Raises PictureRefused."""
    refuse_at_the_door(data)
    with OPENING:
        try:
            done = subprocess.run(  # noqa: S603 - our own command; the bytes are only its input
                DECODER, input=data, capture_output=True, timeout=MOST_SECONDS, env={}, check=False
            )
        except subprocess.TimeoutExpired:
            raise PictureRefused(Why.TOO_HEAVY) from None
    if done.returncode != 0:  # stopped by its limits, or by a fault in a decoder
        raise PictureRefused(Why.TOO_HEAVY)
    return _read(done.stdout)


def refuse_at_the_door(data: bytes) -> None:
    """Raises PictureRefused for what the first bytes already show to be no picture of ours."""
    if not data:
        raise PictureRefused(Why.EMPTY)
    if len(data) > MOST_BYTES:
        raise PictureRefused(Why.TOO_MANY_BYTES)
    if kind_of(data) is None:
        raise PictureRefused(Why.NOT_A_PICTURE)


def kind_of(data: bytes) -> str | None:
    """JPEG, PNG or HEIF by the first bytes, whatever the name of the file says; else None."""
    if data.startswith(JPEG):
        return "JPEG"
    if data.startswith(PNG):
        return "PNG"
    return "HEIF" if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS else None


def _read(answer: bytes) -> Arrived:
    """What the process answered: one line of JSON, then the two pictures."""
    head, _, body = answer.partition(b"\n")
    told: dict[str, Any] = json.loads(head)
    if "why" in told:
        raise PictureRefused(Why(told["why"]))
    size = told["picture_bytes"]
    return Arrived(
        picture=body[:size],
        thumbnail=body[size:],
        width=told["width"],
        height=told["height"],
        taken=datetime.fromisoformat(told["taken"]) if told["taken"] else None,
        quality=Quality(**told["quality"]),
    )
