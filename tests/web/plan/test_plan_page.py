"""The page of the plan and its calendar, asked without a browser."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from icalendar import Calendar

from anagen.care.advise import advise
from anagen.knowledge.load import load_knowledge
from anagen.records.session import Session
from anagen.records.words import DeviceKind, Setting, Verdict
from anagen.web.clock import now
from anagen.web.plan import views_course
from anagen.web.plan.course import drawn
from tests.web.plan.living import kept, living, page, text_of

pytestmark = pytest.mark.django_db
KNOWLEDGE = load_knowledge()


def test_it_works_with_every_number_its_reason_and_its_source(client: Client) -> None:
    case = living(client)
    plan = advise(kept(case), KNOWLEDGE, now()).plan
    assert plan
    shown = text_of(page(client, "plan", case))
    assert f"{plan.sessions} sessions in {plan.weeks} weeks" in shown
    for point in (*plan.points, *plan.combination):
        assert escape(point.says) in shown
        assert escape(KNOWLEDGE.sources[point.basis[0].source].short) in shown
    for one in plan.schedule:
        assert f'datetime="{one.on.isoformat()}"' in shown


def test_the_drawing_has_a_mark_for_every_date(client: Client) -> None:
    plan = advise(kept(living(client)), KNOWLEDGE, now()).plan
    assert plan
    drawing = drawn(plan.schedule)
    for what in ("session", "measure", "review"):
        dates = sum(one.what == what for one in plan.schedule)
        assert dates
        assert drawing.count(f'class="{what}"') == dates
    assert "style" not in drawing


def test_what_a_longer_needle_still_asks_for_leads_to_where_it_is_earned(client: Client) -> None:
    case = living(client, said={"quiz_passed": None})
    shown = text_of(page(client, "plan", case))
    assert "is not open to you yet" in shown
    assert reverse("quiz", args=[case.public_id]) in shown
    assert reverse("question", args=[case.public_id, "calm_recoveries"]) in shown


@pytest.mark.parametrize("said", [{"keloid": True}, {"keloid": None}])
def test_where_there_must_be_no_plan_the_page_says_so(
    client: Client, said: dict[str, bool | None]
) -> None:
    case = living(client, said=said)
    shown = text_of(page(client, "plan", case))
    advice = advise(kept(case), KNOWLEDGE, now())
    assert "There is no plan now" in shown
    assert escape(advice.says) in shown
    for one in advice.reasons:
        assert one.verdict is Verdict.PROCEED or escape(one.says) in shown
    for missing in advice.missing:
        assert escape(missing.ask) in shown
    assert "sessions in" not in shown


def test_a_plan_that_has_to_wait_says_until_when(client: Client) -> None:
    yesterday = (now() - timedelta(days=1)).date()
    said = {
        "needled_before": True, "last_session_on": yesterday, "last_needle_mm": 0.25,
        "skin_recovered": True, "shed_more": "no", "infections_after_sessions": 0,
    }  # fmt: skip
    case = living(client, said=said)
    advice = advise(kept(case), KNOWLEDGE, now())
    assert advice.verdict is Verdict.WAIT
    assert escape(advice.says) in text_of(page(client, "plan", case))


def test_the_calendar_is_a_file_with_the_dates_of_the_plan(client: Client) -> None:
    case = living(client)
    answer = page(client, "calendar", case)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="anagen.ics"'
    plan = advise(kept(case), KNOWLEDGE, now()).plan
    assert plan
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    titles = [str(event["SUMMARY"]) for event in events]
    assert titles.count("Anagen: session") == plan.sessions


def test_the_calendar_begins_at_the_hour_that_was_chosen(client: Client) -> None:
    case = living(client)
    zone = kept(case).zone
    events = Calendar.from_ical(page(client, "calendar", case, hour="07:45").content)
    starts = [one.start.astimezone(zone) for one in events.walk("VEVENT")]
    later = {f"{one:%H:%M}" for one in starts if one.date() > now().date()}
    assert later == {"07:45", "07:15"}


def test_only_who_asks_for_it_has_details_in_the_calendar(client: Client) -> None:
    case = living(client)
    assert b"0.25 mm" not in page(client, "calendar", case).content
    assert b"0.25 mm" in page(client, "calendar", case, detailed="yes").content


def test_the_same_record_keeps_the_ids_of_its_dates(client: Client) -> None:
    case = living(client)
    files = [page(client, "calendar", case, hour=hour).content for hour in ("08:00", "20:00")]
    one, other = ({str(e["UID"]) for e in Calendar.from_ical(f).walk("VEVENT")} for f in files)
    assert one == other


# Refusals


@pytest.mark.parametrize("hour", ["25:00", "seven", "19:00+01:00", "'; DROP TABLE", "1" * 500])
def test_an_hour_that_is_none_is_asked_for_again(client: Client, hour: str) -> None:
    answer = page(client, "calendar", living(client), hour=hour)
    assert answer.status_code == 422
    assert "We need an hour, such as 19:00." in text_of(answer)
    assert escape(hour[:20]) in text_of(answer)


def test_without_a_date_there_is_no_file_but_a_word(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("anagen.interchange.calendar.appointments", lambda *_: ())
    answer = client.get(reverse("calendar", args=[living(client).public_id]), follow=True)
    assert answer.redirect_chain
    assert "There is no date to put into a calendar." in text_of(answer)


@pytest.mark.parametrize("name", ["plan", "calendar", "budget", "practitioner"])
def test_a_record_that_is_not_there_has_no_pages(client: Client, name: str) -> None:
    assert client.get(reverse(name, args=[uuid4()])).status_code == 404


@pytest.mark.parametrize("name", ["plan", "calendar", "budget"])
def test_a_page_that_only_shows_takes_nothing(client: Client, name: str) -> None:
    assert client.post(reverse(name, args=[living(client).public_id])).status_code == 405


def test_a_clock_that_went_back_shows_a_page_and_no_fault(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = living(client)
    monkeypatch.setattr(views_course, "now", lambda: now() - timedelta(days=400))
    assert page(client, "plan", case).status_code in (200, 409, 422)


def test_the_page_is_told_in_the_language_that_was_chosen(client: Client) -> None:
    case = living(client)
    client.cookies["language"] = "es"
    assert '<html lang="es"' in text_of(page(client, "plan", case))
    spoken = page(client, "calendar", case, detailed="yes").content.decode()
    assert "0,25 mm" in spoken.replace("\r\n ", "").replace("\\,", ",")


def test_in_a_course_the_next_session_is_named_and_the_day_to_look_back_stays(
    client: Client,
) -> None:
    began = now() - timedelta(days=40)
    done = Session(
        started=began - timedelta(minutes=10),
        ended=began,
        setting=Setting.HOME,
        device=DeviceKind.ROLLER,
        needle_mm=0.25,
    )
    case = living(client, said={"needled_before": True}, sessions=(done,))
    shown = text_of(page(client, "plan", case))
    assert "The next session can be on" in shown
    assert "The first session can be on" not in shown
    look_back = kept(case).local_day(began) + timedelta(weeks=24)
    assert f'datetime="{look_back.isoformat()}"' in shown
