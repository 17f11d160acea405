"""The desk at a moment that stays."""

from __future__ import annotations

import sys

import pytest

from anagen.web import clock
from tests.web.clinic.desk.desk_ground import NOW


@pytest.fixture
def at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is 12 past 10 on a Friday by the clinic's clock, wherever a page reads one."""
    real = clock.now
    for module in list(sys.modules.values()):
        if getattr(module, "now", None) is real:
            monkeypatch.setattr(module, "now", lambda: NOW)
