"""The first question: where the needling would happen, and so whose limits hold."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from anagen.records.words import Setting


@dataclass(frozen=True, slots=True)
class Place:
    """One answer to the first question."""

    value: str
    says: str
    hint: str
    setting: Setting
    soft: bool = False


PLACES = (
    Place("home", "At home", "By you, or by someone you know.", Setting.HOME),
    Place(
        "clinic",
        "In a clinic",
        "By a dermatologist or another trained professional.",
        Setting.CLINIC,
    ),
    Place("trial", "In a clinical trial", "As part of a study.", Setting.TRIAL),
    Place(
        "undecided",
        "I don’t know yet",
        "We then use the limits for home. They are the strictest.",
        Setting.HOME,
        soft=True,
    ),
)


def setting_from(form: QueryDict) -> Setting | None:
    """The setting that was chosen; None when none was."""
    chosen = form.get("answer")
    return next((place.setting for place in PLACES if place.value == chosen), None)
