"""`anagen trial reads`: what was read blind, joined with the key once it may be."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anagen.cli.inputs import text_of
from anagen.cli.outputs import write_file
from anagen.cli.trial.files import add_log, add_time, grown, whole_log
from anagen.cli.trial.plan import plan_bytes
from anagen.records.mistakes import Mistake, shown

if TYPE_CHECKING:
    from anagen.outlook.trial.log import Log
    from anagen.outlook.trial.queue import Place
    from anagen.outlook.trial.reads import Joined

COLUMNS = ("person", "visit", "file", "reader", "again", "count")
Json = dict[str, Any]


def add_to(part: argparse.ArgumentParser) -> None:
    """Says what it takes."""
    part.add_argument("sheets", metavar="READS.csv", nargs="+", help="a sheet for each reader")
    part.add_argument("--key", metavar="FILE", required=True, help="the key of the queue")
    part.add_argument("--plan", metavar="PLAN.toml", required=True, help="the plan, fixed before")
    part.add_argument("--out", metavar="FILE.csv", help="write each count with whose it is")
    part.add_argument("--json", action="store_true", help="print JSON for programs")
    add_log(part)
    add_time(part)
    part.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Joins reads and key, and prints how well readers agree. Too early is refused."""
    from anagen.outlook.trial.log import Event
    from anagen.outlook.trial.queue import hash_of_key, read_key
    from anagen.outlook.trial.reads import joined, reads_of

    log = whole_log(options.log)
    _refuse_open_plan(log, options.plan)
    text = text_of(options.key)
    key = read_key(text)
    if hash_of_key(text) not in {line.facts["key"] for line in log.of(Event.QUEUED)}:
        then = "Take the key as it was written, and the log of its trial."
        raise Mistake(options.key, "a key that is not in the log", "the key of a queue", then)
    readers = _readers(options.sheets)
    sheets = {r: reads_of(text_of(f), r) for f, r in zip(options.sheets, readers, strict=True)}
    reads = joined(key, sheets)
    tree = _agreement(reads, readers)
    facts = {"key": hash_of_key(text), "reads": len(reads), "readers": readers}
    grown(options, lambda one, at: one.next(Event.JOINED, facts, at))
    if options.out:
        write_file(options.out, _table(reads).encode())
    print(json.dumps(tree, indent=1) if options.json else "\n".join(_lines(tree)))
    return 0


def _refuse_open_plan(log: Log, plan: str) -> None:
    from anagen.outlook.trial.protocol import Standing, protocol_of, standing

    written = plan_bytes(plan)
    protocol_of(written.decode("utf-8"))
    stands = standing(log, written)
    if stands not in (Standing.FIXED, Standing.FIXED_LATE):
        then = "Fix it first: anagen trial plan PLAN.toml --fix --log FILE."
        raise Mistake(plan, f"a plan {stands.value}", "the plan as it was fixed", then)


def _readers(names: list[str]) -> list[str]:
    readers = [Path(name).stem for name in names]
    if len(set(readers)) < len(readers):
        then = "Name each sheet after its reader."
        raise Mistake("the sheets", shown(readers), "a name for each reader", then)
    return readers


def _agreement(reads: tuple[Joined, ...], readers: list[str]) -> Json:
    from anagen.outlook.trial.agreement import icc, limits, repeats
    from anagen.outlook.trial.reads import pairs, table

    tree: Json = {"readers": {}}
    for reader in readers:
        both = pairs(reads, reader)
        if len(both) >= 2:
            tree["readers"][reader] = {
                "icc": asdict(icc(both)), "repeats": asdict(repeats(both)),
                "limits": asdict(limits(both)),
            }  # fmt: skip
    unread = sum(one.read.count is None for one in reads)
    tree |= {"unreadable": unread, "reads": len(reads)}
    rows = table(reads, readers)
    if len(readers) > 1 and len(rows) >= 2:
        tree["between"] = asdict(icc(rows))
        if len(readers) == 2:
            tree["between_limits"] = asdict(limits([(row[0], row[1]) for row in rows]))
    return tree


def _lines(tree: Json) -> Iterator[str]:
    yield f"{tree['reads']} reads, {tree['unreadable']} unreadable"
    for reader, found in tree["readers"].items():
        again, apart = found["repeats"], found["limits"]
        yield f"{reader}, {again['pairs']} pictures read twice"
        yield f"  ICC {_icc(found['icc'])}"
        yield f"  repeatability SD {_with(again['sd'], again['sd_95'])} hairs"
        yield (
            f"  smallest detectable change {_with(again['detectable'], again['detectable_95'])} "
            "hairs; a smaller change may be reading alone"
        )
        yield f"  limits of agreement {_with(apart['low'], apart['low_95'])} to " + _with(
            apart["high"], apart["high_95"]
        )
    if not tree["readers"]:
        yield "no reader was shown two pictures twice: make a queue with --duplicates"
    if "between" in tree:
        yield f"between readers: ICC {_icc(tree['between'])}"
    if "between_limits" in tree:
        apart = tree["between_limits"]
        yield f"  second less first reader {apart['mean']:+.1f}, " + (
            f"limits {apart['low']:+.1f} to {apart['high']:+.1f} hairs"
        )


def _icc(found: Json) -> str:
    low, high = found["icc_95"]
    return f"{found['icc']:.3f} (95 %: {low:.3f} to {high:.3f})"


def _with(value: float, interval: tuple[float, float]) -> str:
    return f"{value:.1f} (95 %: {interval[0]:.1f} to {interval[1]:.1f})"


def _table(reads: tuple[Joined, ...]) -> str:
    from anagen.interchange.tables import csv_of

    def line(one: Joined) -> Json:
        place: Place = one.place
        return {
            "person": place.picture.person, "visit": place.picture.visit,
            "file": place.picture.file, "reader": one.read.reader,
            "again": int(place.is_again),
            "count": "unreadable" if one.read.count is None else one.read.count,
        }  # fmt: skip

    return csv_of(COLUMNS, sorted(map(line, reads), key=lambda row: [str(v) for v in row.values()]))
