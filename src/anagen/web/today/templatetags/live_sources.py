"""The sources of a fact as live pages show them, put together once and kept.

A stored decision shows the sources it was given with. A live page shows those of today's
knowledge, which change only with a new version: so each is rendered once a language.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from anagen.web.knowing import knowledge
from anagen.web.look.sources import point_tree
from anagen.web.look.templatetags.languages import translated_tree
from anagen.web.look.templatetags.words import basis_of, folded_basis_of

register = template.Library()

#: More facts than this, times the languages, nobody has written.
MOST_KEPT = 4096


@register.simple_tag
def live_basis(point: Mapping[str, Any]) -> SafeString:
    """The sources of a point, as `basis_of` shows them."""
    return _rendered(point["fact"], get_language() or "en", knowledge().hash, is_folded=False)


@register.simple_tag
def live_folded_basis(point: Mapping[str, Any]) -> SafeString:
    """The same behind one chip."""
    return _rendered(point["fact"], get_language() or "en", knowledge().hash, is_folded=True)


@lru_cache(maxsize=MOST_KEPT)
def _rendered(fact: str, _language: str, _knowledge: str, is_folded: bool) -> SafeString:
    tree = translated_tree(point_tree(knowledge().facts[fact], knowledge()))
    told = folded_basis_of(tree) if is_folded else basis_of(tree)
    return render_to_string(f"look/parts/{'folded' if is_folded else 'basis'}.html", told)
