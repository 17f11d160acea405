"""Advice for small stories, ready to be told in any language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from anagen.care.advise import advise
from anagen.interchange.sheets import Telling
from anagen.interchange.words import words_in
from anagen.records.session import Applied, Session, ZonePasses
from anagen.records.words import DeviceKind, Endpoint, Setting, Who, Zone
from tests.story import NOW, knowledge, record

PAGE = "http://192.168.1.20:8000/sheets/aftercare/"
LAST = NOW - timedelta(hours=2)


def session(ended: datetime = LAST, **more: Any) -> Session:
    """A session at home that ended some time ago."""
    parts = {
        "started": ended - timedelta(minutes=30),
        "ended": ended,
        "setting": Setting.HOME,
        "device": DeviceKind.ROLLER,
        "needle_mm": 0.25,
        "zones": (ZonePasses(Zone.CROWN, 4, 0.25), ZonePasses(Zone.MID_SCALP, 2, 0.2)),
        "antiseptic": "alcohol 70 %",
        "endpoint": Endpoint.MILD_REDNESS,
        "operator": Who.SELF,
        "applied": (Applied("Aloe gel", ended),),
    }
    return Session(**{**parts, **more})


def telling(
    setting: str = "home",
    said: dict[str, Any] | None = None,
    language: str = "en",
    address: str = PAGE,
    **parts: Any,
) -> Telling:
    """The advice for a story at NOW, in a language."""
    now = parts.get("now", NOW)
    told = record(setting, said, **parts)
    return Telling(advise(told, knowledge(), now), told, knowledge(), words_in(language), address)


def after_a_session(**more: Any) -> Telling:
    """Two hours after a session at home."""
    said = {"last_session_on": LAST.date(), "session_today": True, **more.pop("said", {})}
    return telling(said=said, sessions=(session(),), **more)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]
