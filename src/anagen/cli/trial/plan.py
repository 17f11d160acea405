"""`anagen trial plan`: the plan of analysis, checked, and fixed before anybody looks."""

from __future__ import annotations

import argparse
from pathlib import Path

from anagen.cli.trial.files import add_time, grown, whole_log
from anagen.records.mistakes import Mistake


def add_to(part: argparse.ArgumentParser) -> None:
    """Says what it takes."""
    part.add_argument("plan", metavar="PLAN.toml", nargs="?", help="the plan")
    part.add_argument("--example", action="store_true", help="print a plan to begin with")
    part.add_argument("--fix", action="store_true", help="write its hash and the time into the log")
    part.add_argument("--log", metavar="FILE", help="the log of the trial")
    add_time(part)
    part.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Says whether the plan is whole, fixes it, or says how it stands to the log."""
    from anagen.outlook.trial.protocol import EXAMPLE, fixing, hash_of, protocol_of, standing

    if options.example:
        print(EXAMPLE, end="")
        return 0
    if options.plan is None:
        raise Mistake("PLAN.toml", "nothing", "the file of a plan", "Begin with --example.")
    written = plan_bytes(options.plan)
    plan = protocol_of(written.decode("utf-8"))
    stands = ""
    if options.fix:
        if options.log is None:
            raise Mistake("--log", "nothing", "the log of the trial", "Name it with --log.")
        line = grown(options, lambda log, at: fixing(log, written, plan, at))
        stands = f"fixed at {line.at.isoformat()}, line {line.number} of the log"
    elif options.log is not None:
        stands = f"the plan is {standing(whole_log(options.log), written).value}"
    lines = (plan.title, f"{plan.outcome}: {plan.estimand}", f"SHA-256 {hash_of(written)}", stands)
    print("\n".join(filter(None, lines)))
    return 0


def plan_bytes(name: str) -> bytes:
    """A plan's file as it is, once it is known to be a text."""
    try:
        written = Path(name).read_bytes()
        written.decode("utf-8")
    except UnicodeDecodeError:
        raise Mistake(name, "bytes that are no text", "TOML in UTF-8", "Save it anew.") from None
    except OSError as error:
        reason = (error.strerror or "an error").lower()
        raise Mistake(name, reason, "a plan we may read", "Check its name.") from None
    return written
