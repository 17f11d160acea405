"""Which letters our fonts can write, and a text with those alone.

A PDF that a screen reader can read must not hold a letter without a shape. What no font of ours
can write is shown as a sign for a missing letter, and is never dropped in silence.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
TITLES = FONTS / "voice.ttf"
#: Stands for a letter that we cannot write.
MISSING = "\ufffd"
#: A word without a gap may fill more than a line: it may break after so many letters.
_LONG = re.compile(r"(\S{24})(?=\S{24})")
_MAY_BREAK = "\u200b"
#: No text of a sheet is longer than this, and no title; what is beyond is cut in sight.
LONGEST = 6000
LONGEST_TITLE = 240
_CUT = " …"
#: Marks, joiners and controls: invisible, and nothing is lost without them.
_SILENT = frozenset({"Cc", "Cf", "Cs", "Mn", "Me"})
_WINDOWS, _UNICODE = 3, 0


def writable(text: str, plainly: bool = False, most: int = LONGEST) -> str:
    """The text as our fonts can write it, cut after `most` letters.

    `plainly` leaves out every joined mark as well.
    """
    whole = text if len(text) <= most else text[:most] + _CUT
    whole = unicodedata.normalize("NFC", whole.replace("\r\n", "\n").replace("\t", " "))
    said = "".join(_written(letter, plainly) for letter in whole)
    if text and not said.strip():
        return MISSING
    return _LONG.sub(rf"\1{_MAY_BREAK}", said)


def _written(letter: str, plainly: bool) -> str:
    is_silent = unicodedata.category(letter) in _SILENT
    if letter == "\n" or (ord(letter) in covered() and not (plainly and is_silent)):
        return letter
    return "" if is_silent else MISSING


@cache
def covered() -> frozenset[int]:
    """Every code point that can be written anywhere on a sheet.

    Titles fall back to the fonts of the text, and not the other way round: what only the font
    of titles has does not count.
    """
    fonts = (path for path in FONTS.glob("*.ttf") if path != TITLES)
    return frozenset().union(*(_letters_of(path.read_bytes()) for path in fonts))


def _letters_of(font: bytes) -> set[int]:
    """The code points of a TrueType font, from its `cmap` table in format 4."""
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    maps = [struct.unpack_from(">HHI", font, start + 4 + 8 * number) for number in range(count)]
    chosen = next(at for platform, _, at in maps if platform in (_WINDOWS, _UNICODE))
    return _segments(font, start + chosen)


def _segments(font: bytes, at: int) -> set[int]:
    form, _, _, doubled = struct.unpack_from(">4H", font, at)
    assert form == 4, "our fonts hold no letters beyond the basic plane"
    segments = doubled // 2
    ends = struct.unpack_from(f">{segments}H", font, at + 14)
    starts = struct.unpack_from(f">{segments}H", font, at + 16 + doubled)
    pairs = zip(starts, ends, strict=True)
    return {code for start, end in pairs for code in range(start, end + 1)} - {0xFFFF}
