"""Times by the clinic's clock, ready for the filters that put them into words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template

register = template.Library()


@register.filter
def at_clinic(moment: datetime, zone: str) -> str:
    """A stored time on the clinic's clock, for `moment`, `short_moment` or `day`."""
    return moment.astimezone(ZoneInfo(zone)).isoformat()


@register.filter
def entry(table: Mapping[Any, Any], name: object) -> Any:
    """One entry of a table, "" where there is none."""
    return table.get(name, "")
