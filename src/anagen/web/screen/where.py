"""The first question: where the needling would happen, and so whose limits hold."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anagen.records.words import Setting


@dataclass(frozen=True, slots=True)
class Place:
    """One answer to the first question."""

    value: str
    says: str | Promise
    hint: str | Promise
    setting: Setting
    soft: bool = False


PLACES = (
    Place("home", _("At home"), _("By you, or by someone you know."), Setting.HOME),
    Place(
        "clinic",
        _("In a clinic"),
        _("By a dermatologist or another trained professional."),
        Setting.CLINIC,
    ),
    Place("trial", _("In a clinical trial"), _("As part of a study."), Setting.TRIAL),
    Place(
        "undecided",
        _("I don’t know yet"),
        _("We then use the limits for home. They are the strictest."),
        Setting.HOME,
        soft=True,
    ),
)


def setting_from(form: QueryDict) -> Setting | None:
    """The setting that was chosen; None when none was."""
    chosen = form.get("answer")
    return next((place.setting for place in PLACES if place.value == chosen), None)
