"""From a vector of plain numbers to a scalp and what treatment does to it, and back to no other.

Every figure that the hair cycle leaves open is one coordinate, standard normal before any trial is
looked at. Starts carry their marks: V, read in the cited source; R, general knowledge.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from anagen.follicles.course import Course, Effect, Exposure, Floats
from anagen.follicles.parameters import FollicleClass, Mix, Scalp, Sojourn

MINOXIDIL, FINASTERIDE = "minoxidil", "finasteride"


@dataclass(frozen=True, slots=True)
class Open:
    """A figure that is not known: where it starts, how far it may lie, on which scale."""

    name: str
    middle: float
    spread: float
    is_ratio: bool = True  # spread on the logarithm; else in the figure's own unit
    low: float = -float("inf")
    high: float = float("inf")

    def at(self, place: float) -> float:
        """The figure so many standard deviations from its start."""
        moved = self.spread * place
        value = self.middle * exp(moved) if self.is_ratio else self.middle + moved
        return min(max(value, self.low), self.high)


#: Mean days, shares and chances start at the illustrative classes of `parameters`. Catagen is wide
#: (10 to 30 days, V). A dormant class stands for follicles that hardly grow again (R): without it
#: no chance of thinning makes a scalp lose a quarter of its hair in five years.
OPEN = (
    Open("follicles_per_cm2", 226, 0.12),
    Open("intermediate_share", 0.30, 0.08, False, 0.05, 0.60),
    Open("miniaturised_share", 0.45, 0.10, False, 0.05, 0.80),
    Open("dormant_share", 0.05, 0.8, True, 0.0, 0.25),
    Open("terminal_anagen", 900, 0.20),
    Open("intermediate_anagen", 300, 0.25),
    Open("miniaturised_anagen", 110, 0.30),
    Open("catagen", 16, 0.30),
    Open("telogen", 85, 0.15),
    Open("kenogen", 105, 0.35),
    Open("intermediate_kenogen_share", 0.40, 0.12, False, 0.02, 0.98),
    Open("miniaturised_kenogen_share", 0.75, 0.12, False, 0.05, 1.0),
    Open("frailty", 0.40, 0.45, True, 0.05, 1.2),
    Open("emergence", 17, 0.15, True, 10, 30),
    Open("thinner_share", 0.12, 0.6, True, 0.0, 0.5),
    Open("lost_share", 0.06, 0.6, True, 0.0, 0.4),
    Open("thicker_share", 0.02, 0.7, True, 0.0, 0.2),
    Open("minoxidil_anagen", -0.25, 0.20, False, -2, 1),
    Open("minoxidil_telogen", 0.60, 0.35, False, -1, 2),
    Open("minoxidil_kenogen", 0.40, 0.30, False, -1, 2),
    Open("minoxidil_miniaturise", -0.5, 0.6, False, -5, 1),
    Open("minoxidil_width", 0.05, 0.05, False, -0.2, 0.4),
    Open("minoxidil_onset", 28, 0.6, True, 2, 300),
    Open("minoxidil_offset", 28, 0.6, True, 2, 300),
    Open("finasteride_anagen", -0.30, 0.25, False, -2, 1),
    Open("finasteride_kenogen", 0.25, 0.25, False, -1, 2),
    Open("finasteride_miniaturise", -1.5, 0.8, False, -6, 1),
    Open("finasteride_reverse", 0.8, 0.6, False, -1, 3),
    Open("finasteride_width", 0.05, 0.05, False, -0.2, 0.4),
    Open("finasteride_onset", 90, 0.6, True, 5, 400),
)


@dataclass(frozen=True)
class Draw:
    """One scalp that the trials allow, and what two treatments do to it."""

    scalp: Scalp
    effects: dict[str, Effect]
    onset_days: dict[str, float]
    offset_days: dict[str, float]

    @property
    def minoxidil(self) -> Effect:
        """The effect of minoxidil."""
        return self.effects[MINOXIDIL]

    def course(self, name: str, from_day: float = 0, to_day: float | None = None) -> Course:
        """One period of one treatment."""
        exposure = Exposure(name, from_day, to_day, self.onset_days[name], self.offset_days[name])
        return Course((exposure,), self.effects)


def figures(open_ones: tuple[Open, ...], place: Floats) -> dict[str, float]:
    """Each open figure by its name, at a place."""
    return {one.name: one.at(float(z)) for one, z in zip(open_ones, place, strict=True)}


def drawn(place: Floats) -> Draw:
    """The draw at a place: one standard normal coordinate for each open figure."""
    at = figures(OPEN, place)
    minoxidil = Effect(
        anagen=at["minoxidil_anagen"], telogen=at["minoxidil_telogen"],
        kenogen=at["minoxidil_kenogen"], miniaturise=at["minoxidil_miniaturise"],
        width=at["minoxidil_width"],
    )  # fmt: skip
    finasteride = Effect(
        anagen=at["finasteride_anagen"], kenogen=at["finasteride_kenogen"],
        miniaturise=at["finasteride_miniaturise"], reverse=at["finasteride_reverse"],
        width=at["finasteride_width"],
    )  # fmt: skip
    onset = {MINOXIDIL: at["minoxidil_onset"], FINASTERIDE: at["finasteride_onset"]}
    return Draw(
        _scalp(at), {MINOXIDIL: minoxidil, FINASTERIDE: finasteride}, onset,
        {MINOXIDIL: at["minoxidil_offset"], FINASTERIDE: at["finasteride_onset"]},
    )  # fmt: skip


def _scalp(at: dict[str, float]) -> Scalp:
    catagen, telogen = Sojourn(at["catagen"], 0.2), Sojourn(at["telogen"], 0.3)
    kenogen = Sojourn(at["kenogen"], 0.6)
    thinner, thicker = at["thinner_share"], at["thicker_share"]
    classes = (
        FollicleClass(
            "terminal", Sojourn(at["terminal_anagen"], 0.5), catagen, telogen, kenogen, 0.10,
            70, 367, thinner_share=thinner,
        ),
        FollicleClass(
            "intermediate", Sojourn(at["intermediate_anagen"], 0.5), catagen, telogen, kenogen,
            at["intermediate_kenogen_share"], 45, 300, thinner, thicker,
        ),
        FollicleClass(
            "miniaturised", Sojourn(at["miniaturised_anagen"], 0.5), catagen, telogen, kenogen,
            at["miniaturised_kenogen_share"], 25, 220, at["lost_share"], thicker,
        ),
        FollicleClass(
            "dormant", Sojourn(60, 0.5), catagen, telogen, Sojourn(900, 0.6), 1.0, 20, 200,
            thicker_share=thicker,
        ),
    )  # fmt: skip
    some = (at["intermediate_share"], at["miniaturised_share"], at["dormant_share"])
    scale = min(1.0, 0.98 / sum(some))
    shares = (1 - scale * sum(some), *(scale * one for one in some))
    return Scalp(
        Mix(classes, shares),
        follicles_per_cm2=at["follicles_per_cm2"],
        frailty=at["frailty"],
        emergence_days=round(at["emergence"]),
    )
