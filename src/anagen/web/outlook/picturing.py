"""Turns curves into the pictures of the page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from anagen.web.outlook.band import Band
from anagen.web.outlook.chart import Axis, Line, Noise, Picture, Window
from anagen.web.outlook.choices import MONTHS, WEEKS, WEEKS_PER_MONTH, Choices, Minoxidil
from anagen.web.outlook.curves import Curves
from anagen.web.outlook.needling import FROM_WEEK, TO_WEEK, WITH_MINOXIDIL, bands_around
from anagen.web.outlook.words import ends_words

#: Below so many weeks of trials there is no room for what they found.
LEAST_WINDOW_WEEKS = 3


def months_axis() -> Axis:
    """Eighteen months, a word every third."""
    words = tuple((month * WEEKS_PER_MONTH, str(month)) for month in range(0, MONTHS + 1, 3))
    fine = tuple(month * WEEKS_PER_MONTH for month in range(MONTHS + 1))
    return Axis(WEEKS, words, _("months from today"), fine)


def density_picture(choices: Choices, curves: Curves) -> Picture:
    """Hairs that can be seen, per cm²."""
    start = curves.density.start
    noise = Noise(start - curves.noise, start + curves.noise, _("inside noise for one spot"))
    return Picture(
        label=_(
            "Hairs per cm² over 18 months, left alone and with what was chosen, each with its "
            "band. The table below says the same in numbers."
        ),
        title=_("hairs per cm²"),
        lines=_lines(choices, curves.density, curves.treated_density),
        axis=months_axis(),
        noise=noise,
        windows=_windows(choices, curves),
        marks=_stops(choices),
        sessions=choices.session_weeks,
    )


def shed_picture(choices: Choices, curves: Curves) -> Picture:
    """Hairs that fall in a day, from 100,000 follicles."""
    return Picture(
        label=_(
            "Hairs that fall in a day over 18 months, left alone and with what was chosen, each "
            "with its band. The table below says the same in numbers."
        ),
        title=_("hairs a day, from 100,000 follicles"),
        lines=_lines(choices, curves.shed, curves.treated_shed),
        axis=months_axis(),
        marks=_stops(choices),
        is_from_zero=True,
    )


def _lines(choices: Choices, alone: Band, treated: Band | None) -> tuple[Line, ...]:
    is_user = choices.minoxidil is Minoxidil.ALREADY
    name = _("stopped today") if is_user else _("left alone")
    lines = [Line(name, ends_words(alone), "wait", alone, is_dashed=True)]
    if treated is not None:
        lines.append(Line(_("with minoxidil"), ends_words(treated), "mark", treated))
    return tuple(lines)


def _windows(choices: Choices, curves: Curves) -> tuple[Window, ...]:
    """Where trials of needles with minoxidil ended: only beside it, and only while it goes on."""
    last = min(TO_WEEK, int(choices.stop_week))
    if not has_window(choices) or curves.treated_density is None:
        return ()
    inner, outer = bands_around(curves.treated_density, WITH_MINOXIDIL, last)
    return (Window(_("needles added"), _("weeks 12 to 24"), inner, outer, FROM_WEEK),)


def has_window(choices: Choices) -> bool:
    """Whether trials looked at anything like this."""
    is_long = min(TO_WEEK, int(choices.stop_week)) - FROM_WEEK >= LEAST_WINDOW_WEEKS
    is_starting = choices.minoxidil is Minoxidil.STARTING
    return choices.has_needles and is_starting and is_long and choices.kind.is_thinning


def _stops(choices: Choices) -> tuple[tuple[float, str], ...]:
    if choices.goes_on or (choices.minoxidil is Minoxidil.NONE and not choices.has_needles):
        return ()
    return ((choices.stop_week, _("all stopped")),)
