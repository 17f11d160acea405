"""The knowledge files on disk: their hash, and their tables, parsed at most once.

Parsing some hundred TOML files takes longer than a person should wait for a command. The
parsed tables are therefore kept as JSON in the user's cache folder, under the hash of the
files they came from; a changed file has another hash and is parsed anew. The cache is never
needed: when it cannot be read or written the files are parsed again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from anagen.knowledge.mistakes import KnowledgeError

HERE = Path(__file__).parent
FOLDERS = ("screen", "plan", "treat", "recover", "measure", "decide", "questions", "sources")
#: Part of the cache's name: raise it when the stored form changes.
CACHE_FORM = 2

Tables = Mapping[str, Mapping[str, Any]]


def read_tables(folder: Path = HERE) -> tuple[str, Tables]:
    """The hash of a knowledge folder, and its tables by "folder/name.toml"."""
    texts = _texts(folder)
    digest = hashlib.sha256()
    for name, text in texts.items():
        digest.update(f"{name}\0{len(text)}\0".encode())
        digest.update(text)
    known = digest.hexdigest()[:16]
    cached = _cache_folder() / f"knowledge-{CACHE_FORM}-{known}.txt"
    tables = _from_cache(cached)
    if tables is None:
        tables = {name: _parsed(name, text) for name, text in texts.items()}
        _to_cache(cached, tables)
    return known, tables


def _texts(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        raise KnowledgeError(str(folder), "no folder", "a knowledge folder", "Check the path.")
    texts = {}
    for name in FOLDERS:
        for path in sorted((folder / name).glob("*.toml")):
            texts[f"{name}/{path.name}"] = path.read_bytes()
    if not texts:
        raise KnowledgeError(str(folder), "no files", "folders of *.toml", "Check the path.")
    return texts


def _parsed(name: str, text: bytes) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text.decode())
    except (ValueError, RecursionError) as error:  # what tomllib and decoding raise
        raise KnowledgeError(name, f"broken TOML ({error})", "valid TOML", "Mend it.") from None


def _cache_folder() -> Path:
    chosen = os.environ.get("XDG_CACHE_HOME")
    try:
        return (Path(chosen) if chosen else Path.home() / ".cache") / "anagen"
    except RuntimeError:  # an account without a home: /dev/null holds no folder, so nothing is kept
        return Path(os.devnull) / "anagen"


def _from_cache(path: Path) -> dict[str, Any] | None:
    """The kept tables; None where there are none, or where they are not what was kept.

    The first line is the digest of the rest: a flipped bit must not become a limit.
    """
    try:
        digest, _, text = path.read_text().partition("\n")
        if digest != hashlib.sha256(text.encode()).hexdigest():
            return None
        tables = json.loads(text, object_hook=_date_in)
    except (OSError, ValueError):
        return None
    return tables if isinstance(tables, dict) else None


def _to_cache(path: Path, tables: Tables) -> None:
    import tempfile  # slow to load, and needed once for each change of the files

    try:
        text = json.dumps(tables, default=_date_out)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False) as file:
            file.write(f"{hashlib.sha256(text.encode()).hexdigest()}\n{text}")
        Path(file.name).replace(path)
    except (OSError, TypeError):
        return  # a read-only home, or a time of day in a file: the next run parses again


def _date_out(value: object) -> Any:
    if isinstance(value, date):
        return {"$date": value.isoformat()}
    raise TypeError(value)


def _date_in(table: dict[str, Any]) -> Any:
    return date.fromisoformat(table["$date"]) if set(table) == {"$date"} else table
