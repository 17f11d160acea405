"""Published figures worked out again from the numbers printed beside them.

Each check takes its inputs from the study and review files, so a slip in a file shows here. What
a paper prints and what comes out stand side by side; "last digit off" is told as such, and what
does not come out again is told too.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from anagen.evidence.arms import Arm, Events
from anagen.evidence.effects import Effect, mean_difference
from anagen.evidence.library import Studies
from anagen.evidence.lint_trials import p_of_events
from anagen.evidence.marks import Mark, Reading, worst
from anagen.evidence.next_trial import next_trial
from anagen.evidence.pool import pooled
from anagen.evidence.review import Row
from anagen.evidence.terms import FigureUnit
from anagen.records.reading_parts import CM2_PER_INCH2

PER_THOUSAND = 1000
PERCENT = 100


class Agreement(Enum):
    """How well a figure comes out again."""

    EXACT = "to the printed digit"
    LAST_DIGIT = "last digit off"
    NOT = "does not come out"


@dataclass(frozen=True, slots=True)
class Reproduced:
    """One printed figure, what comes out, and the worst mark among its inputs."""

    id: str
    says: str
    printed: tuple[float, ...]
    recomputed: tuple[float, ...]
    decimals: int
    mark: Mark

    @property
    def agreement(self) -> Agreement:
        """How far the printed and the recomputed figures are apart, in the printed digits."""
        unit = 10.0**-self.decimals
        apart = [
            abs(round((round(mine, self.decimals) - theirs) / unit))
            for theirs, mine in zip(self.printed, self.recomputed, strict=True)
        ]
        if max(apart) == 0:
            return Agreement.EXACT
        return Agreement.LAST_DIGIT if max(apart) == 1 else Agreement.NOT


def reproduced(studies: Studies) -> tuple[Reproduced, ...]:
    """Every published figure that can be worked out again."""
    return tuple(one for part in PARTS for one in part(studies))


def _row(studies: Studies, review: str, id: str) -> Row:
    row = studies.reviews[review].row(id)
    assert row is not None, (review, id)
    return row


def _value(reading: Reading | None) -> float:
    assert reading is not None
    return reading.value


def _absolute_risks(studies: Studies) -> list[Reproduced]:
    """R1 and R2: so many in a thousand with placebo, and with minoxidil."""
    found = []
    for id, name, printed in (
        ("R1", "self", (139, 268, 209, 343)),
        ("R2", "doctor", (77, 181, 129, 253)),
    ):
        row = _row(studies, "cochrane_2016", name)
        base = PER_THOUSAND * _value(row.control_events) / _value(row.of_control)
        ratios = (1.0, _value(row.effect), _value(row.low), _value(row.high))
        says = f"Cochrane 2016, in 1,000 women: {row.says.lower()}"
        found.append(
            Reproduced(id, says, printed, tuple(base * one for one in ratios), 0, Mark.READ)
        )
    return found


def _z_of(row: Row) -> float:
    effect = math.log(_value(row.effect)) if row.is_ratio else _value(row.effect)
    assert row.se is not None
    return effect / row.se


def _z_values(studies: Studies) -> list[Reproduced]:
    """R3: the Z of four pooled figures, from the width of their intervals."""
    rows = [_row(studies, "pei_2024", id) for id in ("density_1", "density_2", "width", "doctor")]
    return [
        Reproduced(
            "R3", f"Pei 2024, Z: {row.says.lower()}", (_value(row.z),), (_z_of(row),), 2, Mark.READ
        )
        for row in rows
    ]


def _gains_in_percent(studies: Studies) -> list[Reproduced]:
    """R4: four gains in percent from means before and after."""
    study = studies.studies["jocd_2025"]
    recomputed = []
    for id in ("count", "thickness"):
        outcome = study.outcome(id)
        assert outcome is not None
        for result in outcome.results:
            gain = _value(result.final) / _value(result.baseline) - 1
            recomputed.append(PERCENT * gain)
    says = "J Cosmet Dermatol 2025: gains in percent, count and thickness"
    return [Reproduced("R4", says, (62.4, 88.4, 58.6, 51.3), tuple(recomputed), 1, Mark.READ)]


def _shares(studies: Studies) -> list[Reproduced]:
    """R5: shares of 31 people."""
    study = studies.studies["jha_2019"]
    outcome = study.outcome("pull")
    assert outcome is not None
    shares = tuple(
        PERCENT * _value(one.events) / _value(study.arm(one.arm).n) for one in outcome.results
    )
    return [
        Reproduced("R5", "Jha 2019: normal pull test, %", (87.1, 64.5, 48.4), shares, 1, Mark.READ)
    ]


def effect_of(studies: Studies, study: str, arm: str, against: str) -> tuple[Effect, Mark]:
    """The difference of two arms' changes in density, and the worst mark behind it."""
    found = studies.studies[study]
    outcome = found.outcome("density")
    assert outcome is not None
    arms, marks = [], []
    for id in (arm, against):
        result, n = outcome.of(id), found.arm(id).n
        assert result is not None
        figures = (n, result.change, result.change_sd)
        marks += [one.mark for one in figures if one is not None]
        arms.append(Arm(int(_value(n)), _value(result.change), _value(result.change_sd)))
    effect = mean_difference(arms[0], arms[1], found.name, outcome.unit)
    return effect, worst(tuple(marks))


def _mean_differences(studies: Studies) -> list[Reproduced]:
    """R6 and R7: two mean differences with their intervals, from rows of an arm each."""
    found = []
    for id, name, row in (
        ("R6", "jimenez_2014_nine", "light_nine"),
        ("R7", "jimenez_2014_twelve", "light_twelve"),
    ):
        effect, mark = effect_of(studies, name, "light", "sham")
        printed = _row(studies, "cochrane_2016", row)
        assert printed.ci is not None
        found.append(
            Reproduced(
                id,
                f"Cochrane 2016: {printed.says.lower()}, hairs per cm²",
                (_value(printed.effect), *printed.ci),
                (effect.effect, *effect.ci),
                2,
                mark,
            )
        )
    return found


def _totals(studies: Studies) -> list[Reproduced]:
    """R8: what a review's parts leave over of its totals."""
    review = studies.reviews["english_ruiz_2021"]
    people = _value(review.n_people) - sum(_value(row.people) for row in review.rows)
    trials = _value(review.n_trials) - sum(_value(row.trials) for row in review.rows)
    says = "English & Ruiz 2021: people and studies that the parts leave over"
    return [Reproduced("R8", says, (15, 1), (people, trials), 0, Mark.READ)]


def _minoxidil(studies: Studies) -> list[Reproduced]:
    """The pool of minoxidil 5 % over placebo, and the trials that go into it."""
    five = "minoxidil_5"
    olsen_2002, olsen_2007, lucky = (
        effect_of(studies, id, five, "placebo")[0]
        for id in ("olsen_2002", "olsen_2007", "lucky_2004")
    )
    weaker = effect_of(studies, "lucky_2004", "minoxidil_2", "placebo")[0]
    men = pooled([olsen_2002, olsen_2007], knapp_hartung=False)
    all_three = pooled([olsen_2002, olsen_2007, lucky], knapp_hartung=False)

    def one(says: str, printed: tuple[float, ...], mine: tuple[float, ...]) -> Reproduced:
        return Reproduced("pool", says, printed, mine, 2, Mark.READ)

    return [
        one(
            "Olsen 2002, 5 % over placebo",
            (14.70, 8.30, 21.10),
            (olsen_2002.effect, *olsen_2002.ci),
        ),
        one(
            "Olsen 2007, 5 % over placebo",
            (16.20, 11.79, 20.61),
            (olsen_2007.effect, *olsen_2007.ci),
        ),
        one("Men, both, pooled", (15.72, 12.08, 19.35), (men.effect, *men.ci)),
        one("Men, both, Q", (0.14,), (men.q,)),
        one("Lucky 2004, 5 % over placebo", (16.60, 11.08, 22.12), (lucky.effect, *lucky.ci)),
        one("Lucky 2004, 2 % over placebo", (11.30, 6.10, 16.50), (weaker.effect, *weaker.ci)),
        one("All three, pooled, and its error", (15.98, 1.55), (all_three.effect, all_three.se)),
        one("All three, Q and tau²", (0.21, 0.0), (all_three.q, all_three.tau2)),
    ]


def _worked_out(studies: Studies) -> list[Reproduced]:
    """Figures that the pages show and that nobody printed: worked out from printed ones."""
    kumar, dhurat = studies.studies["kumar_2018"], studies.studies["dhurat_2013"]
    counts = [study.outcome("count") for study in (kumar, dhurat)]
    assert counts[0] is not None
    assert counts[1] is not None
    assert counts[0].unit is FigureUnit.PER_INCH2
    small = [_value(one.change) / CM2_PER_INCH2 for one in counts[0].results]
    large = _value(counts[1].results[0].change)
    ahead = next_trial(_row(studies, "ahmed_2025", "count"))
    assert ahead is not None
    untreated = studies.studies["kaufman_2008"]
    lost, share = (untreated.outcome(id) for id in ("count", "percent"))
    assert lost is not None
    assert share is not None
    start = PERCENT * _value(lost.results[0].change) / _value(share.results[0].change)
    return [
        Reproduced("ours", "Kumar 2018, per cm²", (1.94, 0.29), tuple(small), 2, Mark.WORKED_OUT),
        Reproduced(
            "ours", "Dhurat over Kumar, times", (47,), (large / small[0],), 0, Mark.WORKED_OUT
        ),
        Reproduced("ours", "Ahmed 2025: the next trial", (-0.92, 3.56), ahead, 2, Mark.WORKED_OUT),
        Reproduced(
            "ours", "Kaufman 2008: hairs at the start", (909,), (start,), 0, Mark.WORKED_OUT
        ),
    ]


def _not_reproducing(studies: Studies) -> list[Reproduced]:
    """A printed p-value that two usual tests do not give."""
    study = studies.studies["sanchez_meza_2022"]
    outcome = study.outcome("marked")
    assert outcome is not None
    better = []
    for one in outcome.results:
        n = _value(study.arm(one.arm).n)
        better.append(Events(int(n), round(_value(one.percent) * n / PERCENT)))
    tests = p_of_events(better[0], better[1])
    return [
        Reproduced(
            "p",
            f"Sanchez-Meza 2022, p by {name}",
            (float(outcome.p),),
            (tests[name],),
            3,
            Mark.REMEMBERED,
        )
        for name in ("chi²", "Fisher")
    ]


PARTS: tuple[Callable[[Studies], list[Reproduced]], ...] = (
    _absolute_risks,
    _z_values,
    _gains_in_percent,
    _shares,
    _mean_differences,
    _totals,
    _minoxidil,
    _worked_out,
    _not_reproducing,
)
