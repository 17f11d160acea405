"""Sums of money as a page writes them."""

from __future__ import annotations

from django import template

from anagen.web.look.templatetags.words import amount

register = template.Library()


@register.filter
def money(sum_: float) -> str:
    """1,250 or 12.50: whole where it is whole, without a sign."""
    value = round(abs(sum_), 2)
    if value.is_integer():
        return amount(value)
    return amount(value) if len(f"{value:g}".partition(".")[2]) == 2 else f"{amount(value)}0"
