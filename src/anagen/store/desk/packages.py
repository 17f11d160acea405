"""How many sessions of what was sold are left: the oldest package is used up first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Sold:
    """A package as it was sold: when, and how many sessions it covers."""

    key: int
    at: datetime
    sessions: int


def sessions_left(sold: Iterable[Sold], done: Iterable[datetime]) -> dict[int, int]:
    """What is left of each package, by its key.

    A session uses up the oldest package that was sold by then and has sessions left; a session
    before any sale, or beyond all packages, uses none.
    """
    packages = sorted(sold, key=lambda one: (one.at, one.key))
    left = {one.key: one.sessions for one in packages}
    for moment in sorted(done):
        for package in packages:
            if package.at <= moment and left[package.key] > 0:
                left[package.key] -= 1
                break
    return left
