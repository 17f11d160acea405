"""Two pictures side by side: how alike they were taken, or why they cannot be compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from anagen.care.measure import photo_comparison
from anagen.knowledge.library import Knowledge
from anagen.web.look.templatetags.languages import translated
from anagen.web.look.templatetags.words import amount, plain_word
from anagen.web.measure.fields import capitalised
from anagen.web.measure.photo_words import APART, FAULTS
from anagen.web.measure.shots import Shot


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that must be the same in both, as it was in each."""

    name: str
    before: str
    after: str
    is_typed: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pictures, the earlier first. `comparable` is None when it cannot be said."""

    before: Shot
    after: Shot
    comparable: bool | None
    why: tuple[str, ...]
    doubts: tuple[str, ...]
    rows: tuple[Row, ...]


def pair_of(one: Shot, other: Shot, knowledge: Knowledge) -> Pair:
    """How two pictures go together: by what was written down, and by what their points show."""
    before, after = sorted((one, other), key=lambda shot: shot.photo.at)
    facts = photo_comparison(before.photo, after.photo, knowledge)
    seen = (*_spoilt(before, after), *_apart(before, after))
    comparable = False if seen else facts.comparable
    return Pair(
        before=before,
        after=after,
        comparable=comparable,
        # The first line of the facts sums them up; the page says that in a heading of its own.
        why=(*map(translated, facts.why[1:]), *seen),
        doubts=tuple(map(translated, facts.doubts)),
        rows=tuple(_rows(before, after)),
    )


def _spoilt(before: Shot, after: Shot) -> list[str]:
    first = [_("The first photo: %(fault)s") % {"fault": FAULTS[f]} for f in before.quality.faults]
    second = [_("The second photo: %(fault)s") % {"fault": FAULTS[f]} for f in after.quality.faults]
    return [*first, *second]


def _apart(before: Shot, after: Shot) -> list[str]:
    return [str(APART[one]) for one in before.quality.apart_from(after.quality)]


def _rows(before: Shot, after: Shot) -> list[Row]:
    typed: dict[str, Callable[[Shot], str]] = {
        _("Lighting"): lambda shot: shot.photo.light,
        _("Place"): lambda shot: shot.photo.place,
        _("Phone or camera"): lambda shot: shot.photo.camera,
    }
    told: dict[str, Callable[[Shot], str]] = {
        _("Part of the scalp"): _zone,
        _("Hair length"): _length,
        _("Hair"): _wet,
        _("Scale in the picture"): _scale,
        _("Sharpness"): lambda shot: amount(round(shot.quality.sharpness)),
        _("Brightness"): lambda shot: f"{amount(round(shot.quality.brightness_percent))}\u00a0%",
    }
    unknown = _("not written down")
    return [
        Row(name, read(before) or unknown, read(after) or unknown, name in typed)
        for name, read in {**typed, **told}.items()
    ]


def _zone(shot: Shot) -> str:
    return capitalised(plain_word(shot.zone)) if shot.zone else ""


def _length(shot: Shot) -> str:
    length = shot.photo.hair_length_mm
    return "" if length is None else f"{amount(length)}\u00a0mm"


def _wet(shot: Shot) -> str:
    words = {True: _("wet"), False: _("dry")}
    return "" if shot.photo.hair_wet is None else words[shot.photo.hair_wet]


def _scale(shot: Shot) -> str:
    words = {True: _("yes"), False: _("no")}
    return "" if shot.photo.has_scale is None else words[shot.photo.has_scale]
