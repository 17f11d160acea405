"""Invented records for a full clinic: each person had sessions, check-ins, pictures, counts.

A few dozen records are written once and shared out, each with picture ids of its own: ten
thousand different people would say nothing more about speed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from anagen.records.answers import Answer
from anagen.records.measurement import Measurement, Photo
from anagen.records.record import Record
from anagen.records.report import CombCount, Report
from anagen.records.session import Session, ZonePasses
from anagen.records.words import DeviceKind, Endpoint, Setting, Who, Zone
from anagen.records.writing import written_record
from tests.clear import decide, plan, recover, screen, treat

ZONE = "Europe/Madrid"
KINDS = 40
#: As many sessions stand in the record as a course or two has; older ones only in the clinic's.
IN_RECORD = 8
#: What stands for the id of a picture until it gets one; no record holds this text by itself.
HERE = "\N{WHITE SQUARE}"


@dataclass(frozen=True, slots=True)
class Kind:
    """One record, cut where the ids of pictures go; its sessions and picture times with it."""

    pieces: tuple[str, ...]
    sessions: tuple[Session, ...]
    pictures: tuple[datetime, ...]

    def text_with(self, ids: list[UUID]) -> str:
        """The record with these pictures."""
        parts = [self.pieces[0]]
        for id, piece in zip(ids, self.pieces[1:], strict=True):
            parts += (str(id), piece)
        return "".join(parts)


def random_id(chance: Random) -> UUID:
    """An id that the seed decides."""
    return UUID(int=chance.getrandbits(128), version=4)


def kinds(chance: Random, now: datetime, pictures: int) -> list[Kind]:
    """The records that are shared out. Some lack an answer, some are in the days of healing."""
    return [_kind(chance, now, pictures, number) for number in range(KINDS)]


def _kind(chance: Random, now: datetime, pictures: int, number: int) -> Kind:
    last = now - timedelta(days=chance.choice((2, 5, 12, 33, 41, 60)), hours=chance.randint(1, 9))
    sessions = tuple(
        _session(last - timedelta(days=35 * back), chance) for back in reversed(range(IN_RECORD))
    )
    times = tuple(sorted(now - timedelta(hours=chance.randint(9, 40_000)) for _ in range(pictures)))
    record = Record(
        setting=Setting.CLINIC,
        timezone=ZONE,
        answers=_answers(now - timedelta(hours=2), leaves_open=number % 5 == 0),
        sessions=sessions,
        reports=tuple(_reports(sessions, now, chance)),
        photos=tuple(Photo(HERE, at, chance.choice(list(Zone))) for at in times),
        measurements=tuple(_measurements(now, chance)),
    )
    return Kind(tuple(written_record(record).split(HERE)), sessions, times)


def _answers(at: datetime, leaves_open: bool) -> dict[str, Answer]:
    said: dict[str, Any] = {}
    for step in (screen, plan, treat, recover, decide):
        said |= step.ANSWERS
    for step in (screen, plan, treat, recover, decide):
        said |= step.CLINIC
    said.pop("last_session_on")
    if leaves_open:
        said.pop("skin_today")
    return {
        id: Answer(float(value) if type(value) is int else value, at, Who.SELF)
        for id, value in {**said, "needled_before": True}.items()
    }


def _session(over: datetime, chance: Random) -> Session:
    depth = chance.choice((0.5, 1.0, 1.0, 1.5))
    zones = tuple(ZonePasses(zone, 4, depth) for zone in chance.sample(list(Zone), 3))
    return Session(
        over - timedelta(minutes=25),
        over,
        Setting.CLINIC,
        DeviceKind.PEN,
        1.5,
        zones,
        uses=1,
        antiseptic="chlorhexidine",
        endpoint=Endpoint.MILD_REDNESS,
        pain=chance.randint(0, 5),
    )


def _reports(sessions: tuple[Session, ...], now: datetime, chance: Random) -> Iterator[Report]:
    for session in sessions:
        at = session.ended + timedelta(hours=26)
        if at < now and chance.random() < 0.8:
            yield Report(at, comb=CombCount((chance.randint(8, 30), chance.randint(8, 30))))


def _measurements(now: datetime, chance: Random) -> Iterator[Measurement]:
    first = Measurement(
        now - timedelta(days=300),
        "crown mark",
        1.0,
        chance.randint(120, 200),
        device="dermatoscope",
        standard_error_per_cm2=6.0,
        smallest_detectable_per_cm2=16.6,
    )
    yield first
    yield replace(
        first, at=now - timedelta(days=20), hair_count=first.hair_count + chance.randint(-25, 40)
    )
