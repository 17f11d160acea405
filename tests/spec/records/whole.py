"""One whole record as JSON could hold it, with an entry of every kind, to be changed in tests."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from anagen.records.reading import read_record
from anagen.records.record import Record

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)

WHOLE: dict[str, Any] = {
    "schema": 1,
    "setting": "home",
    "timezone": "Europe/Madrid",
    "person": {"birth_date": "1990-05-04", "sex": "male", "weight_kg": 80},
    "concern": {
        "kind": "androgenetic",
        "scale": "Norwood-Hamilton",
        "grade": "III",
        "diagnosed_by": "dermatologist",
        "diagnosed_on": "2025-01-10",
    },
    "answers": {
        "keloid": {"value": False, "at": "2026-11-20T09:00:00+01:00"},
        "allergies": {"value": ["nickel"], "at": "2026-11-20T09:00:00+01:00", "by": "nurse"},
        "needle_mm": {"value": 0.25, "at": "2026-11-20T09:00:00+01:00", "unit": "mm"},
        "last_session_on": {"value": "2026-11-01", "at": "2026-11-20T09:00:00+01:00"},
        "skin_today": {"unknown": "declined", "at": "2026-11-20T09:00:00+01:00"},
        "hair_loss": {"value": "androgenetic", "at": "2026-11-20T09:00:00+01:00"},
    },
    "treatments": [{"product": "minoxidil 5 %", "started": "2026-05-01", "stopped": "2026-10-01"}],
    "sessions": [
        {
            "started": "2026-11-01T18:40:00+01:00",
            "ended": "2026-11-01T19:00:00+01:00",
            "setting": "home",
            "device": "roller",
            "needle_mm": 0.5,
            "zones": [{"zone": "crown", "passes": 4, "depth_mm": 0.5}],
            "anaesthetic": {
                "product": "lidocaine",
                "on": "2026-11-01T18:00:00+01:00",
                "off": "2026-11-01T18:30:00+01:00",
            },
            "applied": [{"product": "saline", "at": "2026-11-01T19:05:00+01:00"}],
        }
    ],
    "reports": [
        {
            "at": "2026-11-02T09:00:00+01:00",
            "signs": {
                "redness": True,
                "itch": {"value": False, "at": "2026-11-02T09:00:00+01:00"},
            },
            "comb_counts": [10, 12, 9],
            "pull": {"came_out": 1, "held": 55, "zone": "crown"},
            "wash": {"hairs": 40, "short": 4, "unwashed_days": 1},
            "photos": ["p1"],
        }
    ],
    "photos": [{"id": "p1", "at": "2026-11-01T12:00:00+01:00", "zone": "crown"}],
    "measurements": [
        {
            "at": "2026-11-01T12:00:00+01:00",
            "site": "crown dot",
            "area_cm2": 1,
            "hair_count": 140,
        }
    ],
    "events": [{"on": "2026-11-01", "kind": "haircut", "note": "short at the sides"}],
    "decisions": [
        {
            "at": "2026-11-01T12:00:00+01:00",
            "verdict": "proceed",
            "outcome": "continue",
            "knowledge": "abc",
            "version": "0.1.0",
        }
    ],
}

ABSENT = object()


def changed(*changes: tuple[str, Any]) -> str:
    """WHOLE as JSON text, with some entries set; a path is dotted, a number picks from a list."""
    tree = json.loads(json.dumps(WHOLE))
    for path, value in changes:
        *before, last = path.split(".")
        table = tree
        for name in before:
            table = table[int(name)] if isinstance(table, list) else table[name]
        key = int(last) if isinstance(table, list) else last
        if value is ABSENT:
            del table[key]
        else:
            table[key] = value
    return json.dumps(tree)


def read(*changes: tuple[str, Any]) -> Record:
    """The record in WHOLE with some entries changed."""
    return read_record(changed(*changes), NOW)
