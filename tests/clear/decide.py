"""Clear answers about the course so far."""

from __future__ import annotations

from anagen.records.answers import Unknown, Value

ANSWERS: dict[str, Value | Unknown] = {"infections_after_sessions": 0.0}
CLINIC: dict[str, Value | Unknown] = {}
