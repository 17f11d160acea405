"""The process that opens pictures for measuring: `opening` runs it, one picture after another.

It reads the bytes of a picture, answers with one line of JSON and then the plain points (three
bytes a point, row by row), and waits for the next. Like `decoding` it reads no file, writes none,
and dies rather than grow; but it leaves the points as they are, for a width is measured in parts
of a point.
"""

from __future__ import annotations

import json
import struct
import sys
import warnings
from typing import BinaryIO

from anagen.imaging.arrival import MOST_BYTES, PictureRefused, Why
from anagen.imaging.decoding import limit_this_process, opened, points_of

#: How long the bytes are, before they come.
LENGTH = struct.Struct(">Q")
#: A picture of each kind is opened in well under this; a process lives for many pictures.
MOST_CPU_SECONDS = 3600


def main() -> None:
    """Answers until nothing more comes."""
    limit_this_process(MOST_CPU_SECONDS)
    warnings.simplefilter("ignore")
    while data := next_picture(sys.stdin.buffer):
        sys.stdout.buffer.write(answer_to(data))
        sys.stdout.buffer.flush()


def next_picture(source: BinaryIO) -> bytes:
    """The bytes of the next picture; nothing when there is no next one."""
    head = source.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return b""
    return source.read(min(LENGTH.unpack(head)[0], MOST_BYTES))


def answer_to(data: bytes) -> bytes:
    """The points of a picture, or why not."""
    try:
        return poured(data)
    except PictureRefused as refused:
        why = refused.why
    except (MemoryError, RecursionError):
        why = Why.TOO_HEAVY
    except Exception:  # decoders fail in every way there is, and all mean the same
        why = Why.DAMAGED
    return json.dumps({"why": why.value}).encode() + b"\n"


def poured(data: bytes) -> bytes:
    """The points of a picture after a line with their number and that of the picture as given."""
    image = opened(data)
    sides = image.size
    upright = points_of(image)
    is_turned = (upright.width > upright.height) != (sides[0] > sides[1])
    given = sides[::-1] if is_turned else sides
    told = {"size": upright.size, "given": given}
    return json.dumps(told).encode() + b"\n" + upright.tobytes()


if __name__ == "__main__":
    main()
