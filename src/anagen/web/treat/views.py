"""The place "Session": may it start, what was done, and how a session came out."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from anagen.care.advice import Advice
from anagen.care.advise import advise
from anagen.care.tree import advice_tree
from anagen.records.record import Record
from anagen.store.models import Case
from anagen.store.rows import record_of
from anagen.store.sessions.models import GuidedSession
from anagen.web.access.gate import viewer_of
from anagen.web.advice.page import hold_row
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.look.templatetags.languages import translated_tree
from anagen.web.opening import find_case
from anagen.web.treat.caring import kept_devices
from anagen.web.treat.ended import Ended
from anagen.web.treat.hub import Hub
from anagen.web.treat.keeping import not_before, under_way
from anagen.web.treat.past import find_past, past_sessions
from anagen.web.treat.whose import may_needle
from anagen.web.treat.written import read_guide

#: What of the advice these pages show; the rest is neither written out nor translated.
SHOWN = (
    "verdict", "until", "says", "triage", "missing", "reasons", "plan", "session", "holds",
    "recovery",
)  # fmt: skip
#: As many sessions are listed before the rest is asked for.
NEWEST = 10


@require_safe
def session(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """May a session start now, the sessions so far, and the devices."""
    moment = now()
    case = find_case(request, case_id)
    record = record_of(case, moment)
    advice = advise(record, knowledge(), moment)
    every = past_sessions(record)
    told = {
        "hub": Hub(
            advice,
            advice_tree_of(advice, record),
            record,
            may_needle(viewer_of(request), record),
        ),
        "under_way": under_way(case),
        "past": every if "all" in request.GET else every[:NEWEST],
        "every": len(every),
        "devices": kept_devices(case, record, knowledge()),
        "once": uuid4(),
    }
    return render(request, "treat/hub.html", {**told, **frame_of(case)})


def advice_tree_of(advice: Advice, record: Record) -> Any:
    """Advice as pages show it, in the language of the page."""
    tree = advice_tree(advice, record, knowledge())
    return translated_tree({name: tree[name] for name in SHOWN})


def frame_of(case: Case) -> dict[str, object]:
    """What every page of this folder needs."""
    return {"place": "session", "case_id": case.public_id, "version": case.version}


@require_safe
def past(request: HttpRequest, case_id: UUID, past_id: str) -> HttpResponse:
    """One session as it stands in the record."""
    case = find_case(request, case_id)
    found = find_past(record_of(case, now()), past_id)
    if found is None:
        raise Http404
    return render(request, "treat/past.html", {"past": found, **frame_of(case)})


@require_safe
def ended(request: HttpRequest, case_id: UUID, session_id: UUID) -> HttpResponse:
    """What a session came to: what to do now, and what to leave alone until when."""
    case = find_case(request, case_id)
    moment = not_before(case, now())
    row = get_object_or_404(GuidedSession, case=case, public_id=session_id)
    if not row.outcome:
        raise Http404
    record = record_of(case, moment)
    advice = advise(record, knowledge(), moment)
    tree = advice_tree_of(advice, record)
    told = {
        "end": Ended(row.outcome, read_guide(row.state), advice, tree, record),
        "holds": [hold_row(one, moment) for one in tree["holds"]],
        "photo": address_if_any("photo_take", case_id),
        "recovery": address_if_any("recovery", case_id),
        "today": address_if_any("today", case_id),
    }
    return render(request, "treat/ended.html", {**told, **frame_of(case)})


def address_if_any(name: str, case_id: UUID) -> str:
    """The address of a page, "" where this Anagen has none of that name."""
    try:
        return reverse(name, args=[case_id])
    except NoReverseMatch:
        return ""
