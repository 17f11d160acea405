"""When a lot or device was used, drawn on a line of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import pgettext

from anagen.web.look.templatetags.words import in_words

#: A drawing for a wide screen and one for a phone, so that text never shrinks.
WIDE, SLIM = 1000, 328
#: Days left free on both sides.
MARGIN = timedelta(days=4)
#: Labels stand at least this far apart.
APART = 64


@dataclass(frozen=True, slots=True)
class Stroke:
    """One day of use; `is_hot` when a problem was reported after it."""

    x: str
    is_hot: bool


@dataclass(frozen=True, slots=True)
class Label:
    """The first day of a month."""

    x: str
    text_x: str
    says: str


@dataclass(frozen=True, slots=True)
class Lanes:
    """One drawing: where use began and ended, each day of use, and the months."""

    width: int
    name: str
    span_x: str
    span_width: str
    strokes: tuple[Stroke, ...]
    labels: tuple[Label, ...]


def lanes_of(days: Sequence[tuple[date, bool]]) -> tuple[Lanes, ...]:
    """Both drawings; none when it was never used."""
    if not days:
        return ()
    return (_lanes(days, WIDE, "wide-only"), _lanes(days, SLIM, "slim-only"))


def _lanes(days: Sequence[tuple[date, bool]], width: int, name: str) -> Lanes:
    first, last = days[0][0] - MARGIN, days[-1][0] + MARGIN
    scale = width / (last - first).days

    def at(day: date) -> float:
        return (day - first).days * scale

    begun, ended = at(days[0][0]), at(days[-1][0])
    return Lanes(
        width=width,
        name=name,
        span_x=f"{begun:.1f}",
        span_width=f"{max(ended - begun, 2):.1f}",
        strokes=tuple(Stroke(f"{at(day):.1f}", is_hot) for day, is_hot in days),
        labels=tuple(_labels(first, last, scale, width)),
    )


def _labels(first: date, last: date, scale: float, width: int) -> list[Label]:
    found: list[Label] = []
    month, kept = first.replace(day=1), -float(APART)
    while month <= last:
        x = max((month - first).days * scale, 0)
        if x - kept >= APART and x <= width - APART:
            found.append(
                Label(f"{x:.1f}", f"{x + 5:.1f}", in_words(month, pgettext("date", "M Y")))
            )
            kept = x
        month = (month + timedelta(days=32)).replace(day=1)
    return found
