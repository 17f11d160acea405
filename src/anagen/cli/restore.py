"""`anagen restore`: puts a backup back; what was there is moved aside, not deleted."""

from __future__ import annotations

import argparse
import os
from pathlib import Path


def add_to(command: argparse.ArgumentParser) -> None:
    """Says what the command takes."""
    command.add_argument("backup", type=Path, help="a file that `anagen backup` made")
    command.add_argument("--check", action="store_true", help="only read it through")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Proves the backup whole, and puts it back unless only a check was asked for."""
    from datetime import UTC, datetime

    from anagen.store.backup import check_backup, restore_backup
    from anagen.store.folder import data_folder, prepare

    if options.check:
        kept = check_backup(options.backup)
        print(f"{options.backup}: whole, {kept.files} files, made {kept.made}")
        return 0
    folder = data_folder(os.environ)
    prepare(folder)
    kept = restore_backup(options.backup, folder, datetime.now(UTC))
    print(f"{folder}: {kept.files} files of {kept.made} are back; what was there is in before-*")
    return 0
