"""Sentences about curves: the interval comes before any mean, and what was left alone before that.

Whole hairs only: no curve here is known to a tenth of a hair.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from anagen.web.look.templatetags.words import amount
from anagen.web.outlook.band import Band
from anagen.web.outlook.choices import MONTHS, Choices, Minoxidil
from anagen.web.outlook.curves import Curves


def change_ends(band: Band, month: float = MONTHS) -> tuple[int, int]:
    """The change since today in whole hairs: the least and the most of the band."""
    low, high = band.at_month(month)
    return round(low - band.start), round(high - band.start)


def change_words(low: int, high: int) -> str:
    """A change between two numbers as people say it: fewer, more, or from one to the other."""
    if low == high == 0:
        return _("no change")
    if high <= 0:
        if low == high or high == 0:
            return _("up to %(most)s fewer") % {"most": amount(-low)}
        return _("%(least)s to %(most)s fewer") % {"least": amount(-high), "most": amount(-low)}
    if low >= 0:
        if low == high or low == 0:
            return _("up to %(most)s more") % {"most": amount(high)}
        return _("%(least)s to %(most)s more") % {"least": amount(low), "most": amount(high)}
    return _("%(fewer)s fewer to %(more)s more") % {"fewer": amount(-low), "more": amount(high)}


def headline(choices: Choices, curves: Curves) -> str:
    """The finding of the page: what happens alone, then what with treatment."""
    alone = change_words(*change_ends(curves.density))
    if curves.treated_density is None:
        return _("Left alone: %(alone)s.") % {"alone": alone}
    treated = change_words(*change_ends(curves.treated_density))
    told = {"alone": alone, "treated": treated}
    if choices.minoxidil is Minoxidil.ALREADY:
        if choices.goes_on:
            return _("Stopped today: %(alone)s. Gone on with: %(treated)s.") % told
        return _("Stopped today: %(alone)s. Stopped later: %(treated)s.") % told
    return _("Left alone: %(alone)s. With minoxidil: %(treated)s.") % told


def density_says(choices: Choices, curves: Curves) -> str:
    """One sentence about the hairs that can be seen, for the reader of the chart."""
    told = {"start": amount(round(curves.density.start)), "ends": ends_words(curves.density)}
    if choices.minoxidil is Minoxidil.ALREADY:
        says = _("Stopped today, the %(start)s hairs per cm² of now become %(ends)s in 18 months.")
    else:
        says = _("Left alone, the %(start)s hairs per cm² of now become %(ends)s in 18 months.")
    parts = [says % told]
    if not choices.kind.is_thinning:
        parts.append(_("Hair that hardly thins is taken to stay as it is."))
    if curves.treated_density is not None:
        parts.append(_with_it(choices) % {"ends": ends_words(curves.treated_density)})
    return " ".join(parts)


def ends_words(band: Band) -> str:
    """Where a band ends, in whole hairs."""
    low, high = (round(one) for one in band.at_month(MONTHS))
    if low == high:
        return _("about %(value)s") % {"value": amount(low)}
    return _("%(low)s to %(high)s") % {"low": amount(low), "high": amount(high)}


def _with_it(choices: Choices) -> str:
    if choices.goes_on:
        return _("With minoxidil they become %(ends)s.")
    return _(
        "With minoxidil until the dashed line they become %(ends)s: what it gave is lost again "
        "within months of stopping."
    )


def shed_says(choices: Choices, curves: Curves) -> str:
    """One sentence about the hairs that fall."""
    alone = round(curves.shed.start, -1)
    if curves.treated_shed is None:
        return _(
            "About %(alone)s hairs a day fall from 100,000 follicles like these, with nothing done."
        ) % {"alone": amount(alone)}
    peak = max(curves.treated_shed.high)
    week = curves.treated_shed.high.index(peak)
    told = {
        "alone": amount(alone),
        "low": amount(round(curves.treated_shed.low[week], -1)),
        "high": amount(round(peak, -1)),
        "week": amount(week),
    }
    if choices.minoxidil is Minoxidil.STARTING and week <= EARLY_WEEKS:
        return (
            _(
                "About %(alone)s hairs a day fall with nothing done. Around week %(week)s of "
                "minoxidil it may be %(low)s to %(high)s. That wave tells nothing about what "
                "comes after it."
            )
            % told
        )
    return (
        _(
            "About %(alone)s hairs a day fall at first. The most comes around week %(week)s: "
            "%(low)s to %(high)s a day."
        )
        % told
    )


#: A wave of shedding after a start comes no later than this.
EARLY_WEEKS = 12


def noise_says(curves: Curves) -> str:
    """What one spot can tell at all."""
    return _(
        "Grey: counted twice on one spot of 1 cm², 24 weeks apart, a change under "
        "%(noise)s hairs could be error and the hair cycle alone."
    ) % {"noise": amount(round(curves.noise))}
