"""The tables of this folder, read once: what the follicle model says of cycling and of shapes.

`making_tables.py` makes the file anew. It is kept so that a forecast need not solve the follicle
model first.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

FILE = "tables.json"


@cache
def tables() -> dict[str, NDArray[np.float64]]:
    """Every table by its name."""
    text = files("anagen.outlook").joinpath(FILE).read_text(encoding="utf-8")
    return {name: np.array(numbers, float) for name, numbers in json.loads(text).items()}
