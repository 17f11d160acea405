"""One arm against another, as a table shows it and as a pool may use it.

What can be worked out honestly is worked out: a difference from two changes, an effect where
both arms have a spread. Everything else stays missing.
"""

from __future__ import annotations

from dataclasses import dataclass

from anagen.evidence.arms import Arm
from anagen.evidence.asked import Compared
from anagen.evidence.effects import Effect, mean_difference, standardised_from_p
from anagen.evidence.marks import Mark, Reading, worst
from anagen.evidence.study import Outcome, Result, Study, StudyArm
from anagen.evidence.terms import Design, Measure
from anagen.records.mistakes import Mistake

#: The figure that tells what an arm showed, the most telling first.
TELLING = ("change", "percent", "events", "final")
#: What is measured on a scale without steps, so that a t-test is a fair guess.
MEASURED = (Measure.HAIR_COUNT, Measure.HAIR_DENSITY, Measure.TERMINAL_DENSITY, Measure.THICKNESS)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One outcome of a study in one arm, and in the arm it is held against."""

    study: Study
    outcome: Outcome
    arm: StudyArm
    against: StudyArm | None
    says: str

    @property
    def shown(self) -> Result | None:
        """What the arm showed."""
        return self.outcome.of(self.arm.id)

    @property
    def shown_against(self) -> Result | None:
        """What the other arm showed."""
        return self.outcome.of(self.against.id) if self.against else None

    @property
    def telling(self) -> str:
        """The figure to show of both arms; "" where no figure was read."""
        for name in TELLING:
            if self.shown and name in self.shown.figures:
                return name
        return ""

    @property
    def difference(self) -> Reading | None:
        """How much more the arm changed than the other, worked out from two means."""
        if not self.telling or self.telling == "events":
            return None
        mine = self.shown.figures[self.telling] if self.shown else None
        other = self.shown_against.figures.get(self.telling) if self.shown_against else None
        if mine is None or other is None:
            return None
        mark = worst((mine.mark, other.mark, Mark.WORKED_OUT))
        return Reading(round(mine.value - other.value, 4), mark)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks of every figure that the comparison stands on."""
        found = [
            figure.mark
            for result in (self.shown, self.shown_against)
            for figure in (result.figures.values() if result else ())
        ]
        found += [arm.n.mark for arm in (self.arm, self.against) if arm and arm.n]
        return tuple(found)

    @property
    def has_spread(self) -> bool:
        """Whether the spread of what the arm showed was printed."""
        return self.shown is not None and f"{self.telling}_sd" in self.shown.figures

    @property
    def printed_p(self) -> str:
        """The p-value printed for exactly these two arms; "" where there is none."""
        named = {self.arm.id, self.against.id} if self.against else set()
        return self.outcome.p if set(self.outcome.between) == named else ""

    @property
    def effect(self) -> Effect | None:
        """The difference of changes with its error, where both arms have n, mean and spread.

        Two halves of one scalp go together, and how closely was not read: no error then.
        """
        if self.study.design is Design.SPLIT_SCALP or self.against is None:
            return None
        treated, control = _arm(self.arm, self.shown), _arm(self.against, self.shown_against)
        if treated is None or control is None:
            return None
        return mean_difference(treated, control, self.study.name, self.outcome.unit)

    @property
    def rough(self) -> Effect | None:
        """The standardised difference that a printed p-value implies; rough at best.

        It leans on a plain t-test and on the numbers of people, which may be assumed: the marks
        say so. Of a bound such as "<0.001" it is the least that the difference can be. It is
        shown by itself and never pooled.
        """
        if self.outcome.measure not in MEASURED or self.against is None:
            return None
        if self.study.design is Design.SPLIT_SCALP or self.printed_p.startswith(">"):
            return None
        if not self.printed_p or self.arm.n is None or self.against.n is None:
            return None
        people = int(self.arm.n.value), int(self.against.n.value)
        p = float(self.printed_p.lstrip("<"))
        return standardised_from_p(p, *people, study=self.study.name)

    @property
    def is_at_least(self) -> bool:
        """Whether the p-value is only a bound, so that the rough difference is a least one."""
        return self.printed_p.startswith("<")


def _arm(arm: StudyArm, result: Result | None) -> Arm | None:
    if arm.n is None or result is None or result.change is None or result.change_sd is None:
        return None
    return Arm(int(arm.n.value), result.change.value, result.change_sd.value)


def poolable(comparison: Comparison, where: str) -> Effect:
    """The effect to pool. A remembered or weak figure, or a doubted one, is refused."""
    doubt = comparison.outcome.doubt or comparison.study.doubt
    if doubt:
        raise Mistake(where, f"{comparison.study.id}: {doubt}", "figures without a doubt", LEAVE)
    unsound = [mark.value for mark in comparison.marks if not mark.is_sound]
    if unsound:
        found = f"a figure of {comparison.study.id} with the mark {unsound[0]}"
        raise Mistake(where, found, "marks V or D only", LEAVE)
    effect = comparison.effect
    if effect is None:
        found = f"no n, mean and spread in both arms of {comparison.study.id}"
        raise Mistake(where, found, "all three in both", LEAVE)
    return effect


LEAVE = "Show the study by itself."


def comparison_of(compared: Compared, study: Study, outcome: Outcome) -> Comparison:
    """A comparison with its names looked up."""
    against = study.arm(compared.against) if compared.against else None
    return Comparison(study, outcome, study.arm(compared.arm), against, compared.says)
