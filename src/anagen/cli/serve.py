"""`anagen serve`: opens Anagen in the browser."""

from __future__ import annotations

import argparse


def add_to(command: argparse.ArgumentParser) -> None:
    """Says what the command takes."""
    command.add_argument("--address", default="127.0.0.1", help="127.0.0.1 by default")
    command.add_argument("--port", type=int, help="8000 or the next free one by default")
    command.add_argument(
        "--lan", action="store_true", help="let paired phones of this network in as well"
    )
    command.add_argument("--clinic", action="store_true", help="with accounts, for clinics")
    command.add_argument(
        "--sample", action="store_true", help="open an invented record to look around in"
    )
    command.add_argument(
        "--new-passphrase", action="store_true", help="set the passphrase of the lock anew"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Serves until it is stopped."""
    # Django takes a second to load; the other commands must not wait for it.
    from anagen.web.serving import Wish, serve

    serve(
        Wish(
            options.address,
            options.port,
            lan=options.lan,
            clinic=options.clinic,
            sample=options.sample,
            new_passphrase=options.new_passphrase,
        )
    )
    return 0
