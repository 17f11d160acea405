"""Stored values as people read them: days, hours, money, verdicts, sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template

from anagen.web.look.sources import chips, sides

register = template.Library()

#: Each verdict and level of urgency by its shape; the shape decides icon, word and colour.
SHAPES = {
    "proceed": "proceed",
    "wait": "wait",
    "needs_answers": "ask",
    "ask_a_clinician": "ask",
    "do_not_treat": "stop",
    "expected": "proceed",
    "self_care": "wait",
    "within_two_weeks": "ask",
    "same_day": "stop",
    "emergency_now": "stop",
}
SHAPE_WORDS = {"proceed": "Go ahead", "wait": "Wait", "ask": "Ask", "stop": "Stop"}
TRIAGE_WORDS = {
    "expected": "To be expected",
    "self_care": "You can look after it yourself",
    "within_two_weeks": "See someone within two weeks",
    "same_day": "See someone today",
    "emergency_now": "Emergency, now",
}
#: What a red flag says before anything else.
URGENT = {
    "same_day": "See a doctor today",
    "emergency_now": "Call the emergency number now",
}
OUTCOME_WORDS = {
    "too_early": "Too early to say",
    "continue": "Go on",
    "adjust": "Change something",
    "stop": "Stop",
    "undecidable": "Cannot be decided",
}
PLAIN_WORDS = {
    "radio_frequency": "radio-frequency needles",
    "mid_scalp": "mid-scalp",
    "hairline": "front hairline",
}
#: The picture beside a hold: the first of these words that its name holds.
HOLD_ICONS = {
    "minoxidil": "drop",
    "wash": "wash",
    "shampoo": "wash",
    "sun": "sun",
    "exercise": "exercise",
    "sport": "exercise",
    "swim": "swim",
    "sauna": "swim",
    "acid": "acid",
    "retin": "acid",
    "comb": "comb",
    "brush": "comb",
    "session": "session",
    "needl": "session",
}
#: What rests on a choice of ours alone says so.
OWN_CHOICE = ("practice", "contested", "unsupported")
NOT_REVIEWED = "A cautious choice of ours, not yet reviewed by a clinician."


@register.filter
def shape(word: str) -> str:
    """The shape of a verdict or level."""
    return SHAPES[word]


@register.filter
def shape_word(word: str) -> str:
    """The word that stands beside the shape."""
    return SHAPE_WORDS[SHAPES[word]]


@register.filter
def triage_word(word: str) -> str:
    """How soon someone should look at it."""
    return TRIAGE_WORDS[word]


@register.filter
def outcome_word(word: str) -> str:
    """What to do about the course."""
    return OUTCOME_WORDS[word]


@register.filter
def plain_word(word: str) -> str:
    """A word of a closed set as people say it."""
    return PLAIN_WORDS.get(word, word.replace("_", " "))


@register.filter
def hold_icon(id: str) -> str:
    """The picture beside a hold."""
    return next((name for word, name in HOLD_ICONS.items() if word in id), "clock")


@register.filter
def day(text: str) -> str:
    """Friday 20 November 2026, from 2026-11-20 or a time on it."""
    found = date.fromisoformat(text[:10])
    return f"{found:%A} {found.day}\u00a0{found:%B} {found.year}"


@register.filter
def short_day(text: str) -> str:
    """Fri 20 Nov 2026: for a column of days."""
    found = date.fromisoformat(text[:10])
    return f"{found:%a} {found.day} {found:%b} {found.year}"


@register.filter
def moment(text: str) -> str:
    """Fri 20 November 2026, 19:40, from a time in the person's own zone."""
    found = datetime.fromisoformat(text)
    return f"{found:%a} {found.day}\u00a0{found:%B} {found.year}, {found:%H:%M}"


@register.filter
def short_moment(text: str) -> str:
    """Fri 20 Nov, 19:40: for the end of a tape."""
    found = datetime.fromisoformat(text)
    return f"{found:%a} {found.day}\u00a0{found:%b}, {found:%H:%M}"


@register.filter
def amount(number: float) -> str:
    """A number as short as it goes: 0.25, 12, 1,200."""
    whole = float(number).is_integer()
    text = f"{number:,.0f}" if whole else f"{number:,.10g}"
    return text.replace("-", "−")


@register.filter
def hours(number: float) -> str:
    """A length of time in the largest unit that is true: 90 min, 36 h, 14 days."""
    if number < 2 and not float(number).is_integer():
        return f"{number * 60:.0f}\u00a0min"
    if number >= 72 and number % 24 == 0:
        return f"{number / 24:.0f}\u00a0days"
    return f"{amount(number)}\u00a0h"


@register.inclusion_tag("look/parts/basis.html")
def basis_of(point: Mapping[str, Any]) -> dict[str, Any]:
    """The sources of a statement: chips that open, or both sides where they disagree."""
    return _basis(point)


@register.inclusion_tag("look/parts/folded.html")
def folded_basis_of(point: Mapping[str, Any]) -> dict[str, Any]:
    """The same behind one chip, where a page says many things."""
    basis = _basis(point)
    return {**basis, "first": basis["chips"][0], "more": len(basis["chips"]) - 1}


def _basis(point: Mapping[str, Any]) -> dict[str, Any]:
    strength = point["strength"]
    own = strength["word"] in OWN_CHOICE and not point["clinician_reviewed"]
    return {
        "chips": chips(point["basis"], strength["bars"]),
        "sides": sides(point["basis"]),
        "note": NOT_REVIEWED if own else "",
    }
