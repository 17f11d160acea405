"""The pages of the guided check. They read, ask the core, save, and show; they decide nothing."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from anagen.care.advise import advise
from anagen.knowledge.question import Question
from anagen.records.record import Record
from anagen.records.words import Setting, Who
from anagen.store.rows import ChangedMeanwhile, change_record, open_case
from anagen.web.access.gate import viewer_of
from anagen.web.clock import local_zone, now
from anagen.web.knowing import knowledge
from anagen.web.once import once_from
from anagen.web.opening import find_record
from anagen.web.screen.answering import Asked, answer_from
from anagen.web.screen.check import Check, check_of, overtaken, refusal_of
from anagen.web.screen.days import Slip
from anagen.web.screen.reviewing import chapters_of, disagreements_of
from anagen.web.screen.said import SETTINGS
from anagen.web.screen.saving import Sent, saved, where_next
from anagen.web.screen.settled import settled_of
from anagen.web.screen.showing import Screen, screen_for
from anagen.web.screen.typed import typed_from, typed_in
from anagen.web.screen.urgent import urgent_of
from anagen.web.screen.where import PLACES, setting_from

REVIEW = "review"


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Asks where the needling would happen; the answer opens a new record."""
    chosen = setting_from(request.POST)
    if request.method != "POST" or chosen is None:
        return _setting_page(request, None, slip=request.method == "POST")
    record = Record(setting=chosen, timezone=local_zone())
    case = open_case(record, now(), once_from(request.POST))
    return redirect("go_on", case.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def setting(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Changes where the needling would happen."""
    moment = now()
    record = find_record(request, case_id, moment)
    chosen = setting_from(request.POST)
    if request.method != "POST" or chosen is None:
        return _setting_page(request, record.setting, case_id, slip=request.method == "POST")
    change_record(case_id, lambda kept: replace(kept, setting=chosen), moment)
    return redirect("go_on", case_id)


def _setting_page(
    request: HttpRequest, chosen: Setting | None, case_id: UUID | None = None, slip: bool = False
) -> HttpResponse:
    page = {
        "places": PLACES,
        "chosen": chosen,
        "case_id": case_id,
        "slip": slip,
        "once": uuid4(),
    }
    return render(request, "screen/setting.html", page, status=422 if slip else 200)


@require_safe
def go_on(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Leads to the first question that is open, or to the review."""
    moment = now()
    check = check_of(find_record(request, case_id, moment), knowledge(), moment)
    first = next((one.id for one in check.open_first), "") or _asked_again(check)
    return redirect("question", case_id, first) if first else redirect("review", case_id)


def _asked_again(check: Check) -> str:
    """What the advice needs to hear from the person although the record seems to know it."""
    advice = advise(check.case.record, check.case.knowledge, check.case.now)
    mine = {question.id for question in check.questions}
    return next((one.question for one in advice.missing if one.question in mine), "")


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, case_id: UUID, question_id: str) -> HttpResponse:
    """One question."""
    moment = now()
    check = check_of(find_record(request, case_id, moment), knowledge(), moment)
    asked = knowledge().questions.get(question_id)
    if asked is None or asked.derived:
        raise Http404
    if not check.case.asks(asked):
        return redirect("go_on", case_id)
    if request.method == "POST":
        return _answered(request, case_id, asked, check)
    typed = typed_from(check.case.record.answers.get(asked.id), asked)
    return _question_page(request, case_id, check, screen_for(asked, check, typed))


def _answered(request: HttpRequest, case_id: UUID, asked: Question, check: Check) -> HttpResponse:
    case, typed = check.case, typed_in(request.POST)
    read = answer_from(typed, Asked(asked, case.knowledge, case.now, case.today))
    if isinstance(read, Slip):
        return _question_page(request, case_id, check, screen_for(asked, check, typed, read), 422)
    if viewer_of(request).is_staff:
        read = replace(read, by=Who.OTHER)
    sent = Sent(asked, read, request.POST.get("seen", ""))
    slip = refusal_of(asked, check_of(sent.put_into(case.record), case.knowledge, case.now))
    if slip:
        return _question_page(request, case_id, check, screen_for(asked, check, typed, slip), 422)
    try:
        after = check_of(saved(case_id, sent, case.knowledge, case.now), case.knowledge, case.now)
    except ChangedMeanwhile:
        now_kept = check_of(find_record(request, case_id, case.now), case.knowledge, case.now)
        screen = screen_for(asked, now_kept, typed, overtaken(asked, now_kept))
        return _question_page(request, case_id, now_kept, screen, 409)
    target = where_next(check, after, sent, _back_to(request) == REVIEW)
    return redirect("question", case_id, target.id) if target else redirect("review", case_id)


def _question_page(
    request: HttpRequest, case_id: UUID, check: Check, screen: Screen, status: int = 200
) -> HttpResponse:
    page = {
        "screen": screen,
        "case_id": case_id,
        "back_to": _back_to(request),
        "urgent": urgent_of(check),
        "settled": settled_of(check),
        "once": uuid4(),
    }
    return render(request, "screen/question.html", page, status=status)


def _back_to(request: HttpRequest) -> str:
    """Where to go next: "review" when the page was opened from there, and "" otherwise."""
    asked = request.POST.get("then") or request.GET.get("then")
    return REVIEW if asked == REVIEW else ""


@require_safe
def review(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """All answers, and a way to change each."""
    moment = now()
    check = check_of(find_record(request, case_id, moment), knowledge(), moment)
    page = {
        "case_id": case_id,
        "setting": SETTINGS[check.case.setting],
        "chapters": chapters_of(check),
        "disagreements": disagreements_of(check),
        "open_first": len(check.open_first),
        "urgent": urgent_of(check),
        "settled": settled_of(check),
        "once": uuid4(),
    }
    return render(request, "screen/review.html", page)
