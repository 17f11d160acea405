"""The sessions of a record: listed, put in, changed, taken out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anagen.records.record import Record
from anagen.records.session import Session
from anagen.records.words import Endpoint
from anagen.web.treat.scalp_map import NAMES, Look, Marks, ScalpMap, scalp_map

SEEN: dict[Endpoint, Promise] = {
    Endpoint.NOTHING: _("Nothing to see"),
    Endpoint.MILD_REDNESS: _("Light pink skin"),
    Endpoint.PINPOINT_BLEEDING: _("Tiny dots of blood"),
    Endpoint.HEAVIER_BLEEDING: _("More blood than tiny dots"),
}


@dataclass(frozen=True, slots=True)
class Past:
    """One session of a record, ready to be shown. Times are the person's own."""

    id: str
    session: Session
    started: str
    ended: str

    @property
    def zones(self) -> list[dict[str, object]]:
        """Each zone with its passes and depth."""
        return [
            {"name": NAMES[one.zone], "passes": one.passes, "depth_mm": one.depth_mm}
            for one in self.session.zones
        ]

    @property
    def seen(self) -> Promise | str:
        """What was seen at the end; "" where nobody wrote it down."""
        return SEEN[self.session.endpoint] if self.session.endpoint else ""

    @property
    def map(self) -> ScalpMap:
        """The zones that were needled on the head."""
        zones = self.session.zones
        return scalp_map(
            Marks(
                looks={one.zone: Look.DONE for one in zones},
                passes={one.zone: one.passes for one in zones},
                depths_mm={one.zone: one.depth_mm for one in zones},
            )
        )


def past_sessions(record: Record) -> list[Past]:
    """Every session of a record, the newest first."""
    return [_past(one, record) for one in reversed(record.sessions)]


def find_past(record: Record, id: str) -> Past | None:
    """The session of an address; None when it is not in the record (any more)."""
    return next((one for one in past_sessions(record) if one.id == id), None)


def session_id(session: Session) -> str:
    """A name for an address: a session keeps it as long as it keeps its times."""
    told = f"{_utc(session.started)} {_utc(session.ended)}"
    return sha256(told.encode()).hexdigest()[:16]


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()


def _past(session: Session, record: Record) -> Past:
    started, ended = record.local(session.started), record.local(session.ended)
    return Past(session_id(session), session, started.isoformat(), ended.isoformat())


def with_session(record: Record, session: Session, instead_of: str = "") -> Record:
    """The record with this session; with `instead_of` in the place of that one."""
    others = [one for one in record.sessions if session_id(one) != instead_of]
    in_order = sorted((*others, session), key=lambda one: one.started)
    return replace(record, sessions=tuple(in_order))


def without_session(record: Record, id: str) -> Record:
    """The record without one session.

    That nobody ever needled was said before it, and is asked anew: what is taken out is no "no".
    """
    left = tuple(one for one in record.sessions if session_id(one) != id)
    if len(left) == len(record.sessions):
        return record
    never = record.answers.get("needled_before")
    if never is None or never.value is not False:
        return replace(record, sessions=left)
    answers = {id: one for id, one in record.answers.items() if id != "needled_before"}
    return replace(record, sessions=left, answers=answers)


def overlapping(record: Record, session: Session, apart_from: str = "") -> Session | None:
    """A session of the record that ran at the same time; nobody can have done both."""
    for one in record.sessions:
        if session_id(one) == apart_from:
            continue
        if session.started <= one.ended and one.started <= session.ended:
            return one
    return None
