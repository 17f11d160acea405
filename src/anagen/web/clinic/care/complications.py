"""Problems that patients report: they land on the session that came before, and stay open.

A check-in opens one when the advice says that somebody should look: within two weeks, the same
day, or now. Staff ring, write down what was said, and close it with what came of it.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from anagen.care.advise import advise
from anagen.records.answers import Answer
from anagen.records.report import Report
from anagen.records.words import Triage
from anagen.store.audit.actions import Action
from anagen.store.audit.noting import note
from anagen.store.clinics.models import Patient
from anagen.store.models import Case
from anagen.store.procedures.models import Call, Complication, Procedure
from anagen.store.rows import record_of
from anagen.web.clinic.care.finding import find_patient, member_of, zone_of
from anagen.web.clinic.care.session_form import LONGEST_TEXT, Reader
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.look.templatetags.languages import translated
from anagen.web.once import once_from

#: From here on somebody has to look, and so a clinic has to know.
OPENS = Triage.WITHIN_TWO_WEEKS
#: What came of a problem, as it is counted later.
OUTCOMES = {
    "healed": _("Healed, nothing stayed"),
    "treated": _("Treated here, healed"),
    "referred": _("Sent to another doctor or a hospital"),
    "mark_stayed": _("Something stayed: a scar, a lump or a change of colour"),
    "no_complication": _("Nothing was wrong"),
    "unreachable": _("The patient could not be reached after several tries"),
}


def after_check_in(_request: HttpRequest, case: Case, report: Report) -> None:
    """Opens a problem for a check-in that somebody has to look at. Runs where it is kept."""
    patient = Patient.objects.select_related("clinic").filter(case=case).first()
    if patient is None:  # at home there is no clinic to tell
        return
    moment = max(report.at, now())
    record = record_of(case, moment)
    # What was answered elsewhere before does not speak against what is reported now.
    others = {id: one for id, one in record.answers.items() if id not in report.signs}
    advice = advise(replace(record, answers=others), knowledge(), moment)
    if advice.triage is None or advice.triage < OPENS:
        return
    last = Procedure.objects.filter(case=case, at__lte=report.at).order_by("-at").first()
    made, is_new = Complication.objects.get_or_create(
        case=case,
        report_at=report.at,
        defaults={
            "clinic": patient.clinic,
            "procedure": last,
            "triage": advice.triage.word,
            "signs": signs_of(report),
        },
    )
    if is_new:
        note(Action.WRITE, case.public_id, f"complication triage={made.triage}")


def signs_of(report: Report) -> list[str]:
    """What was reported, as codes: question=answer. What was denied is left out.

    What was ticked in a list stands first, then what was chosen: the signs before the rest.
    """
    ordered = sorted(report.signs.items(), key=lambda one: not isinstance(one[1].value, tuple))
    return [code for id, answer in ordered for code in _codes(id, answer)]


def _codes(id: str, answer: Answer) -> list[str]:
    value = answer.value
    if isinstance(value, tuple):
        return [f"{id}={word}" for word in value]
    if value is True:
        return [f"{id}=yes"]
    return [f"{id}={value}"] if isinstance(value, str | float | int) and value is not False else []


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, case_id: UUID, problem_id: UUID) -> HttpResponse:
    """A problem: what was reported, every call, and the two forms to go on with."""
    patient = find_patient(request, case_id)
    problem = _found(patient.case, problem_id)
    reader = Reader(request.POST, zone_of(patient.clinic), now())
    if request.method == "POST" and not problem.is_open:
        messages.warning(request, gettext("This problem was closed meanwhile. Nothing was added."))
        return redirect("problem", case_id, problem_id)
    if request.method == "POST":
        act = _close if request.POST.get("act") == "close" else _call
        if act(request, problem, reader):
            return redirect("problem", case_id, problem_id)
    page = {
        "place": "patients",
        "case_id": case_id,
        "patient": patient,
        "problem": problem,
        "calls": problem.calls.select_related("by"),
        "outcomes": list(OUTCOMES.items()),
        "outcome_says": OUTCOMES.get(problem.outcome, ""),
        "signs": signs_in_words(problem),
        "typed": request.POST,
        "slips": reader.slips,
        "zone": patient.clinic.timezone,
        "once": request.POST.get("once") or uuid4(),
    }
    return render(request, "care/problem.html", page, status=422 if reader.slips else 200)


def _found(case: Case, problem_id: UUID) -> Complication:
    found = Complication.objects.select_related("procedure__lot", "procedure__device", "closed_by")
    return get_object_or_404(found, case=case, public_id=problem_id)


def _call(request: HttpRequest, problem: Complication, reader: Reader) -> bool:
    reached = reader.choice(
        "reached", {"yes": 1, "no": 0}, gettext("Say whether somebody answered.")
    )
    said = reader.text("said", LONGEST_TEXT)
    if reached == "yes" and not said:
        reader.slips["said"] = gettext("Write what was said and agreed.")
    if reader.slips:
        return False
    once = once_from(request.POST)
    try:
        with transaction.atomic():
            Call.objects.create(
                public_id=once,
                case=problem.case,
                complication=problem,
                at=reader.now,
                by=member_of(request),
                reached=reached == "yes",
                said=said,
            )
            note(Action.WRITE, problem.case.public_id, f"call reached={reached}")
    except IntegrityError:  # the form was sent twice
        return True
    messages.success(request, gettext("The call has been written down."))
    return True


def _close(request: HttpRequest, problem: Complication, reader: Reader) -> bool:
    outcome = reader.choice("outcome", OUTCOMES, gettext("Choose what came of it."))
    words = reader.text("closing", LONGEST_TEXT)
    if len(words) < 3:
        reader.slips["closing"] = gettext("Write in a few words what was seen or agreed.")
    if not problem.calls.exists():
        reader.slips["outcome"] = gettext("Write a call down first: nobody has asked yet.")
    if reader.slips:
        return False
    with transaction.atomic():
        still_open = Complication.objects.filter(pk=problem.pk, closed_at=None)
        if still_open.update(
            closed_at=reader.now, closed_by=member_of(request), outcome=outcome, closing_words=words
        ):
            note(Action.WRITE, problem.case.public_id, f"complication closed={outcome}")
    messages.success(request, gettext("Closed."))
    return True


def signs_in_words(problem: Complication) -> list[str]:
    """What was reported, in the words of its questions."""
    return [spoken(code) for code in problem.signs]


def spoken(code: str) -> str:
    """One sign in words: the choice that was ticked, or the question with its answer."""
    id, _sign, value = code.partition("=")
    question = knowledge().questions.get(id)
    if question is None:
        return code
    for choice in question.choices:
        if choice.id == value:
            return translated(choice.says)
    return f"{translated(question.ask)} {value}"
