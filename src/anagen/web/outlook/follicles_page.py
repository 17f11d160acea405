"""What the page of follicles shows in one week."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from anagen.web.look.templatetags.words import amount
from anagen.web.outlook.cycle import (
    LAST_WEEK,
    STAGE_WORDS,
    STEP_WEEKS,
    Stage,
    row_in,
)
from anagen.web.outlook.follicle_art import Drawn, drawn

#: What each stage is, and the word that doctors use.
MEANINGS: dict[Stage, tuple[str, Promise]] = {
    Stage.GROWING: ("anagen", gettext_lazy("Makes its hair, for months to years.")),
    Stage.STEPPING_BACK: ("catagen", gettext_lazy("Stops, and draws up. About two weeks.")),
    Stage.RESTING: ("telogen", gettext_lazy("Holds its old hair. About three months.")),
    Stage.EMPTY: ("kenogen", gettext_lazy("The hair has fallen and none grows yet.")),
    Stage.GROWING_AGAIN: ("anagen", gettext_lazy("A new hair, short or still in the skin.")),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """A stage explained, with how many of the dozen stand in it."""

    word: str | Promise
    latin: str
    says: str | Promise
    count: int


@dataclass(frozen=True)
class FolliclesPage:
    """The dozen in one week."""

    week: int

    @cached_property
    def row(self) -> list[Drawn]:
        """The follicles in their places."""
        return [drawn(place + 1, one) for place, one in enumerate(row_in(self.week))]

    @property
    def headline(self) -> str:
        """How many hairs one would count."""
        seen = sum(one.has_hair for one in self.row)
        return ngettext(
            "Week %(week)s: %(seen)s hair to see on twelve follicles.",
            "Week %(week)s: %(seen)s hairs to see on twelve follicles.",
            seen,
        ) % {"week": amount(self.week), "seen": amount(seen)}

    @property
    def meanings(self) -> list[Meaning]:
        """The stages in the order a follicle goes through them."""
        counted = Counter(one.stage for one in self.row)
        return [
            Meaning(STAGE_WORDS[stage], latin, says, counted[stage.value])
            for stage, (latin, says) in MEANINGS.items()
        ]

    @property
    def earlier(self) -> int | None:
        """The week one step before; None at the first."""
        return None if self.week == 0 else self.week - STEP_WEEKS

    @property
    def later(self) -> int | None:
        """The week one step on; None at the last."""
        return None if self.week >= LAST_WEEK else self.week + STEP_WEEKS

    @property
    def past(self) -> float:
        """How far along the three years this is, 0 to 1."""
        return self.week / LAST_WEEK

    @property
    def week_says(self) -> str:
        """The word at the pin."""
        return _("week %(week)s") % {"week": amount(self.week)}
