"""`anagen verify`: proves the audit whole, or says at which line it breaks."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from anagen.records.mistakes import Mistake, shown


def add_to(command: argparse.ArgumentParser) -> None:
    """Says what the command takes."""
    command.add_argument("--data", type=Path, metavar="FOLDER", help="where the records are kept")
    command.add_argument(
        "--head", metavar="COUNT:HASH", help="an end of the chain that you wrote down earlier"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Reads every line and prints the end of the chain; the first break ends it with exit 2."""
    if options.data is not None:
        os.environ["ANAGEN_DATA"] = str(options.data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anagen.web.settings")
    # Django takes a second to load; the other commands must not wait for it.
    import django

    django.setup()
    from anagen.store.audit.anchor import read_head
    from anagen.store.audit.proving import prove

    written_down = read_head(options.head) if options.head else None
    if options.head and written_down is None:
        raise Mistake("--head", shown(options.head), "COUNT:HASH", "Type it as it was printed.")
    proof = prove(_folder(), written_down)
    if proof.broken is not None:
        raise Mistake(
            f"line {proof.broken.number} of the audit",
            proof.broken.what,
            "a chain that is whole",
            "Keep the folder as it is, and find out who could write to it.",
        )
    print(f"The audit is whole: {proof.head.count:,} lines.")
    print(f"Its end, to write down: {proof.head}")
    _prove_pictures()
    return 0


def _prove_pictures() -> None:
    """Every picture that a record names is on the disk; files that nothing names are counted."""
    from anagen.store.pictures.sweeping import misfits

    found = misfits()
    if found.rows_without_file:
        raise Mistake(
            "the pictures",
            f"{len(found.rows_without_file)} without their file",
            "a file for each",
            "Look for it in the latest backup, and keep the folder as it is.",
        )
    print(f"Every picture is there; {len(found.files_without_row)} files belong to no record.")


def _folder() -> Path:
    """The folder of the records, once a database is known to be there."""
    from django.conf import settings
    from django.db import DatabaseError, connection

    folder: Path = settings.DATA
    missing = connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists()
    try:
        tables = [] if missing else connection.introspection.table_names()
    except DatabaseError:
        tables = []
    if "audit_trail_auditline" not in tables:
        raise Mistake(
            str(folder),
            "no database with an audit",
            "the folder of a clinic's records",
            "Name it with --data.",
        )
    return folder
