"""Sessions written down by hand: like the last one, changed, taken out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from anagen.records.record import Record
from anagen.records.session import Session
from anagen.store.models import Case
from anagen.store.rows import ChangedMeanwhile, change_record, record_of
from anagen.web.clock import now
from anagen.web.knowing import knowledge
from anagen.web.offline.moment import written_at
from anagen.web.once import once_from
from anagen.web.treat.caring import kept_devices
from anagen.web.treat.entry import zones_from
from anagen.web.treat.logged import (
    DEVICES,
    Entry,
    empty_entry,
    entry_like,
    entry_of,
    label_of,
    session_in,
    typed_in,
)
from anagen.web.treat.past import (
    SEEN,
    Past,
    find_past,
    overlapping,
    session_id,
    with_session,
    without_session,
)
from anagen.web.treat.uses import count_use, device_used, forget_use
from anagen.web.treat.views import frame_of
from anagen.web.treat.views_guide import GET_OR_POST, own_case

#: A case with its record as it was read.
Open = tuple[Case, Record]


@require_http_methods(GET_OR_POST)
def log_session(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A session like the last one, ended now: one page, one button."""
    moment = now()
    case, record = own_case(request, case_id, moment)
    if request.method == "POST":
        return _save(request, case, record, None)
    last = record.sessions[-1] if record.sessions else None
    entry = entry_like(last, record, moment) if last else empty_entry(record, moment)
    if last:
        device = {"kept_device": device_used(case, last.started)}
        entry = replace(entry, typed={**entry.typed, **device})
    return _show(request, (case, record), entry, None)


@require_http_methods(GET_OR_POST)
def edit_session(request: HttpRequest, case_id: UUID, past_id: str) -> HttpResponse:
    """A session in the record, to be put right."""
    moment = now()
    case, record = own_case(request, case_id, moment)
    found = find_past(record, past_id)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _save(request, case, record, found)
    entry = entry_of(found.session, record)
    device = {"kept_device": device_used(case, found.session.started)}
    return _show(request, (case, record), replace(entry, typed={**entry.typed, **device}), found)


@require_http_methods(GET_OR_POST)
def delete_session(request: HttpRequest, case_id: UUID, past_id: str) -> HttpResponse:
    """Says what will be lost; takes the session out once that is confirmed."""
    moment = now()
    case, record = own_case(request, case_id, moment)
    found = find_past(record, past_id)
    if request.method == "POST":
        with transaction.atomic():
            change_record(case_id, lambda one: without_session(one, past_id), moment)
            if found is not None:
                forget_use(case, found.session.started)
        messages.success(request, _("The session has been deleted."))
        return redirect("session", case_id)
    if found is None:
        raise Http404
    return render(request, "treat/delete.html", {"past": found, **frame_of(case)})


def _save(request: HttpRequest, case: Case, record: Record, before: Past | None) -> HttpResponse:
    moment, form = now(), request.POST
    once_from(form)
    seen = form.get("seen", "")
    if not (seen.isascii() and seen.isdigit() and len(seen) <= 9):
        raise BadRequest
    written = written_at(request, moment)
    read = session_in(form, record, written, before.session if before else None)
    if isinstance(read, Entry):
        return _show(request, (case, record), read, before, 422)
    old = before.id if before else ""
    clash = overlapping(record, read, old)
    if clash is not None and clash != read:
        return _show(request, (case, record), _clashing(request, record, clash), before, 422)
    if clash is None:
        try:
            _write(case, form.get("kept_device", ""), (read, before), int(seen), moment)
        except ChangedMeanwhile:
            entry = Entry(typed_in(form), zones_from(form), {})
            return _overtaken(request, case, entry, before, moment)
    messages.success(request, _("The session is in your record."))
    return redirect("session_past", case.public_id, session_id(read))


def _write(
    case: Case, device: str, session: tuple[Session, Past | None], seen: int, moment: datetime
) -> None:
    read, before = session
    old = before.id if before else ""

    def change(record: Record) -> Record:
        if overlapping(record, read, old):
            raise ChangedMeanwhile
        return with_session(record, read, old)

    with transaction.atomic():
        # A new session takes nothing away, so it may be sent late; a correction must be of what
        # is there now.
        change_record(case.public_id, change, moment, seen if before else None)
        if before is not None:
            forget_use(case, before.session.started)
        count_use(case, device, read.started)


def _clashing(request: HttpRequest, record: Record, other: Session) -> Entry:
    from_, to = record.local(other.started), record.local(other.ended)
    says = _("Another session of that day ran from %(from)s to %(to)s. Two cannot overlap.") % {
        "from": f"{from_:%H:%M}",
        "to": f"{to:%H:%M}",
    }
    return Entry(typed_in(request.POST), zones_from(request.POST), {"from": says})


def _overtaken(
    request: HttpRequest, case: Case, entry: Entry, before: Past | None, moment: datetime
) -> HttpResponse:
    """The record moved on in another window: what was typed stays, with the newest version."""
    case.refresh_from_db()
    record = record_of(case, moment)
    return _show(request, (case, record), entry, before, 409)


def _show(
    request: HttpRequest, at: Open, entry: Entry, before: Past | None, status: int = 200
) -> HttpResponse:
    case, record = at
    devices = [one for one in kept_devices(case, record, knowledge()) if not one.device.retired_on]
    told = {
        "entry": entry,
        "checks": [(name, label_of(name), says) for name, says in entry.slips.items()],
        "before": before,
        "like_last": before is None and bool(record.sessions),
        "kinds": [(one.value, name) for one, name in DEVICES.items()],
        "seen_words": [(one.value, words) for one, words in SEEN.items()],
        "devices": devices,
        "is_overtaken": status == 409,
        "once": uuid4(),
    }
    return render(request, "treat/log.html", {**told, **frame_of(case)}, status=status)
