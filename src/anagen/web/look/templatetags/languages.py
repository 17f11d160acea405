"""The words of the core in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import get_language

from anagen import languages

register = template.Library()


@register.filter
def translated(text: str) -> str:
    """A text of the core as the page's language says it; unchanged where nobody has yet."""
    return languages.translated(str(text), get_language() or "en")


#: The entries of an advice tree that a machine reads; their words are never translated.
CODES = frozenset({"fact", "rule", "question", "id", "source", "locator", "identifier", "citation"})


def translated_tree(tree: Any) -> Any:
    """A tree of plain values with everything a person reads translated."""
    if isinstance(tree, Mapping):
        return {
            name: entry if name in CODES else translated_tree(entry) for name, entry in tree.items()
        }
    if isinstance(tree, list | tuple):
        return [translated_tree(entry) for entry in tree]
    return translated(tree) if isinstance(tree, str) and " " in tree else tree
