"""A form that is sent twice acts once: each form carries an id of its own."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import QueryDict


def once_from(form: QueryDict) -> UUID:
    """The id a form was shown with. BadRequest when it has none."""
    try:
        return UUID(form.get("once", ""))
    except ValueError:
        raise BadRequest from None
