"""`anagen power`: how many people a trial takes, or what a trial of a size can see."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from anagen.records.mistakes import Mistake

if TYPE_CHECKING:
    from anagen.outlook.trial.design import Plan
    from anagen.outlook.trial.heads import Heads
    from anagen.outlook.trial.power import Power, Size

DESIGNS = ("parallel", "split-scalp", "staged-start")
MIXES = ("aga", "mixed", "healthy")
#: Options of the people, with what they say; each stands for a figure of `Heads`.
PEOPLE = {
    "effect": "mean gain at the last week, hairs per cm²; 13 by default",
    "effect-sd": "how much people differ in it; 10, or 0 with --sd",
    "baseline": "hairs per cm² at the start; 180",
    "baseline-sd": "how much people differ in it; 40",
    "technical": "error of one picture as a share of the count; 0.05",
    "icc": "how alike the noise of two sites of one head is, 0 to 1; 0",
}
TRIAL = {
    "weeks": "weeks from the start to the count that decides; 24",
    "dropout": "share of people who leave before the end; 0",
    "alpha": "chance of calling no effect an effect; 0.05",
    "clinic-icc": "share of the change's variance that is between clinics; 0",
    "recruit-weeks": "weeks over which people keep starting; 0",
    "spill": "share of the effect that reaches the untreated side; 0",
}


def add_to(command: argparse.ArgumentParser) -> None:
    """Says what the command takes."""
    command.add_argument(
        "--design", choices=DESIGNS, default="parallel", help="by default parallel"
    )
    command.add_argument("--n", type=int, help="people in each arm: print the power of this size")
    command.add_argument(
        "--power", type=float, default=0.8, metavar="X", help="print the size for this power; 0.8"
    )
    command.add_argument(
        "--sd", type=float, metavar="X", help="SD of the change as published, in place of a model"
    )
    for name, says in (PEOPLE | TRIAL).items():
        command.add_argument(f"--{name}", type=float, metavar="X", help=says)
    for name in ("images", "sites"):
        command.add_argument(f"--{name}", type=int, default=1, metavar="N", help=f"{name}; 1")
    command.add_argument(
        "--groups", type=int, default=2, metavar="N", help="groups of a staged start; 2"
    )
    command.add_argument(
        "--clinics", type=int, metavar="N", help="whole clinics drawn into each arm"
    )
    command.add_argument(
        "--ignore-season", action="store_true", help="do not balance the day of the start"
    )
    command.add_argument("--mix", choices=MIXES, default="aga", help="whose hair cycle")
    command.add_argument("--runs", type=int, default=4000, metavar="N", help="trials to play; 4000")
    command.add_argument("--seed", type=int, default=1, metavar="N", help="1 by default")
    command.add_argument("--json", action="store_true", help="print JSON for programs")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prints a size or a power, by simulation and by formula."""
    # SciPy takes a moment to load; the other commands must not wait for it.
    from anagen.outlook.trial.power import Runs, power, size

    plan, runs = _plan(options), Runs(options.runs, options.seed)
    heads = _heads(options, plan)
    if options.n is not None:
        at = power(plan, heads, options.n, runs)
        tree, lines = asdict(at), _power_lines(plan, at)
    else:
        found = size(plan, heads, options.power, runs)
        tree, lines = _size_tree(found), _size_lines(plan, found, options.power)
    if options.json:
        print(json.dumps({"design": plan.design.value, **tree}, indent=1))
    else:
        print("\n".join(lines))
    return 0


def _given(options: argparse.Namespace, names: dict[str, str]) -> dict[str, Any]:
    named = {name.replace("-", "_"): getattr(options, name.replace("-", "_")) for name in names}
    return {name: value for name, value in named.items() if value is not None}


def _plan(options: argparse.Namespace) -> Plan:
    from anagen.outlook.trial.design import Design, Plan

    return Plan(
        design=Design(options.design),
        groups=options.groups,
        clinics=options.clinics,
        is_season_adjusted=not options.ignore_season,
        **_given(options, TRIAL),
    )


def _heads(options: argparse.Namespace, plan: Plan) -> Heads:
    from anagen.outlook.trial.cycling import with_cycling
    from anagen.outlook.trial.heads import Heads

    said = _given(options, PEOPLE)
    if options.sd is None:
        heads = replace(Heads(images=options.images, sites=options.sites), **said)
        return with_cycling(heads, plan, options.mix)
    if "technical" in said or options.images != 1:
        then = "Leave --technical and --images out: a published SD holds them already."
        raise Mistake("--sd", "a published SD and parts of it", "one of them", then)
    heads = Heads(change_sd=options.sd, sites=options.sites, effect_sd=0.0)
    return replace(heads, **said)


def _power_lines(plan: Plan, at: Power) -> Iterator[str]:
    from anagen.outlook.trial.design import UNIT

    yield f"{at.n} {UNIT[plan.design]}: {_power_words(at)}"
    yield f"by formula {at.formula:.3f}"


def _power_words(at: Power) -> str:
    return f"power {at.power:.3f} (error of the simulation {at.monte_carlo_se:.3f})"


def _size_lines(plan: Plan, found: Size, wanted: float) -> Iterator[str]:
    from anagen.outlook.trial.design import UNIT

    yield f"{found.at.n} {UNIT[plan.design]} for a power of {wanted:g}"
    yield f"{_power_words(found.at)}; with other seeds {found.low} to {found.high}"
    if found.formula is not None:
        yield f"by formula, were the spread known: {found.formula}"
    if plan.dropout:
        yield f"those who leave ({100 * plan.dropout:.0f} %) are counted in"


def _size_tree(found: Size) -> dict[str, object]:
    return {
        **asdict(found.at),
        "low": found.low,
        "high": found.high,
        "formula_n": found.formula,
    }
