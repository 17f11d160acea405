"""Finds hairs in a picture of scalp: where each leaves the skin and how it runs to its tip."""

from anagen.imaging.find.finding import found_hairs
from anagen.imaging.find.found import Finder, Found

__all__ = ["Finder", "Found", "found_hairs"]
