"""`anagen trial`: one small module for each thing that a trial needs done."""

from __future__ import annotations

import argparse
from importlib import import_module

#: What can be done → what it does, in the order of a trial. Its module has the same name.
PARTS = {
    "plan": "check the plan of analysis, and fix it by its hash",
    "allocate": "seal an order of arms, and reveal the next one for a person",
    "queue": "pictures in a random order under random names, to be read blind",
    "reads": "join what was read with the key, and say how well readers agree",
    "verify": "prove the log of a trial whole",
    "export": "tables with CDASH names, an R script, and our own estimate",
}


def add_to(command: argparse.ArgumentParser) -> None:
    """Says what the command takes."""
    parts = command.add_subparsers(dest="part", required=True, metavar="PART")
    for name, does in PARTS.items():
        part = parts.add_parser(name, help=does, description=does[:1].upper() + does[1:])
        import_module(f"anagen.cli.trial.{name}").add_to(part)
