"""What is chosen at the start of a session: less than the plan is always allowed, more never."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import ngettext

from anagen.care.advice import Advice
from anagen.knowledge.library import Knowledge
from anagen.records.words import DeviceKind, Zone
from anagen.web.treat.entry import Slips, number_from, zones_from
from anagen.web.treat.guide import Choice
from anagen.web.treat.safety import Bounds, bounds_of, rail_of

#: Their needles are as long as they are: no depth can be set.
FIXED = (DeviceKind.ROLLER, DeviceKind.STAMP)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The choice that was sent, as typed, and what to say beside it."""

    zones: tuple[Zone, ...]
    passes: str
    depth: str
    kept_device: str
    slips: Mapping[str, str]
    choice: Choice | None = None


def first_choice(advice: Advice, kept_device: str) -> Chosen:
    """What the form shows before anything is chosen: the plan as it is."""
    plan = advice.plan
    assert plan is not None
    return Chosen(plan.zones, f"{plan.passes}", f"{plan.needle_mm:g}", kept_device, {})


def chosen_in(form: QueryDict, advice: Advice, knowledge: Knowledge) -> Chosen:
    """The choice in a form, held against plan and limits."""
    plan, bounds = advice.plan, bounds_of(advice, knowledge)
    assert plan is not None
    assert bounds is not None
    slips: Slips = {}
    zones = zones_from(form)
    if not 1 <= len(zones) <= bounds.most_zones:
        slips["zones"] = _zones_slip(bounds.most_zones)
    passes = number_from(form, "passes", (1, bounds.most_passes), slips, is_whole=True)
    depth = _depth(form, plan.device, bounds, slips)
    limit = rail_of(knowledge, "numbing_minutes", advice.setting).most
    kept = form.get("kept_device", "")[:40]
    typed = form.get("passes", "").strip()[:20], form.get("depth", "").strip()[:20]
    if slips or passes is None or depth is None:
        return Chosen(zones, *typed, kept, slips)
    choice = Choice(
        setting=advice.setting,
        device=plan.device,
        needle_mm=plan.needle_mm,
        depth_mm=depth,
        passes=int(passes),
        zones=zones,
        limit_minutes=limit,
        kept_device=kept,
    )
    return Chosen(zones, *typed, kept, {}, choice)


def _depth(form: QueryDict, device: DeviceKind, bounds: Bounds, slips: Slips) -> float | None:
    if device in FIXED:
        return bounds.needle_mm
    return number_from(form, "depth", (bounds.least_mm, bounds.needle_mm), slips)


def _zones_slip(most: int) -> str:
    return ngettext(
        "Choose one zone: that is the most for one session.",
        "Choose from one to %(n)s zones: that is the most for one session.",
        most,
    ) % {"n": most}
