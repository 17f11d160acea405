"""Stands before every page: says who is looking, and lets in only whom the table names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from anagen.store.clinics.models import Member, Patient
from anagen.web.access.holding import hold_form
from anagen.web.access.row import About, Row
from anagen.web.access.signed import is_sure, now_seen
from anagen.web.access.table import table
from anagen.web.access.viewer import AT_HOME, NOBODY, Mode, Role, Viewer
from anagen.web.clock import now

#: A patient's own phone or computer is left alone longer than a desk in a clinic.
PATIENT_IDLE_MINUTES = 30

Answering = Callable[[HttpRequest], HttpResponseBase]


class Gate:
    """Refuses every route that has no row, and everyone its row does not name."""

    def __init__(self, answer: Answering) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The page's answer; whoever looks is known to it as `viewer_of(request)`."""
        request.viewer = seen(request)  # type: ignore[attr-defined]
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, _view: object, _words: object, _names: object
    ) -> HttpResponseBase | None:
        """Nothing when the page may be shown; else where to sign in, or a refusal."""
        match = request.resolver_match
        row = table().get(match.view_name) if match else None
        viewer = viewer_of(request)
        if row is None:
            raise PermissionDenied
        if viewer.role not in row.who:
            if viewer.role is Role.NOBODY:
                return redirect_to_login(request.get_full_path())
            raise PermissionDenied
        return held_back(request, row, viewer)


def held_back(request: HttpRequest, row: Row, viewer: Viewer) -> HttpResponseBase | None:
    """Where somebody is led first who is not yet sure, or who left the page alone."""
    if row.about is About.NOTHING:
        return None
    if viewer.is_locked:
        hold_form(request)
        return redirect(f"{reverse('locked')}?{urlencode({'next': way_back(request)})}")
    if viewer.is_staff and not viewer.is_sure and row.needs_factor:
        return redirect("second_factor")
    return None


def way_back(request: HttpRequest) -> str:
    """The page to go on with: the one that was asked for, as long as asking again is harmless."""
    return request.get_full_path() if request.method in {"GET", "HEAD"} else reverse("home")


def viewer_of(request: HttpRequest) -> Viewer:
    """Who is looking at this page."""
    return cast(Any, request).viewer  # type: ignore[no-any-return]


def seen(request: HttpRequest) -> Viewer:
    """Whoever sends this request, as far as they have shown who they are."""
    if settings.MODE is Mode.HOME:
        return AT_HOME
    user = request.user
    if not user.is_authenticated or not user.is_active:
        return NOBODY
    viewer = _account(user.pk)
    if viewer.role is Role.NOBODY:
        return viewer
    locked = now_seen(request.session, now(), timedelta(minutes=viewer.idle_minutes))
    return replace(viewer, is_sure=is_sure(request.session), is_locked=locked)


def _account(user: int) -> Viewer:
    """Whose account this is, and how long their pages may be left alone."""
    member = Member.objects.select_related("clinic").filter(user=user).first()
    if member is not None:
        minutes = member.clinic.lock_minutes
        role = Role(member.role)
        return Viewer(role, user, member.clinic_id, member.name, idle_minutes=minutes)
    patient = Patient.objects.filter(user=user).first()
    if patient is not None:
        clinic, name = patient.clinic_id, patient.code
        return Viewer(Role.PATIENT, user, clinic, name, idle_minutes=PATIENT_IDLE_MINUTES)
    return NOBODY
