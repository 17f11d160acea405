"""The pages that look into hair loss after rolling: one question each, then the answer."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anagen.knowledge.question import Question
from anagen.store.models import Decision
from anagen.store.rows import ChangedMeanwhile, record_of
from anagen.web.advice.keeping import worked_out
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.once import once_from
from anagen.web.opening import find_case, find_record
from anagen.web.recover.asked import is_decided
from anagen.web.recover.hair_loss import hair_loss_page
from anagen.web.recover.talk import Talk, latest_answer, talk_of
from anagen.web.screen.answering import Asked, answer_from
from anagen.web.screen.check import overtaken
from anagen.web.screen.days import Slip
from anagen.web.screen.saving import Sent, saved
from anagen.web.screen.showing import Screen, screen_for
from anagen.web.screen.typed import typed_from, typed_in
from anagen.web.screen.urgent import urgent_of
from anagen.web.today.ahead import saying_when_the_clock_is_behind


@require_safe
@saying_when_the_clock_is_behind
def hair_loss(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Leads to the first open question of the conversation, or to its answer."""
    moment = now()
    talk = talk_of(find_record(request, case_id, moment), knowledge(), moment)
    return _lead_to(talk.first_open if talk.is_of_use else None, case_id)


@require_http_methods(["GET", "HEAD", "POST"])
@saying_when_the_clock_is_behind
def hair_loss_question(request: HttpRequest, case_id: UUID, question_id: str) -> HttpResponse:
    """One question of the conversation, saved as it is answered."""
    moment = now()
    talk = talk_of(find_record(request, case_id, moment), knowledge(), moment)
    asked = knowledge().questions.get(question_id)
    if asked is None or asked.derived:
        raise Http404
    if asked not in talk.questions:
        return redirect("hair_loss", case_id)
    if request.method == "POST":
        return _answered(request, case_id, asked, talk)
    typed = typed_from(latest_answer(talk.case.record, asked), asked)
    return _show(request, case_id, talk, screen_for(asked, talk, typed))


def _answered(request: HttpRequest, case_id: UUID, asked: Question, talk: Talk) -> HttpResponse:
    case, typed = talk.case, typed_in(request.POST)
    read = answer_from(typed, Asked(asked, case.knowledge, case.now, case.today))
    if isinstance(read, Slip):
        return _show(request, case_id, talk, screen_for(asked, talk, typed, read), 422)
    sent = Sent(asked, read, request.POST.get("seen", ""))
    try:
        after = talk_of(saved(case_id, sent, case.knowledge, case.now), case.knowledge, case.now)
    except ChangedMeanwhile:
        kept = talk_of(find_record(request, case_id, case.now), case.knowledge, case.now)
        screen = screen_for(asked, kept, typed, overtaken(asked, kept))
        return _show(request, case_id, kept, screen, 409)
    ends = not after.is_of_use or is_decided(after, {asked.id: read})
    return _lead_to(None if ends else after.after(asked), case_id)


def _lead_to(question: Question | None, case_id: UUID) -> HttpResponse:
    if question is None:
        return redirect("hair_loss_answer", case_id)
    return redirect("hair_loss_question", case_id, question.id)


def _show(
    request: HttpRequest, case_id: UUID, talk: Talk, screen: Screen, status: int = 200
) -> HttpResponse:
    page = {
        "place": "recovery",
        "screen": screen,
        "case_id": case_id,
        "urgent": urgent_of(talk),
    }
    return render(request, "recover/talk.html", page, status=status)


@require_safe
@saying_when_the_clock_is_behind
def hair_loss_answer(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What may lie behind it, what to change, and when to see whom."""
    moment = now()
    record = record_of(find_case(request, case_id), moment)
    page = {
        "place": "recovery",
        "page": hair_loss_page(record, knowledge(), moment),
        "case_id": case_id,
        "once": uuid4(),
    }
    return render(request, "recover/hair_loss.html", page)


@require_POST
def take_along(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Works the advice out, keeps it, and leads to its letter. Sent twice, it is kept once."""
    case = find_case(request, case_id)
    try:
        decision = worked_out(case, knowledge(), now(), once_from(request.POST))
    except Decision.DoesNotExist:
        raise Http404 from None
    return redirect("letter", decision.public_id)
