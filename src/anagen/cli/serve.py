"""`anagen serve`: opens Anagen in the browser, on this computer only."""

from __future__ import annotations

import argparse


def add_to(command: argparse.ArgumentParser) -> None:
    """Says what the command takes."""
    command.add_argument("--address", default="127.0.0.1", help="127.0.0.1 by default")
    command.add_argument("--port", type=int, help="8000 or the next free one by default")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serves until it is stopped."""
    # Django takes a second to load; the other commands must not wait for it.
    from anagen.web.serving import serve

    serve(options.address, options.port)
    return 0
