"""The golden cases: whole people, each with the outline of the advice they must get."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NAMES = sorted(path.name.removesuffix(".in.json") for path in HERE.glob("*.in.json"))


def record_file(name: str) -> Path:
    """The record of one golden case."""
    return HERE / f"{name}.in.json"


def expected_outline(name: str) -> dict[str, Any]:
    """The outline that was written out by hand, with its moment under "at"."""
    found: dict[str, Any] = json.loads((HERE / f"{name}.out.json").read_text(encoding="utf-8"))
    return found
