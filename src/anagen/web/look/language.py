"""The language of the pages: as the browser asks, or as the person chose."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

YEAR_S = 365 * 24 * 3600


def chosen_language(_request: HttpRequest) -> dict[str, object]:
    """What every template needs: the language, its direction, and what else is offered."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    return {
        "language": language,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "languages": settings.LANGUAGES,
    }


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remembers the choice in a cookie and goes back to the page it was made on."""
    page = request.POST.get("page", "")
    ours = url_has_allowed_host_and_scheme(page, allowed_hosts=None) and page.startswith("/")
    response = HttpResponseRedirect(page if ours else reverse("home"))
    choice = request.POST.get("language", "")
    if choice in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            choice,
            max_age=YEAR_S,
            samesite="Strict",
            httponly=True,
        )
    return response
