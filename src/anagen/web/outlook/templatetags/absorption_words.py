"""A sentence beside the hold on minoxidil; nothing beside any other."""

from __future__ import annotations

from django import template

from anagen.web.advice.page import HoldRow
from anagen.web.outlook.safety import MINOXIDIL_HOLD

register = template.Library()


@register.simple_tag
def absorption_note(row: HoldRow) -> str:
    """Why minoxidil waits, with its interval; "" for other holds and where no hours are known."""
    if row.hold["id"] != MINOXIDIL_HOLD or not row.whole:
        return ""
    from anagen.web.outlook.absorbing import hold_sentence  # NumPy, only where it is wanted

    return hold_sentence(float(row.whole), is_covered=False)
