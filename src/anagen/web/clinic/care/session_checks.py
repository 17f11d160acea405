"""What stands in the way of a session as it was typed: limits, lots, consents, the advice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.utils.translation import gettext

from anagen.knowledge.limit import Guardrail, Within
from anagen.records.answers import Answer, Value
from anagen.records.record import Record
from anagen.records.words import Setting, Who
from anagen.store.clinics.models import Clinic
from anagen.store.models import Case
from anagen.store.procedures.models import Lot
from anagen.web.clinic.care.clearance import Block, Clearance, clearance_of, consent_block
from anagen.web.clinic.care.consent_texts import Kind
from anagen.web.clinic.care.drafts import Draft, NamedLot
from anagen.web.clinic.care.finding import zone_of
from anagen.web.knowing import knowledge

MINUTE = timedelta(minutes=1)


def clearance_as_done(
    draft: Draft, case: Case, clinic: Clinic, record: Record, now: datetime
) -> Clearance:
    """Whether this very session is covered: the advice is asked with what was really used."""
    clearance = clearance_of(case, clinic, as_done(record, draft, now), now)
    more = (*limit_blocks(draft, record), *_lot_blocks(draft, clinic))
    plasma = clearance.states[Kind.PLASMA]
    if draft.plasma and not plasma.is_given:
        more = (*more, consent_block(plasma))
    return replace(clearance, blocks=(*clearance.blocks, *more))


def as_done(record: Record, draft: Draft, now: datetime) -> Record:
    """The record with the answers about the plan as they turned out."""
    told: dict[str, Value] = {
        "device_kind": draft.kind.value,
        "needle_mm": draft.session.deepest_mm,
        "numbing_planned": draft.cream is not None,
        "prp_wanted": draft.plasma is not None,
    }
    cream = draft.cream
    if cream and cream.on and cream.off:
        told["numbing_minutes"] = (cream.off - cream.on) / MINUTE
    if cream and cream.grams is not None:
        told["numbing_grams"] = cream.grams
    asked = {id: value for id, value in told.items() if id in knowledge().questions}
    answers = {id: Answer(value, now, Who.OTHER) for id, value in asked.items()}
    return replace(record, answers={**record.answers, **answers})


def limit_blocks(draft: Draft, record: Record) -> Iterator[Block]:
    """Depth, passes, rest and numbing cream against the limits; each worst case is said once."""
    deepest = draft.session.deepest_mm
    yield from _limit("needle_mm", deepest, _rail("needle_mm", draft))
    most = max(zone.passes for zone in draft.zones)
    yield from _limit("passes", most, _rail("passes", draft, deepest))
    yield from _rest(draft, record)
    cream = draft.cream
    if cream and cream.on and cream.off:
        minutes = (cream.off - cream.on) / MINUTE
        yield from _beyond("numbing_minutes", minutes, _rail("numbing_minutes", draft))
    if cream and cream.grams is not None:
        yield from _beyond("numbing_grams", cream.grams, _rail("numbing_grams", draft))


def _rail(quantity: str, draft: Draft, depth_mm: float | None = None) -> Guardrail:
    rail = knowledge().guardrail(quantity, Setting.CLINIC, draft.kind, depth_mm)
    assert rail is not None, quantity
    return rail


def _limit(quantity: str, value: float, rail: Guardrail) -> Iterator[Block]:
    stands = rail.stands(value)
    if stands is Within.BEYOND_ABSOLUTE:
        yield from _beyond(quantity, value, rail)
    elif stands is Within.BEYOND_RECOMMENDED:
        says = gettext("%(what)s %(value)s: we recommend %(least)s to %(most)s %(unit)s.")
        yield Block(
            f"{quantity}_unusual",
            says
            % {
                "what": _name(quantity),
                "value": f"{value:g}",
                "least": f"{rail.recommended_least:g}",
                "most": f"{rail.recommended_most:g}",
                "unit": _unit(rail),
            },
            gettext("A clinician may decide otherwise, inside the limit, in writing."),
            may_override=True,
        )


def _beyond(quantity: str, value: float, rail: Guardrail) -> Iterator[Block]:
    if rail.stands(value) is not Within.BEYOND_ABSOLUTE:
        return
    yield Block(
        quantity,
        gettext("%(what)s %(value)s lies outside the limit of %(least)s to %(most)s %(unit)s.")
        % {
            "what": _name(quantity),
            "value": f"{value:g}",
            "least": f"{rail.least:g}",
            "most": f"{rail.most:g}",
            "unit": _unit(rail),
        },
        gettext("Nobody can decide against this limit. Check the figure."),
    )


def _rest(draft: Draft, record: Record) -> Iterator[Block]:
    """The days to the nearest other session, before or after, by the depth of both."""
    day = record.local_day(draft.started)
    apart = [(abs((day - record.local_day(one.ended)).days), one) for one in record.sessions]
    if not apart:
        return
    days, nearest = min(apart, key=lambda pair: pair[0])
    depths = (nearest.deepest_mm, draft.session.deepest_mm)
    rails = [_rail("gap_days", draft, depth) for depth in depths]
    rail = max(rails, key=lambda one: (one.least, one.recommended_least))
    if days < rail.least:
        yield from _beyond("gap_days", days, rail)
    elif days < rail.recommended_least:
        yield from _limit("gap_days", days, rail)


def _name(quantity: str) -> str:
    return {
        "needle_mm": gettext("Depth"),
        "passes": gettext("Passes"),
        "gap_days": gettext("Rest between two sessions"),
        "numbing_minutes": gettext("Time of the numbing cream"),
        "numbing_grams": gettext("Amount of numbing cream"),
    }[quantity]


def _unit(rail: Guardrail) -> str:
    words = {"days": gettext("days"), "passes": gettext("passes"), "minutes": gettext("minutes")}
    return words.get(rail.unit, rail.unit)


def _lot_blocks(draft: Draft, clinic: Clinic) -> Iterator[Block]:
    # The last day on a box is a day of the clinic's own clock, wherever the computer stands.
    day = draft.started.astimezone(zone_of(clinic)).date()
    yield from _lot(draft.lot, clinic, day)
    if draft.plasma:
        yield from _lot(draft.plasma.tube, clinic, day)


def _lot(named: NamedLot, clinic: Clinic, day: date) -> Iterator[Block]:
    kept = lot_in_stock(named, clinic)
    expiry = kept.expiry if kept and kept.expiry else named.expiry
    if kept and kept.recalled:
        yield Block(
            "lot_recalled",
            gettext("Lot %(lot)s has been recalled.") % {"lot": named.number},
            gettext("Do not use it. Take another box, and put this one aside."),
        )
    if expiry is None:
        yield Block(
            "lot_expiry",
            gettext("Nobody wrote down until when lot %(lot)s may be used.")
            % {"lot": named.number},
            gettext("Read the day on the box and write it beside the lot."),
        )
    elif expiry < day:
        yield Block(
            "lot_expired",
            gettext("Lot %(lot)s could be used until %(day)s.")
            % {"lot": named.number, "day": expiry.isoformat()},
            gettext("Do not use it. Take another box."),
        )
    if kept and named.expiry and kept.expiry and named.expiry != kept.expiry:
        yield Block(
            "lot_mismatch",
            gettext("The stock says that lot %(lot)s can be used until %(day)s.")
            % {"lot": named.number, "day": kept.expiry.isoformat()},
            gettext("Look at the box again. One of the two days is wrong."),
        )


def lot_in_stock(named: NamedLot, clinic: Clinic) -> Lot | None:
    """The row of a lot: of one number under several names, the item that was named.

    A recalled one comes first, so that a recall is never missed because of another name.
    """
    found = list(clinic.lots.filter(number__iexact=named.number))
    found.sort(key=lambda one: (not one.recalled, one.item != named.item, one.pk))
    return found[0] if found else None
