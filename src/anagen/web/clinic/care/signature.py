"""A signature that was drawn: a path of SVG, looked at before it is kept.

One dot or a single tap is no signature; neither is a text that is no path.
"""

from __future__ import annotations

import math
import re
from itertools import pairwise

#: The field is 600 by 200 units, whatever the screen.
WIDTH, HEIGHT = 600, 200
MOST_CHARACTERS = 24_000
FEWEST_POINTS = 12
LEAST_LENGTH, LEAST_WIDTH = 150.0, 60.0
STROKE = re.compile(r"M\d{1,3}(?:\.\d)? \d{1,3}(?:\.\d)?(?:L\d{1,3}(?:\.\d)? \d{1,3}(?:\.\d)?)*")
PATH = re.compile(rf"(?:{STROKE.pattern})+")
POINT = re.compile(r"([ML])(\d{1,3}(?:\.\d)?) (\d{1,3}(?:\.\d)?)")


def is_path(text: str) -> bool:
    """Whether a text is a path that our page can have drawn."""
    return len(text) <= MOST_CHARACTERS and PATH.fullmatch(text) is not None


def is_signature(path: str) -> bool:
    """Whether a path is long and wide enough to be somebody's signature."""
    if not is_path(path):
        return False
    lines = strokes(path)
    points = [point for line in lines for point in line]
    across = [x for x, _ in points]
    if len(points) < FEWEST_POINTS or max(across) > WIDTH or max(y for _, y in points) > HEIGHT:
        return False
    drawn = sum(math.dist(one, other) for line in lines for one, other in pairwise(line))
    return drawn >= LEAST_LENGTH and max(across) - min(across) >= LEAST_WIDTH


def strokes(path: str) -> list[list[tuple[float, float]]]:
    """The strokes of a path, each a list of points."""
    found: list[list[tuple[float, float]]] = []
    for kind, x, y in POINT.findall(path):
        if kind == "M":
            found.append([])
        found[-1].append((float(x), float(y)))
    return found
