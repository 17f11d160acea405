"""What a scalp is made of: classes of follicle, how long each phase lasts, season and spread.

Marks beside the start figures: V, read in the cited source; R, general knowledge that must be
confirmed before it is relied on. The classes are illustrative; `calibrated` holds what fits.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import exp, log, sqrt


class Law(Enum):
    """How the length of a phase is spread over hairs."""

    LOGNORMAL = "lognormal"
    EXPONENTIAL = "exponential"


@dataclass(frozen=True, slots=True)
class Sojourn:
    """How long a phase lasts: its mean, and its spread as a share of the mean."""

    mean_days: float
    cv: float
    law: Law = Law.LOGNORMAL

    def __post_init__(self) -> None:
        _within("mean_days", self.mean_days, 0, 20_000)
        _within("cv", self.cv, 0.02, 3)

    @property
    def sigma(self) -> float:
        """Standard deviation of the logarithm."""
        return sqrt(log(1 + self.cv**2))

    @property
    def mu(self) -> float:
        """Mean of the logarithm."""
        return log(self.mean_days) - self.sigma**2 / 2


@dataclass(frozen=True, slots=True)
class FollicleClass:
    """Follicles alike: their phases, their hair, and where they go when they grow again.

    At each new anagen a follicle moves to the next thinner class with `thinner_share`, to the next
    thicker one with `thicker_share`, and else stays.
    """

    name: str
    anagen: Sojourn
    catagen: Sojourn
    telogen: Sojourn
    kenogen: Sojourn
    kenogen_share: float
    diameter_um: float
    growth_um_per_day: float = 367.0
    thinner_share: float = 0.0
    thicker_share: float = 0.0

    def __post_init__(self) -> None:
        for name in ("kenogen_share", "thinner_share", "thicker_share"):
            _within(f"{self.name}: {name}", getattr(self, name), 0, 1)
        _within(f"{self.name}: both moves", self.thinner_share + self.thicker_share, 0, 1)
        _within(f"{self.name}: diameter_um", self.diameter_um, 1, 200)

    @property
    def cycle_days(self) -> float:
        """Mean length of a whole cycle."""
        kenogen = self.kenogen_share * self.kenogen.mean_days
        return self.anagen.mean_days + self.catagen.mean_days + self.telogen.mean_days + kenogen


@dataclass(frozen=True, slots=True)
class Mix:
    """Classes from the thickest to the thinnest, and the share of follicles in each."""

    classes: tuple[FollicleClass, ...]
    shares: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.classes or len(self.classes) != len(self.shares):
            raise ValueError(f"{len(self.shares)} shares for {len(self.classes)} classes")
        for share in self.shares:
            _within("share", share, 0, 1)
        _within("sum of shares", sum(self.shares), 1 - 1e-9, 1 + 1e-9)


@dataclass(frozen=True, slots=True)
class Season:
    """How much faster than its mean a clock runs at its yearly peak (as a logarithm), and when."""

    anagen_swing: float
    anagen_peak_day: float
    telogen_swing: float
    telogen_peak_day: float


@dataclass(frozen=True, slots=True)
class Scalp:
    """One square centimetre of one scalp.

    `frailty` spreads the length of anagen from follicle to follicle (CV of a factor with mean 1
    that a follicle keeps for life). A new hair is counted `emergence_days` after its anagen began.
    `starts_on` is the day of the year of day 0; it matters only with a season.
    """

    mix: Mix
    follicles_per_cm2: float = 226.0
    season: Season | None = None
    frailty: float = 0.0
    emergence_days: int = 17
    starts_on: float = 0.0

    def __post_init__(self) -> None:
        _within("follicles_per_cm2", self.follicles_per_cm2, 1, 2000)
        _within("frailty", self.frailty, 0, 1.5)
        _within("emergence_days", self.emergence_days, 0, 120)

    def levels(self) -> tuple[tuple[float, float], ...]:
        """Factor on anagen and share of follicles, for each level of frailty.

        Three Gauss-Hermite points of a lognormal: the same three in solver and simulator, so both
        are exact for the same scalp.
        """
        if self.frailty == 0:
            return ((1.0, 1.0),)
        sigma = sqrt(log(1 + self.frailty**2))
        factors = (exp(-sqrt(3) * sigma), 1.0, exp(sqrt(3) * sigma))
        shares = (1 / 6, 2 / 3, 1 / 6)
        mean = sum(factor * share for factor, share in zip(factors, shares, strict=True))
        return tuple((factor / mean, share) for factor, share in zip(factors, shares, strict=True))


def _within(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:  # a NaN is outside as well
        raise ValueError(f"{name} is {value}; expected {low} to {high}")


#: Start classes: days, spreads and kenogen shares are illustrative. Diameters, and the growth of
#: all but terminal hair, are R; 367 µm a day is V (Loussouarn 2005).
TERMINAL = FollicleClass(
    "terminal", Sojourn(900, 0.5), Sojourn(14, 0.2), Sojourn(90, 0.3), Sojourn(60, 0.6), 0.10, 70
)
INTERMEDIATE = FollicleClass(
    "intermediate",
    Sojourn(300, 0.5),
    Sojourn(14, 0.2),
    Sojourn(85, 0.3),
    Sojourn(90, 0.6),
    0.40,
    45,
    300,
)
MINIATURISED = FollicleClass(
    "miniaturised",
    Sojourn(110, 0.5),
    Sojourn(10, 0.2),
    Sojourn(73, 0.3),
    Sojourn(120, 0.6),
    0.80,
    25,
    220,
)
_CLASSES = (TERMINAL, INTERMEDIATE, MINIATURISED)
#: 226 hairs in a cm² is V (Loussouarn 2005, Caucasian scalp).
HEALTHY = Scalp(Mix(_CLASSES, (0.90, 0.07, 0.03)))
MIXED = Scalp(Mix(_CLASSES, (0.55, 0.25, 0.20)))
AGA = Scalp(Mix(_CLASSES, (0.15, 0.30, 0.55)))
#: The words by which people ask for one of them.
NAMED = {"healthy": HEALTHY, "mixed": MIXED, "aga": AGA}
