"""Hours, devices and verdicts as the pages of the session say them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anagen.records.record import Record
from anagen.records.words import DeviceKind
from anagen.web.look.templatetags.words import moment
from anagen.web.treat.logged import DEVICES

register = template.Library()

SHAPE_NAMES: dict[str, Promise] = {
    "proceed": _("Go ahead"),
    "wait": _("Wait"),
    "ask": _("Ask"),
    "stop": _("Stop"),
}


@register.filter
def shape_name(shape: str) -> Promise:
    """The word beside a shape."""
    return SHAPE_NAMES[shape]


@register.filter
def device_name(word: str) -> Promise:
    """What a device is called."""
    return DEVICES[DeviceKind(word)]


@register.filter
def hour(text: str) -> str:
    """19:40, from a time in the person's own zone."""
    return f"{datetime.fromisoformat(text):%H:%M}"


@register.filter
def clock_time(at: datetime) -> str:
    """19:40:12, from a time in the person's own zone."""
    return f"{at:%H:%M:%S}"


@register.filter
def own_hour(at: datetime, record: Record) -> str:
    """19:40, by the person's own clock."""
    return f"{record.local(at):%H:%M}"


@register.filter
def own_moment(at: datetime, zone: ZoneInfo) -> str:
    """Fri 20 November 2026, 19:40, by the person's own clock."""
    return moment(at.astimezone(zone).isoformat())


@register.filter
def words(text: str) -> list[str]:
    """The words of a text one by one."""
    return text.split()
