"""What the pages of counts say about scales, changes and failures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anagen.imaging.scalp import ScaleSource

SCALE_WORDS = {
    ScaleSource.GIVEN: gettext_lazy("as you gave it"),
    ScaleSource.DEVICE: gettext_lazy("as kept for this lens"),
    ScaleSource.BAR: gettext_lazy("read from the bar in the picture"),
    ScaleSource.RULER: gettext_lazy("read from the ruler in the picture"),
    ScaleSource.TARGET: gettext_lazy("read from the target in the picture"),
}
#: Why a job failed, by the word that the table of jobs holds; "" for everything else.
FAILED = {
    "picture_gone": gettext_lazy("The picture was deleted before it could be counted."),
    "gave_up": gettext_lazy(
        "The counting was cut short three times, perhaps because the computer ran out of memory "
        "or was switched off."
    ),
    "broke": gettext_lazy(
        "The counting broke off three times at this picture. That is a fault of ours, not yours."
    ),
    "": gettext_lazy("The counting did not come to an end."),
}


def failed_because(reason: str) -> str:
    """Why it failed, in a sentence."""
    return str(FAILED.get(reason, FAILED[""]))


def change_in_words(told: Mapping[str, Any]) -> str:
    """What one correction did."""
    if told["do"] == "remove":
        return _("Hair %(number)d taken out") % {"number": told["hair"]}
    if told["do"] == "merge":
        first, second = told["hairs"]
        return _("Hairs %(first)d and %(second)d made one") % {"first": first, "second": second}
    x, y = told["root"]
    return _("A hair put in at %(x)d/%(y)d") % {"x": x, "y": y}
