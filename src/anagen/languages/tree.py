"""Whole advice in another language: the words change, what machines read does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from anagen.languages.translating import translated

#: The entries of an advice tree that hold no words for people. Every other text is translated,
#: so a new entry is never forgotten.
CODES = {
    "at", "because", "currency", "device", "fact", "faults.outcome", "found", "id",
    "identifier", "kind", "knowledge", "locator", "next_on", "on", "outcome.outcome", "protocol",
    "question", "questions", "read", "reasons.outcome", "rule", "rules", "schedule.what",
    "setting", "since", "source", "stance", "step", "strength", "triage", "until", "verdict",
    "version", "zones",
}  # fmt: skip


def translated_tree(tree: Any, language: str, path: tuple[str, ...] = ()) -> Any:
    """The same tree, with everything a person reads in another language."""
    if isinstance(tree, Mapping):
        return {
            key: inside if _is_code(path, key) else translated_tree(inside, language, (*path, key))
            for key, inside in tree.items()
        }
    if isinstance(tree, list | tuple):
        return [translated_tree(inside, language, path) for inside in tree]
    return translated(tree, language) if isinstance(tree, str) else tree


def texts_in(tree: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Every text of a tree that a person reads."""
    if isinstance(tree, Mapping):
        for key, inside in tree.items():
            if not _is_code(path, key):
                yield from texts_in(inside, (*path, key))
    elif isinstance(tree, list | tuple):
        for inside in tree:
            yield from texts_in(inside, path)
    elif isinstance(tree, str) and tree:
        yield tree


def _is_code(path: tuple[str, ...], key: str) -> bool:
    return key in CODES or ".".join((*path, key)[-2:]) in CODES
