"""Short ways to write down visits: a count, a picture, a session, each so many days ago."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from anagen.records.measurement import Measurement, Photo
from anagen.records.session import Session
from anagen.records.words import DeviceKind, Setting, Zone
from tests.story import NOW


def count(days_ago: float, hairs: int, **parts: Any) -> Measurement:
    """Hairs counted on one cm2 of the marked spot, three pictures, nothing in doubt."""
    usual: dict[str, Any] = {
        "site": "crown dot",
        "area_cm2": 1.0,
        "device": "skin lens",
        "pictures": 3,
        "hair_length_mm": 1.0,
    }
    return Measurement(at=NOW - timedelta(days=days_ago), hair_count=hairs, **(usual | parts))


def picture(days_ago: float, **parts: Any) -> Photo:
    """A picture of the crown about which everything was written down."""
    usual: dict[str, Any] = {
        "id": f"p{days_ago}",
        "zone": Zone.CROWN,
        "camera": "phone",
        "light": "bathroom lamp",
        "place": "bathroom",
        "hair_length_mm": 20.0,
        "hair_wet": False,
        "has_scale": True,
    }
    return Photo(at=NOW - timedelta(days=days_ago), **(usual | parts))


def session(days_ago: float, **parts: Any) -> Session:
    """A session at home with a short roller."""
    started = NOW - timedelta(days=days_ago)
    usual: dict[str, Any] = {
        "started": started,
        "ended": started + timedelta(minutes=20),
        "setting": Setting.HOME,
        "device": DeviceKind.ROLLER,
        "needle_mm": 0.25,
    }
    return Session(**(usual | parts))
