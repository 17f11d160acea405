"""Faults in what was recorded of the last session, held against the limits.

A fault says what to do otherwise next time. It carries no verdict of its own: what follows for
today is settled by the skin, the rest since then, and the needles at hand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from anagen.care.case import Case
from anagen.care.judgement import Reason, reason_from
from anagen.care.treat.holds import latest_end
from anagen.care.treat.last import event_of, recorded_sessions
from anagen.care.treat.spoken import counted, hold_length, time_passed
from anagen.knowledge.fact import Basis
from anagen.knowledge.hold import LeaveOff
from anagen.knowledge.limit import Guardrail, Within
from anagen.knowledge.reckoning import Reckoning
from anagen.records.session import Anaesthetic, Applied, Session
from anagen.records.words import Endpoint, Setting, Step, Verdict

MINUTE = timedelta(minutes=1)
#: What people write for too much pressure.
HARD = {"hard", "heavy", "strong"}
SEEN = {
    Endpoint.PINPOINT_BLEEDING: "pinpoint bleeding",
    Endpoint.HEAVIER_BLEEDING: "more than pinpoint bleeding",
}


def technique_faults(case: Case) -> tuple[Reason, ...]:
    """What was done otherwise than it should be in the last session on record."""
    sessions = recorded_sessions(case)
    if not sessions:
        return ()
    return tuple(fault for check in CHECKS for fault in check(sessions[-1], case))


def _depth(session: Session, case: Case) -> Iterator[Reason]:
    rail = _rail("needle_mm", session, case)
    if rail and rail.stands(session.deepest_mm) is Within.BEYOND_ABSOLUTE:
        found = f"{session.deepest_mm:g} mm"
        yield _fault("fault_too_deep", case, _sources(rail), found=found, limit=f"{rail.most:g} mm")


def _gap(session: Session, case: Case) -> Iterator[Reason]:
    """Days between this session and the one before it, by the person's own calendar."""
    before = [one for one in recorded_sessions(case) if one.ended < session.started]
    if not before:
        return
    sooner = before[-1]
    days = (case.record.local_day(session.started) - case.record.local_day(sooner.ended)).days
    rails = [_rail("gap_days", session, case, one.deepest_mm) for one in (sooner, session)]
    rail = max((one for one in rails if one), key=lambda one: one.least, default=None)
    if rail and days < rail.least:
        limit = counted(rail.least, "day")
        yield _fault(
            "fault_too_soon", case, _sources(rail), found=counted(days, "day"), limit=limit
        )


def _passes(session: Session, case: Case) -> Iterator[Reason]:
    most = max((zone.passes for zone in session.zones), default=0)
    rail = _rail("passes", session, case, session.deepest_mm)
    if rail and most > rail.most:
        limit = f"{rail.most:g}"
        yield _fault("fault_passes", case, _sources(rail), found=f"{most} passes", limit=limit)


def _pressure(session: Session, case: Case) -> Iterator[Reason]:
    if session.pressure.casefold().strip() in HARD:
        yield _fault("fault_pressed_hard", case)


def _endpoint(session: Session, case: Case) -> Iterator[Reason]:
    if session.endpoint not in SEEN:
        return
    if session.setting is Setting.HOME:
        yield _fault("fault_blood_at_home", case, found=SEEN[session.endpoint])
    elif session.endpoint is Endpoint.HEAVIER_BLEEDING:
        yield _fault("fault_heavy_bleeding", case)


def _needles(session: Session, case: Case) -> Iterator[Reason]:
    rail = _rail("needle_uses", session, case)
    if rail and session.uses is not None and session.uses > rail.most:
        found, limit = f"{session.uses}", f"{rail.most:g}"
        yield _fault("fault_worn_needles", case, _sources(rail), found=found, limit=limit)


def _numbing(session: Session, case: Case) -> Iterator[Reason]:
    if session.anaesthetic:
        for check in NUMBING:
            yield from check(session.anaesthetic, session, case)


def _numbing_minutes(cream: Anaesthetic, session: Session, case: Case) -> Iterator[Reason]:
    rail = _rail("numbing_minutes", session, case)
    if rail and cream.on and cream.off and (cream.off - cream.on) / MINUTE > rail.most:
        found, limit = time_passed(cream.off - cream.on), counted(rail.most, "minute")
        yield _fault("fault_numbing_long", case, _sources(rail), found=found, limit=limit)


def _numbing_grams(cream: Anaesthetic, session: Session, case: Case) -> Iterator[Reason]:
    """In all, and on each square centimetre where the area was written down."""
    rail = _rail("numbing_grams", session, case)
    if cream.grams is None or rail is None:
        return
    layer, area = _rail("numbing_g_per_cm2", session, case), cream.area_cm2
    most = min(rail.most, layer.most * area) if layer and area is not None else rail.most
    if cream.grams > most:
        found, limit = f"{cream.grams:g} g", f"{most:g} g"
        yield _fault("fault_numbing_grams", case, _sources(rail), found=found, limit=limit)


def _numbing_area(cream: Anaesthetic, session: Session, case: Case) -> Iterator[Reason]:
    rail = _rail("numbing_area_cm2", session, case)
    if rail and cream.area_cm2 is not None and cream.area_cm2 > rail.most:
        found, limit = f"{cream.area_cm2:g} cm2", f"{rail.most:g} cm2"
        yield _fault("fault_numbing_area", case, _sources(rail), found=found, limit=limit)


def _numbing_covered(cream: Anaesthetic, _session: Session, case: Case) -> Iterator[Reason]:
    words = [word for word, said in (("covered", cream.covered), ("heated", cream.heated)) if said]
    if words:
        yield _fault("fault_numbing_covered", case, found=" and ".join(words))


def _numbing_left_on(cream: Anaesthetic, session: Session, case: Case) -> Iterator[Reason]:
    if cream.off and cream.off > session.started:
        found = time_passed(cream.off - session.started)
        yield _fault("fault_cream_left_on", case, found=found)


def _products(session: Session, case: Case) -> Iterator[Reason]:
    """Products that went on while needling, or before their hold was over."""
    for applied in session.applied:
        for hold in case.knowledge.of_kind(LeaveOff, Step.TREAT):
            if hold.is_named(applied.product):
                yield from _too_early(applied, hold, session, case)


def _too_early(applied: Applied, hold: LeaveOff, session: Session, case: Case) -> Iterator[Reason]:
    ends = latest_end(hold, (event_of(session, case),))
    assert ends is not None, hold.id
    if not session.started <= applied.at < ends.until or _is_ordered(hold, session, case):
        return
    after = applied.at - session.ended
    found = (
        "before the session was over"
        if after < timedelta()
        else f"{time_passed(after)} after the session"
    )
    hours = hold_length(ends.length.hours)
    product = applied.product
    yield _fault("fault_product_early", case, hold.basis, product=product, found=found, hours=hours)


def _is_ordered(hold: LeaveOff, session: Session, case: Case) -> bool:
    """Whether a written order of today covers a session of today. There are none at home."""
    return (
        hold.order is not None
        and session.setting is not Setting.HOME
        and case.known(hold.order.question) is True
        and case.record.local_day(session.ended) == case.today
    )


def _rail(
    quantity: str, session: Session, case: Case, depth_mm: float | None = None
) -> Guardrail | None:
    """The limit where and with what that session was done."""
    return case.knowledge.guardrail(quantity, session.setting, session.device, depth_mm)


def _fault(id: str, case: Case, basis: tuple[Basis, ...] = (), **figures: str) -> Reason:
    fact = case.knowledge.fact(id, Reckoning)
    reason = reason_from(fact, Verdict.PROCEED, fact.says_with(figures))
    return replace(
        reason,
        then=fact.then_with(figures),
        basis=tuple(dict.fromkeys((*fact.basis, *basis))),
    )


def _sources(rail: Guardrail) -> tuple[Basis, ...]:
    return tuple(one for limit in rail.limits for one in limit.basis)


NUMBING = (_numbing_minutes, _numbing_grams, _numbing_area, _numbing_covered, _numbing_left_on)
CHECKS: tuple[Callable[[Session, Case], Iterator[Reason]], ...] = (
    _depth,
    _gap,
    _passes,
    _pressure,
    _endpoint,
    _needles,
    _numbing,
    _products,
)
