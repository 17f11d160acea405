"""Pictures and counts: what they show, how they were made, and their error."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from anagen.records.words import Zone


@dataclass(frozen=True, slots=True)
class Photo:
    """How one picture was taken. "" or None means that nobody wrote it down."""

    id: str
    at: datetime
    zone: Zone | None = None
    camera: str = ""
    light: str = ""
    place: str = ""
    hair_length_mm: float | None = None
    hair_wet: bool | None = None
    has_scale: bool | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """Hairs counted on a marked site.

    `density_per_cm2` follows from count and area. `standard_error_per_cm2` is the error of this
    one measurement; `smallest_detectable_per_cm2` that of a change between two, when the
    method's own figure is known. `cut_um` is the width that parts vellus from terminal hair.
    """

    at: datetime
    site: str
    area_cm2: float
    hair_count: int
    device: str = ""
    pictures: int = 1
    standard_error_per_cm2: float | None = None
    smallest_detectable_per_cm2: float | None = None
    hair_length_mm: float | None = None
    terminal_count: int | None = None
    vellus_count: int | None = None
    cut_um: float | None = None
    mean_width_um: float | None = None
    doubts: tuple[str, ...] = ()

    @property
    def density_per_cm2(self) -> float:
        """Hairs per square centimetre."""
        return self.hair_count / self.area_cm2
