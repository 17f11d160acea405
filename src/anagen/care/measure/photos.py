"""Two pictures side by side: each thing that was not the same is named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from anagen.care.advice import Comparison
from anagen.care.measure.alike import differ, length_difference, seasons_apart
from anagen.knowledge.library import Knowledge
from anagen.records.measurement import Photo

ALIKE = "These two pictures were taken alike, as far as it was written down."


def photo_comparison(before: Photo, after: Photo, knowledge: Knowledge) -> Comparison:
    """Two pictures, the earlier first. They give no number: one pair never decides."""
    different = tuple(_differences(before, after, knowledge))
    unsure = tuple(_unsure(before, after))
    if different:
        why = ("These two pictures cannot be compared.", *different, *unsure)
    elif unsure:
        why = ("It cannot be said whether these two pictures may be compared.", *unsure)
    else:
        why = (ALIKE,)
    return Comparison(
        comparable=False if different else (None if unsure else True),
        why=why,
        doubts=tuple(seasons_apart(before.at, after.at, knowledge)),
        weeks=(after.at - before.at) / timedelta(weeks=1),
        change_per_cm2=None,
        interval_95=None,
        smallest_detectable_per_cm2=None,
        is_noise=None,
    )


def _differences(before: Photo, after: Photo, knowledge: Knowledge) -> Iterator[str]:
    for name in ("camera", "light", "place"):
        first, second = getattr(before, name), getattr(after, name)
        if differ(first, second):
            yield f"The {name} differs: {first}, then {second}."
    if before.zone and after.zone and before.zone is not after.zone:
        yield "They show different parts of the scalp."
    if None not in (before.hair_wet, after.hair_wet) and before.hair_wet != after.hair_wet:
        yield "The hair is wet in one and dry in the other."
    yield from length_difference(before.hair_length_mm, after.hair_length_mm, knowledge)
    pair = (("first", before), ("second", after))
    bare = [name for name, one in pair if one.has_scale is False]
    if bare:
        yield f"There is no scale in the {' or the '.join(bare)} picture."


def _unsure(before: Photo, after: Photo) -> Iterator[str]:
    names = {
        "camera": "the camera",
        "light": "the light",
        "place": "the place",
        "zone": "the part of the scalp",
        "hair_wet": "wet or dry hair",
        "hair_length_mm": "the hair length",
        "has_scale": "whether there is a scale",
    }
    missing = [
        words
        for name, words in names.items()
        if any(getattr(one, name) in ("", None) for one in (before, after))
    ]
    if missing:
        yield f"Not written down each time: {', '.join(missing)}."
