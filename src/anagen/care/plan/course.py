"""The plan: device, needle, gap, passes, zones, dates, and what is known of going further."""

from __future__ import annotations

from collections.abc import Iterable

from anagen.care.advice import Plan, Point, point_from
from anagen.care.case import Case
from anagen.care.plan.amounts import amounts_for, course_for
from anagen.care.plan.limits import bounds, device_named
from anagen.care.plan.schedule import first_day, running_course, schedule_from
from anagen.care.plan.steps_up import step_up_for
from anagen.knowledge.conditions import Truth, truth
from anagen.knowledge.device import Device
from anagen.knowledge.fact import Fact
from anagen.knowledge.guidance import Guidance, Topic
from anagen.records.words import Setting


def plan_for(case: Case) -> Plan:
    """The course this person could have, every number inside its limit and with its source.

    What the person has or wants is kept where the limits allow it; otherwise the plan starts
    where the limit starts. At home there is never more than one step up.
    """
    planned, course, device = amounts_for(case), course_for(case), device_for(case)
    first = first_day(case, planned.needle_mm)
    quantities = ("needle_mm", "gap_days", "passes", "sessions", "zones")
    rails = [bounds(case, quantity, planned.needle_mm) for quantity in quantities]
    return Plan(
        device=device.device,
        needle_mm=planned.needle_mm,
        needle_most_mm=bounds(case, "needle_mm").most,
        gap_days=planned.gap_days,
        passes=planned.passes,
        zones=planned.zones,
        sessions=planned.sessions,
        weeks=course.weeks,
        schedule=schedule_from(first, planned, course, running_course(case, course)),
        combination=_points(guidance_on(case, Topic.COMBINATION)),
        step_up=step_up_for(case, planned.needle_mm),
        points=_points(
            (
                device,
                *(limit for rail in rails for limit in rail.limits),
                course,
                *guidance_on(case, Topic.TECHNIQUE, Topic.REGULATION),
            )
        ),
    )


def device_for(case: Case) -> Device:
    """The device the person has where it may be used here, else the one a plan begins with."""
    devices = case.knowledge.of_kind(Device)
    named = device_named(case)
    own = [one for one in devices if one.device is named and case.setting in one.settings]
    return (own or _usual(devices, case.setting))[0]


def _usual(devices: Iterable[Device], setting: Setting) -> list[Device]:
    return [one for one in devices if setting in one.starts_in]


def guidance_on(case: Case, *topics: Topic) -> tuple[Guidance, ...]:
    """The guidance on some topics that is for this person, topic by topic."""
    return tuple(
        one
        for topic in topics
        for one in case.knowledge.of_kind(Guidance)
        if one.topic is topic and is_for(one, case)
    )


def is_for(guidance: Guidance, case: Case) -> bool:
    """Whether a piece of guidance is true of this person and place."""
    holds = guidance.when is None or truth(guidance.when, case.findings) is Truth.TRUE
    return holds and case.setting in guidance.settings


def _points(facts: Iterable[Fact]) -> tuple[Point, ...]:
    """One point a fact, each fact once."""
    once = {fact.id: fact for fact in facts}
    return tuple(point_from(fact) for fact in once.values())
