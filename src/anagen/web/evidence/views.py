"""The pages of what is known. They show files that come with Anagen, and nothing of a person."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from anagen.web.evidence.page import overview, question_page


@require_safe
def every_question(request: HttpRequest) -> HttpResponse:
    """Every question with its answer, and the reviews that do not fit."""
    return render(request, "evidence/every.html", {"page": overview(), "place": "more"})


@require_safe
def one_question(request: HttpRequest, asked: str) -> HttpResponse:
    """One question: the answer, how sure it is, the studies, and who disagrees."""
    page = question_page(asked)
    if page is None:
        raise Http404
    return render(request, "evidence/question.html", {"page": page, "place": "more"})
