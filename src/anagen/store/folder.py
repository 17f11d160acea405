"""Where this computer keeps its records, and the secret that signs its forms."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

#: Long enough that nobody guesses it: 64 characters from 48 random bytes.
SECRET_BYTES = 48
SECRET_FILE = "secret"  # noqa: S105 - the name of the file


def data_folder(environment: Mapping[str, str]) -> Path:
    """The folder for records: ANAGEN_DATA, or `anagen` in the person's own data folder."""
    chosen = environment.get("ANAGEN_DATA", "")
    if chosen:
        return Path(chosen).expanduser().absolute()
    shared = environment.get("XDG_DATA_HOME", "")
    # The XDG rule: a path that is not absolute counts as not set.
    home = Path(shared) if Path(shared).is_absolute() else Path.home() / ".local" / "share"
    return home / "anagen"


def secret_key(folder: Path) -> str:
    """The secret that was kept in this folder; one for this run alone when there is none."""
    return kept_secret(folder) or secrets.token_urlsafe(SECRET_BYTES)


def prepare(folder: Path) -> None:
    """Makes the folder and its secret, both for their owner alone, unless they are there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if kept_secret(folder):
        return
    draft = folder / f"{SECRET_FILE}.{os.getpid()}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(SECRET_BYTES))
    # In one move, so that a crash never leaves half a secret behind.
    os.replace(draft, folder / SECRET_FILE)


def kept_secret(folder: Path) -> str:
    """The secret that was kept earlier; "" when there is none, or only part of one."""
    try:
        kept = (folder / SECRET_FILE).read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        return ""
    return kept if len(kept) >= SECRET_BYTES else ""
