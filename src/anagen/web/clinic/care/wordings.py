"""A clinic's own consent texts: read, and followed by a new version."""

from __future__ import annotations

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from anagen.store.audit.actions import Action
from anagen.store.audit.noting import note
from anagen.store.procedures.models import Wording
from anagen.web.clinic.care.consent_texts import Text, current_text, current_texts, kind_named
from anagen.web.clinic.care.finding import member_of
from anagen.web.clock import now

MOST_LINES, MOST_LINE, MOST_TITLE = 9, 1200, 120


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """The texts that hold now."""
    texts = current_texts(member_of(request).clinic)
    page = {"place": "patients", "texts": list(texts.values())}
    return render(request, "care/wordings.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, kind: str) -> HttpResponse:
    """One text and the form for the version that follows it."""
    member, known = member_of(request), kind_named(kind)
    if known is None:
        raise Http404
    text = current_text(member.clinic, known)
    if request.method != "POST":
        return _form(request, text, _typed_from(text), {})
    typed = {
        name: request.POST.get(name, "").strip() for name in ("title", "paragraphs", "statements")
    }
    slips = _slips(typed)
    if request.POST.get("version") != str(text.version):
        slips["title"] = gettext("A newer version holds since this page was opened. Look again.")
    if slips:
        return _form(request, text, typed, slips, 422)
    try:
        with transaction.atomic():
            Wording.objects.create(
                clinic=member.clinic,
                kind=known.value,
                version=text.version + 1,
                title=typed["title"],
                paragraphs=_lines(typed["paragraphs"]),
                statements=_lines(typed["statements"]),
                since=now(),
                by=member,
            )
            note(Action.WRITE, None, f"wording={known.value} {text.version + 1}")
    except IntegrityError:
        slips["title"] = gettext("A newer version holds since this page was opened. Look again.")
        return _form(request, text, typed, slips, 409)
    messages.success(
        request, gettext("It holds now. Consents to the version before are asked for again.")
    )
    return redirect("wordings")


def _typed_from(text: Text) -> dict[str, str]:
    return {
        "title": str(text.title),
        "paragraphs": "\n\n".join(map(str, text.paragraphs)),
        "statements": "\n\n".join(map(str, text.statements)),
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _slips(typed: dict[str, str]) -> dict[str, str]:
    slips = {}
    if not 1 <= len(typed["title"]) <= MOST_TITLE:
        slips["title"] = gettext("Write a title of at most %(most)d letters.") % {
            "most": MOST_TITLE
        }
    for name in ("paragraphs", "statements"):
        lines = _lines(typed[name])
        if not 1 <= len(lines) <= MOST_LINES or any(len(one) > MOST_LINE for one in lines):
            slips[name] = gettext(
                "Write one to %(lines)d of them, each on a line of its own and at most "
                "%(most)d letters long."
            ) % {"lines": MOST_LINES, "most": MOST_LINE}
        elif "\0" in typed[name]:
            slips[name] = gettext("There is a character in it that we cannot keep.")
    return slips


def _form(
    request: HttpRequest,
    text: Text,
    typed: dict[str, str],
    slips: dict[str, str],
    status: int = 200,
) -> HttpResponse:
    page = {"place": "patients", "text": text, "typed": typed, "slips": slips}
    return render(request, "care/wording_form.html", page, status=status)
