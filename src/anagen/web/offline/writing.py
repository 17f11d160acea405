"""The page to write on without a connection. A browser keeps a copy, so it holds no record."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from anagen.knowledge.question import Question
from anagen.records.answers import Answer
from anagen.records.record import Record
from anagen.records.words import Setting, Zone
from anagen.web.clock import local_zone, now
from anagen.web.knowing import knowledge
from anagen.web.opening import find_case
from anagen.web.recover.asked import every_question
from anagen.web.screen.check import check_of
from anagen.web.treat.logged import DEVICES
from anagen.web.treat.past import SEEN
from anagen.web.treat.scalp_map import NAMES


@require_safe
def write_down(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A session, a check-in and hair counts as three plain forms, each sent to its own page.

    They are empty: what the record says must not lie in a browser that nobody has unlocked.
    """
    case = find_case(request, case_id)
    page = {
        "case_id": case.public_id,
        "questions": _questions(),
        "kinds": [(one.value, name) for one, name in DEVICES.items()],
        "zones": [(one.value, NAMES[one]) for one in Zone],
        "seen_words": [(one.value, words) for one, words in SEEN.items()],
        "once": [uuid4(), uuid4(), uuid4()],
        "begun": now().isoformat(),
        "is_copy": request.headers.get("X-Keep") == "1",
        "no_forms": True,
    }
    return render(request, "offline/write_down.html", page)


def _questions() -> tuple[Question, ...]:
    """The questions of a check-in for anybody who has needled."""
    moment = now()
    anybody = Record(Setting.HOME, local_zone(), answers={"needled_before": Answer(True, moment)})
    return every_question(check_of(anybody, knowledge(), moment))
