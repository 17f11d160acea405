"""The ground of the films: one browser, an empty database, a clock that is moved by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from anagen.web.clock import local_zone
from tests.web.clinic_world import clinic_world, in_clinic
from tests.web.conftest import (
    browser_type_launch_args,
    faults,
    open_page,
    theme,
)
from tests.web.treat.ground import time

__all__ = [
    "browser_type_launch_args",
    "clinic_world",
    "faults",
    "in_clinic",
    "open_page",
    "theme",
    "time",
]


@pytest.fixture(autouse=True)
def in_madrid(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The computer stands in Madrid, wherever this runs: the films show the same hours."""
    monkeypatch.setenv("TZ", "Europe/Madrid")
    local_zone.cache_clear()
    yield
    local_zone.cache_clear()


@pytest.fixture(autouse=True)
def data_folder(settings: Any, tmp_path: Path) -> Path:
    """Pictures lie in a folder of the test."""
    settings.DATA = tmp_path / "data"
    return tmp_path / "data"
