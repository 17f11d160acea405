"""What someone was asked, and what they said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from anagen.records.words import Who

#: What an answer can hold: yes or no, a number, a word or text, a date, or several words.
Value = bool | float | str | date | tuple[str, ...]


class Unknown(Enum):
    """Why something is not known. None of these ever counts as "no"."""

    NOT_ASKED = "not_asked"
    DECLINED = "declined"
    DOES_NOT_KNOW = "does_not_know"
    STALE = "stale"
    CONTRADICTORY = "contradictory"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer, when it was given (UTC) and by whom.

    `unit` is the unit the person wrote beside a number; "" when they wrote none. Whether it is
    the right one is checked against the question, which this layer does not know.
    """

    value: Value | Unknown
    at: datetime
    by: Who = Who.SELF
    unit: str = ""


Answers = Mapping[str, Answer]
