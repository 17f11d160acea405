"""`anagen forecast`: what one person may expect, beginning with no treatment."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from math import isfinite
from textwrap import fill
from typing import TYPE_CHECKING

from anagen.cli.inputs import moment_of, text_of
from anagen.records.mistakes import Mistake, shown

if TYPE_CHECKING:
    from anagen.outlook.forecast import Forecast, NotYet

WIDTH = 80
#: The least and the most that can be called worthwhile, in hairs per cm2.
WORTHWHILE = 1.0, 100.0


def add_to(command: argparse.ArgumentParser) -> None:
    """Says what the command takes."""
    command.add_argument("record", metavar="RECORD.json", help='a record; "-" reads from a pipe')
    command.add_argument("--at", metavar="TIME", help="the moment to forecast from; now by default")
    command.add_argument(
        "--prior", choices=("plain", "sceptical"), default="plain",
        help="believe the studies as they stand, or half of them",
    )  # fmt: skip
    command.add_argument(
        "--worthwhile", metavar="N", type=float,
        help="hairs per cm2 against no treatment that would matter to you; 10 by default",
    )  # fmt: skip
    command.add_argument("--json", action="store_true", help="as JSON, for other programs")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prints the forecast. Counts that cannot be forecast from are an answer too."""
    line = options.worthwhile
    least, most = WORTHWHILE
    if line is not None and not (isfinite(line) and least <= line <= most):
        raise Mistake(
            "--worthwhile", shown(line), f"a number from {least:g} to {most:g}",
            "Give hairs per cm2.",
        )  # fmt: skip
    now = moment_of(options.at)
    text = text_of(options.record)
    # NumPy and SciPy take a moment to load; the other commands must not wait for them.
    from anagen.care.entering import entered_record
    from anagen.knowledge.load import load_knowledge
    from anagen.outlook.forecast import Wanted, forecast
    from anagen.outlook.priors import Belief

    knowledge = load_knowledge()
    record = entered_record(text, knowledge, now)
    found = forecast(record, knowledge, now, Wanted(Belief(options.prior), line))
    if options.json:
        from anagen.outlook.tree import forecast_tree

        print(json.dumps(forecast_tree(found), ensure_ascii=False, indent=2, sort_keys=True))
    else:
        print("\n".join(_lines(found)))
    return 0


def _lines(found: Forecast | NotYet) -> Iterator[str]:
    """The forecast in words: without treatment first."""
    from anagen.outlook import sentences
    from anagen.outlook.forecast import NotYet

    if isinstance(found, NotYet):
        yield "NO FORECAST YET"
        yield _wrapped(found.why)
        yield from _listed("WHAT MAKES IT LESS SURE", tuple(map(str, found.doubts)))
        return
    yield "WITHOUT TREATMENT"
    yield _wrapped(sentences.untreated(found))
    yield "\nWITH TREATMENT"
    for line in (sentences.effect(found.shown), sentences.chance(found)):
        yield _wrapped(line)
    yield _wrapped(sentences.next_count(found))
    yield "\nWHAT FOLLOWS"
    yield _wrapped(sentences.verdict(found))
    yield from _listed("WHAT WOULD DECIDE IT", tuple(sentences.would_decide(found)))
    reasons = sentences.because(found)[:-1]
    yield from _listed("WHY", tuple(f"{one.says}{_sources(one.sources)}" for one in reasons))
    yield from _listed("WHAT MAKES IT LESS SURE", tuple(map(str, found.doubts)))
    yield "\nNot yet reviewed by a clinician. A forecast is no promise."


def _sources(ids: tuple[str, ...]) -> str:
    return f" ({', '.join(ids)})" if ids else ""


def _listed(heading: str, lines: tuple[str, ...]) -> Iterator[str]:
    if lines:
        yield f"\n{heading}"
    for line in lines:
        yield _wrapped(line, "- ")


def _wrapped(text: str, mark: str = "") -> str:
    return fill(text, WIDTH, initial_indent=f"  {mark}", subsequent_indent="    " if mark else "  ")
