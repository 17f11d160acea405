"""The two big buttons of every step: the wide one goes on, the other waits, skips or goes back."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from anagen.web.treat.guide import CREAM_OFF, CREAM_ON, Guide
from anagen.web.treat.presses import Press


@dataclass(frozen=True, slots=True)
class Button:
    """One button, and what it does. With `finishes` it leads to the last form instead."""

    label: str
    press: Press | None = None
    finishes: bool = False

    @property
    def word(self) -> str:
        """The press as the form sends it."""
        return self.press.value if self.press else ""


def main_button(guide: Guide) -> Button:
    """The button twice as wide."""
    if is_zone_step(guide):
        return _main_of_zone(guide)
    if guide.step.id == CREAM_OFF and guide.cream_is_on:
        return Button(_("Every trace is off"), Press.CREAM_OFF)
    if _awaits_timer(guide):
        says = _("The cream is on") if guide.step.id == CREAM_ON else _("Start the timer")
        return Button(says, Press.TIMER_ON)
    if guide.is_last:
        return Button(_("Finish"), finishes=True)
    return Button(_("Next step"), Press.NEXT)


def second_button(guide: Guide) -> Button | None:
    """The other button."""
    if is_zone_step(guide):
        return _second_of_zone(guide)
    if _awaits_timer(guide):
        if guide.step.id == CREAM_ON:
            return Button(_("No cream"), Press.NEXT)
        if guide.needled:
            return Button(_("Without it"), Press.NEXT)
        return Button(_("Done before"), Press.DONE_BEFORE)
    can_go_back = guide.at > 0 and not (guide.is_needling_step and guide.needled)
    return Button(_("Back"), Press.BACK) if can_go_back else None


def is_zone_step(guide: Guide) -> bool:
    """Whether a zone is being or about to be needled."""
    return guide.is_needling_step and guide.zone is not None


def _awaits_timer(guide: Guide) -> bool:
    has_timer = guide.step.least_minutes is not None and not guide.is_needling_step
    return has_timer and guide.step.id not in guide.timers


def _main_of_zone(guide: Guide) -> Button:
    run = guide.run
    if guide.paused:
        return Button(_("Go on"), Press.RESUME)
    if run is None:
        return Button(_("Start pass %(n)s") % {"n": guide.next_number}, Press.RUN_ON)
    if run.number < guide.choice.passes:
        return Button(_("Next pass"), Press.RUN_NEXT)
    return Button(_("Zone done"), Press.RUN_OFF)


def _second_of_zone(guide: Guide) -> Button:
    if guide.run and not guide.paused:
        return Button(_("Pause"), Press.PAUSE)
    begun = guide.passes_made(guide.zone) > 0
    return Button(_("End zone") if begun else _("Skip zone"), Press.ZONE_OVER)
