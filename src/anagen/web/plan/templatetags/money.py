"""Sums of money as a page writes them."""

from __future__ import annotations

from django import template

from anagen.web.look.templatetags.words import amount

register = template.Library()


@register.filter
def money(sum_: float) -> str:
    """1,250 or 12.50: whole where it is whole, and without a sign."""
    cents = round(abs(sum_) * 100)
    text = amount(cents / 100)
    return f"{text}0" if cents % 100 and cents % 10 == 0 else text
