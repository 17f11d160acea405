"""Pictures drawn for tests: strokes on a skin-coloured ground, and files with things hidden in."""

from __future__ import annotations

import math
import random
import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

PICTURES = Path(__file__).parent / "pictures"
#: Written wherever metadata can stand; none of it may ever come out again.
CANARY = b"CANARY-40.4168N-3.7038W"
MAKE, NOTE, PLACE_TABLE, EXIF_TABLE, TAKEN = 0x010F, 0x927C, 0x8825, 0x8769, 0x9003


def scalp(width: int = 640, height: int = 480, seed: int = 1) -> Image.Image:
    """Dark strokes on skin; the same seed always draws the same."""
    chance = random.Random(seed)
    image = Image.new("RGB", (width, height), (206, 160, 135))
    pen = ImageDraw.Draw(image)
    for _ in range(width * height // 900):
        x, y = chance.randrange(width), chance.randrange(height)
        turn, long = chance.gauss(0.9, 0.25), chance.randrange(20, 60)
        end = (x + long * math.cos(turn), y + long * math.sin(turn))
        pen.line((x, y, *end), fill=(60, 42, 34), width=2)
    return image


def as_file(image: Image.Image, kind: str = "JPEG", **how: Any) -> bytes:
    """The picture as a file of this kind."""
    out = BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def with_secrets(orientation: int = 1) -> bytes:
    """A JPEG as a phone makes it: maker, place, time, notes, a comment, XMP, a colour profile."""
    exif = Image.Exif()
    exif[MAKE] = CANARY.decode()
    exif[0x0112] = orientation
    exif.get_ifd(EXIF_TABLE)[TAKEN] = "2026:03:07 10:20:00"
    exif.get_ifd(EXIF_TABLE)[NOTE] = CANARY
    place = exif.get_ifd(PLACE_TABLE)
    place[1], place[2], place[3], place[4] = "N", (40.0, 25.0, 0.0), "W", (3.0, 42.0, 0.0)
    return as_file(
        scalp(), exif=exif, comment=CANARY, xmp=b"<x:xmpmeta>" + CANARY, icc_profile=CANARY * 8
    )


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes that says it is this large."""

    def chunk(name: bytes, data: bytes) -> bytes:
        whole = name + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((width // 8 + 1) * min(height, 2000)), 9)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def heic() -> bytes:
    """A HEIC that was drawn, turned by its note, with a place and a time in it."""
    return (PICTURES / "turned_with_place.heic").read_bytes()


def mutated(data: bytes, seed: int) -> bytes:
    """The file with a few bytes changed, a piece cut out or doubled, or its end missing."""
    chance = random.Random(seed)
    broken = bytearray(data)
    for _ in range(chance.randrange(1, 12)):
        deed, at = chance.randrange(5), chance.randrange(len(broken))
        if deed < 3:
            broken[at] = chance.randrange(256)
        elif deed == 3:
            del broken[at : at + chance.randrange(1, 64)]
        else:
            broken[at:at] = broken[at : at + chance.randrange(1, 64)]
    return bytes(broken[: chance.randrange(16, len(broken))] if chance.random() < 0.2 else broken)
