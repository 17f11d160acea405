"""`anagen check-knowledge`: loads and checks every file, and runs every worked case."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from anagen.knowledge.check import check_knowledge
from anagen.knowledge.files import HERE
from anagen.knowledge.load import load_knowledge


def add_to(command: argparse.ArgumentParser) -> None:
    """Says what the command takes."""
    command.add_argument("folder", metavar="DIR", nargs="?", help="ours when left out")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prints what was checked; the first fault ends it with exit 2."""
    knowledge = load_knowledge(Path(options.folder) if options.folder else HERE)
    checked = check_knowledge(knowledge, datetime.now(UTC).date())
    print(f"{checked.files} files and {checked.cases} cases hold. Knowledge {knowledge.hash}.")
    return 0
