"""A process is killed while pictures come and go: the acknowledged stay, and none is torn."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from anagen.store.pictures import files
from anagen.store.pictures.models import Picture
from anagen.store.pictures.sweeping import Misfits, misfits, sweep

#: The long run: `make soak` sets it.
ROUNDS = 100 if os.environ.get("ANAGEN_SOAK") else 3
pytestmark = pytest.mark.django_db(transaction=True)

#: Keeps pictures and erases every third, saying each only once it is done, until it is killed.
BUSY = """
import sys, uuid
from datetime import UTC, datetime
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from anagen.imaging.arrival import Arrived
from anagen.imaging.quality import Quality
from anagen.records.measurement import Photo
from anagen.records.record import Record
from anagen.records.words import Setting
from anagen.store.pictures.keeping import Incoming, erase_picture, keep_picture
from anagen.store.rows import open_case
now = datetime(2026, 11, 20, 18, tzinfo=UTC)
case = open_case(Record(setting=Setting.HOME, timezone="UTC"), now, uuid.uuid4()).public_id
arrived = Arrived(b"x" * 200_000, b"y" * 9_000, 640, 480, None, Quality(400, 50, 0))
number = 0
while True:
    sent = Incoming(uuid.uuid4(), arrived, Photo("new", now))
    id = keep_picture(case, sent, now).public_id
    print("kept", id, flush=True)
    number += 1
    if number % 3 == 0:
        erase_picture(case, id, now)
        print("gone", id, flush=True)
"""


def killed_at_random(folder: Path, database: str, seed: int) -> tuple[set[UUID], set[UUID]]:
    """What a busy process acknowledged before it was killed: kept, and gone."""
    busy = subprocess.Popen(
        [sys.executable, "-c", BUSY, database],
        env={
            **os.environ,
            "ANAGEN_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "anagen.web.settings",
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    assert busy.stdout is not None
    lines = [busy.stdout.readline()]
    time.sleep(random.Random(seed).uniform(0.05, 0.5))
    busy.send_signal(signal.SIGKILL)
    rest, _ = busy.communicate()
    lines += [line for line in rest.splitlines() if len(line.split()) == 2]
    told = [line.split() for line in lines]
    return (
        {UUID(id) for word, id in told if word == "kept"},
        {UUID(id) for word, id in told if word == "gone" and len(id) == 36},
    )


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_no_acknowledged_picture_is_lost_and_no_half_one_stays(
    settings: Any, tmp_path: Path, seed: int
) -> None:
    settings.DATA = tmp_path
    database = str(connections["default"].settings_dict["NAME"])
    kept, gone = killed_at_random(tmp_path, database, seed)
    assert kept
    sweep()
    assert misfits() == Misfits((), ())
    assert files.noted() == []
    rows = set(Picture.objects.values_list("public_id", flat=True))
    # The last one may have been on its way out when it was killed, and said nothing of it yet.
    lost = kept - gone - rows
    assert len(lost) <= 1
    assert len(kept) % 3 == 0 or not lost
    assert rows & gone == set()
    assert not [path for path in files.pictures_folder().rglob("*.part")]
