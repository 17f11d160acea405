"""The ground of the session tests: a clear record, a clock that is set by hand, and the presses."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from anagen.records.record import Record
from anagen.records.session import Session, ZonePasses
from anagen.records.words import DeviceKind, Setting, Zone
from anagen.store.models import Case
from anagen.store.rows import open_case, record_of
from anagen.store.sessions.models import GuidedSession
from anagen.web import clock
from anagen.web.treat import steady
from anagen.web.treat.guide import Guide
from anagen.web.treat.written import read_guide
from tests import story

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
HIDDEN = re.compile(r'name="(once|seen|session)" value="([^"]+)"')


class Time:
    """The clock of the computer and, beside it, a count that nobody can set."""

    def __init__(self) -> None:
        self.at = NOW
        self.counted: float | None = 1000.0

    def now(self) -> datetime:
        return self.at

    def steady_s(self) -> float | None:
        return self.counted

    def on(self, **by: float) -> None:
        """Time passes."""
        step = timedelta(**by)
        self.at += step
        if self.counted is not None:
            self.counted += step.total_seconds()

    def set(self, **by: float) -> None:
        """Somebody moves the clock; no time passes."""
        self.at += timedelta(**by)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    """Every page reads this clock."""
    import_module("anagen.web.urls")  # a page loaded later would keep this clock for good
    found = Time()
    real = {id(clock.now): found.now, id(steady.steady_s): found.steady_s}
    for name, module in list(sys.modules.items()):
        if name.startswith("anagen.web"):
            for entry in ("now", "steady_s"):
                stand_in = real.get(id(getattr(module, entry, None)))
                if stand_in:
                    monkeypatch.setattr(module, entry, stand_in)
    return found


def a_session(ended: datetime, **parts: Any) -> Session:
    """A session of ten minutes with a 0.25 mm roller over the crown."""
    told = {
        "started": ended - timedelta(minutes=10),
        "ended": ended,
        "setting": Setting.HOME,
        "device": DeviceKind.ROLLER,
        "needle_mm": 0.25,
        "zones": (ZonePasses(Zone.CROWN, 2, 0.25),),
    }
    return Session(**{**told, **parts})


def clear(said: dict[str, Any] | None = None, **parts: Any) -> Record:
    """The record of somebody who may start a session at NOW."""
    # A session stands in the record, so the answer about the last one is of that day.
    return story.record(
        said={
            "zones_wanted": ("crown", "mid_scalp"),
            "last_session_on": None,
            "needled_before": False,
            "skin_recovered": None,
            "occluded": None,
            **(said or {}),
        },
        now=NOW - timedelta(hours=1),
        **parts,
    )


def kept(record: Record) -> Case:
    """A case with this record."""
    return open_case(record, NOW, uuid4())


@pytest.fixture
def case(db: None, time: Time) -> Case:
    """A case whose answers let a session start now."""
    return kept(clear())


def at(case: Case, name: str = "session_now", *more: Any) -> str:
    """The address of a page of this case."""
    return reverse(name, args=[case.public_id, *more])


def hidden(page: str) -> dict[str, str]:
    """The ids that the forms of a page carry."""
    return {name: value for name, value in HIDDEN.findall(page)}


def begin(client: Client, case: Case, **more: Any) -> None:
    """Begins a session with the crown and the mid-scalp, two passes each."""
    form = {"once": str(uuid4()), "zone": ["crown", "mid_scalp"], "passes": "2", **more}
    answer = client.post(at(case, "session_begin"), form)
    assert answer.status_code == 302, answer.content.decode()
    assert answer["Location"] == at(case)


def press(client: Client, case: Case, word: str, **more: str) -> Any:
    """Presses a button of the page as it stands."""
    page = client.get(at(case)).content.decode()
    return client.post(at(case), {**hidden(page), "press": word, **more})


def guide_of(case: Case) -> Guide:
    """The state of the session under way, or of the last one."""
    return read_guide(GuidedSession.objects.filter(case=case).latest("pk").state)


def go_to(client: Client, case: Case, step: str, time: Time) -> None:
    """Walks on to a step; what needs time is said to have been done before."""
    for _ in range(30):
        guide = guide_of(case)
        if guide.step.id == step:
            return
        waits = guide.step.least_minutes is not None and guide.step.id not in guide.timers
        press(client, case, "done_before" if waits and not guide.needled else "next")
        time.on(seconds=20)
    raise AssertionError(f"never came to {step}")


def needle_all(client: Client, case: Case, time: Time) -> None:
    """Makes every pass over every zone, a minute each."""
    while (guide := guide_of(case)).zone is not None:
        if guide.run is None:
            word = "run_on"
        else:
            word = "run_next" if guide.run.number < guide.choice.passes else "run_off"
        answer = press(client, case, word)
        assert answer.status_code == 302, answer.content.decode()
        time.on(minutes=1)


def sessions(case: Case) -> tuple[Session, ...]:
    """The sessions in the record now."""
    case.refresh_from_db()
    return record_of(case, datetime(2027, 1, 1, tzinfo=UTC)).sessions
