"""The guided session: begun, pressed on, stopped and finished."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anagen.care.advice import Advice
from anagen.care.advise import advise
from anagen.records.record import Record
from anagen.records.words import Endpoint
from anagen.store.models import Case
from anagen.store.rows import record_of
from anagen.web.access.gate import viewer_of
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.offline.moment import written_at
from anagen.web.once import once_from
from anagen.web.opening import find_case
from anagen.web.treat.caring import fitting_devices
from anagen.web.treat.choosing import FIXED, Chosen, chosen_in, first_choice
from anagen.web.treat.ending import Noted, ended_with
from anagen.web.treat.entry import Slips, optional_number, text_from
from anagen.web.treat.guide import Cream, GuideStep, ticked
from anagen.web.treat.keeping import (
    MovedOn,
    Outcome,
    Pressing,
    Underway,
    begin,
    not_before,
    press_on,
    under_way,
)
from anagen.web.treat.noting import noted_in
from anagen.web.treat.past import SEEN
from anagen.web.treat.presses import Press
from anagen.web.treat.safety import Barrier, bounds_of
from anagen.web.treat.scalp_map import Look, Marks, scalp_map
from anagen.web.treat.showing import Stage
from anagen.web.treat.steady import steady_s
from anagen.web.treat.stopping import Why, alarm_choices, what_happened
from anagen.web.treat.views import frame_of
from anagen.web.treat.whose import may_needle

GET_OR_POST = ["GET", "HEAD", "POST"]


def own_case(request: HttpRequest, case_id: UUID, moment: datetime) -> tuple[Case, Record]:
    """The case and its record, if whoever looks may needle there."""
    case = find_case(request, case_id)
    record = record_of(case, not_before(case, moment))
    if not may_needle(viewer_of(request), record):
        raise PermissionDenied
    return case, record


@require_http_methods(GET_OR_POST)
def begin_session(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What to needle this time, inside the plan; the session begins when that is sent."""
    moment = now()
    case, record = own_case(request, case_id, moment)
    if under_way(case):
        return redirect("session_now", case_id)
    advice = advise(record, knowledge(), moment)
    if not advice.session.may_start or advice.plan is None:
        return redirect("session", case_id)
    if request.method != "POST":
        devices = fitting_devices(case, record, advice.plan, knowledge())
        first = first_choice(advice, str(devices[0].id) if devices else "")
        return _show_choice(request, case, record, advice, first)
    once = once_from(request.POST)
    chosen = chosen_in(request.POST, advice, knowledge())
    if chosen.choice is None:
        return _show_choice(request, case, record, advice, chosen)
    begin(case, steps_of(advice), chosen.choice, moment, once)
    return redirect("session_now", case_id)


def steps_of(advice: Advice) -> tuple[GuideStep, ...]:
    """The steps of the protocol as they stand now; a session keeps them to its end."""
    return tuple(
        GuideStep(one.id, one.title, one.says, one.stop_if, one.minutes_least, one.minutes_most)
        for one in advice.session.steps
    )


def _show_choice(
    request: HttpRequest, case: Case, record: Record, advice: Advice, chosen: Chosen
) -> HttpResponse:
    plan = advice.plan
    assert plan is not None
    marks = Marks(dict.fromkeys(chosen.zones, Look.AHEAD))
    told = {
        "chosen": chosen,
        "plan": plan,
        "bounds": bounds_of(advice, knowledge()),
        "is_fixed": plan.device in FIXED,
        "map": scalp_map(marks, "zone", is_form=True),
        "devices": fitting_devices(case, record, plan, knowledge()),
        "once": uuid4(),
    }
    status = 422 if chosen.slips else 200
    return render(request, "treat/begin.html", {**told, **frame_of(case)}, status=status)


@require_http_methods(GET_OR_POST)
def session_now(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The session under way: one step, its timers and its buttons."""
    moment = now()
    case, record = own_case(request, case_id, moment)
    if request.method == "POST":
        return _press(request, case, record, moment)
    held = under_way(case)
    if held is None:
        return redirect("session", case_id)
    return _show(request, case, record, (held, moment))


def _press(request: HttpRequest, case: Case, record: Record, moment: datetime) -> HttpResponse:
    slips: Slips = {}
    sent = replace(_sent(request, slips), waited=moment - written_at(request, moment))
    held = under_way(case)
    if slips and held:
        return _show(request, case, record, (held, moment), Met(slips=slips))
    try:
        found = press_on(case, sent, knowledge(), moment)
    except MovedOn:
        assert held is not None
        fresh = under_way(case) or held
        says = _("This session went on in another window. This is where it is now.")
        return _show(request, case, record, (fresh, moment), Met(says=says))
    if found is None:
        return redirect("session", case.public_id)
    if found.barriers:
        return _show(request, case, record, (found.underway, moment), Met(found.barriers))
    if sent.press is Press.STOP:
        return redirect("session_stop", case.public_id)
    return redirect("session_now", case.public_id)


def _sent(request: HttpRequest, slips: Slips) -> Pressing:
    form = request.POST
    press = next((one for one in Press if one.value == form.get("press")), None)
    seen = form.get("seen", "")
    if press is None or not (seen.isascii() and seen.isdigit() and len(seen) <= 9):
        raise BadRequest
    cream = None
    if press is Press.TIMER_ON and "cream" in form:
        grams = optional_number(form, "grams", (0, 500), slips)
        area = optional_number(form, "area_cm2", (0.1, 2000), slips)
        cream = Cream(text_from(form, "cream", 80, slips), grams, area)
    return Pressing(press, once_from(form), int(seen), cream)


@dataclass(frozen=True, slots=True)
class Met:
    """What a press met with: barriers, a session that had moved on, slips in a field."""

    barriers: tuple[Barrier, ...] = ()
    says: str = ""
    slips: Slips = field(default_factory=dict)

    @property
    def status(self) -> int:
        """The answer's status."""
        return 422 if self.slips else 409 if self.barriers or self.says else 200


def _show(
    request: HttpRequest,
    case: Case,
    record: Record,
    at: tuple[Underway, datetime],
    met: Met = Met(),
) -> HttpResponse:
    held, moment = at
    # Shown at this instant by the same clock that a press goes by; nothing is written.
    guide = ticked(held.guide, moment, steady_s())
    stage = Stage(
        Underway(held.row, guide),
        record,
        knowledge(),
        guide.clock.last,
        met.barriers,
        met.says,
        met.slips,
    )
    told = {"stage": stage, "once": uuid4(), "typed": request.POST}
    return render(request, "treat/now.html", {**told, **frame_of(case)}, status=met.status)


@require_http_methods(GET_OR_POST)
def stop_session(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Why it is stopped; that ends it, and leads to what to do now."""
    moment = now()
    case, _record = own_case(request, case_id, moment)
    if request.method == "POST":
        id = _session_named(request)
        alarms, why = what_happened(request.POST, knowledge())
        endpoint = Endpoint.HEAVIER_BLEEDING if Why.BLEEDS in why else None
        noted = Noted(endpoint=endpoint, alarms=alarms, outcome=Outcome.STOPPED)
        row = ended_with(case, id, noted, moment, moment - written_at(request, moment))
        if row is None or not row.outcome:
            return redirect("session", case_id)
        return redirect("session_ended", case_id, row.public_id)
    held = under_way(case)
    if held is None:
        return redirect("session", case_id)
    told = {
        "held": held,
        "alarms": alarm_choices(knowledge()),
        "whys": list(Why),
        "once": uuid4(),
    }
    return render(request, "treat/stop.html", {**told, **frame_of(case)})


@require_http_methods(GET_OR_POST)
def finish_session(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What was seen and felt; with it the session goes into the record."""
    moment = now()
    case, record = own_case(request, case_id, moment)
    if request.method != "POST":
        held = under_way(case)
        if held is None or held.guide.run is not None:
            return redirect("session_now" if held else "session", case_id)
        return _show_finish(request, case, record, (held, moment), {})
    id = _session_named(request)
    slips: Slips = {}
    written = written_at(request, moment)
    noted = noted_in(request.POST, record, written, slips)
    held = under_way(case)
    if slips and held and held.row.public_id == id:
        return _show_finish(request, case, record, (held, moment), slips)
    row = ended_with(case, id, noted, moment, moment - written)
    if row is None or not row.outcome:
        return redirect("session", case_id)
    return redirect("session_ended", case_id, row.public_id)


def _session_named(request: HttpRequest) -> UUID:
    """The session that a last form is about. BadRequest when it names none."""
    try:
        return UUID(request.POST.get("session", ""))
    except ValueError:
        raise BadRequest from None


def _show_finish(
    request: HttpRequest, case: Case, record: Record, at: tuple[Underway, datetime], slips: Slips
) -> HttpResponse:
    held, moment = at
    told = {
        "held": held,
        "seen": [(one.value, words) for one, words in SEEN.items()],
        "slips": slips,
        "typed": request.POST,
        "once": uuid4(),
        "hour": f"{record.local(moment):%H:%M}",
    }
    status = 422 if slips else 200
    return render(request, "treat/finish.html", {**told, **frame_of(case)}, status=status)
