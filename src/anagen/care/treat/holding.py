"""How a hold stands: when it ends, why, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from anagen.care.treat.last import Event
from anagen.knowledge.conditions import Truth
from anagen.knowledge.hold import Bar, LeaveOff, Length
from anagen.records.words import Verdict


class Why(Enum):
    """What a hold rests on."""

    BARRED = auto()
    FREE = auto()
    ORDERED = auto()
    SORE = auto()
    RUNNING = auto()
    FIRST_USE = auto()
    SESSION_TODAY = auto()
    ASK_SESSION = auto()
    ASK_HISTORY = auto()
    ASK_SKIN = auto()
    OVER = auto()


@dataclass(frozen=True, slots=True)
class Ends:
    """The needling a hold counts from, its length, how sure that is, and its end (UTC)."""

    event: Event
    length: Length
    sure: Truth
    until: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """One hold for one person now. `ends` is None where no needling is recent enough.

    `bars` are the reasons why this person must not use the product at all, the strictest first.
    """

    hold: LeaveOff
    ends: Ends | None
    why: Why
    verdict: Verdict
    is_running: bool
    is_wanted: bool
    is_shown: bool
    bars: tuple[Bar, ...] = ()
