"""`anagen simulate`: follicles through their cycle, left alone and with minoxidil."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from anagen.records.mistakes import Mistake, shown

if TYPE_CHECKING:
    from anagen.follicles.bands import Band
    from anagen.follicles.course import Course
    from anagen.follicles.curve import Curve
    from anagen.follicles.parameters import Scalp

    Bands = dict[str, Band]

MIXES = {
    "aga": "inherited hair loss, as published trials allow",
    "mixed": "thinning hair, from figures to start with",
    "healthy": "hair that does not thin, from figures to start with",
}
_SCALPS, _FOLLICLES, _SEED = 24, 226, 1
_LEAST_DAYS, _MOST_DAYS, _MOST_FOLLICLES = 28, 3653, 1_000_000
_EVERY_DAYS = 28


def add_to(command: argparse.ArgumentParser) -> None:
    """Says what the command takes."""
    command.add_argument("--mix", choices=MIXES, default="aga", help="whose scalp")
    command.add_argument(
        "--minoxidil-from", type=int, metavar="DAY", help="the first day of minoxidil"
    )
    command.add_argument(
        "--to", type=int, metavar="DAY", help="the day it is stopped; without it, it goes on"
    )
    command.add_argument("--days", type=int, default=365, metavar="N", help="how far to look")
    command.add_argument(
        "--follicles", type=int, metavar="N",
        help=f"follicles on each of {_SCALPS} scalps; {_FOLLICLES} lie in about 1 cm²",
    )  # fmt: skip
    command.add_argument("--seed", type=int, metavar="S", help="another seed, another chance")
    command.add_argument("--solve", action="store_true", help="without the chance of single hairs")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print JSON for programs, day by day")
    form.add_argument("--csv", action="store_true", help="print a table for programs, day by day")
    command.set_defaults(run=run)


@dataclass(frozen=True)
class Asked:
    """What was asked for, in range."""

    mix: str
    days: int
    follicles: int | None
    seed: int | None
    minoxidil: tuple[int, int | None] | None


def run(options: argparse.Namespace) -> int:
    """Prints the untreated course first, then the treated one."""
    asked = _asked(options)
    courses = _worked_out(asked)
    if options.json:
        print(json.dumps(_tree(asked, courses), ensure_ascii=False))
    elif options.csv:
        _write_csv(courses)
    else:
        print("\n".join(_lines(asked, courses)))
    return 0


def _asked(options: argparse.Namespace) -> Asked:
    _in_range("--days", options.days, _LEAST_DAYS, _MOST_DAYS)
    if options.solve:
        for name in ("follicles", "seed"):
            if getattr(options, name) is not None:
                raise Mistake(
                    f"--{name}", "it beside --solve", "one of the two",
                    "--solve leaves chance out, so it counts no single hairs: leave one away.",
                )  # fmt: skip
        return Asked(options.mix, options.days, None, None, _use(options))
    follicles = _FOLLICLES if options.follicles is None else options.follicles
    seed = _SEED if options.seed is None else options.seed
    _in_range("--follicles", follicles, 1, _MOST_FOLLICLES)
    _in_range("--seed", seed, 0, 2**63 - 1)
    return Asked(options.mix, options.days, follicles, seed, _use(options))


def _use(options: argparse.Namespace) -> tuple[int, int | None] | None:
    """The days of minoxidil."""
    begin, end = options.minoxidil_from, options.to
    if begin is None:
        if end is not None:
            raise Mistake(
                "--to", shown(end), "a day of --minoxidil-from", "Say when minoxidil began."
            )
        return None
    _in_range("--minoxidil-from", begin, 0, options.days - 1)
    if end is not None and not begin < end < options.days:
        raise Mistake(
            "--to", shown(end), f"a day after {begin} and before {options.days}",
            "Give a later day, or look further with --days.",
        )  # fmt: skip
    return begin, end


def _in_range(name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise Mistake(name, shown(value), f"a whole number from {low} to {high}", "Give another.")


def _worked_out(asked: Asked) -> dict[str, Bands]:
    """The bands of each course, the untreated one first."""
    # NumPy and SciPy take a moment to load; the other commands must not wait for them.
    from anagen.follicles import parameters
    from anagen.follicles.bands import banded
    from anagen.follicles.calibrated import draws
    from anagen.follicles.course import UNTREATED
    from anagen.follicles.recipe import MINOXIDIL

    every = draws()
    some = every[:: max(1, len(every) // _SCALPS)][:_SCALPS]
    start = {"mixed": parameters.MIXED, "healthy": parameters.HEALTHY}.get(asked.mix)
    scalps = [start or one.scalp for one in some]
    courses: dict[str, list[Course]] = {"untreated": [UNTREATED] * len(some)}
    if asked.minoxidil:
        courses["with_minoxidil"] = [one.course(MINOXIDIL, *asked.minoxidil) for one in some]
    return {
        name: banded(
            [_curve(asked, k, *one) for k, one in enumerate(zip(scalps, each, strict=True))]
        )
        for name, each in courses.items()
    }


def _curve(asked: Asked, k: int, scalp: Scalp, course: Course) -> Curve:
    """One scalp's course. Both courses of a scalp meet the same chance."""
    from anagen.follicles.simulate import simulated
    from anagen.follicles.solve import solved

    if asked.follicles is None or asked.seed is None:
        return solved(scalp, course, asked.days)
    return simulated(scalp, course, asked.follicles, asked.days, asked.seed + k)


def _tree(asked: Asked, courses: dict[str, Bands]) -> dict[str, object]:
    told = {
        name: {
            measure: {side: [round(x, 5) for x in line] for side, line in asdict(band).items()}
            for measure, band in bands.items()
        }
        for name, bands in courses.items()
    }
    return {**asdict(asked), "scalps": _SCALPS, "days_from_0": list(range(asked.days)), **told}


def _write_csv(courses: dict[str, Bands]) -> None:
    """One row a day and course."""
    measures = list(courses["untreated"])
    table = csv.writer(sys.stdout, lineterminator="\n")
    sides = ("low", "middle", "high")
    table.writerow(["course", "day", *(f"{name}_{side}" for name in measures for side in sides)])
    for course, bands in courses.items():
        columns = [getattr(bands[name], side) for name in measures for side in sides]
        for day, row in enumerate(zip(*columns, strict=True)):
            table.writerow([course, day, *(f"{value:.5g}" for value in row)])


def _lines(asked: Asked, courses: dict[str, Bands]) -> Iterator[str]:
    """Both courses in words and two tables."""
    yield f"{_SCALPS} scalps: {MIXES[asked.mix]}."
    if asked.follicles is None:
        yield "The chance of single hairs is left out."
    else:
        yield f"On each, {asked.follicles} follicles were drawn by chance (seed {asked.seed})."
    yield "In brackets: eight scalps of ten lie there. A model of many, not a forecast for you."
    for name, bands in courses.items():
        yield ""
        yield _heading(asked) if name == "with_minoxidil" else "Left alone"
        yield f"{'week':>4}  {'hairs in 1 cm²':<20}  {'% growing':<16}  hairs shed a day of 100,000"
        for day in range(0, asked.days, _EVERY_DAYS):
            yield (
                f"{day // 7:>4}  {_span(bands['visible_per_cm2'], day):<20}  "
                f"{_span(bands['anagen_share'], day, 100):<16}  "
                f"{_span(bands['shed_per_day'], day)}"
            )
    if "with_minoxidil" in courses:
        yield ""
        yield "More hair may fall in the first weeks. That proves nothing, for it or against it."


def _heading(asked: Asked) -> str:
    begin, end = asked.minoxidil or (0, None)
    return f"With minoxidil from day {begin}" + ("" if end is None else f" to day {end}")


def _span(band: Band, day: int, times: float = 1.0) -> str:
    """The middle and the band."""
    low, middle, high = (times * line[day] for line in (band.low, band.middle, band.high))
    return f"{middle:.0f} ({low:.0f} to {high:.0f})"
