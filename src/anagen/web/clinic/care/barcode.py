"""What stands in the barcode of a box: GS1, as a scanner types it into a field.

A scanner behaves like a keyboard. It sends the parts with brackets, (01)…(17)…(10)…, or bare
with an invisible separator (FNC1, sent as the control character GS) after parts of free length.
"""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

#: Parts by their identifier: the item (GTIN), two dates, and the lot and serial of free length.
FIXED = {"01": 14, "11": 6, "15": 6, "17": 6}
FREE = {"10": 20, "21": 20}
#: What a scanner may put in front to name the kind of code.
SYMBOLOGY = re.compile(r"^\](?:C1|d2|Q3|e0)")
BRACKET = re.compile(r"\((\d{2})\)([^()]*)")
SEPARATOR = "\x1d"
ALLOWED = re.compile(r"[A-Za-z0-9!\"%&'*+,\-./:;<=>?_]{1,20}")


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a barcode says: item number, lot and last day; "" and None where it does not say."""

    item: str = ""
    lot: str = ""
    expiry: date | None = None


def scanned(text: str) -> Scanned | None:
    """The parts of a GS1 barcode; None for a text that is none, such as a lot typed by hand."""
    text = SYMBOLOGY.sub("", text.strip())
    parts = _bracketed(text) if text.startswith("(") else _bare(text)
    if parts is None or "10" not in parts or not {"01", "17"} & set(parts):
        return None
    if "01" in parts and not has_right_check_digit(parts["01"]):
        return None
    expiry = _day(parts["17"]) if "17" in parts else None
    if "17" in parts and expiry is None:
        return None
    return Scanned(parts.get("01", ""), parts["10"], expiry)


def _bracketed(text: str) -> dict[str, str] | None:
    parts: dict[str, str] = {}
    for name, value in BRACKET.findall(text):
        if name in parts or not _fits(name, value.strip()):
            return None
        parts[name] = value.strip()
    return parts if BRACKET.sub("", text).strip() == "" else None


def _bare(text: str) -> dict[str, str] | None:
    parts: dict[str, str] = {}
    rest = text
    while rest:
        name, rest = rest[:2], rest[2:]
        if name in FIXED:
            value, rest = rest[: FIXED[name]], rest[FIXED[name] :].removeprefix(SEPARATOR)
        elif name in FREE:
            value, _, rest = rest.partition(SEPARATOR)
        else:
            return None
        if name in parts or not _fits(name, value):
            return None
        parts[name] = value
    return parts


def _fits(name: str, value: str) -> bool:
    if name in FIXED:
        return len(value) == FIXED[name] and value.isascii() and value.isdigit()
    return name in FREE and ALLOWED.fullmatch(value) is not None


def has_right_check_digit(gtin: str) -> bool:
    """Whether the last digit of an item number is the one its other digits ask for."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(gtin[:-1]))
    return (10 - total % 10) % 10 == int(gtin[-1])


def _day(text: str) -> date | None:
    """YYMMDD; day 00 means the last of the month."""
    year, month, day = 2000 + int(text[:2]), int(text[2:4]), int(text[4:])
    with suppress(ValueError):
        return date(year, month, day or monthrange(year, month)[1])
    return None
