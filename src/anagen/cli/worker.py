"""`anagen worker`: the quiet work of a clinic's night, once."""

from __future__ import annotations

import argparse


def add_to(command: argparse.ArgumentParser) -> None:
    """Says what the command takes."""
    command.set_defaults(run=run)


def run(_options: argparse.Namespace) -> int:
    """Works out who is due for what, and says for how many patients."""
    from anagen.web.serving import night_round

    print(f"follow-ups of {night_round()} patients worked out")
    return 0
