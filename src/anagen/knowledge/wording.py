"""Sentences with figures in them: the words stand in a file, the figures come from care.

A text names a figure in braces, as in "At {depth} leave at least {gap}". A name that care does
not supply is refused when the file is loaded, so that nobody ever reads a brace.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from anagen.knowledge.mistakes import KnowledgeError
from anagen.records.fields import Fields


def figures_in(text: str) -> frozenset[str]:
    """The names of the figures in a text."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def filled(text: str, figures: Mapping[str, str]) -> str:
    """The text with its figures put in."""
    return text.format_map(figures)


def refuse_unknown_figures(text: str, known: frozenset[str], fields: Fields, name: str) -> None:
    """Raises KnowledgeError for a figure nobody supplies, or a brace that stands alone."""
    try:
        strange = sorted(figures_in(text) - known)
    except ValueError:
        strange = ["a single brace"]
    if strange:
        raise KnowledgeError(
            fields.at(name), f"{{{strange[0]}}}", "one of " + ", ".join(sorted(known)), "Rename it."
        )
