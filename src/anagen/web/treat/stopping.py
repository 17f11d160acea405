"""Why a session is broken off: a warning sign of the body, or something about the skin."""

from __future__ import annotations

from enum import Enum

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from anagen.knowledge.library import Knowledge
from anagen.knowledge.question import Choice
from anagen.web.treat.ending import ALARMS


class Why(Enum):
    """What is no warning sign of the body and still ends a session."""

    BLEEDS = "bleeds"
    HURTS = "hurts"
    SKIN = "skin"
    NEEDLES = "needles"
    ENOUGH = "enough"

    @property
    def says(self) -> str:
        """The same in the person's words."""
        return str(SAYS[self])


SAYS = {
    Why.BLEEDS: _("More blood than tiny dots"),
    Why.HURTS: _("It hurts sharply, or hair is pulled out"),
    Why.SKIN: _("The skin burns, swells or comes up in a rash"),
    Why.NEEDLES: _("The needles are bent or damaged, or the device fell"),
    Why.ENOUGH: _("I simply want to stop"),
}


def alarm_choices(knowledge: Knowledge) -> tuple[Choice, ...]:
    """The warning signs of the body, as the check-in asks about them."""
    question = knowledge.questions.get(ALARMS)
    return question.choices if question else ()


def what_happened(form: QueryDict, knowledge: Knowledge) -> tuple[tuple[str, ...], frozenset[Why]]:
    """The warning signs that are ticked, and the other reasons."""
    ticked = set(form.getlist("why"))
    alarms = tuple(one.id for one in alarm_choices(knowledge) if one.id in ticked)
    return alarms, frozenset(one for one in Why if one.value in ticked)
