"""`anagen trial verify`: proves the log of a trial whole, or says at which line it breaks."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from anagen.cli.inputs import text_of
from anagen.cli.trial.files import add_log, whole_log
from anagen.cli.trial.plan import plan_bytes
from anagen.records.mistakes import Mistake

if TYPE_CHECKING:
    from anagen.outlook.trial.log import Log


def add_to(part: argparse.ArgumentParser) -> None:
    """Says what it takes."""
    add_log(part)
    part.add_argument("--plan", metavar="PLAN.toml", help="say how the plan of today stands to it")
    part.add_argument("--keep", metavar="FILE", help="after the trial: prove the whole order")
    part.add_argument("--end", metavar="COUNT:HASH", help="an end that you wrote down earlier")
    part.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prints what holds; the first thing that does not ends it with exit 2."""
    from anagen.outlook.trial.allocation import check_revealed
    from anagen.outlook.trial.log import check_end

    log = whole_log(options.log)
    if options.end is not None:
        check_end(log, options.end)
    check_revealed(log)
    print(f"The log is whole: {len(log.lines)} lines.")
    print("\n".join(_lines(log)))
    if options.keep is not None:
        _prove_order(log, options.keep)
    if options.plan is not None:
        _prove_plan(log, options.plan)
    print(f"Its end, to write down: {log.end}")
    return 0


def _lines(log: Log) -> Iterator[str]:
    from anagen.outlook.trial.log import Event

    drawn = log.of(Event.ALLOCATED)
    if drawn:
        yield f"{len(drawn)} arms revealed, each the sealed one, each in its order."
    for line in log.of(Event.PLAN_FIXED):
        before = sum(one.number < line.number for one in drawn)
        yield f"Plan fixed {line.at.isoformat()}, with {before} people drawn before."


def _prove_order(log: Log, keep: str) -> None:
    from anagen.outlook.trial.allocation import sealed_of
    from anagen.outlook.trial.log import Event

    try:
        sealed = sealed_of(json.loads(text_of(keep)))
    except ValueError:
        sealed = sealed_of(None)
    lines = log.of(Event.SEALED)
    if not lines or lines[0].facts["seals"] != sealed.seals():
        then = "Use the secret that this log was begun with."
        raise Mistake(keep, "the secret of another order", "the one sealed here", then)
    print("The secret gives the whole sealed order, block by block.")


def _prove_plan(log: Log, name: str) -> None:
    from anagen.outlook.trial.protocol import Standing, protocol_of, standing

    written = plan_bytes(name)
    protocol_of(written.decode("utf-8"))
    stands = standing(log, written)
    if stands is not Standing.FIXED:
        then = "Report what changed, when and why."
        raise Mistake(name, f"a plan {stands.value}", "the plan as it was fixed", then)
    print("The plan is as fixed.")
