"""The version of the record that a form was made from."""

from __future__ import annotations

from django.core.exceptions import BadRequest
from django.http import QueryDict


def seen_version(form: QueryDict) -> int:
    """The version in the form. BadRequest for a form that no page of ours showed."""
    seen = form.get("seen", "")
    if not (seen.isascii() and seen.isdigit() and len(seen) <= 9):
        raise BadRequest
    return int(seen)
