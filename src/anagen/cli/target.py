"""`anagen target`: the frames that tell Anagen how large things are, to print and cut out."""

from __future__ import annotations

import argparse

from anagen.cli.outputs import write_file
from anagen.languages import offered

PAPERS = ("a4", "letter")


def add_to(command: argparse.ArgumentParser) -> None:
    """Says what the command takes."""
    command.add_argument("--out", metavar="FILE.pdf", required=True, help="the PDF to write")
    command.add_argument("--paper", choices=PAPERS, default="a4", help="a4 by default")
    languages = [one.code for one in offered({})]
    command.add_argument("--language", choices=languages, default="en", help="en by default")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Writes the page, and says what to do with it."""
    from anagen.interchange.sheets.target import target_pdf
    from anagen.interchange.words import words_in

    write_file(options.out, target_pdf(words_in(options.language), options.paper))
    print(f"{options.out}: print it at 100 %, and check the 50 mm line with a ruler")
    return 0
