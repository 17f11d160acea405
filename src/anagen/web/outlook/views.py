"""The pages of the outlook. Nothing is kept, and nothing about a person is asked or shown."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from anagen.web.knowing import knowledge
from anagen.web.outlook.choices import asked
from anagen.web.outlook.cycle import week_named
from anagen.web.outlook.follicles_page import FolliclesPage
from anagen.web.outlook.page import OutlookPage
from anagen.web.outlook.shedding import SheddingPage, kind_named


@require_safe
def outlook(request: HttpRequest) -> HttpResponse:
    """What may happen, for what an address asks."""
    page = OutlookPage(asked(request.GET.dict()), knowledge())
    return render(request, "outlook/outlook.html", {"page": page, "place": "outlook"})


@require_safe
def shedding(request: HttpRequest) -> HttpResponse:
    """Why more hair may fall at first, and why that proves nothing."""
    page = SheddingPage(kind_named(request.GET.get("kind", "")), knowledge())
    return render(request, "outlook/shedding.html", {"page": page, "place": "outlook"})


@require_safe
def follicles(request: HttpRequest) -> HttpResponse:
    """A dozen follicles in one week."""
    page = FolliclesPage(week_named(request.GET.get("week", "")))
    return render(request, "outlook/follicles.html", {"page": page, "place": "outlook"})
