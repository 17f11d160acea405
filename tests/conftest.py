"""The ground of all tests that need a database: one on disk, as people have it."""

from __future__ import annotations

import pytest
from django.db import connections


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A file: the tests meet the same SQLite as people do, and erasing can only be proved there."""
    database = connections.databases["default"]
    if database["ENGINE"].endswith("sqlite3"):
        place = tmp_path_factory.mktemp("database") / "tests.sqlite3"
        database["TEST"]["NAME"] = str(place)
