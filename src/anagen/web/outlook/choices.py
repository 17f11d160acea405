"""What somebody moves on the page: a small grid, so that every curve is worked out once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anagen.records.mistakes import shown

#: How far the curves go.
MONTHS = 18
WEEKS = 78
WEEKS_PER_MONTH = WEEKS / MONTHS
DAYS_PER_WEEK = 7


class Minoxidil(Enum):
    """Whether minoxidil is part of it."""

    NONE = "none"
    ALREADY = "already"
    STARTING = "starting"


class Kind(Enum):
    """The kind of scalp, by the mix of its follicles."""

    HEALTHY = "healthy"
    MIXED = "mixed"
    AGA = "aga"

    @property
    def is_thinning(self) -> bool:
        """Whether it is a scalp such as trials took in."""
        return self is not Kind.HEALTHY


MINOXIDIL_WORDS: Mapping[Minoxidil, Promise] = {
    Minoxidil.NONE: gettext_lazy("no minoxidil"),
    Minoxidil.ALREADY: gettext_lazy("used for over a year"),
    Minoxidil.STARTING: gettext_lazy("begun today"),
}
KIND_WORDS: Mapping[Kind, Promise] = {
    Kind.HEALTHY: gettext_lazy("hardly thinning"),
    Kind.MIXED: gettext_lazy("somewhat thinning"),
    Kind.AGA: gettext_lazy("clearly thinning"),
}
#: No needles first, then by steps of the slider.
DEPTHS_MM = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5)
GAPS_DAYS = (7, 14, 21, 28)
#: When everything is stopped; the last means that it goes on.
STOPS_MONTHS = (3, 6, 9, 12, 15, MONTHS)


@dataclass(frozen=True, slots=True)
class Choices:
    """One position of everything that can be moved."""

    kind: Kind = Kind.AGA
    minoxidil: Minoxidil = Minoxidil.STARTING
    stop_month: int = MONTHS
    depth_mm: float = 0.5
    gap_days: int = 14

    @property
    def goes_on(self) -> bool:
        """Whether nothing is stopped before the curves end."""
        return self.stop_month == MONTHS

    @property
    def has_needles(self) -> bool:
        """Whether there are sessions at all."""
        return self.depth_mm > 0

    @property
    def stop_week(self) -> float:
        """The week in which everything is stopped."""
        return self.stop_month * WEEKS_PER_MONTH

    @property
    def session_weeks(self) -> tuple[float, ...]:
        """The weeks with a session, the first at the start."""
        if not self.has_needles:
            return ()
        days = range(0, round(self.stop_week * DAYS_PER_WEEK), self.gap_days)
        return tuple(day / DAYS_PER_WEEK for day in days)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asked for, and what in it could not be used."""

    choices: Choices
    problems: tuple[str, ...]


def asked(told: Mapping[str, str]) -> Asked:
    """The choices of an address. What is not one of ours is named, and its usual value used."""
    usual = Choices()
    found: dict[str, object] = {}
    problems = []
    for field in fields(Choices):
        word = told.get(field.name)
        allowed = ALLOWED[field.name]
        if word is None:
            continue
        if word in allowed:
            found[field.name] = allowed[word]
        else:
            problems.append(_problem(field.name, word, getattr(usual, field.name)))
    return Asked(Choices(**found), tuple(problems))  # type: ignore[arg-type]


def _problem(name: str, word: str, usual: object) -> str:
    expected = ", ".join(ALLOWED[name])
    told = usual.value if isinstance(usual, Enum) else usual
    return _(
        "%(name)s: found %(word)s; expected one of %(expected)s. We show %(usual)s instead."
    ) % {"name": name, "word": shown(word), "expected": expected, "usual": f"{told:g}"
         if isinstance(told, float) else told}  # fmt: skip


def _numbers(values: Sequence[float]) -> Mapping[str, object]:
    return {f"{one:g}": one for one in values}


#: Every word that an address may hold, by the name of its field.
ALLOWED: Mapping[str, Mapping[str, object]] = {
    "kind": {one.value: one for one in Kind},
    "minoxidil": {one.value: one for one in Minoxidil},
    "stop_month": _numbers(STOPS_MONTHS),
    "depth_mm": _numbers(DEPTHS_MM),
    "gap_days": _numbers(GAPS_DAYS),
}
