"""The process that measures: `hands` runs it; its input is the task and the pictures.

It answers with JSON. It reads no file but its own packages, writes none, and dies rather than grow.
"""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anagen.imaging.scalp import Pixels

Json = dict[str, Any]

MOST_MEMORY_BYTES = 2 * 1024**3
MOST_CPU_SECONDS = 150


def main() -> None:
    """Reads a task, does it, answers, and ends."""
    limit_this_process()
    one_thread()
    task: Json = json.loads(sys.stdin.buffer.readline())
    pictures = [sys.stdin.buffer.read(size) for size in task["sizes"]]
    answer = DOES[task["do"]](task, pictures)
    sys.stdout.buffer.write(json.dumps(answer).encode())


def limit_this_process() -> None:
    """No more memory, time or files than a picture needs; the system ends us beyond that."""
    with suppress(ImportError):  # where the system knows no such limits, the clock still does
        import resource

        for what, most in (
            (resource.RLIMIT_DATA, MOST_MEMORY_BYTES),
            (resource.RLIMIT_CPU, MOST_CPU_SECONDS),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            resource.setrlimit(what, (most, most))


def one_thread() -> None:
    """OpenCV would take every core of the computer that also serves the pages."""
    import cv2

    cv2.setNumThreads(1)


def pixels_of(picture: bytes) -> Pixels:
    """The points of one of our own clean pictures, in RGB."""
    import numpy as np
    from PIL import Image

    with Image.open(BytesIO(picture), formats=["JPEG"]) as image:
        return np.array(image.convert("RGB"), dtype=np.uint8)


def count_hairs(task: Json, pictures: list[bytes]) -> Json:
    """The hairs of one picture, or why they cannot be counted."""
    from anagen.imaging.measure import Given, measure
    from anagen.imaging.writing import written

    return written(measure(pixels_of(pictures[0]), Given(task["image"], _known(task["scale"]))))


def _known(scale: Json) -> Any:
    """What is known of the scale beside the picture, as the measuring takes it."""
    from anagen.imaging.scale import Known

    px_per_mm = scale.get("px_per_mm")
    if scale["source"] == "device":
        return Known(device_px_per_mm=px_per_mm)
    return Known(given_px_per_mm=px_per_mm)


def correct(task: Json, _pictures: list[bytes]) -> Json:
    """A count with what a person changed, every figure worked out anew."""
    from anagen.imaging.corrections import corrected, read_correction
    from anagen.imaging.writing import read, written

    return written(corrected(read(task["measured"]), map(read_correction, task["changes"])))


def compare_counts(task: Json, pictures: list[bytes]) -> Json:
    """What became of every hair between two visits; further pairs are of one day each."""
    from anagen.imaging.match import Visit, compare, told
    from anagen.imaging.writing import read

    visits = [
        Visit(read(one), pixels_of(picture), task["site"])
        for one, picture in zip(task["counts"], pictures, strict=True)
    ]
    before, after, *rest = visits
    compared = compare(before, after, list(zip(rest[::2], rest[1::2], strict=True)))
    return {**told(compared), "cautions_say": [one.says for one in compared.cautions]}


DOES = {"count_hairs": count_hairs, "correct": correct, "compare_counts": compare_counts}


if __name__ == "__main__":
    main()
