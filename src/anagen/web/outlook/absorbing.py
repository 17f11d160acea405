"""What needled skin may let through, in words: to explain a wait, never to shorten one."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from anagen.absorption.channels import Needling
from anagen.absorption.holding import SHOWN_HOURS, Moment, hold_explained, moment
from anagen.absorption.interval import Interval
from anagen.web.look.templatetags.words import amount, hours


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: minoxidil put on so long after the needles."""

    when: str
    open: str
    more: str
    covered: str
    blood: str


def hold_sentence(hold_hours: float, is_covered: bool) -> str:
    """Why a hold on minoxidil is there, in one honest sentence."""
    told = hold_explained(hold_hours, Needling(is_covered=is_covered))
    return _(
        "Not measured on a scalp: for %(skin)s our estimate of what gets in from a day's dose is "
        "%(now)s that of unbroken skin right after the needles, and still %(then)s after "
        "%(hours)s. It can lengthen a wait and never shortens one."
    ) % {
        "skin": _("covered skin") if is_covered else _("uncovered skin"),
        "now": times(told.at_once.mean),
        "then": times(told.at_its_end.mean),
        "hours": hours(told.hours),
    }


def rows() -> list[Row]:
    """The table of the outlook: open channels and what they let through, with time."""
    return [_row(moment(one, Needling()), moment(one, COVERED)) for one in SHOWN_HOURS]


COVERED = Needling(is_covered=True)


def _row(plain: Moment, covered: Moment) -> Row:
    return Row(
        when=_("at once") if plain.hours == 0 else hours(plain.hours),
        open=_("all") if plain.hours == 0 else percent(plain.share_open),
        more=times(plain.mean),
        covered=times(covered.mean),
        blood=between(plain.blood_mg_per_day, " mg"),
    )


def times(found: Interval) -> str:
    """A factor with its ends: 1.1 to 4.8 times."""
    return _("%(low)s to %(high)s times") % {
        "low": amount(round(found.low, 1)),
        "high": amount(round(found.high, 1)),
    }


def percent(found: Interval) -> str:
    """A share with its ends, in per cent."""
    return _("%(low)s to %(high)s %%") % {
        "low": amount(round(found.low * 100)),
        "high": amount(round(found.high * 100)),
    }


def between(found: Interval, unit: str) -> str:
    """Two ends and a unit, to two figures."""
    return _("%(low)s to %(high)s%(unit)s") % {
        "low": amount(float(f"{found.low:.2g}")),
        "high": amount(float(f"{found.high:.2g}")),
        "unit": unit.replace(" ", "\u00a0"),
    }
