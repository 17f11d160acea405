"""What a trial looks like: its design, its weeks and how many people it loses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from anagen.outlook.trial.bounds import share, whole, within


class Design(Enum):
    """Who is compared with whom."""

    PARALLEL = "parallel"
    SPLIT_SCALP = "split-scalp"
    STAGED_START = "staged-start"


#: What one unit of `n` is in each design.
UNIT = {
    Design.PARALLEL: "people in each arm",
    Design.SPLIT_SCALP: "people, each with a treated and an untreated side",
    Design.STAGED_START: "people in each group",
}
FEWEST = 2
MOST = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A trial before anybody is in it.

    `weeks` is the time from the start to the count that decides; in a staged start also the time
    between one group's start and the next. `recruit_weeks` is how long people keep coming, so that
    some start in spring and some in autumn. `is_season_adjusted` keeps the arms balanced by the
    day of the year they start on, and takes it into the analysis. `clinics` is how many whole
    clinics are drawn into each arm; None when people are drawn. `spill` is the share of the
    effect that reaches the untreated side of a split scalp.
    """

    design: Design = Design.PARALLEL
    weeks: float = 24.0
    dropout: float = 0.0
    alpha: float = 0.05
    groups: int = 2
    clinics: int | None = None
    clinic_icc: float = 0.0
    recruit_weeks: float = 0.0
    is_season_adjusted: bool = True
    spill: float = 0.0

    def __post_init__(self) -> None:
        within("weeks", self.weeks, 1, 520)
        share("dropout", self.dropout)
        within("alpha", self.alpha, 0.0001, 0.5)
        whole("groups", self.groups, 2, 6)
        share("clinic-icc", self.clinic_icc)
        share("spill", self.spill)
        within("recruit-weeks", self.recruit_weeks, 0, 520)
        if self.clinics is not None:
            whole("clinics", self.clinics, FEWEST, 1000)
            self._refuse_clinics()

    def _refuse_clinics(self) -> None:
        from anagen.records.mistakes import Mistake

        if self.design is not Design.PARALLEL:
            then = "Leave --clinics out, or take the parallel design."
            raise Mistake("clinics", f"a {self.design.value} trial", "a parallel trial", then)

    @property
    def visit_weeks(self) -> tuple[float, ...]:
        """When hairs are counted, in weeks from the start."""
        visits = self.groups if self.design is Design.STAGED_START else 1
        return tuple(self.weeks * visit for visit in range(visits + 1))

    @property
    def arms(self) -> int:
        """Groups that people are drawn into."""
        if self.design is Design.STAGED_START:
            return self.groups
        return 2 if self.design is Design.PARALLEL else 1

    @property
    def adjusts_season(self) -> bool:
        """Whether there are seasons to adjust for at all."""
        return self.is_season_adjusted and self.recruit_weeks > 0
