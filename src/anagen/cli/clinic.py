"""`anagen clinic NAME`: opens a clinic and prints the link for its first owner."""

from __future__ import annotations

import argparse

from anagen.records.mistakes import Mistake, shown

HERE = "http://localhost:8000"
LONGEST_NAME, LONGEST_OWNER = 120, 80


def add_to(command: argparse.ArgumentParser) -> None:
    """Says what the command takes."""
    command.add_argument("name", metavar="NAME", help="the name of the clinic")
    command.add_argument("--owner", default="Owner", help="the owner's name, as the others see it")
    command.add_argument("--address", default=HERE, help=f"where it is opened; {HERE} by default")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Makes what is missing and prints the link. Nobody but its reader can use it."""
    name = " ".join(options.name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise Mistake("NAME", shown(options.name), "a name of 1 to 120 letters", "Shorten it.")
    # Django takes a second to load; the other commands must not wait for it.
    from anagen.web.serving import open_clinic

    path = open_clinic(name, options.owner[:LONGEST_OWNER])
    print(f"The link for an owner of {name}. It works once, within seven days:")
    print(options.address.rstrip("/") + path)
    print("Start Anagen with `anagen serve --clinic`, then open it.")
    return 0
