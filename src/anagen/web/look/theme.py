"""Light or dark: as the computer has it, or as the person chose. Works without JavaScript."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

COOKIE = "theme"
CHOICES = ("light", "dark")
YEAR_S = 365 * 24 * 3600


def chosen_theme(request: HttpRequest) -> dict[str, str]:
    """The theme the person chose, for every template; "" follows the computer."""
    chosen = request.COOKIES.get(COOKIE, "")
    return {"theme": chosen if chosen in CHOICES else ""}


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Remembers the choice in a cookie and goes back to the page it was made on."""
    page = request.POST.get("page", "")
    ours = url_has_allowed_host_and_scheme(page, allowed_hosts=None) and page.startswith("/")
    response = HttpResponseRedirect(page if ours else reverse("home"))
    choice = request.POST.get("theme", "")
    if choice in CHOICES:
        response.set_cookie(COOKIE, choice, max_age=YEAR_S, samesite="Strict", httponly=True)
    else:
        response.delete_cookie(COOKIE, samesite="Strict")
    return response
