"""What a browser needs to install the pages, and the page it shows without a connection."""

from __future__ import annotations

import json

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from anagen import __version__
from anagen.web.network import CERTIFICATE

#: What the offline page needs to look right.
SHELL = (
    "anagen/css/tokens.css",
    "anagen/css/page.css",
    "anagen/css/parts.css",
    "anagen/css/paper.css",
    "anagen/css/question.css",
    "anagen/fonts/atkinson-next.woff2",
    "anagen/fonts/source-serif-4.woff2",
    "anagen/js/offline.js",
    "anagen/js/offline_queue.js",
    "anagen/mark.svg",
)
WORKER = "anagen/js/worker.js"


@require_safe
def manifest(_request: HttpRequest) -> HttpResponse:
    """Name, colours and icons for the home screen of a phone."""
    told = {
        "name": "Anagen",
        "short_name": "Anagen",
        "description": _("Scalp microneedling, from “should I?” to “did it work?”"),
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#f9f5f5",
        "theme_color": "#5b2c9e",
        "icons": [
            {
                "src": static(f"anagen/icons/mark-{size}.png"),
                "sizes": f"{size}x{size}",
                "type": "image/png",
                "purpose": "any",
            }
            for size in (192, 512)
        ],
    }
    return HttpResponse(json.dumps(told), content_type="application/manifest+json")


@require_safe
def worker_script(_request: HttpRequest) -> HttpResponse:
    """The script that answers when there is no connection, with the list of what it keeps."""
    place = finders.find(WORKER)
    assert isinstance(place, str), "the worker is part of the package"
    with open(place, encoding="utf-8") as file:
        script = file.read()
    kept = {
        "version": f"{__version__}-{get_language()}",
        "offline": reverse("offline"),
        "shell": [static(name) for name in SHELL],
    }
    return HttpResponse(
        f"const KEPT = {json.dumps(kept)};\n{script}",
        content_type="text/javascript; charset=utf-8",
    )


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown when a page cannot be reached: nothing of anybody's stands on it."""
    return render(request, "offline/offline.html", {"no_forms": True})


@require_safe
def certificate(_request: HttpRequest) -> HttpResponse:
    """The certificate of this computer for a phone to trust; every connection shows it anyway.

    Browsers install nothing, and keep nothing for later, from a computer they do not trust.
    """
    place = settings.DATA / CERTIFICATE
    if not settings.LAN or not place.is_file():
        raise Http404
    return HttpResponse(place.read_bytes(), content_type="application/x-x509-ca-cert")
