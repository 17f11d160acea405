"""Measuring: what is due, and whether two visits may be compared at all."""

from __future__ import annotations

from anagen.care.measure.counts import comparison
from anagen.care.measure.due import next_look
from anagen.care.measure.measures import measures_for
from anagen.care.measure.photos import photo_comparison
from anagen.care.measure.visits import counted_pair, is_treated_spot, start_of_course

__all__ = [
    "comparison",
    "counted_pair",
    "is_treated_spot",
    "measures_for",
    "next_look",
    "photo_comparison",
    "start_of_course",
]
