"""Runs `anagen` in this process, as a person would type it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from anagen.cli import main
from anagen.records.writing import written_record
from tests.story import record

AT = "2026-11-20T13:00:00+01:00"


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def tree(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def anagen(capsys):
    def run(*words: str) -> Said:
        try:
            code = main(list(words))
        except SystemExit as stop:  # argparse leaves by itself
            code = int(stop.code or 0)
        return Said(code, *capsys.readouterr())

    return run


@pytest.fixture
def written(tmp_path: Path):
    """Writes a record file and gives its name."""

    def write(text: str | None = None, **parts: Any) -> str:
        path = tmp_path / "record.json"
        path.write_text(written_record(record(**parts)) if text is None else text)
        return str(path)

    return write
