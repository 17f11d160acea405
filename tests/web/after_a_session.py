"""Somebody who needled lately, with answers and a session, as the pages meet them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from anagen.records.record import Record
from anagen.records.session import Session, ZonePasses
from anagen.records.words import DeviceKind, Setting, Zone
from anagen.store.models import Case
from anagen.store.rows import open_case, record_of
from anagen.web.clock import now
from tests.story import record


def session(hours_ago: float, depth_mm: float = 0.25, at: datetime | None = None) -> Session:
    """A session that was over so many hours ago."""
    ended = (at or now()) - timedelta(hours=hours_ago)
    return Session(
        ended - timedelta(minutes=20),
        ended,
        Setting.HOME,
        DeviceKind.ROLLER,
        depth_mm,
        (ZonePasses(Zone.CROWN, 4, depth_mm),),
    )


def somebody(said: dict[str, Any] | None = None, **parts: Any) -> Case:
    """A case whose answers are clear but for `said`; `hours_ago` puts a session behind them.

    `hours_old` ages the answers, so that those that count for a day are open again.
    """
    moment = now()
    hours_ago = parts.pop("hours_ago", None)
    sessions = () if hours_ago is None else (session(hours_ago),)
    needled = {"needled_before": True, "minoxidil": "now"} if sessions else {}
    told = {**needled, **(said or {})}
    return kept(record(said=told, now=moment, sessions=sessions, **parts))


def kept(one: Record) -> Case:
    """A case with this record."""
    return open_case(one, now(), uuid4())


def standing(case: Case) -> Record:
    """The record of a case as it stands now."""
    return record_of(Case.objects.get(pk=case.pk), now())
