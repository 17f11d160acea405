"""Figures with their unit, their language and, where it warns, how they were come by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from anagen.web.look.templatetags.words import amount

register = template.Library()

Tree = Mapping[str, Any]


@register.simple_tag
def figure(tree: Tree | None, sign: bool = False) -> SafeString:
    """One figure; a mark that warns stands beside it, in letters and in words."""
    if tree is None:
        return format_html('<span class="quiet">{}</span>', _("not read"))
    value = amount(tree["value"])
    shown = f"+{value}" if sign and tree["value"] > 0 else value
    return format_html("<bdi>{}</bdi>{}", shown, how(tree["mark"]))


@register.simple_tag
def how(mark: str) -> SafeString | str:
    """How a figure was come by, where one has to know it."""
    words = {"R": _("unconfirmed"), "Vw": _("weak source"), "D": _("worked out")}
    if mark not in words:
        return ""
    return format_html(' <span class="how"><b translate="no">{}</b> {}</span>', mark, words[mark])


@register.filter
def rounded(value: float) -> str:
    """A figure of ours with one digit: more would pretend."""
    return amount(round(value, 1))


@register.filter
def interval(ends: list[float] | None, digits: int = 2) -> SafeString:
    """From one end to the other."""
    if not ends:
        return format_html("{}", "")
    low, high = (amount(round(end, digits)) for end in ends)
    return format_html("<bdi>{}</bdi>", _("%(low)s to %(high)s") % {"low": low, "high": high})
