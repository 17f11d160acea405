"""What may be used at all: the device and the needle, held against their limits."""

from __future__ import annotations

from dataclasses import replace

from anagen.care.case import Case
from anagen.care.judgement import Judgement, Open, Reason, reason_from
from anagen.knowledge.device import Device
from anagen.knowledge.limit import Guardrail, Limit, Within
from anagen.records.words import DeviceKind, Setting, Verdict

WHERE = {Setting.HOME: "at home", Setting.CLINIC: "in a clinic", Setting.TRIAL: "in a trial"}


def bounds(case: Case, quantity: str, depth_mm: float | None = None) -> Guardrail:
    """The limits on a quantity where this person is; the knowledge must hold some."""
    found = case.knowledge.guardrail(quantity, case.setting, device_named(case), depth_mm)
    assert found is not None, quantity
    return found


def device_named(case: Case) -> DeviceKind | None:
    """The device the person has or will be treated with, None while nobody said."""
    word = case.known("device_kind")
    return DeviceKind(word) if isinstance(word, str) else None


def device_judgement(case: Case) -> Judgement:
    """A device that is not for this setting is refused; one not named may be such a device."""
    barred = [one for one in case.knowledge.of_kind(Device) if case.setting not in one.settings]
    named = device_named(case)
    if named is None:
        worst = Verdict.DO_NOT_TREAT
        return Judgement(open=tuple(Open("device_kind", one.id, worst) for one in barred))
    reasons = (reason_from(one, Verdict.DO_NOT_TREAT) for one in barred if one.device is named)
    return Judgement(tuple(replace(one, found=("device_kind",)) for one in reasons))


def needle_judgement(case: Case) -> Judgement:
    """A needle outside the absolute limit is refused, and so is one of unknown length."""
    rail = bounds(case, "needle_mm")
    mm = case.number("needle_mm")
    if mm is None:
        return Judgement(open=(Open("needle_mm", rail.limits[0].id, Verdict.DO_NOT_TREAT),))
    return Judgement(
        tuple(
            _refusal(case, rail, limit, mm)
            for limit in rail.limits
            if limit.stands(mm) is Within.BEYOND_ABSOLUTE
        )
    )


def _refusal(case: Case, rail: Guardrail, limit: Limit, mm: float) -> Reason:
    says = (
        f"You named a needle of {millimetres(mm)}. The limit {WHERE[case.setting]} is "
        f"{millimetres(rail.most)}. {limit.says}"
    )
    reason = reason_from(limit, Verdict.DO_NOT_TREAT, says)
    return replace(reason, then=_instead(case, rail), found=("needle_mm",))


def _instead(case: Case, rail: Guardrail) -> str:
    """What could be planned in its place."""
    if case.setting is Setting.HOME:
        gap = bounds(case, "gap_days", rail.start)
        return (
            "Do not use this needle at home. A home plan could start with "
            f"{millimetres(rail.start)}, light pressure and at least {gap.least:g} days "
            "between sessions."
        )
    return (
        f"A depth of {rail.recommended_least:g} to {millimetres(rail.recommended_most)} can be "
        "planned instead, each time on skin that has fully healed."
    )


def millimetres(mm: float) -> str:
    """A length as it was given, never rounded to look as if it fitted."""
    return f"{mm:.10g} mm"
