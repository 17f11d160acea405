"""The page of the plan, and its dates as a calendar."""

from __future__ import annotations

import re
from datetime import time
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from anagen.care.advise import advise
from anagen.interchange.appointments import USUAL_HOUR, Wishes, appointments
from anagen.interchange.words import words_in
from anagen.records.words import Setting
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.opening import find_record
from anagen.web.plan.course import CoursePage

HOUR = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?")


@require_safe
def plan(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The plan as it stands at this moment."""
    return _page(request, case_id)


@require_safe
def calendar(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The dates that are to come, for any calendar."""
    from anagen.interchange.calendar import calendar_file

    hour = hour_from(request.GET.get("hour", ""))
    if hour is None:
        return _page(request, case_id, request.GET.get("hour", "")[:20])
    moment = now()
    record = find_record(request, case_id, moment)
    advice = advise(record, knowledge(), moment)
    wishes = Wishes(hour, request.GET.get("detailed") == "yes")
    content = calendar_file(advice, record, words_in(_language()), wishes, str(case_id))
    if not content:
        messages.info(request, gettext("There is no date to put into a calendar."))
        return redirect("plan", case_id)
    named = {"Content-Disposition": 'attachment; filename="anagen.ics"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=named)


def hour_from(typed: str) -> time | None:
    """The hour that was typed, the usual one for none; None where it is no hour."""
    if not typed:
        return USUAL_HOUR
    found = HOUR.fullmatch(typed)
    return time(int(found[1]), int(found[2])) if found else None


def _page(request: HttpRequest, case_id: UUID, bad_hour: str = "") -> HttpResponse:
    moment = now()
    record = find_record(request, case_id, moment)
    page = CoursePage(advise(record, knowledge(), moment), record, knowledge())
    tree = page.tree
    shown = {
        "case_id": case_id,
        "place": "more",
        "page": page,
        "advice": tree,
        "plan": tree["plan"],
        "rows": page.rows(tree) if tree["plan"] else [],
        "others": page.others(tree) if tree["plan"] else [],
        "against": [one for one in tree["reasons"] if one["verdict"] != "proceed"],
        "has_dates": bool(appointments(page.advice, record, words_in("en"), Wishes())),
        "is_home": record.setting is Setting.HOME,
        "bad_hour": bad_hour,
        "usual_hour": f"{USUAL_HOUR:%H:%M}",
    }
    return render(request, "plan/course.html", shown, status=422 if bad_hour else 200)


def _language() -> str:
    return get_language() or "en"
