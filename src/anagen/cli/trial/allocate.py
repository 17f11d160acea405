"""`anagen trial allocate`: seal an order of arms; reveal the next one for a person."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from anagen.cli.inputs import moment_of, text_of
from anagen.cli.trial.files import add_log, add_time, grown, new_file, seed_of, whole_log
from anagen.records.mistakes import Mistake, shown

if TYPE_CHECKING:
    from datetime import datetime

    from anagen.outlook.trial.log import Log
    from anagen.outlook.trial.scheme import Scheme

KEEPER = """\
{secret} opens the whole order to whoever holds it. Give it to somebody who meets none of the
people, and keep no copy. The log can be shown to everybody: it proves that each arm was sealed
before, and revealed in its order. It cannot prove that nobody who held the secret looked ahead."""


def add_to(part: argparse.ArgumentParser) -> None:
    """Says what it takes."""
    add_log(part)
    part.add_argument("--keep", metavar="FILE", help="the secret, kept by somebody else")
    part.add_argument("--seal", action="store_true", help="draw an order and seal it")
    part.add_argument("--arms", metavar="A,B", help="arms; treated:2,control:1 for two to one")
    part.add_argument("--blocks", metavar="N,N", help="sizes of blocks, drawn at random; 4,6")
    part.add_argument(
        "--strata", metavar="NAME=A,B", action="append", default=[], help="may repeat"
    )
    part.add_argument(
        "--season", action="store_true", help="a stratum for each quarter of the year"
    )
    part.add_argument("--slots", type=int, default=200, metavar="N", help="places a stratum; 200")
    part.add_argument("--secret", metavar="HEX", help="drawn from the operating system by default")
    part.add_argument("--person", metavar="NAME", help="reveal the next arm for this person")
    part.add_argument("--stratum", metavar="NAME=A", action="append", default=[], help="may repeat")
    add_time(part)
    part.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Seals, reveals, or lists what was revealed: never what comes next."""
    if options.seal and options.person is not None:
        then = "Seal first, then reveal."
        raise Mistake("--seal", "--person as well", "one of them", then)
    if options.seal:
        return _seal(options)
    if options.person is not None:
        return _reveal(options)
    return _list(whole_log(options.log))


def _seal(options: argparse.Namespace) -> int:
    from anagen.outlook.trial.allocation import Sealed, sealing
    from anagen.outlook.trial.log import Log

    sealed = Sealed(_scheme(options), seed_of(options.secret))
    keep = _keep(options)
    # Whatever could be refused is refused before the secret is written.
    log = whole_log(options.log) if Path(options.log).exists() else Log()
    sealing(log, sealed, moment_of(options.at))
    tree = {"scheme": sealed.scheme.told(), "secret": sealed.secret.hex()}
    new_file(keep, json.dumps(tree, indent=1) + "\n", mode=0o600)
    added = grown(options, lambda log, at: sealing(log, sealed, at))
    strata = len(sealed.scheme.stratum_names())
    print(f"sealed: {strata} x {sealed.scheme.slots} places, line {added.number} of the log")
    print(KEEPER.format(secret=keep))
    return 0


def _reveal(options: argparse.Namespace) -> int:
    from anagen.outlook.trial.allocation import check_revealed, revealing, sealed_of
    from anagen.outlook.trial.log import Line

    try:
        sealed = sealed_of(json.loads(text_of(_keep(options))))
    except ValueError:
        sealed = sealed_of(None)
    person = options.person.strip()
    if not person:
        raise Mistake("--person", "nothing", "the name of a person", "Give one.")
    said = dict(_pair(one) for one in options.stratum)

    def line(log: Log, at: datetime) -> Line:
        check_revealed(log)
        return revealing(log, sealed, person, sealed.scheme.stratum(said, at), at)

    added = grown(options, line)
    print(f"{person}: {added.facts['arm']}")
    print(
        f"{added.facts['stratum']}, place {added.facts['number']}, line {added.number} of the log"
    )
    return 0


def _list(log: Log) -> int:
    from anagen.outlook.trial.allocation import check_revealed
    from anagen.outlook.trial.log import Event

    check_revealed(log)
    lines = log.of(Event.ALLOCATED)
    for line in lines:
        facts = line.facts
        print(f"{line.at.isoformat()}  {facts['person']}  {facts['arm']}  {facts['stratum']}")
    print(f"{len(lines)} revealed")
    return 0


def _scheme(options: argparse.Namespace) -> Scheme:
    from anagen.outlook.trial.scheme import QUARTERS, SEASON, Scheme

    if options.arms is None:
        raise Mistake("--arms", "nothing", "two or more names", "Write --arms treated,control.")
    arms = tuple(_arm(one) for one in options.arms.split(","))
    least = sum(share for _, share in arms)
    blocks = (2 * least, 3 * least) if options.blocks is None else _numbers(options.blocks)
    strata = [(name, tuple(levels.split(","))) for name, levels in map(_pair, options.strata)]
    if options.season:
        strata.append((SEASON, QUARTERS))
    return Scheme(arms, blocks, tuple(strata), options.slots)


def _arm(written: str) -> tuple[str, int]:
    name, colon, share = written.partition(":")
    return name.strip(), _numbers(share)[0] if colon else 1


def _numbers(written: str) -> tuple[int, ...]:
    try:
        return tuple(int(one) for one in written.split(","))
    except ValueError:
        then = "Write them like 4,6."
        raise Mistake("--blocks or --arms", shown(written), "whole numbers", then) from None


def _pair(written: str) -> tuple[str, str]:
    name, sign, value = written.partition("=")
    if not (sign and name.strip() and value.strip()):
        raise Mistake("a stratum", shown(written), "NAME=VALUE", "Write clinic=north.")
    return name.strip(), value.strip()


def _keep(options: argparse.Namespace) -> str:
    if options.keep is None:
        raise Mistake("--keep", "nothing", "the file of the secret", "Name it with --keep.")
    return str(options.keep)
