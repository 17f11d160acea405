"""What depth and gap do change: who may do it, how often, how many sessions, and the holds.

No study lets us draw a difference in hair, so nothing here touches a curve.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from anagen.knowledge.hold import LeaveOff
from anagen.knowledge.library import Knowledge
from anagen.records.words import Setting
from anagen.web.look.templatetags.words import amount
from anagen.web.outlook.choices import Choices

MINOXIDIL_HOLD = "hold_minoxidil"


@dataclass(frozen=True, slots=True)
class Told:
    """One line: what it is about, what we say, and the fact behind it. `shape` is a verdict's."""

    title: str
    says: str
    shape: str
    facts: tuple[str, ...]


def told_of(choices: Choices, knowledge: Knowledge) -> tuple[Told, ...]:
    """The lines for a depth and a gap."""
    if not choices.has_needles:
        return ()
    return (_depth(choices, knowledge), _gap(choices, knowledge))


def _depth(choices: Choices, knowledge: Knowledge) -> Told:
    home = knowledge.guardrail("needle_mm", Setting.HOME, None, None)
    clinic = knowledge.guardrail("needle_mm", Setting.CLINIC, None, None)
    assert home is not None, "the knowledge limits needles at home"
    assert clinic is not None, "the knowledge limits needles in a clinic"
    title = _("%(depth)s mm") % {"depth": amount(choices.depth_mm)}
    facts = tuple(one.id for one in home.limits[:1])
    if choices.depth_mm <= home.recommended_most:
        return Told(title, _("Fit for home, once everything else is."), "proceed", facts)
    if choices.depth_mm <= home.most:
        says = _("At home only after time, a short quiz and skin that healed cleanly each time.")
        return Told(title, says, "wait", facts)
    facts = tuple(one.id for one in clinic.limits[:1])
    return Told(title, _("Not at home. For a trained professional."), "stop", facts)


def _gap(choices: Choices, knowledge: Knowledge) -> Told:
    home = knowledge.guardrail("needle_mm", Setting.HOME, None, None)
    assert home is not None, "the knowledge limits needles at home"
    setting = Setting.HOME if choices.depth_mm <= home.most else Setting.CLINIC
    rail = knowledge.guardrail("gap_days", setting, None, choices.depth_mm)
    assert rail is not None, "the knowledge limits gaps"
    title = _("every %(days)s days") % {"days": amount(choices.gap_days)}
    facts = tuple(one.id for one in rail.limits[:1])
    sessions = len(choices.session_weeks)
    if choices.gap_days < rail.least:
        says = _("Too close. At this depth at least %(days)s days.") % {"days": amount(rail.least)}
        return Told(title, says, "stop", facts)
    says = _("That would be %(count)s sessions, if the skin has recovered before each.")
    return Told(title, says % {"count": amount(sessions)}, "proceed", facts)


def minoxidil_hold_hours(knowledge: Knowledge) -> float:
    """How long minoxidil waits after a session at the least: every condition only adds to it."""
    hold = knowledge.fact(MINOXIDIL_HOLD, LeaveOff)
    return max(length.hours for length in hold.lasts if length.when is None)
