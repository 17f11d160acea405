"""What the photo booth shows: the form, and the first picture of each part to aim at."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anagen.imaging import quality
from anagen.imaging.arrival import MOST_BYTES
from anagen.records.words import Zone
from anagen.web.look.templatetags.words import plain_word
from anagen.web.measure.fields import Choice, Form, capitalised, zone_choices
from anagen.web.measure.reader import Typed
from anagen.web.measure.shots import Shot, baselines

LABELS = {
    "picture": _("Photo"),
    "zone": _("Which part does it show?"),
    "hair_wet": _("Hair"),
    "hair_length_mm": _("Hair length"),
    "light": _("Lighting"),
    "place": _("Place"),
    "camera": _("Phone or camera"),
    "has_scale": _("Is a scale in the picture?"),
    "when": _("When was it taken?"),
    "day": _("Day"),
    "month": _("Month"),
    "year": _("Year"),
    "scope": _("What the person allows"),
}
#: From where the head is looked at for each part of the scalp.
VIEWS = {
    Zone.HAIRLINE: "front",
    Zone.LEFT_TEMPLE: "left",
    Zone.RIGHT_TEMPLE: "right",
    Zone.MID_SCALP: "top",
    Zone.CROWN: "crown",
    Zone.LEFT_SIDE: "left",
    Zone.RIGHT_SIDE: "right",
    Zone.BACK: "crown",
}
GUIDES = {
    "front": _("Chin down a little, face to the camera. Fill the outline from ear to ear."),
    "top": _("Bow your head until the parting faces the camera. Fill the outline."),
    "crown": _("Turn your back to the camera. Hold it level with the crown and fill the outline."),
    "left": _("Turn your left side to the camera. Fill the outline from forehead to ear."),
    "right": _("Turn your right side to the camera. Fill the outline from forehead to ear."),
}


def photo_form(typed: Typed, slips: dict[str, str]) -> Form:
    """The form that says how a picture was taken."""
    return Form(LABELS, typed, slips)


@dataclass(frozen=True, slots=True)
class Aim:
    """How to stand for one part of the scalp, and the picture to match where there is one."""

    zone: str
    label: str
    view: str
    guide: str
    baseline: str


@dataclass(frozen=True, slots=True)
class BoothPage:
    """The photo booth at one moment."""

    form: Form
    case_id: UUID
    shots: list[Shot]

    @property
    def zones(self) -> list[Choice]:
        """The parts of the scalp to choose from."""
        return zone_choices()

    @property
    def aims(self) -> list[Aim]:
        """How to stand for each part."""
        first = baselines(self.shots)
        return [
            Aim(
                zone.value,
                capitalised(plain_word(zone.value)),
                VIEWS[zone],
                str(GUIDES[VIEWS[zone]]),
                first[zone.value].id if zone.value in first else "",
            )
            for zone in Zone
        ]

    @property
    def bounds(self) -> dict[str, str]:
        """What the camera page calls sharp, dark and bright, as the server does; for a script."""
        return {
            "sharpness": f"{quality.LEAST_SHARPNESS:g}",
            "dark": f"{quality.LEAST_BRIGHTNESS_PERCENT:g}",
            "bright": f"{quality.MOST_BRIGHTNESS_PERCENT:g}",
            "glare": f"{quality.MOST_GLARE_PERCENT:g}",
            "bytes": str(MOST_BYTES),
        }
