"""Wishes that a plan cannot follow: it keeps to the limit and says so.

A wish is no risk by itself: the plan simply does not contain it. So these reasons carry no
verdict of their own; the needle and the device, which are facts, do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from anagen.care.case import Case
from anagen.care.judgement import Judgement, Reason, reason_from
from anagen.care.plan.amounts import Amounts, amounts_for, most_sessions, zones_named
from anagen.care.plan.limits import bounds
from anagen.knowledge.guidance import Guidance
from anagen.knowledge.limit import Guardrail, Within
from anagen.records.words import Endpoint, Setting, Verdict

WISHES = (
    "gap_days_wanted", "passes_wanted", "sessions_planned", "zones_wanted", "endpoint_wanted",
)  # fmt: skip
ONE_OF = {"days": "day", "passes": "pass", "sessions": "session"}
BLOOD = {
    Setting.HOME: (Endpoint.PINPOINT_BLEEDING.value, Endpoint.HEAVIER_BLEEDING.value),
    Setting.CLINIC: (Endpoint.HEAVIER_BLEEDING.value,),
    Setting.TRIAL: (Endpoint.HEAVIER_BLEEDING.value,),
}


def wish_judgement(case: Case) -> Judgement:
    """Every wish that the plan corrects, or that leaves what we recommend."""
    if all(case.known(id) is None for id in WISHES):
        return Judgement()
    planned = amounts_for(case)
    return Judgement((*_numbers(case, planned), *_zones(case, planned), *_endpoint(case)))


def _numbers(case: Case, planned: Amounts) -> Iterator[Reason]:
    depth = planned.needle_mm
    wishes = (
        ("gap_days", "gap_days_wanted", planned.gap_days, "between sessions"),
        ("passes", "passes_wanted", planned.passes, "over each zone"),
        ("sessions", "sessions_planned", planned.sessions, "in this course"),
    )
    for quantity, question, plan, of_what in wishes:
        wanted = case.number(question)
        rail = bounds(case, quantity, depth)
        if wanted is None or _is_fine(case, quantity, wanted, rail, planned):
            continue
        says = f"You want {_counted(wanted, rail.unit)} {of_what}. {_answer(wanted, plan)} "
        yield _reason(rail, question, says, wanted)


def _counted(wanted: float, unit: str) -> str:
    """A number with its unit, and one of a thing told as one: 1 pass, 2.5 days."""
    return f"1 {ONE_OF[unit]}" if wanted == 1 else f"{wanted:.4g} {unit}"


def _is_fine(case: Case, quantity: str, wanted: float, rail: Guardrail, planned: Amounts) -> bool:
    too_many = quantity == "sessions" and wanted > most_sessions(case, planned.gap_days)
    return rail.stands(wanted) is Within.RECOMMENDED and not too_many


def _zones(case: Case, planned: Amounts) -> Iterator[Reason]:
    named, rail = zones_named(case), bounds(case, "zones")
    if rail.stands(max(len(named), rail.least)) is not Within.RECOMMENDED:
        answer = _answer(len(named), len(planned.zones))
        says = f"You want {len(named)} zones in one session. {answer} "
        yield _reason(rail, "zones_wanted", says, len(named))


def _answer(wanted: float, planned: float) -> str:
    if wanted == planned:
        return "The plan keeps to it, though we would choose otherwise."
    return f"We plan {planned:g}."


def _reason(rail: Guardrail, question: str, says: str, wanted: float) -> Reason:
    limit = max(rail.limits, key=lambda one: one.stands(wanted))
    reason = reason_from(limit, Verdict.PROCEED, says + limit.says)
    return replace(reason, found=(question,))


def _endpoint(case: Case) -> Iterator[Reason]:
    if case.known("endpoint_wanted") not in BLOOD[case.setting]:
        return
    where = "home" if case.setting is Setting.HOME else "clinic"
    guidance = case.knowledge.fact(f"endpoint_{where}", Guidance)
    yield replace(reason_from(guidance, Verdict.PROCEED), found=("endpoint_wanted",))
