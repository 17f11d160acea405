"""Writes a session down: the procedure, the record and the stock in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from anagen import __version__
from anagen.records.record import Record
from anagen.records.writing import plain
from anagen.store.audit.actions import Action
from anagen.store.audit.noting import note
from anagen.store.clinics.models import Clinic, Member, Patient
from anagen.store.procedures.models import Lot, Override, Plasma, Procedure
from anagen.store.rows import change_record
from anagen.web.clinic.care.clearance import Clearance
from anagen.web.clinic.care.consent_texts import Kind
from anagen.web.clinic.care.drafts import Draft, NamedLot, PlasmaDraft
from anagen.web.clinic.care.session_checks import lot_in_stock


@dataclass(frozen=True, slots=True)
class Signed:
    """A decision against the advice: why, by whom, and how they showed who they are."""

    reason: str
    by: Member
    with_what: str


@dataclass(frozen=True, slots=True)
class Writing:
    """All that one session is written from."""

    draft: Draft
    patient: Patient
    clearance: Clearance
    signed: Signed | None
    now: datetime
    once: UUID
    seen: int


def write_session(writing: Writing) -> Procedure:
    """The session, saved whole or not at all. Raises ChangedMeanwhile for an old form."""
    draft, patient = writing.draft, writing.patient
    assert writing.clearance.is_clear or (writing.clearance.may_override and writing.signed)
    with transaction.atomic():
        change_record(
            patient.case.public_id,
            lambda record: _with_session(record, draft),
            writing.now,
            writing.seen,
        )
        lot = used(draft.lot, patient.clinic)
        consent = writing.clearance.states[Kind.MICRONEEDLING].consent
        assert consent is not None
        assert lot.expiry is not None
        made = Procedure.objects.create(
            public_id=writing.once,
            case=patient.case,
            clinic=patient.clinic,
            at=draft.started,
            ended=draft.ended,
            written=writing.now,
            operator=draft.operator,
            device=draft.device,
            lot=lot,
            lot_number=lot.number,
            lot_expiry=lot.expiry,
            needle_mm=draft.needle_mm,
            deepest_mm=draft.session.deepest_mm,
            zones=plain(draft.zones),
            cream=draft.cream.product if draft.cream else "",
            cream_grams=draft.cream.grams if draft.cream else None,
            cream_on=draft.cream.on if draft.cream else None,
            cream_off=draft.cream.off if draft.cream else None,
            antiseptic=draft.antiseptic,
            endpoint=draft.endpoint.value,
            pain=draft.pain,
            consent=consent,
            override=_override(writing),
            plasma=_plasma(writing, draft.plasma) if draft.plasma else None,
            knowledge=writing.clearance.advice.knowledge,
        )
        note(Action.WRITE, patient.case.public_id, f"procedure lot={lot.pk}")
        return made


def _with_session(record: Record, draft: Draft) -> Record:
    sessions = sorted((*record.sessions, draft.session), key=lambda one: one.started)
    return replace(record, sessions=tuple(sessions))


def used(named: NamedLot, clinic: Clinic) -> Lot:
    """The lot's row with one fewer left. A lot that the stock does not know is added to it."""
    kept = lot_in_stock(named, clinic)
    if kept is None:
        return Lot.objects.create(
            clinic=clinic, item=named.item, number=named.number, expiry=named.expiry
        )
    if kept.expiry is None:
        kept.expiry = named.expiry
        kept.save(update_fields=["expiry"])
    left = Lot.objects.filter(pk=kept.pk, quantity_left__gt=0)
    left.update(quantity_left=F("quantity_left") - 1)
    return kept


def _override(writing: Writing) -> Override | None:
    signed, clearance = writing.signed, writing.clearance
    if signed is None or clearance.is_clear:
        return None
    made = Override.objects.create(
        case=writing.patient.case,
        clinic=writing.patient.clinic,
        at=writing.now,
        by=signed.by,
        verdict=clearance.advice.verdict.word,
        until=clearance.advice.until,
        against=[{"code": one.code, "says": one.says} for one in clearance.blocks],
        reason=signed.reason,
        signed_with=signed.with_what,
        knowledge=clearance.advice.knowledge,
        code_version=__version__,
    )
    note(Action.OVERRIDE, writing.patient.case.public_id, f"verdict={made.verdict}")
    return made


def _plasma(writing: Writing, plasma: PlasmaDraft) -> Plasma:
    tube = used(plasma.tube, writing.patient.clinic)
    consent = writing.clearance.states[Kind.PLASMA].consent
    assert consent is not None
    assert tube.expiry is not None
    return Plasma.objects.create(
        case=writing.patient.case,
        clinic=writing.patient.clinic,
        at=writing.draft.ended,
        tube_lot=tube,
        tube_number=tube.number,
        tube_expiry=tube.expiry,
        drawn_ml=plasma.drawn_ml,
        yield_ml=plasma.yield_ml,
        spins=[{"g": g, "minutes": minutes} for g, minutes in plasma.spins],
        platelet_factor=plasma.platelet_factor,
        sites=[zone.value for zone in plasma.sites],
        consent=consent,
        first_check=plasma.first_check,
        second_check=plasma.second_check,
    )
