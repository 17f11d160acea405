"""The pages that a patient opens by a link, without an account.

The browser remembers which link it came by, and nothing else; these pages are all it opens.
Opening the link changes nothing: only the button does, since programs that show previews open
links too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from anagen.knowledge.question import Question
from anagen.store.audit.actions import Action
from anagen.store.audit.noting import Actor, acting, note
from anagen.store.procedures.models import IntakeLink
from anagen.store.rows import ChangedMeanwhile, record_of
from anagen.web.access.viewer import Role
from anagen.web.clinic.care.finding import patient_of
from anagen.web.clinic.care.intake_check import IntakeCheck, intake_check, lines_of
from anagen.web.clinic.care.intake_links import hash_of, link_of
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.screen.answering import Asked, answer_from
from anagen.web.screen.check import overtaken, refusal_of
from anagen.web.screen.days import Slip
from anagen.web.screen.saving import Sent, saved, where_next
from anagen.web.screen.showing import Screen, screen_for
from anagen.web.screen.typed import typed_from, typed_in
from anagen.web.screen.urgent import urgent_of

#: Where a browser's session keeps the hash of its link.
CAME_BY = "intake_link"
P = ParamSpec("P")


class LinkedView(Protocol[P]):
    """A page that needs a link that still works."""

    def __call__(
        self, request: HttpRequest, link: IntakeLink, /, *args: P.args, **words: P.kwargs
    ) -> HttpResponse: ...


@require_http_methods(["GET", "HEAD", "POST"])
def open_link(request: HttpRequest, key: str) -> HttpResponse:
    """Says whom it comes from and what happens with the answers; the button begins."""
    moment = now()
    link = link_of(key, moment)
    if link is None:
        return _over(request)
    if request.method != "POST":
        patient = patient_of(link.case)
        page = {"patient": patient, "link": link, "zone": patient.clinic.timezone}
        return render(request, "care/intake_begin.html", page)
    # A new session, so that nothing which stood in the browser before can ride along.
    request.session.flush()
    request.session[CAME_BY] = hash_of(key)
    request.session.set_expiry(link.expires)
    IntakeLink.objects.filter(pk=link.pk, opened=None).update(opened=moment)
    return redirect("intake_next")


def by_link(
    view: LinkedView[P],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Finds the link this browser came by, and notes what is done as done by the patient."""

    @wraps(view)
    def linked(request: HttpRequest, /, *args: P.args, **words: P.kwargs) -> HttpResponse:
        moment = now()
        found = IntakeLink.objects.select_related("case").filter(
            key_hash=request.session.get(CAME_BY, ""),
            finished=None,
            cancelled=None,
            expires__gt=moment,
        )
        link = found.first()
        if link is None:
            return _over(request)
        clinic = patient_of(link.case).clinic_id
        match = request.resolver_match
        route = match.view_name if match else ""
        with acting(Actor(clinic, None, Role.PATIENT.value, route)):
            return view(request, link, *args, **words)

    return linked


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "care/intake_over.html", {}, status=404)


def _check(link: IntakeLink) -> IntakeCheck:
    moment = now()
    return intake_check(record_of(link.case, moment), knowledge(), moment)


@require_safe
@by_link
def go_on(_request: HttpRequest, link: IntakeLink) -> HttpResponse:
    """The first question that is open, or the end."""
    first = next(iter(_check(link).open_first), None)
    return redirect("intake_question", first.id) if first else redirect("intake_review")


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def question(request: HttpRequest, link: IntakeLink, question_id: str) -> HttpResponse:
    """One question."""
    check = _check(link)
    asked = next((one for one in check.questions if one.id == question_id), None)
    if asked is None:
        if question_id not in knowledge().questions:
            raise Http404
        return redirect("intake_next")
    if request.method == "POST":
        return _answered(request, link, asked, check)
    typed = typed_from(check.case.record.answers.get(asked.id), asked)
    return _page(request, check, screen_for(asked, check, typed))


def _answered(
    request: HttpRequest, link: IntakeLink, asked: Question, check: IntakeCheck
) -> HttpResponse:
    case, typed = check.case, typed_in(request.POST)
    read = answer_from(typed, Asked(asked, case.knowledge, case.now, case.today))
    if isinstance(read, Slip):
        return _page(request, check, screen_for(asked, check, typed, read), 422)
    sent = Sent(asked, read, request.POST.get("seen", ""))
    tried = intake_check(sent.put_into(case.record), case.knowledge, case.now)
    slip = refusal_of(asked, tried)
    if slip:
        return _page(request, check, screen_for(asked, check, typed, slip), 422)
    try:
        record = saved(link.case.public_id, sent, case.knowledge, case.now)
    except ChangedMeanwhile:
        link.case.refresh_from_db()
        kept = _check(link)
        return _page(request, kept, screen_for(asked, kept, typed, overtaken(asked, kept)), 409)
    after = intake_check(record, case.knowledge, case.now)
    target = where_next(check, after, sent, request.POST.get("then") == "review")
    return redirect("intake_question", target.id) if target else redirect("intake_review")


def _page(
    request: HttpRequest, check: IntakeCheck, screen: Screen, status: int = 200
) -> HttpResponse:
    then = request.POST.get("then") or request.GET.get("then")
    page = {
        "screen": screen,
        "case_id": "",
        "back_to": "review" if then == "review" else "",
        "urgent": urgent_of(check),
    }
    return render(request, "care/intake_question.html", page, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def review(request: HttpRequest, link: IntakeLink) -> HttpResponse:
    """All answers; sending them to the clinic ends the link."""
    check = _check(link)
    if request.method == "POST":
        with transaction.atomic():
            IntakeLink.objects.filter(pk=link.pk, finished=None).update(finished=now())
            note(Action.WRITE, link.case.public_id, "intake finished")
        request.session.flush()
        return redirect("intake_done")
    note(Action.READ, link.case.public_id, "intake answers")
    page = {"lines": lines_of(check), "open": len(check.open_first), "urgent": urgent_of(check)}
    return render(request, "care/intake_review.html", page)


@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """The answers have been sent."""
    return render(request, "care/intake_done.html", {})
