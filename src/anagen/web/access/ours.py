"""The clinic of whoever looks."""

from __future__ import annotations

from django.http import HttpRequest

from anagen.store.clinics.models import Clinic
from anagen.web.access.gate import viewer_of


def clinic_of(request: HttpRequest) -> Clinic:
    """The viewer's own clinic; for pages that the gate opens to its people only."""
    key = viewer_of(request).clinic
    assert key is not None, "the gate lets in only people of a clinic"
    return Clinic.objects.get(pk=key)
