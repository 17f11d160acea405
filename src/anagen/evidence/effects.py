"""A trial's effect with its standard error, from what the trial reports.

Formulas are those of Borenstein et al. 2009 as metafor's `escalc` has them, so that both can be
held against each other: MD and SMD with the large-sample variance, the risk ratio with half a
person added to all four cells where one of them is empty.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from scipy.special import gammaln, ndtri, stdtrit

from anagen.evidence.arms import Arm, Events
from anagen.evidence.terms import FigureUnit
from anagen.records.mistakes import Mistake, shown

HALF_A_PERSON = 0.5


@dataclass(frozen=True, slots=True)
class Effect:
    """What one study found: treated minus control, its standard error, and its unit."""

    study: str
    effect: float
    se: float
    unit: FigureUnit
    note: str = ""

    def __post_init__(self) -> None:
        if not math.isfinite(self.effect):
            raise Mistake(self.study, f"an effect of {self.effect}", "a number", "Leave it out.")
        if not (math.isfinite(self.se) and self.se > 0):
            raise Mistake(
                self.study, f"a standard error of {shown(self.se)}", "one above 0", "Check it."
            )

    @property
    def ci(self) -> tuple[float, float]:
        """The study's own 95 % interval, by the normal distribution."""
        half = 1.959963984540054 * self.se
        return self.effect - half, self.effect + half


def mean_difference(
    treated: Arm,
    control: Arm,
    study: str = "",
    unit: FigureUnit = FigureUnit.NOT_STATED,
    note: str = "",
) -> Effect:
    """MD: treated mean minus control mean, each arm with its own SD."""
    variance = treated.sd**2 / treated.n + control.sd**2 / control.n
    return Effect(study, treated.mean - control.mean, math.sqrt(variance), unit, note)


def standardised(treated: Arm, control: Arm, study: str = "", note: str = "") -> Effect:
    """Hedges' g: the difference in pooled SDs, corrected for small samples by the exact J."""
    freedom = treated.n + control.n - 2
    squares = (treated.n - 1) * treated.sd**2 + (control.n - 1) * control.sd**2
    d = (treated.mean - control.mean) / math.sqrt(squares / freedom)
    return _hedges(d, treated.n, control.n, study, note)


def log_risk_ratio(treated: Events, control: Events, study: str = "", note: str = "") -> Effect:
    """The log of the risk ratio, in the unit RATIO.

    Where a cell is empty, half a person is added to each cell of that study. No event in
    either arm, or in everybody of both, says nothing about a ratio and is refused.
    """
    empty = {treated.events, treated.n - treated.events, control.events, control.n - control.events}
    if treated.events == control.events == 0 or (
        treated.events == treated.n and control.events == control.n
    ):
        raise Mistake(
            study or "risk ratio",
            f"{treated.events} of {treated.n} against {control.events} of {control.n}",
            "an arm in which some had the event and some had not",
            "Leave the study out: it says nothing about a ratio.",
        )
    add = HALF_A_PERSON if 0 in empty else 0.0
    a, n1 = treated.events + add, treated.n + 2 * add
    c, n2 = control.events + add, control.n + 2 * add
    variance = 1 / a - 1 / n1 + 1 / c - 1 / n2
    return Effect(study, math.log((a / n1) / (c / n2)), math.sqrt(variance), FigureUnit.RATIO, note)


def exact_j(freedom: float) -> float:
    """Hedges' correction for small samples, exact: Γ(m/2) / (√(m/2) Γ((m−1)/2))."""
    half = freedom / 2
    return float(math.exp(gammaln(half) - gammaln(half - 0.5)) / math.sqrt(half))


def se_from_interval(low: float, high: float, level: float = 0.95) -> float:
    """The standard error that a printed interval implies. For ratios give the logs of its ends."""
    if not low < high:
        raise Mistake("interval", f"{low:g} to {high:g}", "a lower end first", "Check both ends.")
    return float((high - low) / (2 * ndtri(0.5 + level / 2)))


def se_from_p(difference: float, p: float, freedom: float | None = None) -> float:
    """The standard error that a two-sided p-value implies, by t (or by z without `freedom`).

    "p < 0.001" gives an upper bound of the error, no error: such trials cannot be pooled by it.
    """
    if not 0 < p < 1 or difference == 0:
        raise Mistake(
            "p-value",
            f"p {shown(p)} and a difference of {difference:g}",
            "p between 0 and 1, and a difference that is not 0",
            "Use the SDs.",
        )
    z = -ndtri(p / 2) if freedom is None else -stdtrit(freedom, p / 2)
    return abs(difference) / float(z)


def standardised_from_p(p: float, n1: int, n2: int, study: str = "", note: str = "") -> Effect:
    """Hedges' g worked back from the two-sided p of a t-test, in favour of the treated arm."""
    d = math.sqrt(1 / n1 + 1 / n2) / se_from_p(1.0, p, n1 + n2 - 2)
    return _hedges(d, n1, n2, study, note or "worked back from p")


def one_unit(effects: Iterable[Effect]) -> FigureUnit:
    """The unit that all effects share. Raw differences in different units never meet."""
    units = {effect.unit for effect in effects}
    if len(units) > 1:
        found = " and ".join(sorted(unit.value for unit in units))
        raise Mistake("units", found, "one unit in all studies", "Convert them, or use SMD.")
    return units.pop() if units else FigureUnit.NOT_STATED


def _hedges(d: float, n1: int, n2: int, study: str, note: str) -> Effect:
    g = exact_j(n1 + n2 - 2) * d
    variance = 1 / n1 + 1 / n2 + g**2 / (2 * (n1 + n2))
    return Effect(study, g, math.sqrt(variance), FigureUnit.SD, note)
