"""Compares two visits: `compare(before, after, repeats)`."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from anagen.imaging.match.change import Tally, change_of
from anagen.imaging.match.compared import (
    Caution,
    Compared,
    ComparedHair,
    Why,
    in_order,
    mirrored,
)
from anagen.imaging.match.constellation import FEWEST_ROOTS, SCALES
from anagen.imaging.match.fates import Fate, Growth, Judged
from anagen.imaging.match.judging import judged
from anagen.imaging.match.registration import Registration, registration
from anagen.imaging.match.visits import Visit

#: Below this, most of the skin differs, and so may the hair on it.
LEAST_OVERLAP = 0.5
#: A kept hair is thicker or thinner when its width changed by more than both: of hairs that did
#: not change, 2 in 100 seem to on our bench.
WIDTH_UM, WIDTH_SHARE = 10.0, 0.15
#: Scales disagree beyond three of their errors and what a lens bends.
SCALE_ERRORS, SCALE_SLACK = 3.0, 0.02
MANY_DOUBTFUL = 0.1


def compare(before: Visit, after: Visit, repeats: Sequence[tuple[Visit, Visit]] = ()) -> Compared:
    """What changed between two visits, hair by hair; or why they cannot be compared.

    `repeats` are pairs of pictures of one skin on one day: what they seem to show of change is
    the error of measuring. The answer for the visits in the other order is its mirror image.
    """
    why = _why_not(before, after)
    if why is not None:
        return Compared(why=why)
    if before.order > after.order:
        return mirrored(_compared(after, before, repeats))
    return _compared(before, after, repeats)


def _why_not(before: Visit, after: Visit) -> Why | None:
    """What forbids a comparison before it is tried."""
    visits = (before, after)
    if any(visit.measured.refused or visit.measured.frame is None for visit in visits):
        return Why.REFUSED
    if before.site != after.site:
        return Why.OTHER_SITE
    if not SCALES[0] <= after.px_per_mm / before.px_per_mm <= SCALES[1]:
        return Why.OTHER_OPTICS
    if min(len(visit.measured.hairs) for visit in visits) < FEWEST_ROOTS:
        return Why.FEW_HAIRS
    return None


def _compared(before: Visit, after: Visit, repeats: Sequence[tuple[Visit, Visit]]) -> Compared:
    laid = registration(before, after)
    if laid is None:
        return Compared(why=Why.OTHER_SKIN)
    lies = Compared(
        overlap=laid.frame.overlap,
        residual_mm=laid.residual_mm,
        matched_share=laid.matched_share,
        turned_degrees=laid.laid.turned_degrees,
        area_cm2=laid.frame.area_cm2,
    )
    if laid.frame.overlap < LEAST_OVERLAP:
        return replace(lies, why=Why.LITTLE_OVERLAP)
    fates = judged(before, after, laid)
    tally = _tally(fates, laid)
    scales = _scales_apart(before, after, laid)
    change = change_of(tally, tuple(_apparent(repeats)), 2 * scales)
    return replace(
        lies,
        hairs=in_order(_hair(one, before, after, laid) for one in fates),
        change_per_cm2=change.per_cm2,
        change_95=change.bounds,
        smallest_detectable_change=change.smallest_detectable,
        error_from=change.error_from,
        cautions=tuple(_cautions(tally, scales)),
    )


def _apparent(repeats: Sequence[tuple[Visit, Visit]]) -> Iterable[float]:
    """The change that pictures of one day seem to show."""
    for one, other in repeats:
        change = compare(one, other).change_per_cm2
        if change is not None:
            yield change


def _tally(fates: Sequence[Judged], laid: Registration) -> Tally:
    def number(fate: Fate) -> int:
        return sum(one.fate is fate for one in fates)

    doubtful = [one for one in fates if one.fate is Fate.DOUBTFUL]
    return Tally(
        hairs=len(fates),
        new=number(Fate.NEW),
        lost=number(Fate.LOST),
        maybe_lost=sum(one.after is None for one in doubtful),
        maybe_new=sum(one.before is None for one in doubtful),
        area_cm2=laid.frame.area_cm2,
        matched_share=laid.matched_share,
        agreement=laid.agreement,
    )


def _scales_apart(before: Visit, after: Visit, laid: Registration) -> float:
    """How far the scales of the two pictures contradict each other; 0 within their errors."""
    apart = abs(math.log(laid.laid.scale))
    scales = before.measured.scale, after.measured.scale
    error = math.hypot(*(scale.relative_error if scale else 0.0 for scale in scales))
    return apart if apart > SCALE_ERRORS * error + SCALE_SLACK else 0.0


def _cautions(tally: Tally, scales_apart: float) -> Iterable[Caution]:
    if scales_apart:
        yield Caution.SCALES_DISAGREE
    if tally.agreement is None:
        yield Caution.ROOTS_ONLY
    if tally.maybe_lost + tally.maybe_new > MANY_DOUBTFUL * tally.hairs:
        yield Caution.MANY_DOUBTFUL


def _hair(one: Judged, before: Visit, after: Visit, laid: Registration) -> ComparedHair:
    """A judged hair in the terms of both pictures."""
    first = None if one.before is None else before.measured.hairs[one.before]
    second = None if one.after is None else after.measured.hairs[one.after]
    there = complex(laid.laid.placed(np.array([one.place]))[0])
    return ComparedHair(
        fate=one.fate,
        before=first.id if first else None,
        after=second.id if second else None,
        root_before=first.root if first else before.px_of(one.place),
        root_after=second.root if second else after.px_of(there),
        growth=_growth(first.width_um, second.width_um) if first and second else None,
        why=one.why,
    )


def _growth(before_um: float | None, after_um: float | None) -> Growth | None:
    """Whether a width changed beyond what measuring alone changes."""
    if before_um is None or after_um is None:
        return None
    change = after_um - before_um
    if abs(change) <= max(WIDTH_UM, WIDTH_SHARE * (before_um + after_um) / 2):
        return None
    return Growth.THICKER if change > 0 else Growth.THINNER
