"""What an answer has to say and may never say, and by which part of the advice it is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bench.answers import Got, Tree
from bench.entries import Entry

#: What a source says is not our advice; the rest are no words.
FOREIGN = {"basis", "knowledge", "version"}


def saying_faults(case: Tree, entry: Entry, ours: Got) -> Iterator[str]:
    """What must be said and is not, and what must not be said and is."""
    if len(entry["says"]) != len(case["must_say"]):
        yield f"{len(case['must_say'])} things must be said, {len(entry['says'])} are entered"
    for number, saying in enumerate(entry["says"], 1):
        parts = [said_by(place, ours) for place in saying["by"]]
        for place, part in zip(saying["by"], parts, strict=True):
            if not part:
                yield f"saying {number}: nothing is said by {place}"
        for words in saying["has"]:
            if not re.search(words, " ".join(parts), re.IGNORECASE):
                yield f"saying {number}: no {words!r} in {', '.join(saying['by'])}"
    yield from _forbidden(entry, ours.tree)


def _forbidden(entry: Entry, tree: Tree) -> Iterator[str]:
    everything = " ".join(texts(tree))
    for words in entry["never"]:
        if found := re.search(words, everything, re.IGNORECASE):
            start, end = max(0, found.start() - 40), found.end() + 40
            yield f"says what must not be said: …{everything[start:end]}…"
    for part in entry.get("empty", ()):
        if part_of(tree, part):
            yield f"{part} must be empty"


def part_of(tree: Tree, name: str) -> Any:
    """A part of the advice by its name: "plan", "recovery.check_ins"."""
    found: Any = tree
    for key in name.split("."):
        found = found[key] if found else None
    return found


def said_by(place: str, ours: Got) -> str:
    """All that one place of the advice says; "" when the advice has no such place."""
    kind, _, name = place.rpartition(":")
    if place == "refusal":
        return ours.refusal
    if kind == "section":
        return " ".join(texts(part_of(ours.tree, name)))
    keys = ("question",) if kind == "ask" else ("rule", "fact", "id")
    found = [one for one in tables(ours.tree) if name in (one.get(key) for key in keys)]
    return " ".join(text for one in found for text in texts(one))


def tables(value: object) -> Iterator[Tree]:
    """Every table of a tree, the outer ones first."""
    if isinstance(value, dict):
        yield value
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from tables(inner)


def texts(value: object) -> Iterator[str]:
    """Every text and number of a tree that is ours."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield f"{value:g}"
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in FOREIGN:
                yield from texts(inner)
