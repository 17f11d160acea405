"""Times by the clinic's clock, ready for the filters that put them into words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils.translation import gettext_lazy

register = template.Library()

#: The items that every stock knows, by the name under which they are kept.
ITEMS = {
    "Cartridge": gettext_lazy("Cartridge"),
    "Plasma tube": gettext_lazy("Plasma tube"),
    "Numbing cream": gettext_lazy("Numbing cream"),
    "Antiseptic": gettext_lazy("Antiseptic"),
}


@register.filter
def at_clinic(moment: datetime, zone: str) -> str:
    """A stored time on the clinic's clock, for `moment`, `short_moment` or `day`."""
    return moment.astimezone(ZoneInfo(zone)).isoformat()


@register.filter
def entry(table: Mapping[Any, Any], name: object) -> Any:
    """One entry of a table, "" where there is none."""
    return table.get(name, "")


@register.filter
def item_word(kept: str) -> str:
    """An item of a stock in the language of the page; what a clinic named itself stays."""
    return str(ITEMS.get(kept, kept))
