"""How a page that waits looks again by itself: without a script too, and not for ever.

Each look counts as using the page, so a page that looked for ever would never lock itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from anagen.web.measure.counting.standing import Standing

EVERY_S = 5
#: Two minutes in all; a count takes seconds.
MOST_LOOKS = 24


@dataclass(frozen=True, slots=True)
class Looking:
    """Whether the page looks again by itself, when, and how often it may still do so."""

    every_s: int
    next: int
    left: int


def looking(request: HttpRequest, standing: Standing) -> Looking | None:
    """How the page looks again; None when there is nothing to wait for, or it waited long."""
    said = request.GET.get("look", "0")
    looks = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else MOST_LOOKS
    if not standing.is_open or looks >= MOST_LOOKS:
        return None
    return Looking(EVERY_S, looks + 1, MOST_LOOKS - looks)
