"""A role in words."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

register = template.Library()


@register.filter
def role_word(role: str) -> str:
    """What somebody is here, in one word."""
    return {
        "owner": gettext("Owner"),
        "clinician": gettext("Clinician"),
        "assistant": gettext("Assistant"),
        "reception": gettext("Reception"),
        "auditor": gettext("Auditor"),
        "patient": gettext("Patient"),
    }.get(role, role)
