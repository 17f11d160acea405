"""The store on PostgreSQL: the same tests, on a server of their own that lives for a minute."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: These are about files and SQLite's settings, and say nothing of another database.
OF_FILES = ("test_backup.py", "test_pictures_crash.py")
OF_SQLITE_ALONE = (
    "test_nothing_of_an_erased_case_is_left_in_the_database_files",
    "test_the_database_is_set_to_keep_what_it_acknowledged",
)


def server_programs() -> Path | None:
    """Where the programs of a PostgreSQL server lie; None when there are none."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return installed[-1].parent if installed else None


def as_postgres(*words: str) -> None:
    """Runs a program as whom PostgreSQL allows: it refuses to run as root."""
    aside = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*aside, *words], check=True, capture_output=True, timeout=120)


@pytest.fixture
def server() -> Iterator[str]:
    """A new server on a socket in a folder of its own; its address as DATABASE_URL."""
    programs = server_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data, quiet = folder / "data", "-c fsync=off -c listen_addresses=''"
    try:
        as_postgres(str(programs / "initdb"), "-D", str(data), "-A", "trust", "-U", "anagen")
        control = [str(programs / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log")]
        as_postgres(*control, "-o", f"-k {folder} {quiet}", "start")
        yield f"postgres://anagen@/postgres?host={folder}"
        as_postgres(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def test_the_store_holds_on_postgresql_as_it_does_on_sqlite(server: str, tmp_path: Path) -> None:
    left_out = [f"--deselect=tests/store/test_rows.py::{name}" for name in OF_SQLITE_ALONE]
    left_out += [f"--ignore=tests/store/{name}" for name in (*OF_FILES, Path(__file__).name)]
    told = ["-q", "-p", "no:cacheprovider"]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *told, *left_out, "tests/store"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": server, "ANAGEN_DATA": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stdout[-4000:]
    assert " passed" in ran.stdout
