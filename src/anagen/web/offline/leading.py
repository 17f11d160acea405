"""Tells a script where a form leads, so that it can go there itself."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, JsonResponse

Answering = Callable[[HttpRequest], HttpResponseBase]
REDIRECTS = (301, 302, 303)


def leads_in_words(answer: Answering) -> Answering:
    """Turns a redirect into its address, for a form that a script sent with `X-Queue`.

    A script that followed the redirect itself would open the next page and use up what it says
    once, such as "Saved".
    """

    def guarded(request: HttpRequest) -> HttpResponseBase:
        response = answer(request)
        if response.status_code not in REDIRECTS or request.headers.get("X-Queue") != "1":
            return response
        told = JsonResponse({"to": response["Location"]})
        told.cookies = response.cookies
        return told

    return guarded
