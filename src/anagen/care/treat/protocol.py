"""The session step by step, with the numbers of this person's plan put in."""

from __future__ import annotations

from anagen.care.advice import SessionAdvice, SessionStep, point_from
from anagen.care.case import Case
from anagen.care.judgement import Judgement
from anagen.care.treat.recorded import technique_faults
from anagen.care.treat.spoken import counted, depth_in_words, listed
from anagen.knowledge.conditions import Truth, truth
from anagen.knowledge.limit import Guardrail, Within
from anagen.knowledge.protocol import Protocol, SessionStepFact
from anagen.knowledge.wording import filled
from anagen.records.words import DeviceKind, Setting, Step, Verdict


def session_for(case: Case, judgement: Judgement) -> SessionAdvice:
    """The steps of a session as they would be done here, and whether it may start now.

    The steps can be read before the day comes. Where needling is refused, or at home must first
    be talked over with a clinician, there are none: they would read like leave to go on.
    """
    protocol = protocol_for(case)
    is_shown = judgement.verdict <= _most(case.setting)
    steps = _steps(protocol, case) if protocol and is_shown else ()
    return SessionAdvice(
        may_start=judgement.verdict is Verdict.PROCEED and bool(steps),
        protocol=protocol.id if protocol and is_shown else "",
        steps=steps,
        faults=technique_faults(case),
    )


def _most(setting: Setting) -> Verdict:
    home = setting is Setting.HOME
    return Verdict.NEEDS_ANSWERS if home else Verdict.ASK_A_CLINICIAN


def device_of(case: Case) -> DeviceKind | None:
    """The device someone means to use, None while nobody said."""
    word = case.known("device_kind")
    return DeviceKind(word) if isinstance(word, str) else None


def protocol_for(case: Case) -> Protocol | None:
    """The protocol for this setting and device; None while the device is not known or not for it.

    With no word on the device there is no guess: a roller's steps are wrong for a pen.
    """
    device = device_of(case)
    fitting = (
        one
        for one in case.knowledge.of_kind(Protocol, Step.TREAT)
        if case.setting in one.settings and device in one.devices
    )
    return next(fitting, None)


def _steps(protocol: Protocol, case: Case) -> tuple[SessionStep, ...]:
    facts = (case.knowledge.fact(id, SessionStepFact) for id in protocol.steps)
    figures = figures_for(case)
    return tuple(
        _step(fact, case, figures)
        for fact in facts
        if fact.when is None or truth(fact.when, case.findings) is Truth.TRUE
    )


def _step(fact: SessionStepFact, case: Case, figures: dict[str, str]) -> SessionStep:
    says = filled(fact.says, figures)
    least, most = _minutes(fact, case)
    return SessionStep(
        id=fact.id,
        title=fact.title,
        says=says,
        minutes_least=least,
        minutes_most=most,
        stop_if=filled(fact.stop_if, figures),
        point=point_from(fact, says),
    )


def _minutes(fact: SessionStepFact, case: Case) -> tuple[float | None, float | None]:
    """The bounds of a step's timer: its own, or those of the limit it names."""
    if not fact.timer:
        return fact.minutes_least, fact.minutes_most
    rail = _rail(fact.timer, case)
    return rail.recommended_least, rail.recommended_most


def figures_for(case: Case) -> dict[str, str]:
    """The numbers that steps may name, from this person's limits and plan."""
    minutes, grams = _rail("numbing_minutes", case), _rail("numbing_grams", case)
    uses, depth = _rail("needle_uses", case), depth_within_limit(case)
    return {
        "needle": "the needle length of your plan" if depth is None else depth_in_words(depth),
        "passes": _passes(_rail("passes", case, depth)),
        "zones": _zones(case),
        "gap": counted(_rail("gap_days", case, depth).least, "day"),
        "uses": counted(uses.most, "use"),
        "numbing": f"{minutes.recommended_least:g} to {minutes.recommended_most:g} minutes",
        "numbing_end": counted(minutes.most, "minute"),
        "numbing_grams": f"{grams.recommended_most:g} g",
    }


def _rail(quantity: str, case: Case, depth_mm: float | None = None) -> Guardrail:
    found = case.knowledge.guardrail(quantity, case.setting, device_of(case), depth_mm)
    assert found is not None, quantity
    return found


def depth_within_limit(case: Case) -> float | None:
    """The needle length someone means to use, as long as the limit allows it."""
    depth = case.number("needle_mm")
    if depth is None or _rail("needle_mm", case).stands(depth) is Within.BEYOND_ABSOLUTE:
        return None
    return depth


def _passes(rail: Guardrail) -> str:
    least, most = rail.start, rail.recommended_most
    return counted(most, "pass") if least == most else f"{least:g} to {most:g} passes"


def _zones(case: Case) -> str:
    zones = case.known("zones_wanted")
    if not isinstance(zones, tuple) or not zones:
        return "the zones of your plan"
    return listed(zone.replace("_", " ") for zone in zones)
