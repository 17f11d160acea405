"""Power by simulation beside the closed form, for every design that has one.

`python -m bench.outlook_power` prints the table; the bar is agreement within 2 points. The first
four rows are the sizes that the normal approximation gives for 80 % (45, 14, 180, 54). Trials
without an effect stand below: they should be called positive in 5 of 100.
"""

from __future__ import annotations

import sys
from time import perf_counter

from anagen.outlook.trial.closed import formula_size
from anagen.outlook.trial.cycling import with_cycling
from anagen.outlook.trial.design import Design, Plan
from anagen.outlook.trial.heads import Heads
from anagen.outlook.trial.power import Runs, power, size

BAR_POINTS = 2.0
RUNS, RUNS_FOR_SIZES = Runs(8000, 2026), Runs(4000, 2026)
SPLIT, STAGED = Design.SPLIT_SCALP, Design.STAGED_START
KNOWN_SIZES = {(13, 22): 45, (13, 12): 14, (6.5, 22): 180, (6.5, 12): 54}
ROWS = [
    *(
        (f"parallel, effect {e:g}, SD {sd:g}", Plan(), Heads.published(e, sd), n)
        for (e, sd), n in KNOWN_SIZES.items()
    ),
    ("parallel, model, 1 site", Plan(), Heads(), 40),
    ("parallel, model, 4 sites, 2 images", Plan(), Heads(sites=4, images=2), 25),
    ("parallel, 20 % leave", Plan(dropout=0.2), Heads(), 50),
    ("parallel, starts over a year", Plan(recruit_weeks=52), Heads(), 40),
    (
        "the same, season ignored",
        Plan(recruit_weeks=52, is_season_adjusted=False),
        Heads(season=0.06),
        40,
    ),
    ("whole clinics, 6 an arm, ICC 0.05", Plan(clinics=6, clinic_icc=0.05), Heads(), 60),
    ("split scalp, model", Plan(design=SPLIT), Heads(effect=8), 40),
    ("split scalp, 4 sites, ICC 0.3", Plan(design=SPLIT), Heads(effect=8, sites=4, icc=0.3), 20),
    ("split scalp, 30 % spills over", Plan(design=SPLIT, spill=0.3), Heads(effect=10), 40),
    ("staged start, 2 groups", Plan(design=STAGED), Heads(), 40),
    ("staged start, 3 groups", Plan(design=STAGED, groups=3), Heads(), 12),
    (
        "staged start, 4 groups, 15 % leave",
        Plan(design=STAGED, groups=4, dropout=0.15),
        Heads(),
        9,
    ),
]
NOTHING = Heads(effect=0, effect_sd=0)
NULL_ROWS = [
    ("parallel, no effect", Plan(), 12),
    ("split scalp, no effect", Plan(design=SPLIT), 12),
    ("staged start 2, no effect", Plan(design=STAGED), 12),
    ("staged start 4, no effect", Plan(design=STAGED, groups=4), 12),
    ("whole clinics, no effect", Plan(clinics=5, clinic_icc=0.1), 40),
]


def main() -> int:
    """Prints the table; 1 when a row misses the bar."""
    began = perf_counter()
    missed = [name for name, plan, heads, n in ROWS if not _row(name, plan, heads, n)]
    for name, plan, n in NULL_ROWS:
        at = power(plan, NOTHING, n, RUNS)
        print(f"{name:37}{n:5}{at.power:9.3f} ±{1.96 * at.monte_carlo_se:.3f}   called positive")
    print("sizes for 80 %: normal formula, then simulated with its t-test (and its chance)")
    for (effect, sd), known in KNOWN_SIZES.items():
        heads = Heads.published(effect, sd)
        formula, found = formula_size(Plan(), heads, 0.8), size(Plan(), heads, 0.8, RUNS_FOR_SIZES)
        print(
            f"  effect {effect:4g}, SD {sd}: {formula} and {found.at.n} ({found.low}-{found.high})"
        )
        missed += [f"size {effect}/{sd}"] if formula != known else []
    print(f"{perf_counter() - began:.1f} s; missed: {', '.join(missed) or 'nothing'}")
    return int(bool(missed))


def _row(name: str, plan: Plan, heads: Heads, n: int) -> bool:
    known = heads if heads.change_sd is not None else with_cycling(heads, plan, "aga")
    at = power(plan, known, n, RUNS)
    apart = 100 * (at.power - at.formula)
    error = 1.96 * at.monte_carlo_se
    print(f"{name:37}{n:5}{at.power:9.3f} ±{error:.3f}{at.formula:9.3f}{apart:+7.1f} points")
    return abs(apart) <= BAR_POINTS


if __name__ == "__main__":
    sys.exit(main())
