"""The commands of a clinic, as somebody types them: open one, do its night, prove it whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def anagen(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "anagen", *words],
        env={**os.environ, "ANAGEN_DATA": str(folder), "ANAGEN_MODE": "", "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clinic")
    made = anagen(folder, "clinic", "North")
    assert made.returncode == 0, made.stderr
    assert "works once, within seven days" in made.stdout
    return folder


def test_the_night_s_work_says_for_how_many_patients(clinic: Path) -> None:
    done = anagen(clinic, "worker")
    assert (done.returncode, done.stdout) == (0, "follow-ups of 0 patients worked out\n")


def test_a_clinic_that_nobody_touched_is_whole(clinic: Path) -> None:
    proof = anagen(clinic, "verify")
    assert proof.returncode == 0, proof.stderr
    assert "The audit is whole" in proof.stdout
    assert "Every picture is there" in proof.stdout


def test_a_name_that_is_none_is_one_line_and_exit_two(tmp_path: Path) -> None:
    refused = anagen(tmp_path, "clinic", "  ")
    assert refused.returncode == 2
    assert len(refused.stderr.splitlines()) == 1


def test_a_backup_of_a_clinic_comes_back(clinic: Path, tmp_path: Path) -> None:
    out = tmp_path / "clinic.zip"
    assert anagen(clinic, "backup", "--out", str(out)).returncode == 0
    assert anagen(clinic, "restore", "--check", str(out)).returncode == 0
    home = tmp_path / "home"
    assert anagen(home, "restore", str(out)).returncode == 0
    assert anagen(home, "verify").returncode == 0


def test_a_damaged_backup_is_one_line_and_exit_two(tmp_path: Path) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK not a backup")
    refused = anagen(tmp_path, "restore", str(tmp_path / "broken.zip"))
    assert refused.returncode == 2
    assert "Nothing was changed" in refused.stderr


def test_a_mode_that_is_none_is_one_line_and_exit_two(clinic: Path) -> None:
    refused = subprocess.run(
        [sys.executable, "-m", "anagen", "verify"],
        env={**os.environ, "ANAGEN_DATA": str(clinic), "ANAGEN_MODE": "hospital"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert refused.returncode == 2
    assert "home or clinic" in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
