"""May the needles touch the skin now? Asked at the start and before every pass."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anagen.care.advice import Advice
from anagen.care.advise import advise
from anagen.knowledge.library import Knowledge
from anagen.knowledge.limit import Guardrail
from anagen.records.record import Record
from anagen.records.words import DeviceKind, Setting
from anagen.web.look.templatetags.languages import translated
from anagen.web.treat.guide import CREAM_ON, NEEDLING, Guide, timer_s

TOO_LONG = "numbing_too_long"


@dataclass(frozen=True, slots=True)
class Barrier:
    """Why no needle may touch the skin now. `is_final`: it cannot be put right today."""

    id: str
    says: str
    then: str = ""
    is_final: bool = False


@dataclass(frozen=True)
class Bounds:
    """The limits on what may be chosen, from the plan and the knowledge."""

    needle_mm: float
    least_mm: float
    most_passes: int
    most_zones: int


def bounds_of(advice: Advice, knowledge: Knowledge) -> Bounds | None:
    """What the plan of this advice allows; None where there is no plan."""
    plan = advice.plan
    if plan is None:
        return None
    where, with_ = advice.setting, plan.device

    def rail(quantity: str, depth_mm: float | None = None) -> Guardrail:
        return rail_of(knowledge, quantity, where, with_, depth_mm)

    return Bounds(
        needle_mm=plan.needle_mm,
        least_mm=rail("needle_mm").least,
        most_passes=int(rail("passes", plan.needle_mm).most),
        most_zones=int(rail("zones").most),
    )


def rail_of(
    knowledge: Knowledge,
    quantity: str,
    setting: Setting,
    device: DeviceKind | None = None,
    depth_mm: float | None = None,
) -> Guardrail:
    """The limits on a quantity; the knowledge must hold some."""
    found = knowledge.guardrail(quantity, setting, device, depth_mm)
    assert found is not None, quantity
    return found


def barriers(
    guide: Guide, record: Record, knowledge: Knowledge, now: datetime
) -> tuple[Barrier, ...]:
    """Everything that stands between the needles and the skin at this moment."""
    advice = advise(record, knowledge, now)
    found = [
        _not_now(advice),
        _beyond_plan(guide, advice, knowledge),
        _cream(guide, knowledge),
        *(_too_short(guide, at) for at in range(len(guide.steps))),
    ]
    return tuple(one for one in found if one is not None)


def too_late() -> Barrier:
    """A press that waited for a connection starts no pass: nobody checked anything then."""
    return Barrier(
        "too_late",
        _("That press had to wait for a connection, so no pass was started by it."),
        _("Start the pass here when you are ready."),
    )


def _not_now(advice: Advice) -> Barrier | None:
    if advice.session.may_start:
        return None
    return Barrier(
        "verdict", translated(advice.says), _("Your answers decide. Look at them first.")
    )


def _beyond_plan(guide: Guide, advice: Advice, knowledge: Knowledge) -> Barrier | None:
    """A plan that was narrowed since the session began counts at once."""
    bounds, choice = bounds_of(advice, knowledge), guide.choice
    if bounds is None or not advice.session.may_start:
        return None
    fits = (
        advice.setting is choice.setting
        and _device_of(advice) is choice.device
        and choice.needle_mm <= bounds.needle_mm
        and choice.depth_mm <= bounds.needle_mm
        and choice.passes <= bounds.most_passes
        and len(choice.zones) <= bounds.most_zones
    )
    if fits:
        return None
    return Barrier(
        "beyond_plan",
        _("Your plan has changed since this session began, and now allows less."),
        _("Stop this session and start a new one with the new plan."),
        is_final=True,
    )


def _device_of(advice: Advice) -> DeviceKind | None:
    return advice.plan.device if advice.plan else None


def _cream(guide: Guide, knowledge: Knowledge) -> Barrier | None:
    timer = guide.timers.get(CREAM_ON)
    if timer is None:
        return None
    now, limit = guide.clock.last, guide.choice.limit_minutes
    if timer_s(timer, now) > limit * 60:
        fact = knowledge.facts[TOO_LONG]
        return Barrier(
            "cream_too_long",
            _("The numbing cream was on for longer than its limit. No needling today."),
            translated(fact.says),
            is_final=True,
        )
    if timer.off is None:
        return Barrier("cream_on", _("Numbing cream is still on the skin. Wipe off every trace."))
    if guide.clock.is_unsure:
        says = _("We cannot tell for how long the cream was on: a clock was moved or unseen.")
        return Barrier("cream_unsure", says, _("Look at your own watch."))
    return None


def _too_short(guide: Guide, at: int) -> Barrier | None:
    """A step before the needles that needs time: alcohol works only after its minutes."""
    step = guide.steps[at]
    before = [one.id for one in guide.steps].index(step.id) < _needling_at(guide)
    if not before or step.least_minutes is None or step.id == CREAM_ON:
        return None
    timer = guide.timers.get(step.id)
    if timer is not None and timer.said_before:
        return None
    gone = timer_s(timer, guide.clock.last) if timer else 0
    left = step.least_minutes * 60 - gone
    if left <= 0:
        return None
    minutes = -(-int(left) // 60)
    says = ngettext(
        "“%(step)s” needs %(n)s minute more.", "“%(step)s” needs %(n)s minutes more.", minutes
    ) % {"step": translated(step.title), "n": minutes}
    return Barrier(f"wait_{step.id}", says)


def _needling_at(guide: Guide) -> int:
    return next((n for n, step in enumerate(guide.steps) if step.id in NEEDLING), len(guide.steps))
