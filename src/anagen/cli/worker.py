"""`anagen worker`: a clinic’s night work, once; or what the pages ask for, until stopped."""

from __future__ import annotations

import argparse


def add_to(command: argparse.ArgumentParser) -> None:
    """Says what the command takes."""
    command.add_argument(
        "--watch",
        action="store_true",
        help="count hairs in pictures as the pages ask for it, until stopped (Ctrl+C)",
    )
    command.add_argument(
        "--beside", type=int, metavar="PROCESS", help="with --watch: stop when this process ends"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Works out who is due for what and says for how many patients; or watches for jobs."""
    from anagen.web.serving import night_round, watch_jobs

    if options.watch:
        watch_jobs(options.beside)
        return 0
    print(f"follow-ups of {night_round()} patients worked out")
    return 0
