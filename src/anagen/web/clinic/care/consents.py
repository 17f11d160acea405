"""The pages of consent: what stands, a new signature, one that was given, taking it back."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from anagen.store.audit.actions import Action
from anagen.store.audit.noting import note
from anagen.store.clinics.models import Member
from anagen.store.models import Case
from anagen.store.procedures.models import Consent, Withdrawal
from anagen.web.access.gate import viewer_of
from anagen.web.clinic.care.consent_form import (
    MAY_REFUSE,
    Signing,
    fingerprint,
    shown_in,
    shown_now,
    signing_in,
)
from anagen.web.clinic.care.consent_quiz import lines_for, tries_of
from anagen.web.clinic.care.consent_states import states_of
from anagen.web.clinic.care.consent_texts import Kind, Text, current_text, kind_named, kind_title
from anagen.web.clinic.care.finding import find_patient, member_of
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.once import once_from
from anagen.web.opening import find_case

MOST_REASON = 2000


@require_safe
def every(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Every kind of consent of a patient and how it stands; all that was ever signed."""
    patient = find_patient(request, case_id)
    signed = patient.case.consents.select_related("withdrawal", "witness").order_by("-at", "-pk")
    page = {
        "place": "patients",
        "patient": patient,
        "case_id": case_id,
        "states": list(states_of(patient.case, patient.clinic).values()),
        "signed": [(kind_title(one.kind), one) for one in signed],
        "zone": patient.clinic.timezone,
    }
    return render(request, "care/consents.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, case_id: UUID, kind: str) -> HttpResponse:
    """One text, its questions, its boxes and the place to sign."""
    patient = find_patient(request, case_id)
    text = current_text(patient.clinic, _kind(kind))
    lines = lines_for(text.kind, knowledge())
    if request.method != "POST":
        return _sign_page(request, case_id, text, Signing(lines))
    once = once_from(request.POST)
    if Consent.objects.filter(public_id=once, case=patient.case).exists():
        return redirect("signed_consent", case_id, once)
    signing = signing_in(request.POST, text, lines)
    if signing.slips:
        return _sign_page(request, case_id, text, signing, once)
    if not _keep(request, patient.case, text, signing, once):
        return _sign_page(request, case_id, text, signing, once)
    messages.success(request, gettext("Saved, with the time and the words as they stand."))
    return redirect("signed_consent", case_id, once)


def _newest(case: Case, kind: Kind) -> Consent | None:
    """The consent of this kind that counts now."""
    signed = Consent.objects.filter(case=case, kind=kind.value)
    return signed.select_related("witness").order_by("at", "pk").last()


def _is_overtaken(request: HttpRequest, case: Case, text: Text, signing: Signing) -> bool:
    """Whether somebody signed since the form was opened: then it is told, and nothing is lost."""
    newest = _newest(case, text.kind)
    if newest is None or request.POST.get("newest") == str(newest.public_id):
        return False
    says = gettext(
        "Meanwhile this was signed with %(witness)s as the witness. Look at that one first; "
        "sign again only if this one is to count instead."
    )
    signing.slips["newest"] = says % {"witness": newest.witness.name}
    return True


def _keep(request: HttpRequest, case: Case, text: Text, signing: Signing, once: UUID) -> bool:
    """Saves what was signed; False where another was signed since the form was opened."""
    member = member_of(request)
    try:
        with transaction.atomic():
            # Of two who sign at once the second waits here, and finds what the first has signed.
            Case.objects.select_for_update().get(pk=case.pk)
            if Consent.objects.filter(public_id=once, case=case).exists():
                return True
            if _is_overtaken(request, case, text, signing):
                return False
            Consent.objects.create(
                public_id=once,
                case=case,
                clinic=member.clinic,
                at=now(),
                shown_at=shown_in(request.POST, now()),
                kind=text.kind.value,
                version=text.version,
                given=not signing.refuses,
                language=get_language() or "en",
                text=text.as_read,
                text_hash=fingerprint(text),
                quiz={line.id: line.tries for line in signing.lines},
                signed_name=signing.name,
                signature=signing.drawn,
                witness=member,
            )
            answer = "refused" if signing.refuses else "given"
            note(Action.WRITE, case.public_id, f"consent={text.kind.value} {answer}")
    except IntegrityError:  # the same form, sent twice at the same moment
        pass
    return True


def _sign_page(
    request: HttpRequest, case_id: UUID, text: Text, signing: Signing, once: UUID | None = None
) -> HttpResponse:
    newest = _newest(find_case(request, case_id), text.kind)
    page = {
        "place": "patients",
        "case_id": case_id,
        "text": text,
        "may_refuse": text.kind in MAY_REFUSE,
        "fingerprint": fingerprint(text),
        "signing": signing,
        "tries": tries_of(signing.lines),
        "shown": request.POST.get("shown") or shown_now(now()),
        "once": once or uuid4(),
        "newest": newest.public_id if newest else "",
    }
    if "newest" in signing.slips:
        return render(request, "care/consent_sign.html", page, status=409)
    status = 422 if signing.slips else 200
    return render(request, "care/consent_sign.html", page, status=status)


def _kind(word: str) -> Kind:
    kind = kind_named(word)
    if kind is None:
        raise Http404
    return kind


@require_safe
def signed(request: HttpRequest, case_id: UUID, consent_id: UUID) -> HttpResponse:
    """A consent as it was signed, word for word."""
    case = find_case(request, case_id)
    consent = signed_one(case, consent_id)
    page = {
        "place": "patients",
        "case_id": case_id,
        "consent": consent,
        "title": kind_title(consent.kind),
        "right_at_once": sum(1 for tries in consent.quiz.values() if tries == 1),
        "zone": consent.clinic.timezone,
    }
    return render(request, "care/consent_signed.html", page)


def signed_one(case: Case, consent_id: UUID) -> Consent:
    """A consent of this case; every other looks like none at all."""
    found = Consent.objects.select_related("withdrawal", "witness", "clinic")
    return get_object_or_404(found, case=case, public_id=consent_id)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, case_id: UUID, consent_id: UUID) -> HttpResponse:
    """Takes a consent back, at any time and without a reason."""
    case = find_case(request, case_id)
    consent = signed_one(case, consent_id)
    if not consent.given or hasattr(consent, "withdrawal"):
        return redirect("signed_consent", case_id, consent_id)
    if request.method != "POST":
        page = {"place": "patients", "case_id": case_id, "title": kind_title(consent.kind)}
        return render(request, "care/consent_withdraw.html", {**page, "consent": consent})
    reason = request.POST.get("reason", "").strip()[:MOST_REASON].replace("\0", "")
    by: Member | None = member_of(request) if viewer_of(request).is_staff else None
    try:
        with transaction.atomic():
            Withdrawal.objects.create(case=case, at=now(), consent=consent, by=by, reason=reason)
            note(Action.WRITE, case_id, f"consent={consent.kind} withdrawn")
    except IntegrityError:  # taken back twice at the same moment
        return redirect("signed_consent", case_id, consent_id)
    messages.success(request, gettext("Taken back. It counts from this moment."))
    return redirect("signed_consent", case_id, consent_id)
