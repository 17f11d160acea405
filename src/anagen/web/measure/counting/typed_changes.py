"""What a person changes in a count, as they type or tap it: hairs out, hairs in, two made one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anagen.imaging.measured import Measured

FIELDS = ("remove", "merge", "add")
LABELS = {
    "remove": gettext_lazy("Take out"),
    "merge": gettext_lazy("Make one of two"),
    "add": gettext_lazy("Put in"),
}
MOST_CHANGES = 200
NUMBER = re.compile(r"\d{1,5}", re.ASCII)
PAIR = re.compile(r"(\d{1,5})\s*\+\s*(\d{1,5})", re.ASCII)
PLACE = r"(\d{1,5}(?:\.\d{1,2})?)\s*[/,]\s*(\d{1,5}(?:\.\d{1,2})?)"
HAIR = re.compile(rf"{PLACE}\s+{PLACE}", re.ASCII)
#: A hair that somebody adds is at least so long, in pixels: two taps on one spot make none.
LEAST_PX = 2.0

#: One change as it is stored: its kind, and the hairs or places it is about.
Told = dict[str, Any]


@dataclass(slots=True)
class Changes:
    """The changes of one form, and one line beside each slip."""

    told: list[Told] = field(default_factory=list)
    slips: dict[str, str] = field(default_factory=dict)


def read_changes(typed: Mapping[str, str], measured: Measured) -> Changes:
    """The changes that were typed. Numbers must be those of hairs, places must lie inside."""
    found = Changes()
    numbers = {one.id for one in measured.hairs}
    readers = {"remove": _removed, "merge": _merged, "add": _added}
    for name, reader in readers.items():
        try:
            found.told += list(reader(typed[name], measured, numbers))
        except ValueError as slip:
            found.slips[name] = str(slip)
    if not found.slips and not found.told:
        found.slips["remove"] = _("Nothing was changed. Mark a hair first, or write its number.")
    if len(found.told) > MOST_CHANGES:
        found.slips["remove"] = _("That is too many at once. Save up to %(most)d changes.") % {
            "most": MOST_CHANGES
        }
    return found


def _parts(text: str, between: str) -> list[str]:
    return [part for part in (one.strip() for one in re.split(between, text)) if part]


def _removed(text: str, _measured: Measured, numbers: set[int]) -> Iterator[Told]:
    for part in _parts(text, r"[,;\s]+"):
        if not NUMBER.fullmatch(part):
            raise ValueError(_("We need the numbers of hairs, such as 12, 40."))
        yield {"do": "remove", "hair": _known(part, numbers)}


def _merged(text: str, _measured: Measured, numbers: set[int]) -> Iterator[Told]:
    for part in _parts(text, r"[,;]+"):
        pair = PAIR.fullmatch(part)
        if pair is None:
            raise ValueError(_("We need two numbers with a plus between them, such as 4+5."))
        first, second = (_known(number, numbers) for number in pair.groups())
        if first == second:
            raise ValueError(_("A hair cannot be joined with itself."))
        yield {"do": "merge", "hairs": [first, second]}


def _added(text: str, measured: Measured, _numbers: set[int]) -> Iterator[Told]:
    for part in _parts(text, r";+"):
        places = HAIR.fullmatch(part)
        if places is None:
            raise ValueError(_("We need the root and the tip in pixels, such as 120/340 180/300."))
        x, y, end_x, end_y = map(float, places.groups())
        if max(x, end_x) > measured.width_px - 1 or max(y, end_y) > measured.height_px - 1:
            raise ValueError(_("That place lies outside the picture."))
        if abs(x - end_x) + abs(y - end_y) < LEAST_PX:
            raise ValueError(_("Root and tip are the same place. Tap the root, then the tip."))
        yield {"do": "add", "root": [x, y], "tip": [end_x, end_y]}


def _known(text: str, numbers: set[int]) -> int:
    """The number of a hair that is there, each used once in a form."""
    number = int(text)
    if number not in numbers:
        raise ValueError(_("There is no hair with the number %(number)d.") % {"number": number})
    numbers.discard(number)
    return number
