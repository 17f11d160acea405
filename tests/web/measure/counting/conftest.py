"""The ground of the pages of counts: pictures lie in a folder of the test, nothing is measured."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client

from anagen.store.models import Case
from anagen.store.pictures.models import Picture
from tests.web.measure.album import taken


@pytest.fixture
def picture(client: Client, case: Case, data_folder: Path) -> Picture:
    """A kept picture of today."""
    return taken(client, case)
