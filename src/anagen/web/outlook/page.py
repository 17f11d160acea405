"""What the page of the outlook shows for one position of everything that can be moved."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from anagen.knowledge.library import Knowledge
from anagen.web.look.sources import Chip
from anagen.web.look.templatetags.words import amount, hours
from anagen.web.outlook.band import Band
from anagen.web.outlook.choices import (
    DEPTHS_MM,
    GAPS_DAYS,
    KIND_WORDS,
    MINOXIDIL_WORDS,
    STOPS_MONTHS,
    Asked,
    Choices,
    Kind,
    Minoxidil,
)
from anagen.web.outlook.controls import Option, Slider, slider
from anagen.web.outlook.curves import Curves, curves
from anagen.web.outlook.needling import WITH_MINOXIDIL
from anagen.web.outlook.picturing import density_picture, has_window, shed_picture
from anagen.web.outlook.resting_on import ABSORPTION_FOUND, DEPTH_FOUND, NEEDLES_FOUND
from anagen.web.outlook.safety import Told, minoxidil_hold_hours, told_of
from anagen.web.outlook.sourced import chips_of
from anagen.web.outlook.strokes import drawings, number
from anagen.web.outlook.words import density_says, headline, noise_says, shed_says

if TYPE_CHECKING:
    from anagen.web.outlook.absorbing import Row

#: The months in the tables beside the charts.
TABLE_MONTHS = (0, 1, 2, 3, 6, 9, 12, 15, 18)
#: Needles up to here are for home.
HOME_MM = 0.5


@dataclass(frozen=True, slots=True)
class TableRow:
    """One month in a table."""

    month: str
    alone: str
    treated: str


@dataclass(frozen=True)
class OutlookPage:
    """The page for what an address asked."""

    asked: Asked
    knowledge: Knowledge

    @property
    def choices(self) -> Choices:
        """What is chosen."""
        return self.asked.choices

    @cached_property
    def curves(self) -> Curves:
        """The curves for it."""
        return curves(self.choices)

    @property
    def headline(self) -> str:
        """The finding."""
        return headline(self.choices, self.curves)

    @property
    def kinds(self) -> list[Option]:
        """The kinds of scalp."""
        chosen = self.choices.kind
        return [Option(one.value, KIND_WORDS[one], one is chosen) for one in Kind]

    @property
    def minoxidils(self) -> list[Option]:
        """With minoxidil or without."""
        chosen = self.choices.minoxidil
        return [Option(one.value, MINOXIDIL_WORDS[one], one is chosen) for one in Minoxidil]

    @property
    def sliders(self) -> list[Slider]:
        """What is moved on a rule."""
        chosen = self.choices
        return [
            slider("stop_month", _("Stop everything after"), chosen.stop_month, STOPS_MONTHS),
            slider("depth_mm", _("Needle"), chosen.depth_mm, DEPTHS_MM),
            slider("gap_days", _("Gap between sessions"), chosen.gap_days, GAPS_DAYS),
        ]

    @property
    def density_chart(self) -> SafeString:
        """Hairs that can be seen."""
        return drawings(density_picture(self.choices, self.curves))

    @property
    def shed_chart(self) -> SafeString:
        """Hairs that fall."""
        return drawings(shed_picture(self.choices, self.curves))

    @property
    def density_says(self) -> str:
        """The chart in a sentence."""
        return density_says(self.choices, self.curves)

    @property
    def noise_says(self) -> str:
        """What one spot can tell."""
        return noise_says(self.curves)

    @property
    def shed_says(self) -> str:
        """The chart in a sentence."""
        return shed_says(self.choices, self.curves)

    @property
    def density_rows(self) -> list[TableRow]:
        """The table beside the hairs that can be seen."""
        return _rows(self.curves.density, self.curves.treated_density)

    @property
    def shed_rows(self) -> list[TableRow]:
        """The table beside the hairs that fall."""
        return _rows(self.curves.shed, self.curves.treated_shed)

    @property
    def needles_say(self) -> str:
        """What trials of needles let us draw here: a stretch of weeks, or nothing."""
        return _needles_say(self.choices)

    @property
    def needle_chips(self) -> list[Chip]:
        """The sources of that."""
        return chips_of(NEEDLES_FOUND, self.knowledge)

    @property
    def depth_chips(self) -> list[Chip]:
        """Why depth and gap move no curve."""
        return chips_of(DEPTH_FOUND, self.knowledge)

    @property
    def told(self) -> tuple[Told, ...]:
        """What depth and gap do change."""
        return told_of(self.choices, self.knowledge)

    @property
    def hold_hours(self) -> str:
        """How long minoxidil waits after a session, at least."""
        return hours(minoxidil_hold_hours(self.knowledge))

    @property
    def hold_says(self) -> str:
        """Why it waits."""
        from anagen.web.outlook.absorbing import hold_sentence  # NumPy, only where it is wanted

        return hold_sentence(minoxidil_hold_hours(self.knowledge), is_covered=False)

    @property
    def absorption_rows(self) -> list[Row]:
        """Open channels and what they let through, with time."""
        from anagen.web.outlook.absorbing import rows

        return rows()

    @property
    def absorption_chips(self) -> list[Chip]:
        """Where the figures of the channels come from."""
        return chips_of(ABSORPTION_FOUND, self.knowledge)


def _needles_say(choices: Choices) -> str:
    if not choices.has_needles:
        return _("No needles are chosen, so none are drawn.")
    if has_window(choices):
        return f"{_added_says()} {_home_says(choices)}".rstrip()
    if choices.minoxidil is Minoxidil.NONE:
        return _(
            "Needles alone are not drawn: no trial against nothing gives us a number, and one of "
            "30 men found no benefit."
        )
    if choices.minoxidil is Minoxidil.ALREADY:
        return _(
            "Needles are not drawn: we read of no controlled trial that added them to minoxidil "
            "used for long."
        )
    if not choices.kind.is_thinning:
        return _("Needles are not drawn: we read of no trial in people whose hair hardly thins.")
    return _("Needles are not drawn: the trials went on for 12 weeks or more.")


def _added_says() -> str:
    low, high = WITH_MINOXIDIL.next_trial
    return _(
        "Added to minoxidil, needles gave %(low)s to %(high)s more hairs per cm² than minoxidil "
        "alone in the mean of %(trials)s trials (darker patch). A next trial could land anywhere "
        "from %(fewer)s fewer to %(more)s more (dotted). After week 24 nothing was compared, so "
        "nothing is drawn."
    ) % {
        "low": amount(round(WITH_MINOXIDIL.low)),
        "high": amount(round(WITH_MINOXIDIL.high)),
        "trials": WITH_MINOXIDIL.trials,
        "fewer": amount(round(-low)),
        "more": amount(round(high)),
    }


def _home_says(choices: Choices) -> str:
    """Trials had other needles than a home roller has; that moves no curve, but must be said."""
    if choices.depth_mm > HOME_MM:
        return ""
    return _(
        "Most of these trials used 1.5 mm in trained hands. Needles for home have not been shown "
        "to do the same."
    )


def _rows(alone: Band, treated: Band | None) -> list[TableRow]:
    return [
        TableRow(
            month=_("today") if month == 0 else number(month),
            alone=_ends(alone, month),
            treated=_ends(treated, month) if treated else "",
        )
        for month in TABLE_MONTHS
    ]


def _ends(band: Band, month: int) -> str:
    low, high = (round(one) for one in band.at_month(month))
    return number(low) if low == high else f"{number(low)}–{number(high)}"
