"""Who belongs to the clinic: members, links to join, roles, new passwords."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import User
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from anagen.store.audit.actions import Action
from anagen.store.audit.noting import note
from anagen.store.clinics.models import Clinic, Factor, Invitation, Member
from anagen.web.access.gate import viewer_of
from anagen.web.access.ours import clinic_of
from anagen.web.access.viewer import Role
from anagen.web.account.forms import ClinicForm, InviteForm, RoleForm
from anagen.web.account.inviting import Maker, invite, renew
from anagen.web.account.signing import NOT_TAKEN
from anagen.web.clock import now
from anagen.web.opening import find_case


def maker_of(request: HttpRequest) -> Maker:
    """Whoever makes a link from this page."""
    clinic = clinic_of(request)
    member = Member.objects.get(user_id=viewer_of(request).user or 0, clinic=clinic)
    return Maker(member, clinic, now())


def link_to(request: HttpRequest, secret: str) -> str:
    """The link as it is given to somebody."""
    return request.build_absolute_uri(reverse("join", args=[secret]))


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who works here, the links that wait, and a form to invite."""
    maker, link = maker_of(request), ""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        with transaction.atomic():
            secret = invite(maker, Role(said["role"]), said["name"])
            note(Action.WRITE, detail=f"invited={said['role']}")
        link, form = link_to(request, secret), InviteForm()
    waiting = Invitation.objects.filter(clinic=maker.clinic, used=None, expires__gt=maker.now)
    page = {
        "place": "account",
        "form": form,
        "link": link,
        "members": Member.objects.filter(clinic=maker.clinic).select_related("user"),
        "waiting": waiting.select_related("patient"),
    }
    status = NOT_TAKEN if request.method == "POST" and not link else 200
    return render(request, "account/people.html", page, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, member_id: int) -> HttpResponse:
    """One member: another role, a new password, a lost second factor, an end."""
    maker = maker_of(request)
    whom = _member_of(maker, member_id)
    page = {
        "whom": whom,
        "form": RoleForm(initial={"role": whom.role}),
        "is_me": whom == maker.member,
    }
    if request.method != "POST":
        return render(request, "account/member.html", page)
    act = request.POST.get("act", "")
    if act == "renew":
        return render(request, "account/member.html", page | {"link": _renewed(request, whom)})
    change = {"role": _new_role, "forget": _forgotten, "end": _ended, "return": _returned}.get(act)
    if change is None:
        raise Http404
    messages.success(request, change(request, whom))
    return redirect("member", member_id)


def _member_of(maker: Maker, member_id: int) -> Member:
    try:
        found = Member.objects.select_related("user", "clinic")
        return found.get(pk=member_id, clinic=maker.clinic)
    except Member.DoesNotExist:
        raise Http404 from None


def _renewed(request: HttpRequest, whom: Member) -> str:
    with transaction.atomic():
        secret = renew(maker_of(request), Role(whom.role), whom.user, whom.name)
        note(Action.WRITE, detail=f"password_link={whom.pk}")
    return link_to(request, secret)


def _new_role(request: HttpRequest, whom: Member) -> str:
    form = RoleForm(request.POST)
    if not form.is_valid():
        raise Http404
    role = form.cleaned_data["role"]
    if role is not Role.OWNER and _is_last_owner(whom):
        return gettext("A clinic needs an owner. Make somebody else an owner first.")
    with transaction.atomic():
        Member.objects.filter(pk=whom.pk).update(role=role.value)
        note(Action.WRITE, detail=f"role={whom.pk}:{role.value}")
    return gettext("The role is changed, from the next page they open.")


def _forgotten(request: HttpRequest, whom: Member) -> str:  # noqa: ARG001
    with transaction.atomic():
        Factor.objects.filter(user=whom.user).delete()
        note(Action.WRITE, detail=f"factors_removed={whom.pk}")
    return gettext("At their next sign-in they set up a new second factor.")


def _ended(request: HttpRequest, whom: Member) -> str:  # noqa: ARG001
    if _is_last_owner(whom):
        return gettext("A clinic needs an owner. Make somebody else an owner first.")
    with transaction.atomic():
        User.objects.filter(pk=whom.user_id).update(is_active=False)
        note(Action.WRITE, detail=f"ended={whom.pk}")
    return gettext("They are signed out everywhere and cannot sign in.")


def _returned(request: HttpRequest, whom: Member) -> str:  # noqa: ARG001
    with transaction.atomic():
        User.objects.filter(pk=whom.user_id).update(is_active=True)
        note(Action.WRITE, detail=f"returned={whom.pk}")
    return gettext("They can sign in again.")


def _is_last_owner(whom: Member) -> bool:
    owners = Member.objects.filter(clinic=whom.clinic, role=Role.OWNER.value, user__is_active=True)
    return whom.role == Role.OWNER.value and not owners.exclude(pk=whom.pk).exists()


@require_POST
def invitation_remove(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Takes a link back before it is used."""
    maker = maker_of(request)
    with transaction.atomic():
        mine = Invitation.objects.filter(pk=invitation_id, clinic=maker.clinic, used=None)
        gone, _ = mine.delete()
        if not gone:
            raise Http404
        note(Action.WRITE, detail="invitation_removed")
    messages.success(request, gettext("The link no longer works."))
    return redirect("people")


@require_http_methods(["GET", "HEAD", "POST"])
def invite_patient(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A link for one patient: to their own record, or for a new password to it."""
    patient, link = find_case(request, case_id).patient, ""
    if request.method == "POST":
        maker = maker_of(request)
        with transaction.atomic():
            if patient.user is None:
                secret = invite(maker, Role.PATIENT, patient=patient)
            else:
                secret = renew(maker, Role.PATIENT, patient.user, patient.code)
            note(Action.WRITE, case_id, "invited=patient")
        link = link_to(request, secret)
    page = {"place": "patients", "patient": patient, "link": link}
    return render(request, "account/invite_patient.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def clinic_settings(request: HttpRequest) -> HttpResponse:
    """What the clinic says of itself, and when its pages lock."""
    clinic = clinic_of(request)
    said = {name: getattr(clinic, name) for name in ClinicForm.base_fields}
    form = ClinicForm(request.POST or None, initial=said)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            Clinic.objects.filter(pk=clinic.pk).update(**form.cleaned_data)
            note(Action.WRITE, detail="clinic")
        messages.success(request, gettext("Saved."))
        return redirect("clinic_settings")
    status = NOT_TAKEN if request.method == "POST" else 200
    return render(request, "account/clinic.html", {"form": form}, status=status)
