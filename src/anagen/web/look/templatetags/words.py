"""Stored values as people read them: days, hours, money, verdicts, sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.dateformat import format as formatted
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from anagen.languages import language_of
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
SHAPE_WORDS = {"proceed": _("Go ahead"), "wait": _("Wait"), "ask": _("Ask"), "stop": _("Stop")}
TRIAGE_WORDS = {
    "expected": _("To be expected"),
    "self_care": _("You can look after it yourself"),
    "within_two_weeks": _("See someone within two weeks"),
    "same_day": _("See someone today"),
    "emergency_now": _("Emergency, now"),
}
#: What a red flag says before anything else.
URGENT = {
    "same_day": _("See a doctor today"),
    "emergency_now": _("Call the emergency number now"),
}
OUTCOME_WORDS = {
    "too_early": _("Too early to say"),
    "continue": _("Go on"),
    "adjust": _("Change something"),
    "stop": _("Stop"),
    "undecidable": _("Cannot be decided"),
}
PLAIN_WORDS = {
    "female": _("female"),
    "male": _("male"),
    "intersex": _("intersex"),
    "roller": _("roller"),
    "stamp": _("stamp"),
    "pen": _("pen"),
    "radio_frequency": _("radio-frequency needles"),
    "left_temple": _("left temple"),
    "right_temple": _("right temple"),
    "crown": _("crown"),
    "left_side": _("left side"),
    "right_side": _("right side"),
    "back": _("back"),
    "nothing": _("nothing"),
    "mild_redness": _("mild redness"),
    "pinpoint_bleeding": _("pinpoint bleeding"),
    "heavier_bleeding": _("heavier bleeding"),
    "mid_scalp": _("mid-scalp"),
    "hairline": _("front hairline"),
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
NOT_REVIEWED = _("A cautious choice of ours, not yet reviewed by a clinician.")


@register.filter
def shape(word: str) -> str:
    """The shape of a verdict or level."""
    return SHAPES[word]


@register.filter
def shape_word(word: str) -> str:
    """The word that stands beside the shape."""
    return str(SHAPE_WORDS[SHAPES[word]])


@register.filter
def triage_word(word: str) -> str:
    """How soon someone should look at it."""
    return str(TRIAGE_WORDS[word])


@register.filter
def outcome_word(word: str) -> str:
    """What to do about the course."""
    return str(OUTCOME_WORDS[word])


@register.filter
def plain_word(word: str) -> str:
    """A word of a closed set as people say it."""
    return str(PLAIN_WORDS.get(word, word.replace("_", " ")))


@register.filter
def hold_icon(id: str) -> str:
    """The picture beside a hold."""
    return next((name for word, name in HOLD_ICONS.items() if word in id), "clock")


def in_words(found: date, pattern: str) -> str:
    """A day or moment as the language writes it; `pattern` is Django's, from the catalogue."""
    return formatted(found, pattern)


@register.filter
def day(text: str) -> str:
    """Friday 20 November 2026, from 2026-11-20 or a time on it."""
    return in_words(date.fromisoformat(text[:10]), pgettext("date", "l j\u00a0F Y"))


@register.filter
def short_day(text: str) -> str:
    """Fri 20 Nov 2026: for a column of days."""
    return in_words(date.fromisoformat(text[:10]), pgettext("date", "D j M Y"))


@register.filter
def moment(text: str) -> str:
    """Fri 20 November 2026, 19:40, from a time in the person's own zone."""
    return in_words(datetime.fromisoformat(text), pgettext("date", "D j\u00a0F Y, H:i"))


@register.filter
def short_moment(text: str) -> str:
    """Fri 20 Nov, 19:40: for the end of a tape."""
    return in_words(datetime.fromisoformat(text), pgettext("date", "D j\u00a0M, H:i"))


@register.filter
def amount(number: float) -> str:
    """A number as short as it goes: 0.25, 12, 1,200."""
    whole = float(number).is_integer()
    text = f"{number:,.0f}" if whole else f"{number:,.10g}"
    written = language_of(get_language() or "en")
    text = text.translate({ord(","): written.group_mark, ord("."): written.decimal_mark})
    return text.replace("-", "−")


@register.filter
def hours(number: float) -> str:
    """A length of time in the largest unit that is true: 90 min, 36 h, 14 days."""
    if number < 2 and not float(number).is_integer():
        return f"{number * 60:.0f}\u00a0min"
    if number >= 72 and number % 24 == 0:
        days = round(number / 24)
        return ngettext("%(count)d\u00a0day", "%(count)d\u00a0days", days) % {"count": days}
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
