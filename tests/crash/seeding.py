"""Fills an empty folder with the people that the crash test writes about."""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from uuid import uuid4


def seed() -> dict[str, str]:
    """One person for each kind of writing, so that each has one writer and one true state."""
    from anagen.records.record import Record
    from anagen.records.words import Setting
    from anagen.store.rows import open_case
    from anagen.web.clock import now
    from tests import story

    moment = now()
    clear = story.record(
        said={
            "zones_wanted": ("crown", "mid_scalp"),
            "last_session_on": None,
            "needled_before": False,
            "skin_recovered": None,
            "occluded": None,
        },
        now=moment - timedelta(hours=1),
    )
    blank = Record(Setting.HOME, "Europe/Madrid")
    people = {"answer": blank, "check_in": blank, "log": blank, "photo": blank, "press": clear}
    return {
        kind: str(open_case(record, moment, uuid4()).public_id) for kind, record in people.items()
    }


if __name__ == "__main__":
    os.environ["ANAGEN_DATA"] = sys.argv[1]
    from anagen.web.serving import make_ready

    make_ready()
    print(json.dumps(seed()))
