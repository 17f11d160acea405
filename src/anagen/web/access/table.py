"""The whole access table: every folder's rows, by the name of the route."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from anagen.web.access.row import Row

#: The folders of pages; each has an `access` module with its rows under ROUTES.
FOLDERS = (
    "home",
    "today",
    "look",
    "screen",
    "advice",
    "measure",
    "plan",
    "sheets",
    "recover",
    "data",
    "evidence",
    "lock",
    "more",
    "offline",
    "outlook",
    "records",
    "treat",
    "clinic.care",
    "clinic.desk",
    "account",
    "audit",
)


@cache
def table() -> Mapping[str, Row]:
    """Every route's row. A name that two folders use is a mistake of ours and stops the start."""
    rows: dict[str, Row] = {}
    for folder in FOLDERS:
        for name, row in import_module(f"anagen.web.{folder}.access").ROUTES.items():
            assert name not in rows, f"the route {name} has two rows"
            rows[name] = row
    return rows
