"""Puts the invented record into an empty database."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from anagen.store.rows import open_case
from anagen.web.clock import local_zone
from anagen.web.sample.person import sample_record
from anagen.web.sample.pictures import keep_pictures

#: The id of the sample: its address is the same in every picture of the tutorial.
SAMPLE_CASE = UUID("00000000-0000-4000-8000-000000000001")


def fill(now: datetime) -> None:
    """Opens the case of the invented person. Asked twice, it is opened once."""
    open_case(sample_record(now, local_zone()), now, SAMPLE_CASE)
    keep_pictures(SAMPLE_CASE, now)
