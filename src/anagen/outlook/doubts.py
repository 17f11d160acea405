"""What makes a forecast less sure: each doubt by its kind, with one sentence that says it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """The kinds of doubt."""

    LEFT_OUT = "left_out"
    ERROR_UNTESTED = "error_untested"
    ERROR_NOT_GIVEN = "error_not_given"
    DEVICE_UNKNOWN = "device_unknown"
    SPOT_UNKNOWN = "spot_unknown"
    NO_COUNT_BEFORE = "no_count_before"
    UNTREATED_PATCH = "untreated_patch"
    OTHER_TREATMENT = "other_treatment"
    MINOXIDIL_UNCLEAR = "minoxidil_unclear"
    DIAGNOSIS_OPEN = "diagnosis_open"
    SEX_UNKNOWN = "sex_unknown"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubt of one forecast."""

    kind: Kind
    says: str

    def __str__(self) -> str:
        return self.says
