"""Numbers, words, days and hours out of a form, or one line beside the field."""

from __future__ import annotations

import re
from datetime import date, time

from django.http import QueryDict
from django.utils.translation import gettext as _

from anagen.records.words import Zone
from anagen.web.screen.days import OLDEST_YEARS

Slips = dict[str, str]
HOUR = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


def text_from(form: QueryDict, name: str, most: int, slips: Slips) -> str:
    """A text of at most so many characters; a longer one is never cut in silence."""
    text = form.get(name, "").strip()
    if len(text) > most:
        slips[name] = _("At most %(n)s characters, please.") % {"n": most}
    return text


def zones_from(form: QueryDict) -> tuple[Zone, ...]:
    """The zones that are ticked, in the order of the scalp. Words we do not know are left out."""
    words = set(form.getlist("zone"))
    return tuple(zone for zone in Zone if zone.value in words)


def number_from(
    form: QueryDict,
    name: str,
    bounds: tuple[float, float],
    slips: Slips,
    is_whole: bool = False,
) -> float | None:
    """A number between two bounds, both allowed. A comma counts as a point."""
    text = form.get(name, "").strip().replace(",", ".")
    least, most = bounds
    if re.fullmatch(r"\d{1,5}" if is_whole else r"\d{1,5}(\.\d{1,4})?", text):
        number = float(text)
        if least <= number <= most:
            return number
    told = {"least": f"{least:g}", "most": f"{most:g}"}
    slips[name] = (
        _("We need a whole number from %(least)s to %(most)s.")
        if is_whole
        else _("We need a number from %(least)s to %(most)s, such as %(most)s.")
    ) % told
    return None


def optional_number(
    form: QueryDict,
    name: str,
    bounds: tuple[float, float],
    slips: Slips,
    is_whole: bool = False,
) -> float | None:
    """The same, where an empty field stands for "not written down"."""
    if not form.get(name, "").strip():
        return None
    return number_from(form, name, bounds, slips, is_whole)


def day_in(form: QueryDict, name: str, today: date, slips: Slips) -> date | None:
    """A day as a date field sends it, which has come."""
    try:
        found = date.fromisoformat(form.get(name, "").strip())
    except ValueError:
        slips[name] = _("Write the day as year, month and day, such as %(today)s.") % {
            "today": today.isoformat()
        }
        return None
    if found > today:
        slips[name] = _("That day has not come yet.")
        return None
    if found.year < today.year - OLDEST_YEARS:
        slips[name] = _("We need a year from %(year)s on.") % {"year": today.year - OLDEST_YEARS}
        return None
    return found


def hour_in(form: QueryDict, name: str, slips: Slips) -> time | None:
    """An hour of the day, as 19:40."""
    found = HOUR.fullmatch(form.get(name, "").strip())
    if found is None:
        slips[name] = _("Write the hour as 19:40.")
        return None
    return time(int(found[1]), int(found[2]))
