"""The words of the core in the language of the page."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import get_language

from anagen import languages

register = template.Library()


@register.filter
def translated(text: str) -> str:
    """A text of the core as the page's language says it; unchanged where nobody has yet."""
    return languages.translated(str(text), get_language() or "en")


def translated_tree(tree: Any) -> Any:
    """A tree of plain values with everything a person reads translated."""
    return languages.translated_tree(tree, get_language() or "en")
