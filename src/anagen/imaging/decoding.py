"""The process that opens a stranger's picture: `arrival` runs it; its input are the bytes.

It answers with one line of JSON, then the clean picture and the small one. It reads no file,
writes none, and dies rather than grow.
"""

from __future__ import annotations

import json
import sys
import warnings
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from io import BytesIO

from PIL import Image

from anagen.imaging.arrival import MOST_BYTES, PictureRefused, Why, kind_of
from anagen.imaging.quality import quality_of

#: Pillow holds four bytes a point. A JPEG can be read at half its size; a PNG cannot.
MOST_POINTS = {"JPEG": 60_000_000, "HEIF": 60_000_000, "PNG": 30_000_000}
LEAST_SIDE_PX = 240
#: A phone's 12 million points stay as they are; a larger picture is made this long.
LONGEST_SIDE_PX = 4096
THUMBNAIL_PX = 480
MOST_MEMORY_BYTES = 640 * 1024 * 1024
MOST_CPU_SECONDS = 10
#: Where a camera writes when it took a picture: the EXIF table, and the entry in it.
EXIF_TABLE, TAKEN, ORIENTATION = 0x8769, 0x9003, 0x0112
TAKEN_FORM = "%Y:%m:%d %H:%M:%S"
#: What each orientation that a camera notes needs to stand upright.
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def main() -> None:
    """Reads a picture, answers, and ends."""
    limit_this_process()
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    sys.stdout.buffer.write(answer_to(data))


def limit_this_process(cpu_seconds: int = MOST_CPU_SECONDS) -> None:
    """No more memory, time or files than one picture needs; the system ends us beyond that."""
    with suppress(ImportError):  # where the system knows no such limits, the clock still does
        import resource

        for what, most in (
            (resource.RLIMIT_DATA, MOST_MEMORY_BYTES),
            (resource.RLIMIT_CPU, cpu_seconds),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(what, (most, most))


def answer_to(data: bytes) -> bytes:
    """The whole answer to these bytes: pictures, or why not."""
    try:
        return written_anew(data)
    except PictureRefused as refused:
        why = refused.why
    except (MemoryError, RecursionError):
        why = Why.TOO_HEAVY
    except Exception:  # decoders fail in every way there is, and all mean the same
        why = Why.DAMAGED
    return json.dumps({"why": why.value}).encode() + b"\n"


def written_anew(data: bytes) -> bytes:
    """The picture in these bytes from its points alone. Raises whatever the decoder raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        image = opened(data)
        taken = taken_at(image)
        clean = points_of(image)
    picture, thumbnail = as_jpeg(clean, 92), as_jpeg(small(clean), 80)
    told = {
        "width": clean.width,
        "height": clean.height,
        "taken": taken,
        "quality": asdict(quality_of(clean)),
        "picture_bytes": len(picture),
    }
    return json.dumps(told).encode() + b"\n" + picture + thumbnail


def opened(data: bytes) -> Image.Image:
    """The picture, opened by the decoder of its kind alone; its points are not read yet."""
    kind = kind_of(data)
    if kind is None:
        raise PictureRefused(Why.NOT_A_PICTURE)
    Image.MAX_IMAGE_PIXELS = MOST_POINTS[kind]
    if kind == "HEIF":
        import pi_heif  # type: ignore[import-untyped]

        pi_heif.register_heif_opener(thumbnails=False)
    try:
        image = Image.open(BytesIO(data), formats=[kind])
    except Image.DecompressionBombError:
        raise PictureRefused(Why.TOO_MANY_POINTS) from None
    if image.width * image.height > MOST_POINTS[kind]:
        raise PictureRefused(Why.TOO_MANY_POINTS)
    kept = min(1.0, LONGEST_SIDE_PX / max(image.size))
    if min(image.size) * kept < LEAST_SIDE_PX:
        raise PictureRefused(Why.TOO_FEW_POINTS)
    return image


def taken_at(image: Image.Image) -> str:
    """When the camera says it was taken, as 2026-03-07T10:20:00; "" when it does not say."""
    with suppress(Exception):  # what is written there is as strange as the rest of the file
        written = image.getexif().get_ifd(EXIF_TABLE).get(TAKEN)
        return datetime.strptime(str(written)[:19], TAKEN_FORM).isoformat()  # noqa: DTZ007
    return ""


def points_of(image: Image.Image) -> Image.Image:
    """The points alone, upright, no longer than the longest side we keep."""
    shrink = min(1.0, LONGEST_SIDE_PX / max(image.size))
    wanted = (int(image.width * shrink), int(image.height * shrink))
    image.draft(None, wanted)  # a large JPEG is read at half its size, and so with little memory
    turned = image.getexif().get(ORIENTATION)
    points = image.convert("RGB")
    points = points.reduce(max(1, max(points.size) // LONGEST_SIDE_PX))
    points.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX), Image.Resampling.LANCZOS)
    turn = TURNS.get(turned) if isinstance(turned, int) else None
    upright = points if turn is None else points.transpose(turn)
    upright.info = {}
    return upright


def small(image: Image.Image) -> Image.Image:
    """A small copy for lists."""
    copy = image.copy()
    copy.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX))
    return copy


def as_jpeg(image: Image.Image, quality: int) -> bytes:
    """A JPEG with nothing in it but the picture."""
    out = BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()


if __name__ == "__main__":
    main()
