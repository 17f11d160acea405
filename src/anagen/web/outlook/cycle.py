"""A dozen follicles in any week: where each stands in its cycle, worked out from the classes.

It is a drawing, not a measurement: each follicle runs through the mean lengths of its class again
and again, some a little faster and some slower, and they begin at different points of the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anagen.follicles.parameters import INTERMEDIATE, MINIATURISED, TERMINAL, FollicleClass
from anagen.web.outlook.choices import DAYS_PER_WEEK

#: Three years, by steps of four weeks.
LAST_WEEK, STEP_WEEKS = 156, 4
#: For so many days a new hair is called new, and one that has fallen is still seen to fall.
NEW_DAYS, FALLING_DAYS = 75.0, 28.0
#: A new hair shows at the surface so many days after its follicle began to grow.
HIDDEN_DAYS = 17.0


class Stage(Enum):
    """Where a follicle stands."""

    GROWING = "growing"
    STEPPING_BACK = "stepping_back"
    RESTING = "resting"
    EMPTY = "empty"
    GROWING_AGAIN = "growing_again"


STAGE_WORDS: Mapping[Stage, Promise] = {
    Stage.GROWING: _("growing"),
    Stage.STEPPING_BACK: _("stepping back"),
    Stage.RESTING: _("resting"),
    Stage.EMPTY: _("empty"),
    Stage.GROWING_AGAIN: _("growing again"),
}


@dataclass(frozen=True, slots=True)
class Follicle:
    """One follicle: its class, how fast it goes (1 is the mean), and where it starts (0 to 1)."""

    kind: FollicleClass
    pace: float
    start: float
    stands_empty: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """A follicle in one week. `days` is how long it has been in its stage, in whole days.

    `grown_days` is how long its hair has grown, 0 without one. `is_falling` says that its old hair
    has just let go.
    """

    stage: Stage
    days: int
    grown_days: float
    is_falling: bool
    kind: FollicleClass

    @property
    def has_hair(self) -> bool:
        """Whether one would count a hair there."""
        return self.stage is not Stage.EMPTY and self.grown_days > HIDDEN_DAYS


def _spread(number: int, first: float) -> float:
    """Numbers from 0 to 1 that fill the range evenly, in no order one would notice."""
    return (first + number * 0.6180339887) % 1


#: Seven strong hairs, three in between, two fine: a choice, as are pace and start. With these two
#: numbers the first week shows all five stages.
KINDS = (
    *(TERMINAL, INTERMEDIATE, TERMINAL, TERMINAL, MINIATURISED, TERMINAL),
    *(INTERMEDIATE, TERMINAL, TERMINAL, MINIATURISED, INTERMEDIATE, TERMINAL),
)
DOZEN: tuple[Follicle, ...] = tuple(
    Follicle(kind, 0.75 + 0.5 * _spread(3 * place + 1, 0.5), _spread(place, 0.52), place % 3 == 1)
    for place, kind in enumerate(KINDS)
)


def standing(one: Follicle, week: int) -> Standing:
    """Where a follicle stands in a week."""
    kind = one.kind
    grows, back = kind.anagen.mean_days, kind.catagen.mean_days
    rests = kind.telogen.mean_days
    empty = kind.kenogen.mean_days if one.stands_empty else 0.0
    whole = grows + back + rests + empty
    at = (one.start * whole + week * DAYS_PER_WEEK * one.pace) % whole
    if at < grows:
        return _growing(one, at, is_first_empty=empty == 0)
    if at < grows + back:
        return Standing(Stage.STEPPING_BACK, int(at - grows), grows, False, kind)
    if at < grows + back + rests:
        return Standing(Stage.RESTING, int(at - grows - back), grows, False, kind)
    since = at - grows - back - rests
    return Standing(Stage.EMPTY, int(since), 0.0, since < FALLING_DAYS, kind)


def _growing(one: Follicle, at: float, is_first_empty: bool) -> Standing:
    """A follicle that grows; where none stands empty, the old hair falls as the new one begins."""
    stage = Stage.GROWING_AGAIN if at < NEW_DAYS else Stage.GROWING
    return Standing(stage, int(at), at, is_first_empty and at < FALLING_DAYS, one.kind)


def row_in(week: int) -> tuple[Standing, ...]:
    """The dozen in a week."""
    return tuple(standing(one, week) for one in DOZEN)


def week_named(word: str) -> int:
    """The week that an address names: the nearest step, and the first where it names none."""
    if not (word.isascii() and word.isdigit() and len(word) < 5):
        return 0
    return min(round(int(word) / STEP_WEEKS) * STEP_WEEKS, LAST_WEEK)
