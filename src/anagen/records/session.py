"""One needling session, as it was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from anagen.records.words import DeviceKind, Endpoint, Setting, Who, Zone


@dataclass(frozen=True, slots=True)
class ZonePasses:
    """How one zone was needled; depth in mm, passes in each direction counted together."""

    zone: Zone
    passes: int
    depth_mm: float


@dataclass(frozen=True, slots=True)
class Anaesthetic:
    """Numbing cream: which, how much, where, and when it went on and came off.

    None stands for "not written down", never for "none" or "no".
    """

    product: str
    grams: float | None = None
    area_cm2: float | None = None
    on: datetime | None = None
    off: datetime | None = None
    covered: bool | None = None
    heated: bool | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """A product put on the needled skin, and when."""

    product: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """One session. Times are UTC; `ended` is when the needles last touched the skin."""

    started: datetime
    ended: datetime
    setting: Setting
    device: DeviceKind
    needle_mm: float
    zones: tuple[ZonePasses, ...] = ()
    lot: str = ""
    uses: int | None = None
    anaesthetic: Anaesthetic | None = None
    antiseptic: str = ""
    endpoint: Endpoint | None = None
    pain: int | None = None
    pressure: str = ""
    occluded: bool | None = None
    applied: tuple[Applied, ...] = ()
    operator: Who | None = None

    @property
    def deepest_mm(self) -> float:
        """The greatest depth that was set or that the needles allow where none was set."""
        return max((zone.depth_mm for zone in self.zones), default=self.needle_mm)
