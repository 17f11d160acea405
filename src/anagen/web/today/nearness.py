"""Days and hours as people say them: today, 19:40; tomorrow, 19:40; Thursday 26 November, 19:40."""

from __future__ import annotations

from datetime import datetime

from django.utils.dateformat import format as formatted
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def near(moment: datetime, now: datetime) -> str:
    """A moment seen from now; both by the person's own clock."""
    days = (moment.date() - now.date()).days
    time = formatted(moment, pgettext("date", "H:i"))
    if days == 0:
        return _("today, %(time)s") % {"time": time}
    if days == 1:
        return _("tomorrow, %(time)s") % {"time": time}
    if days == -1:
        return _("yesterday, %(time)s") % {"time": time}
    if abs(days) > 300:  # without its year such a day would be taken for a near one
        return formatted(moment, pgettext("date", "j\u00a0F Y, H:i"))
    return formatted(moment, pgettext("date", "l j\u00a0F, H:i"))
