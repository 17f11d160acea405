"""What the counts came to, as one sentence: the heading of the page of progress."""

from __future__ import annotations

from datetime import date

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from anagen.care.advice import Comparison
from anagen.web.look.templatetags.words import amount
from anagen.web.measure.series import Count, Series


def headline(series: Series | None) -> str:
    """The finding. A change inside the error is called noise, and nothing is made of it."""
    if series is None:
        return _("Nothing has been counted yet.")
    if series.change is None or series.first is None:
        return _("One count so far. It takes a second one to see a change.")
    if series.change.comparable is None:
        return _("We cannot say whether these counts may be compared.")
    if series.change.change_per_cm2 is None:
        return _("These counts cannot be compared.")
    return _changed(series.first, series.last, series.change)


def _changed(first: Count, last: Count, found: Comparison) -> str:
    change, is_noise = found.change_per_cm2, bool(found.is_noise)
    assert change is not None
    hairs = amount(round(abs(change)))
    if not is_noise and found.interval_95 is not None:
        hairs = how_many(found.interval_95)
    named = {"hairs": hairs, "when": when_in_words(first.day, last.day)}
    if is_noise and round(change) == 0:
        return _("The same as %(when)s, as far as counting can tell.") % named
    if change > 0:
        says = (
            _("%(hairs)s more than %(when)s. That is still inside the noise.")
            if is_noise
            else _("%(hairs)s more than %(when)s. That is more than the error of counting.")
        )
    else:
        says = (
            _("%(hairs)s fewer than %(when)s. That is still inside the noise.")
            if is_noise
            else _("%(hairs)s fewer than %(when)s. That is more than the error of counting.")
        )
    return says % named


def how_many(interval: tuple[float, float]) -> str:
    """An interval that lies on one side of 0, in hairs: 6 to 22. It stands before any mean."""
    low, high = sorted(abs(end) for end in interval)
    return _("%(low)s to %(high)s") % {"low": amount(round(low)), "high": amount(round(high))}


def when_in_words(day: date, other: date) -> str:
    """The month of a day, seen from another: with its year, or the very day, where it needs it."""
    if (day.year, day.month) == (other.year, other.month):
        return formatted(day, pgettext("date after 'more than'", "\\o\\n j\u00a0F"))
    if day.year == other.year:
        return formatted(day, pgettext("date after 'more than'", "\\i\\n F"))
    return formatted(day, pgettext("date after 'more than'", "\\i\\n F Y"))


def reading(count: Count, first: Count | None) -> str:
    """What one count says, held against the first: for the table beside the chart."""
    if first is not None and count.id == first.id:
        return _("the first: others are held against it")
    found = count.since_first
    if found is None:
        return _("from before the first")
    if found.comparable is None:
        return _("cannot be said")
    if found.is_noise is None:
        return _("cannot be compared")
    return _("inside noise") if found.is_noise else _("more than the error")


def signed(change: float) -> str:
    """A change with its sign: +14, −3, 0."""
    whole = round(change)
    return f"+{amount(whole)}" if whole > 0 else amount(whole)
