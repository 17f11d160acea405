"""The calendar: what it holds, right over a change of clocks, and replaced by a newer one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from anagen.care.advice import Scheduled
from anagen.interchange.appointments import ALARMS, What, Wishes, appointments
from anagen.interchange.calendar import calendar_file
from anagen.interchange.sheets import Telling
from anagen.records.words import Verdict
from tests.interchange.telling import after_a_session, session, telling, utc
from tests.story import NOW

MADRID = ZoneInfo("Europe/Madrid")


def file_of(told: Telling, wishes: Wishes | None = None, id: str = "a") -> bytes:
    return calendar_file(told.advice, told.record, told.words, wishes or Wishes(), id)


def events(content: bytes) -> list[Event]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_a_plan_comes_back_from_its_file_whole() -> None:
    told = telling()
    plan = told.advice.plan
    assert plan
    made = appointments(told.advice, told.record, told.words, Wishes())
    read = events(file_of(told))
    assert [one.start for one in read] == [one.starts for one in made]
    assert [str(one["SUMMARY"]) for one in read] == [one.title for one in made]
    sessions = [one for one in made if one.what is What.SESSION]
    assert len(sessions) == plan.sessions
    assert {one.what for one in made} == {What.SESSION, What.LOOK, What.REVIEW}


def test_after_a_session_its_waits_and_check_ins_are_in_the_calendar() -> None:
    told = after_a_session()
    made = appointments(told.advice, told.record, told.words, Wishes())
    holds = {one.starts for one in made if one.what is What.HOLD}
    running = [one for one in told.advice.holds if one.verdict > Verdict.PROCEED and one.until]
    assert running
    assert holds == {one.until for one in running}
    checks = [one.starts for one in made if one.what is What.CHECK_IN]
    assert checks == [one.on for one in told.advice.recovery.check_ins if not one.is_done]
    assert len(checks) == 5


def test_holds_that_end_together_are_one_appointment() -> None:
    made = [one for one in events(file_of(after_a_session())) if "wait" in str(one["SUMMARY"])]
    starts = [one.start for one in made]
    assert len(starts) == len(set(starts))


def test_every_time_is_utc_and_no_time_zone_has_to_be_known() -> None:
    content = file_of(telling())
    assert b"VTIMEZONE" not in content
    assert b"TZID" not in content
    times = [line for line in content.split(b"\r\n") if line.startswith((b"DTSTART", b"DTEND"))]
    assert times
    assert all(line.endswith(b"Z") for line in times)


def test_the_hour_on_the_wall_stays_when_the_clocks_change() -> None:
    told = telling(now=utc(2027, 3, 20, 9))
    made = appointments(told.advice, told.record, told.words, Wishes(hour=time(19, 0)))
    sessions = [one.starts for one in made if one.what is What.SESSION]
    walls = {one.astimezone(MADRID).time() for one in sessions}
    assert walls == {time(19, 0)}
    assert {one.time() for one in sessions} == {time(18, 0), time(17, 0)}


@pytest.mark.parametrize("on", [date(2027, 3, 28), date(2026, 10, 25)])
def test_an_hour_that_is_missing_or_double_on_that_day_still_has_one_moment(on: date) -> None:
    told = telling()
    plan = told.advice.plan
    assert plan
    moved = replace(plan, schedule=(Scheduled(on, "session", "Session 1 of 1, 0.25 mm."),))
    advice = replace(told.advice, plan=moved)
    wishes = Wishes(hour=time(2, 30))
    (one,) = [
        one
        for one in appointments(advice, told.record, told.words, wishes)
        if one.what is What.SESSION
    ]
    assert one.starts.tzinfo is UTC
    assert abs(one.starts - datetime(on.year, on.month, on.day, 1, tzinfo=UTC)) <= timedelta(
        hours=1
    )


@given(st.integers(0, 23), st.integers(0, 400))
def test_no_session_ever_begins_before_its_wait_is_over(hour: int, hours: int) -> None:
    told = telling()
    until = NOW + timedelta(hours=hours, minutes=40)
    plan = told.advice.plan
    assert plan
    day = told.record.local_day(until)
    moved = replace(plan, schedule=(Scheduled(day, "session", "Session 1 of 1, 0.25 mm."),))
    advice = replace(told.advice, plan=moved, verdict=Verdict.WAIT, until=until)
    made = appointments(advice, told.record, told.words, Wishes(hour=time(hour)))
    assert all(one.starts >= until for one in made if one.what is What.SESSION)


def test_a_file_made_later_replaces_the_one_before() -> None:
    first = telling()
    later = telling(now=NOW + timedelta(days=3))
    old, new = events(file_of(first)), events(file_of(later))
    assert {str(one["UID"]) for one in old} == {str(one["UID"]) for one in new}
    by_id = {str(one["UID"]): one for one in new}
    for one in old:
        after = by_id[str(one["UID"])]
        assert int(after["SEQUENCE"]) > int(one["SEQUENCE"])
        assert after.DTSTAMP > one.DTSTAMP


def test_a_session_that_is_done_keeps_its_entry_and_the_next_has_its_own() -> None:
    before = appointments(*_parts(telling()))
    after = appointments(*_parts(after_a_session()))
    keys = [{one.key for one in made if one.what is What.SESSION} for made in (before, after)]
    assert "session/1" in keys[0]
    assert "session/1" not in keys[1]


def _parts(told: Telling) -> tuple[object, ...]:
    return told.advice, told.record, told.words, Wishes()


def test_two_records_never_share_an_entry() -> None:
    one, other = events(file_of(telling(), id="a")), events(file_of(telling(), id="b"))
    assert not {str(event["UID"]) for event in one} & {str(event["UID"]) for event in other}


def test_the_same_advice_gives_the_same_bytes() -> None:
    assert file_of(telling()) == file_of(telling())


def test_without_asking_for_it_nothing_personal_stands_in_the_calendar() -> None:
    for told in (telling(), after_a_session()):
        text = file_of(told).decode().replace("\r\n ", "")
        for word in ("mm", "minoxidil", "Minoxidil", "needl", "hair length 0", "crown"):
            assert word not in text
        assert "SUMMARY:Anagen: " in text
        assert "CLASS:PRIVATE" in text


def test_who_asks_for_it_reads_what_each_date_is_about() -> None:
    text = file_of(telling(), Wishes(is_detailed=True)).decode().replace("\r\n ", "")
    assert "Session 1 of " in text
    assert "0.25 mm" in text
    assert "Open Anagen first" in text


def test_every_date_rings_as_it_should() -> None:
    for told in (telling(), after_a_session()):
        made = appointments(told.advice, told.record, told.words, Wishes())
        for one, event in zip(made, events(file_of(told)), strict=True):
            alarms = [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")]
            assert tuple(alarms) == ALARMS[one.what]
            assert {str(alarm["ACTION"]) for alarm in event.walk("VALARM")} == {"DISPLAY"}


def test_no_line_is_longer_than_the_standard_allows() -> None:
    content = file_of(after_a_session(language="es"), Wishes(is_detailed=True))
    assert content.endswith(b"\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_a_check_in_that_is_over_or_done_is_left_out() -> None:
    told = telling(
        said={"last_session_on": date(2026, 11, 10)}, sessions=(session(utc(2026, 11, 10, 18)),)
    )
    made = appointments(told.advice, told.record, told.words, Wishes())
    checks = [one.starts for one in made if one.what is What.CHECK_IN]
    assert checks
    assert all(one >= NOW for one in checks)


def test_a_record_without_a_plan_has_no_session_in_its_calendar() -> None:
    told = telling(said={"keloid": True})
    assert told.advice.plan is None
    made = appointments(told.advice, told.record, told.words, Wishes())
    assert [one for one in made if one.what is What.SESSION] == []


def test_where_there_is_no_date_there_is_no_file() -> None:
    told = telling(said={"keloid": None, "needled_before": False, "last_session_on": None})
    undated = replace(told.advice, outcome=replace(told.advice.outcome, next_on=None))
    assert file_of(replace(told, advice=undated)) == b""


def test_another_language_says_the_same_dates() -> None:
    english, spanish = file_of(telling()), file_of(telling(language="ar-XB"))
    assert english != spanish
    assert len(events(english)) == len(events(spanish))
