"""The command line: one small module a command.

A mistake someone can put right is one line on stderr and exit 2. A clinical "no" is an answer
and exits with 0.
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from anagen import __version__
from anagen.records.mistakes import Mistake

#: Command → what it does, in the order of `--help`. Its module has the same name.
COMMANDS = {
    "questions": "the questions, with their choices, units and what uses them",
    "advise": "the whole advice for a record",
    "explain": "a rule or other fact with its sources, disagreement and cases",
    "check-knowledge": "load and check all knowledge, and run its worked cases",
    "measure": "the hairs of pictures, their number on a known area, and how sure that is",
    "compare": "two visits hair by hair: kept, new and lost hairs, and the error of the change",
    "forecast": "what one person may expect, beginning with no treatment, and what to do",
    "simulate": "hairs through their cycle, day by day: left alone, and with minoxidil",
    "power": "how many people a trial takes, or what a trial of a size can see",
    "trial": "draw arms, seal the order, read blind, fix the plan, export: a whole trial",
    "pool": "trials in a table as one effect, with what the next one may show and every doubt",
    "evidence": "what is known for each question people ask, how well, and who disagrees",
    "calendar": "the dates of a record as an .ics file for any calendar",
    "sheet": "a sheet for a record as a PDF: aftercare, session, letter or plan",
    "target": "frames to print that tell a close-up's scale, as a PDF",
    "serve": "open Anagen in the browser",
    "backup": "save everything to one file",
    "restore": "put a backup back, or check one",
    "clinic": "open a clinic, and print the link for its owner",
    "verify": "prove the audit of a clinic whole, and every picture there",
    "worker": "work out for every patient of a clinic what is due",
}
MISTAKE = 2


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(
        prog="anagen",
        description="Scalp microneedling for hair loss: from “should I?” to “did it work?”. "
        "Anagen is no medical device and diagnoses nothing.",
    )
    parser.add_argument("--version", action="version", version=f"anagen {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, does in COMMANDS.items():
        command = commands.add_parser(name, help=does, description=does[:1].upper() + does[1:])
        if name in words:  # only the command that runs is imported: it must start in a blink
            import_module(f"anagen.cli.{name.replace('-', '_')}").add_to(command)
    options = parser.parse_args(words)
    try:
        code = options.run(options)
        sys.stdout.flush()
    except Mistake as mistake:
        print(f"anagen: {mistake}", file=sys.stderr)
        return MISTAKE
    except BrokenPipeError:  # the reader (head, less) has had enough
        sys.stderr.close()
        return 0
    return int(code)
