"""Writes down in the audit what staff and patients did in these pages."""

from __future__ import annotations

from django.http import HttpRequest

from anagen.store.models import Case


def noted(request: HttpRequest, verb: str, case: Case | None, what: str) -> None:
    """Notes one act: who, when, which case and what kind of thing; never what was written."""
