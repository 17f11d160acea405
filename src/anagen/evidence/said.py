"""Every text of the evidence that a person reads: what has to be translated."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

from anagen.evidence.library import FOLDERS, HERE
from anagen.evidence.terms import UNIT_SAYS
from anagen.evidence.words import NETWORK_SAYS, PER_INCH2_SAYS, WORDS

#: Keys of the files that hold words for people; all others hold ids, numbers and marks.
SPOKEN = frozenset(
    {
        "answer", "because", "country", "doubt", "endpoint", "name", "no_pool", "says", "settles",
        "short", "split", "title", "who",
    }
)  # fmt: skip

#: What a drawing says; the figures stand in slots.
DRAWN = (
    "Forest plot of {count} studies with effects from {low} to {high}.",
    "Pooled {count}, 95 % interval {low} to {high}.",
    "The next trial may land from {low} to {high}, which includes no effect at all.",
    "The next trial may land from {low} to {high}, which leaves out no effect at all.",
    "Pooled, {count} studies",
    "{count} ({low} to {high})",
    "Difference, {unit}: treated against control",
    "Difference, {unit}",
    "Shaded: where the next trial may land, {low} to {high}",
    "less than control",
    "more than control",
    "REML",
)


def said() -> dict[str, list[str]]:
    """Each text with the places that say it."""
    found: dict[str, list[str]] = {}
    for folder in FOLDERS:
        for path in sorted((HERE / folder).glob("*.toml")):
            for key, text in _texts(tomllib.loads(path.read_text(encoding="utf-8")), ""):
                found.setdefault(text, []).append(f"evidence/{folder}/{path.name}:{key}")
    for text in (*WORDS.values(), *UNIT_SAYS.values(), NETWORK_SAYS, PER_INCH2_SAYS):
        if text.strip("%"):
            found.setdefault(text, []).append("evidence/words.py")
    for text in DRAWN:
        found.setdefault(text, []).append("evidence/forest.py")
    return found


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inside in value.items():
            if isinstance(inside, str):
                if key in SPOKEN:
                    yield f"{path}{key}", inside
            else:
                yield from _texts(inside, f"{path}{key}.")
    elif isinstance(value, list):
        for inside in value:
            yield from _texts(inside, path)
