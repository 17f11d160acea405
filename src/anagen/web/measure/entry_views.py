"""Counts, events and medicines by hand: put in, corrected, deleted once that is confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anagen.records.event import Event
from anagen.records.measurement import Measurement
from anagen.records.record import Record
from anagen.records.treatment import Treatment
from anagen.records.words import EventKind
from anagen.store.models import Case
from anagen.store.rows import ChangedMeanwhile, change_record, record_of
from anagen.web.clock import now
from anagen.web.measure import entry_forms as forms
from anagen.web.measure.event_words import KINDS
from anagen.web.measure.fields import Choice, Form, capitalised
from anagen.web.measure.happened import (
    Entry,
    entry_id,
    entry_named,
    holds,
    with_entry,
    without_entry,
)
from anagen.web.measure.reader import Typed, typed_in
from anagen.web.measure.seen import seen_version
from anagen.web.opening import find_case


@dataclass(frozen=True, slots=True)
class Desk:
    """The record that a form writes to, as it stands now."""

    request: HttpRequest
    case: Case
    record: Record
    now: datetime

    @property
    def today(self) -> date:
        """The person's own day."""
        return self.record.local_day(self.now)

    def show(self, template: str, form: Form, status: int = 200, **more: object) -> HttpResponse:
        """A page with a form on it, as it stands."""
        page = {
            "form": form,
            "case_id": self.case.public_id,
            "version": self.case.version,
            "place": "progress",
            **more,
        }
        return render(self.request, f"measure/{template}.html", page, status=status)

    def keep(self, entry: Entry, instead_of: str = "") -> Desk | None:
        """Keeps an entry; or the record as it stands now, when it moved on in between.

        A form that was sent twice finds its own entry there, and that is no conflict.
        """
        seen = seen_version(self.request.POST)
        try:
            change_record(
                self.case.public_id, lambda one: with_entry(one, entry, instead_of), self.now, seen
            )
        except ChangedMeanwhile:
            fresh = desk(self.request, self.case.public_id)
            return None if holds(fresh.record, entry) else fresh
        return None


def desk(request: HttpRequest, case_id: UUID) -> Desk:
    """The record of an address, ready to be written to."""
    case, moment = find_case(request, case_id), now()
    return Desk(request, case, record_of(case, moment), moment)


def kind_choices() -> list[Choice]:
    """The kinds of events to choose from."""
    return [Choice(kind.value, capitalised(str(KINDS[kind]))) for kind in EventKind]


@require_http_methods(["GET", "HEAD", "POST"])
def measurement_add(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A form for a count made by hand or with another tool."""
    at = desk(request, case_id)
    if request.method != "POST":
        return at.show("count", Form(forms.COUNT, _next_count(at)))
    return _read_count(at, None)


def _next_count(at: Desk) -> Typed:
    """The form before anything is typed: counted as last time, today."""
    day = forms.typed_day(at.today)
    if not at.record.measurements:
        return {"pictures": "3", **day}
    last = at.record.measurements[-1]
    return {**forms.typed_count(last, at.today), "hair_count": "", **day}


@require_http_methods(["GET", "HEAD", "POST"])
def measurement(request: HttpRequest, case_id: UUID, entry: str) -> HttpResponse:
    """Corrects a count."""
    at = desk(request, case_id)
    kept = _entry(at, entry, Measurement)
    if request.method != "POST":
        typed = forms.typed_count(kept, at.record.local_day(kept.at))
        return at.show("count", Form(forms.COUNT, typed), entry=entry)
    return _read_count(at, kept)


def _read_count(at: Desk, before: Measurement | None) -> HttpResponse:
    typed = typed_in(at.request.POST, forms.COUNT)
    read = forms.read_count(typed, at.record, at.now, before)
    name = entry_id(before) if before else ""
    if read.entry is None:
        return at.show("count", Form(forms.COUNT, typed, read.slips), 422, entry=name)
    fresh = at.keep(read.entry, name)
    if fresh is not None:
        form = Form(forms.COUNT, typed, is_overtaken=True)
        return fresh.show("count", form, 409, entry=name)
    messages.success(at.request, _("The count is kept."))
    return redirect("progress", at.case.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def event_add(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A form for something that changes how hair looks or falls."""
    at = desk(request, case_id)
    if request.method != "POST":
        form = Form(forms.EVENT, forms.typed_day(at.today))
        return at.show("event", form, kinds=kind_choices())
    typed = typed_in(request.POST, forms.EVENT)
    read = forms.read_event(typed, at.today)
    if read.entry is None:
        form = Form(forms.EVENT, typed, read.slips)
        return at.show("event", form, 422, kinds=kind_choices())
    fresh = at.keep(read.entry)
    if fresh is not None:
        form = Form(forms.EVENT, typed, is_overtaken=True)
        return fresh.show("event", form, 409, kinds=kind_choices())
    messages.success(request, _("Kept. It stands on the line of time now."))
    return redirect("progress", case_id)


@require_http_methods(["GET", "HEAD", "POST"])
def treatments(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The list of medicines and treatments, and a form for one more."""
    at = desk(request, case_id)
    if request.method != "POST":
        return at.show("treatments", Form(forms.TREATMENT, {}), **_medicines(at))
    typed = typed_in(request.POST, forms.TREATMENT)
    read = forms.read_treatment(typed, at.today)
    if read.entry is None:
        form = Form(forms.TREATMENT, typed, read.slips)
        return at.show("treatments", form, 422, **_medicines(at))
    fresh = at.keep(read.entry)
    if fresh is not None:
        form = Form(forms.TREATMENT, typed, is_overtaken=True)
        return fresh.show("treatments", form, 409, **_medicines(fresh))
    messages.success(request, _("Kept. The advice takes it into account from now on."))
    return redirect("treatments", case_id)


def _medicines(at: Desk) -> Mapping[str, Any]:
    named = [(entry_id(one), one) for one in at.record.treatments]
    return {
        "running": [(id, one) for id, one in named if one.is_running(at.today)],
        "stopped": [(id, one) for id, one in named if not one.is_running(at.today)],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def treatment_stop(request: HttpRequest, case_id: UUID, entry: str) -> HttpResponse:
    """Writes down the last day of a medicine. Whether to stop is not decided here."""
    at = desk(request, case_id)
    kept = _entry(at, entry, Treatment)
    if request.method != "POST":
        form = Form(forms.STOP, forms.typed_day(kept.stopped or at.today))
        return at.show("stop", form, treatment=kept)
    typed = typed_in(request.POST, forms.STOP)
    read = forms.read_stop(typed, at.today, kept)
    if read.entry is None:
        return at.show("stop", Form(forms.STOP, typed, read.slips), 422, treatment=kept)
    fresh = at.keep(read.entry, entry)
    if fresh is not None:
        return fresh.show("stop", Form(forms.STOP, typed, is_overtaken=True), 409, treatment=kept)
    messages.success(request, _("The last day is kept."))
    return redirect("treatments", case_id)


@require_http_methods(["GET", "HEAD", "POST"])
def measurement_delete(request: HttpRequest, case_id: UUID, entry: str) -> HttpResponse:
    """Deletes a count, once that is confirmed."""
    return _delete(request, case_id, entry, "progress")


@require_http_methods(["GET", "HEAD", "POST"])
def event_delete(request: HttpRequest, case_id: UUID, entry: str) -> HttpResponse:
    """Deletes an event, once that is confirmed."""
    return _delete(request, case_id, entry, "progress")


@require_http_methods(["GET", "HEAD", "POST"])
def treatment_delete(request: HttpRequest, case_id: UUID, entry: str) -> HttpResponse:
    """Deletes a medicine that was listed by mistake, once that is confirmed."""
    return _delete(request, case_id, entry, "treatments")


def _delete(request: HttpRequest, case_id: UUID, entry: str, back_to: str) -> HttpResponse:
    at = desk(request, case_id)
    if request.method == "POST":
        change_record(case_id, lambda one: without_entry(one, entry), at.now)
        messages.success(request, _("Deleted."))
        return redirect(back_to, case_id)
    kept = entry_named(at.record, entry)
    if kept is None:
        raise Http404
    kind = {Measurement: "count", Event: "event", Treatment: "treatment"}[type(kept)]
    day = at.record.local_day(kept.at) if isinstance(kept, Measurement) else None
    title = capitalised(str(KINDS[kept.kind])) if isinstance(kept, Event) else ""
    told = {"kind": kind, "kept": kept, "day": day, "title": title, "back_to": back_to}
    return at.show("entry_delete", Form({}, {}), 200, **told)


def _entry(at: Desk, id: str, kind: type[Any]) -> Any:
    kept = entry_named(at.record, id)
    if not isinstance(kept, kind):
        raise Http404
    return kept
