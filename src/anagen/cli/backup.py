"""`anagen backup`: the whole data folder as one file, also while Anagen runs."""

from __future__ import annotations

import argparse
import os
from pathlib import Path


def add_to(command: argparse.ArgumentParser) -> None:
    """Says what the command takes."""
    command.add_argument("--out", type=Path, help="the file; anagen-DATE.zip by default")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Writes the backup, reads it through, and says where it is."""
    from datetime import UTC, datetime

    from anagen import __version__
    from anagen.store.backup import check_backup, make_backup
    from anagen.store.folder import data_folder

    now = datetime.now(UTC).replace(microsecond=0)
    out = options.out or Path(f"anagen-{now:%Y%m%dT%H%M%S}.zip")
    make_backup(data_folder(os.environ), out, now, __version__)
    kept = check_backup(out)
    print(f"{out}: {kept.files} files, {kept.bytes:,} bytes, read through and whole")
    return 0
