"""Two counts side by side: may they be compared, what changed, and is it more than the error?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from math import hypot, sqrt

from anagen.care.advice import Comparison
from anagen.care.measure.alike import ROUNDING, differ, length_difference, seasons_apart
from anagen.knowledge.figure import Figure
from anagen.knowledge.library import Knowledge
from anagen.records.measurement import Measurement

#: 95 % of a normal distribution lie within so many standard errors.
Z95 = 1.96
#: Areas that people enter when they counted per inch; both trials and sheets mix them.
NAMED_AREAS_CM2 = {"one square inch": 6.4516, "a circle one inch wide": 5.067}
#: What people write for a spot they cannot name.
NO_SPOT = {"unknown", "not known", "not noted", "?"}


def comparison(before: Measurement, after: Measurement, knowledge: Knowledge) -> Comparison:
    """Two counts, the earlier first. A change no larger than the error is noise.

    Counts made differently are not compared; where it was not written down how they were made
    it cannot be said.
    """
    weeks = (after.at - before.at) / timedelta(weeks=1)
    different = tuple(_differences(before, after, knowledge))
    unsure = tuple(_unsure(before, after))
    doubts = tuple(_doubts(before, after, knowledge))
    if different or unsure:
        return Comparison(
            comparable=False if different else None,
            why=different + unsure,
            doubts=doubts,
            weeks=weeks,
            change_per_cm2=None,
            interval_95=None,
            smallest_detectable_per_cm2=None,
            is_noise=None,
        )
    return _change(before, after, doubts, weeks)


def _change(
    before: Measurement, after: Measurement, doubts: tuple[str, ...], weeks: float
) -> Comparison:
    change = after.density_per_cm2 - before.density_per_cm2
    error, why = _standard_error(before, after)
    smallest = max(Z95 * error, _own_figure(before, after))
    return Comparison(
        comparable=True,
        why=(why,),
        doubts=doubts,
        weeks=weeks,
        change_per_cm2=change,
        interval_95=(change - Z95 * error, change + Z95 * error),
        smallest_detectable_per_cm2=smallest,
        is_noise=abs(change) <= smallest,
    )


def _own_figure(before: Measurement, after: Measurement) -> float:
    """The method's own smallest detectable change; the larger where two are given, else 0."""
    return max(one.smallest_detectable_per_cm2 or 0.0 for one in (before, after))


def _standard_error(before: Measurement, after: Measurement) -> tuple[float, str]:
    """The standard error of the change, and where it comes from. An error of 0 is none."""
    given = [one.standard_error_per_cm2 or None for one in (before, after)]
    own = _own_figure(before, after)
    if None in given and own:
        return own / Z95, "The error is the figure that the method gives for itself."
    errors = [_counting_error(one) for one in (before, after)]
    error = hypot(*(known or counting for known, counting in zip(given, errors, strict=True)))
    if None not in given:
        return error, "The error comes from the standard errors given with the counts."
    which = "either count" if given == [None, None] else "one of the counts"
    return error, (
        f"No error was given with {which}. We took the counting error, the root of the count: "
        "the true error is larger."
    )


def _counting_error(one: Measurement) -> float:
    """The Poisson error of a count, per cm2. Hairs grow in clusters, so it is a lower bound."""
    return sqrt(max(one.hair_count, 1)) / one.area_cm2


def error_95(one: Measurement) -> float:
    """Within so many hairs per cm2 lie 95 % of repeats; the counting error where none is given.

    The smallest detectable change is that of a difference of two counts, so of one it is less
    by the root of two.
    """
    if not one.standard_error_per_cm2 and one.smallest_detectable_per_cm2:
        return one.smallest_detectable_per_cm2 / sqrt(2)
    return Z95 * (one.standard_error_per_cm2 or _counting_error(one))


def _differences(before: Measurement, after: Measurement, knowledge: Knowledge) -> Iterator[str]:
    if after.at - before.at < timedelta(days=1):
        yield (
            "Both counts are from the same day: a difference shows the error of measuring, "
            "not growth."
        )
    if _has_spot(before) and _has_spot(after) and differ(before.site, after.site):
        yield f"The spots differ: {before.site}, then {after.site}."
    if differ(before.device, after.device):
        yield f"The devices differ: {before.device}, then {after.device}."
    if _areas_differ(before, after, knowledge):
        yield _areas(before, after)
    yield from length_difference(before.hair_length_mm, after.hair_length_mm, knowledge)
    if before.cut_um and after.cut_um and before.cut_um != after.cut_um:
        yield (
            f"Fine hair ends at {before.cut_um:g} µm in the first count and at "
            f"{after.cut_um:g} µm in the second."
        )


def _areas_differ(before: Measurement, after: Measurement, knowledge: Knowledge) -> bool:
    alike = knowledge.fact("alike_area", Figure).value / 100
    large, small = sorted((before.area_cm2, after.area_cm2), reverse=True)
    return large - small > (alike + ROUNDING) * large


def _areas(before: Measurement, after: Measurement) -> str:
    apart = abs(after.density_per_cm2 - before.density_per_cm2)
    own = _own_figure(before, after)
    inside = f", inside the error of {own:.0f}" if own and apart <= own else ""
    return (
        f"The counted areas differ: {_area(before)}, then {_area(after)}. Put in the same unit "
        f"the counts are about {before.density_per_cm2:.0f} and {after.density_per_cm2:.0f} "
        f"per cm2, about {apart:.0f} apart{inside}."
    )


def _area(one: Measurement) -> str:
    for name, area_cm2 in NAMED_AREAS_CM2.items():
        if abs(one.area_cm2 - area_cm2) < 0.01 * area_cm2:
            return f"{one.area_cm2:g} cm2 ({name})"
    return f"{one.area_cm2:g} cm2"


def _unsure(before: Measurement, after: Measurement) -> Iterator[str]:
    if not (_has_spot(before) and _has_spot(after)):
        yield "It is not known whether the same spot was counted."
    if not before.device or not after.device:
        yield "The device was not written down, so it may not be the same."


def _has_spot(one: Measurement) -> bool:
    return one.site.strip().casefold() not in NO_SPOT


def _doubts(before: Measurement, after: Measurement, knowledge: Knowledge) -> Iterator[str]:
    yield from seasons_apart(before.at, after.at, knowledge)
    wanted = knowledge.fact("pictures_each_visit", Figure).value
    fewest = min(before.pictures, after.pictures)
    if fewest < wanted:
        yield f"At one visit or both only {fewest} of {wanted:g} pictures were taken."
    if before.hair_length_mm is None or after.hair_length_mm is None:
        yield "The hair length was not written down each time."
    if (before.cut_um is None) != (after.cut_um is None):
        yield "Where fine hair ends was written down only once."
    for name, one in (("first", before), ("second", after)):
        for doubt in one.doubts:
            yield f"{name.capitalize()} count: {doubt.rstrip('.')}."
