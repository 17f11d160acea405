"""Writes cli.md: every command as its own `--help` tells it."""

from __future__ import annotations

import io
import os
from contextlib import redirect_stdout, suppress

from making.page import page, write

from anagen.cli import COMMANDS
from anagen.cli import main as anagen

OPENING = """\
`anagen` is what scripts and other programs rely on.

- `--json` output is stable: keys may be added, and none changes its meaning or goes without a
  new schema number. See [advice](advice.md) and [record](record.md).
- A mistake somebody can put right is one line on stderr: where, what was found, what was
  expected, what to do next. The exit code is then 2.
- A clinical "no" is an answer. Its exit code is 0.
- Nothing on the command line is stored. `anagen serve` keeps records, see
  [back up](../how-to/back-up.md)."""


def main() -> None:
    """Writes the page."""
    os.environ["COLUMNS"] = "80"  # argparse breaks its lines at the width of the terminal
    os.environ["NO_COLOR"] = "1"
    parts = [block("anagen", ["--help"])]
    parts += [block(f"anagen {name}", [name, "--help"]) for name in COMMANDS]
    write("cli.md", page("Command line", "cli.py", OPENING, parts))


def block(title: str, arguments: list[str]) -> str:
    """The help of one command."""
    said = io.StringIO()
    with redirect_stdout(said), suppress(SystemExit):
        anagen(arguments)
    return f"## {title}\n\n```text\n{said.getvalue().rstrip()}\n```"


if __name__ == "__main__":
    main()
