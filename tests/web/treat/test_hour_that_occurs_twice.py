"""The night when the clocks go back: no time that can have been is refused, and none is moved."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client

from anagen.records.session import Applied, Session
from anagen.store.models import Case
from anagen.web.treat.past import session_id
from anagen.web.treat.when import Wall, moment_before
from tests.web.treat.ground import Time, a_session, at, clear, kept, sessions
from tests.web.treat.test_logged_sessions import filled, form_on

NIGHT = "2026-10-25"  # in Madrid 02:00 to 03:00 comes at 00:00 and again at 01:00 UTC


def utc(hour: int, minute: int, second: int = 0, day: int = 25) -> datetime:
    return datetime(2026, 10, day, hour, minute, second, tzinfo=UTC)


def logged(client: Client, case: Case, begun: str, over: str, **more: Any) -> Session:
    """The one session of a case after it was written down."""
    form = filled(day=NIGHT, **{"from": begun, "to": over}, **more)
    answer = client.post(at(case, "session_log"), form)
    assert answer.status_code == 302, answer.content.decode()
    (session,) = sessions(case)
    return session


@pytest.mark.parametrize(
    ("begun", "over", "moments"),
    [
        ("02:10", "02:25", (utc(0, 10), utc(0, 25))),
        ("01:50", "02:05", (utc(23, 50, day=24), utc(0, 5))),
        # The clock runs back between the two: only the second 02:10 can have been.
        ("02:50", "02:10", (utc(0, 50), utc(1, 10))),
        ("02:55", "03:05", (utc(0, 55), utc(2, 5))),
        # Twelve hours at the most: so the second 02:40 was meant.
        ("02:40", "14:20", (utc(1, 40), utc(13, 20))),
    ],
)
def test_every_possible_time_is_taken_and_the_earlier_of_two(
    client: Client, case: Case, begun: str, over: str, moments: tuple[datetime, datetime]
) -> None:
    session = logged(client, case, begun, over)
    assert (session.started, session.ended) == moments


def test_what_was_put_on_can_be_of_the_second_hour(client: Client, case: Case) -> None:
    session = logged(client, case, "02:50", "02:55", applied="gel", applied_at="02:10")
    assert session.applied[0].at == utc(1, 10)


@pytest.mark.parametrize("minutes", [0, 60])
def test_a_correction_moves_neither_of_the_two_hours(
    client: Client, db: None, time: Time, minutes: int
) -> None:
    later = timedelta(minutes=minutes)
    exact = a_session(utc(0, 25, 48) + later, applied=(Applied("gel", utc(0, 31, 5) + later),))
    case = kept(clear(sessions=(exact,)))
    address = at(case, "session_edit", session_id(exact))
    form = {**form_on(client.get(address).content.decode()), "pain": "4"}
    assert client.post(address, form).status_code == 302
    (after,) = sessions(case)
    assert after.pain == 4
    assert (after.started, after.ended) == (exact.started, exact.ended)
    assert after.applied == exact.applied


def test_a_corrected_end_leaves_the_start_in_its_own_hour(
    client: Client, db: None, time: Time
) -> None:
    exact = a_session(utc(1, 25, 48))
    case = kept(clear(sessions=(exact,)))
    address = at(case, "session_edit", session_id(exact))
    form = {**form_on(client.get(address).content.decode()), "to": "02:40"}
    assert client.post(address, form).status_code == 302
    (after,) = sessions(case)
    assert (after.started, after.ended) == (exact.started, utc(1, 40))


def test_within_one_minute_the_start_stays_the_start(client: Client, db: None, time: Time) -> None:
    exact = a_session(utc(10, 25, 48), started=utc(10, 25, 12))
    case = kept(clear(sessions=(exact,)))
    address = at(case, "session_edit", session_id(exact))
    form = {**form_on(client.get(address).content.decode()), "lot": "B2"}
    assert client.post(address, form).status_code == 302
    assert (sessions(case)[0].started, sessions(case)[0].ended) == (exact.started, exact.ended)


def test_an_impossible_time_is_still_refused(client: Client, case: Case) -> None:
    form = filled(day=NIGHT, **{"from": "03:10", "to": "02:50"})
    answer = client.post(at(case, "session_log"), form)
    assert answer.status_code == 422
    assert "more than 12 hours" in answer.content.decode()
    assert sessions(case) == ()


@pytest.mark.parametrize(
    ("now", "put_on", "moment"),
    [
        (utc(1, 20), (2, 15), utc(1, 15)),  # a moment ago, not an hour and a moment
        (utc(1, 20), (2, 40), utc(0, 40)),
        (utc(0, 20), (2, 40), None),  # not before the needles, and not a day ago
        (utc(22, 10), (23, 50), None),
        (utc(23, 10), (23, 50), utc(22, 50)),
    ],
)
def test_at_the_end_of_a_session_the_last_such_hour_counts(
    now: datetime, put_on: tuple[int, int], moment: datetime | None
) -> None:
    assert moment_before(time(*put_on), Wall(clear(), now)) == moment
