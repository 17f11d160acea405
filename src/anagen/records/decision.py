"""What was advised, when, and from which knowledge: enough to work it out again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from anagen.records.words import Outcome, Verdict


@dataclass(frozen=True, slots=True)
class Decision:
    """One piece of advice as it was given."""

    at: datetime
    verdict: Verdict
    outcome: Outcome | None
    knowledge: str
    version: str
