"""Figures that cannot be meant are refused in one line, with what they should be."""

from __future__ import annotations

import math

from anagen.records.mistakes import Mistake, shown


def within(where: str, value: float, low: float, high: float) -> None:
    """Refuses a number outside of low to high."""
    if not (math.isfinite(value) and low <= value <= high):
        raise Mistake(where, shown(value), f"a number from {low:g} to {high:g}", "Change it.")


def above_zero(where: str, value: float, high: float) -> None:
    """Refuses a number that is not above zero."""
    if not (math.isfinite(value) and 0 < value <= high):
        raise Mistake(where, shown(value), f"a number above 0, up to {high:g}", "Change it.")


def share(where: str, value: float) -> None:
    """Refuses what is no share; a share of one leaves nobody."""
    if not (math.isfinite(value) and 0 <= value < 1):
        then = "Write 15 % as 0.15."
        raise Mistake(where, shown(value), "a share from 0 to below 1", then)


def whole(where: str, value: int, low: int, high: int) -> None:
    """Refuses a number of people, arms or pictures that is too small or too large."""
    if not low <= value <= high:
        raise Mistake(where, shown(value), f"a whole number from {low} to {high}", "Change it.")
