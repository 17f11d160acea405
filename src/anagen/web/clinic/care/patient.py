"""The page of one patient: the timeline, and beside it what holds now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from anagen.knowledge.library import Knowledge
from anagen.records.record import Record
from anagen.records.words import Verdict, Zone
from anagen.store.clinics.models import Patient
from anagen.store.rows import record_of
from anagen.web.clinic.care.clearance import Clearance, clearance_of
from anagen.web.clinic.care.finding import find_patient
from anagen.web.clinic.care.timeline import SHOWN, Entry, timeline
from anagen.web.clinic.desk.statements import statement_of
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.look.templatetags.languages import translated
from anagen.web.screen.said import said
from anagen.web.treat.scalp_map import Look, Marks, ScalpMap, scalp_map

#: What stands under the patient's code: these answers, where they are known.
ABOUT = ("birth_year", "sex", "hair_loss")
MOST_CAUTIONS = 6


@dataclass(frozen=True)
class PatientPage:
    """One patient at one moment."""

    patient: Patient
    record: Record
    clearance: Clearance
    entries: list[Entry]
    known: Knowledge
    now: datetime

    @property
    def about(self) -> str:
        """Who this is in one line, as far as it was answered."""
        told = [
            translated(said(self.known.questions[id], answer))
            for id in ABOUT
            if id in self.known.questions and (answer := self.record.answers.get(id)) is not None
        ]
        minoxidil = self.record.answers.get("minoxidil")
        if minoxidil is not None and minoxidil.value == "now":
            told.append(gettext("uses minoxidil"))
        concern = self.record.concern
        grade = f"{concern.scale} {concern.grade}".strip() if concern else ""
        return " · ".join([*told, grade] if grade else told)

    @property
    def cautions(self) -> list[str]:
        """What does not stand in the way and is still worth knowing before a session."""
        notes = [one for one in self.clearance.advice.reasons if one.verdict is Verdict.PROCEED]
        return [translated(one.title) for one in notes[:MOST_CAUTIONS]]

    @property
    def treated(self) -> ScalpMap | None:
        """Where this patient has been needled so far; None before the first session."""
        deepest: dict[Zone, float] = {}
        for session in self.record.sessions:
            for one in session.zones:
                deepest[one.zone] = max(one.depth_mm, deepest.get(one.zone, 0.0))
        if not deepest:
            return None
        return scalp_map(Marks(dict.fromkeys(deepest, Look.DONE), depths_mm=deepest), "treated")

    @property
    def sessions_say(self) -> str:
        """How many sessions there were."""
        return gettext("Sessions so far: %(n)d") % {"n": len(self.record.sessions)}


@require_safe
def patient(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The timeline of a patient."""
    found, moment = find_patient(request, case_id), now()
    record = record_of(found.case, moment)
    clearance = clearance_of(found.case, found.clinic, record, moment)
    entries = timeline(found.case, record)
    shows_all = "all" in request.GET
    page = {
        "place": "patients",
        "case_id": case_id,
        "patient": found,
        "page": PatientPage(found, record, clearance, entries, knowledge(), moment),
        "entries": entries if shows_all else entries[:SHOWN],
        "more": 0 if shows_all else max(len(entries) - SHOWN, 0),
        "statement": statement_of(found),
        "zone": found.clinic.timezone,
        "once": uuid4(),
    }
    return render(request, "care/patient.html", page)
