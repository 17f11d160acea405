"""The page of the quiz. It shows, has the core mark, and saves the way the check does."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anagen.care.case import Case, case_of
from anagen.care.plan.quiz import (
    QUIZ_PASSED,
    Marked,
    marked,
    quiz_answer,
    quiz_for,
    quiz_opens,
)
from anagen.store.rows import ChangedMeanwhile
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.opening import find_record
from anagen.web.plan.page import OVERTAKEN, Picks, QuizPage, picks_in
from anagen.web.screen.saving import Sent, saved


@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The quiz of a record, and its marks once it is sent."""
    moment = now()
    case = case_of(find_record(request, case_id, moment), knowledge(), moment)
    questions = quiz_for(case)
    if not questions:
        return redirect("go_on", case_id)
    if request.method != "POST":
        return _show(request, case_id, QuizPage(case))
    picks = picks_in(request.POST, questions)
    marks = marked(picks, case.knowledge)
    if quiz_opens(case):
        # Too early. A form sent twice by mistake shows its marks again; nothing is saved.
        shown = None if marks.passed else marks
        return _show(request, case_id, QuizPage(case, picks, shown), 409)
    if len(picks) < len(questions):
        page = QuizPage(case, picks, to_check=_("Choose one answer to every question."))
        return _show(request, case_id, page, 422)
    return _marked(request, case_id, case, picks, marks)


def _marked(
    request: HttpRequest, case_id: UUID, case: Case, picks: Picks, marks: Marked
) -> HttpResponse:
    question = case.knowledge.questions[QUIZ_PASSED]
    sent = Sent(question, quiz_answer(marks, case.now), request.POST.get("seen", ""))
    try:
        record = saved(case_id, sent, case.knowledge, case.now)
    except ChangedMeanwhile:
        kept = case_of(find_record(request, case_id, case.now), case.knowledge, case.now)
        return _show(request, case_id, QuizPage(kept, picks, to_check=str(OVERTAKEN)), 409)
    after = case_of(record, case.knowledge, case.now)
    return _show(request, case_id, QuizPage(after, picks, marks))


def _show(request: HttpRequest, case_id: UUID, page: QuizPage, status: int = 200) -> HttpResponse:
    shown = {"page": page, "case_id": case_id, "once": uuid4()}
    return render(request, "plan/quiz.html", shown, status=status)
