"""Why a hold on minoxidil is as long as it is. It reads the hold and can change nothing of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from anagen.absorption.channels import Needling, share_open
from anagen.absorption.interval import Interval
from anagen.absorption.uptake import blood_mg_per_day, mean_enhancement, peak_enhancement

#: The hours that pages and papers show.
SHOWN_HOURS = (0.0, 2.0, 6.0, 12.0, 24.0, 48.0)


@dataclass(frozen=True, slots=True)
class Moment:
    """Minoxidil put on so many hours after the needles."""

    hours: float
    share_open: Interval
    mean: Interval
    peak: Interval
    blood_mg_per_day: Interval


@dataclass(frozen=True, slots=True)
class HoldExplained:
    """A hold of `hours`, as the care engine gave it, beside what the channels may do meanwhile."""

    hours: float
    at_once: Moment
    at_its_end: Moment


@cache
def moment(hours: float, needling: Needling) -> Moment:
    """Everything about minoxidil put on at that hour."""
    return Moment(
        hours=hours,
        share_open=share_open(hours, needling),
        mean=mean_enhancement(hours, needling),
        peak=peak_enhancement(hours, needling),
        blood_mg_per_day=blood_mg_per_day(hours, needling),
    )


def hold_explained(hours: float, needling: Needling) -> HoldExplained:
    """What lies behind a hold. Its length goes in and comes out unchanged."""
    return HoldExplained(hours, moment(0.0, needling), moment(hours, needling))
