"""The ground of the measuring pages: pictures lie in a folder of the test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from anagen.store.models import Case
from tests.web.measure.album import person


@pytest.fixture(autouse=True)
def data_folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def case(db: None) -> Case:
    return person()
