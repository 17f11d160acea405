"""Counts, events and medicines by hand: kept, corrected, deleted, or refused in words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from anagen.records.event import Event
from anagen.records.measurement import Measurement
from anagen.records.treatment import Treatment
from anagen.records.words import EventKind
from anagen.store.models import Case
from anagen.web.clock import now
from anagen.web.measure.happened import entry_id
from tests.web.measure.album import address, change, count, day_ago, kept, person, seen, text_of

pytestmark = pytest.mark.django_db

COUNT = {
    "site": "crown", "hair_count": "131", "area_cm2": "1", "device": "lens", "pictures": "3",
    "hair_length_mm": "1,5", "standard_error_per_cm2": "4", "smallest_detectable_per_cm2": "",
}  # fmt: skip
EVENT = {"kind": "haircut", "note": "short"}
MEDICINE = {"product": "minoxidil 5 %", "dose": "1 ml", "route": "on the scalp"}
PAGES: dict[str, dict[str, str]] = {
    "measurement_add": COUNT,
    "event_add": EVENT,
    "treatments": MEDICINE,
}


def on(case: Case, days: int = 0) -> dict[str, str]:
    day = kept(case).local_day(now()) - timedelta(days=days)
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}


def post(client: Client, case: Case, name: str, *more: object, **form: str) -> HttpResponse:
    told: dict[str, Any] = {**PAGES.get(name, {}), **on(case), "seen": seen(case), **form}
    return client.post(address(name, case, *more), told)


# What is kept


def test_a_count_is_kept_with_all_that_was_said(client: Client, case: Case) -> None:
    assert post(client, case, "measurement_add").status_code == 302
    (one,) = kept(case).measurements
    assert one == Measurement(
        one.at, "crown", 1.0, 131, "lens", 3, standard_error_per_cm2=4.0, hair_length_mm=1.5
    )
    assert now() - one.at < timedelta(minutes=5)


def test_an_older_count_stands_on_its_day_and_in_order(client: Client, case: Case) -> None:
    post(client, case, "measurement_add")
    post(client, case, "measurement_add", **on(case, days=90))
    days = [kept(case).local_day(one.at) for one in kept(case).measurements]
    assert days == [day_ago(90), day_ago(0)]


def test_an_event_and_a_medicine_are_kept(client: Client, case: Case) -> None:
    post(client, case, "event_add", **on(case, days=3))
    post(client, case, "treatments", **on(case, days=30))
    assert kept(case).events == (Event(day_ago(3), EventKind.HAIRCUT, "short"),)
    assert kept(case).treatments == (
        Treatment("minoxidil 5 %", day_ago(30), None, "1 ml", "on the scalp"),
    )


def test_a_start_that_nobody_remembers_stays_unknown(client: Client, case: Case) -> None:
    post(client, case, "treatments", day="", month="", year="")
    assert kept(case).treatments[0].started is None
    assert "start not known" in text_of(client, address("treatments", case))


def test_a_medicine_that_was_stopped_keeps_its_last_day(client: Client, case: Case) -> None:
    post(client, case, "treatments", **on(case, days=30))
    (one,) = kept(case).treatments
    assert post(client, case, "treatment_stop", entry_id(one), **on(case, 2)).status_code == 302
    (stopped,) = kept(case).treatments
    assert (stopped.started, stopped.stopped) == (day_ago(30), day_ago(2))
    assert "stopped on" in text_of(client, address("treatments", case))


def test_a_count_is_corrected_and_keeps_what_the_form_does_not_ask(
    client: Client, case: Case
) -> None:
    before = count(40, 131, terminal_count=90, vellus_count=30, cut_um=40.0, doubts=("glare",))
    change(case, measurements=(before,))
    form = on(case, days=40)
    assert (
        post(client, case, "measurement", entry_id(before), **{**COUNT, **form}).status_code == 302
    )
    (after,) = kept(case).measurements
    assert (after.hair_length_mm, after.doubts, after.terminal_count) == (1.5, ("glare",), 90)
    assert after.at == before.at  # the same day keeps its hour


@pytest.mark.parametrize(
    ("name", "add", "back"),
    [
        ("measurement_delete", "measurement_add", "progress"),
        ("event_delete", "event_add", "progress"),
        ("treatment_delete", "treatments", "treatments"),
    ],
)
def test_an_entry_is_deleted_once_that_is_confirmed(
    client: Client, case: Case, name: str, add: str, back: str
) -> None:
    post(client, case, add)
    record = kept(case)
    (one,) = (*record.measurements, *record.events, *record.treatments)
    page = address(name, case, entry_id(one))
    assert "Delete it" in text_of(client, page)
    assert kept(case) == record
    response = client.post(page)
    assert response.headers["Location"] == address(back, case)
    record = kept(case)
    assert (*record.measurements, *record.events, *record.treatments) == ()
    assert client.get(page).status_code == 404
    assert client.post(page).status_code == 302  # sent twice, it deletes once


# What is refused


@pytest.mark.parametrize(
    "slip",
    [
        ("measurement_add", "site", "", "Name the spot"),
        ("measurement_add", "site", "x" * 81, "80 characters"),
        ("measurement_add", "hair_count", "", "how many hairs"),
        ("measurement_add", "hair_count", "many", "a whole number"),
        ("measurement_add", "hair_count", "-1", "a whole number"),
        ("measurement_add", "hair_count", "20001", "a whole number"),
        ("measurement_add", "hair_count", "1001", "more than 1000 hairs per cm²"),
        ("measurement_add", "hair_count", "٣", "a whole number"),
        ("measurement_add", "area_cm2", "", "how large"),
        ("measurement_add", "area_cm2", "0", "a number from 0.05 to 30"),
        ("measurement_add", "area_cm2", "1e5", "a number from"),
        ("measurement_add", "area_cm2", "nan", "a number from"),
        ("measurement_add", "pictures", "0", "a whole number from 1"),
        ("measurement_add", "standard_error_per_cm2", "501", "a number from"),
        ("measurement_add", "day", "31", ""),
        ("event_add", "kind", "", "Choose what happened"),
        ("event_add", "kind", "party", "Choose what happened"),
        ("event_add", "note", "x" * 201, "200 characters"),
        ("treatments", "product", "", "the name of the medicine"),
        ("treatments", "product", "x" * 81, "80 characters"),
        ("treatments", "dose", "x" * 121, "120 characters"),
        ("treatments", "route", "x" * 41, "40 characters"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_the_field_with_all_that_was_typed(
    client: Client, case: Case, slip: tuple[str, str, str, str]
) -> None:
    name, field, typed, says = slip
    form = {field: typed, "device": "<b>lens</b>", "note": "", "dose": ""} | {field: typed}
    if field == "day":
        form |= {"month": "2"}
    before = kept(case)
    response = post(client, case, name, **form)
    assert response.status_code == 422
    assert says in response.context["form"].fields[field].slip
    if name == "measurement_add":
        assert "&lt;b&gt;lens&lt;/b&gt;" in response.content.decode()
    assert kept(case) == before


@pytest.mark.parametrize("name", PAGES)
def test_a_day_that_has_not_come_is_refused(client: Client, case: Case, name: str) -> None:
    response = post(client, case, name, **on(case, days=-1))
    assert response.status_code == 422
    assert "has not come yet" in response.content.decode()


@pytest.mark.parametrize("name", ["measurement_add", "event_add"])
def test_a_day_is_asked_for(client: Client, case: Case, name: str) -> None:
    assert post(client, case, name, day="", month="", year="").status_code == 422


def test_a_last_day_before_the_first_is_refused(client: Client, case: Case) -> None:
    post(client, case, "treatments", **on(case, days=3))
    id = entry_id(kept(case).treatments[0])
    response = post(client, case, "treatment_stop", id, **on(case, days=9))
    assert "before the day you began" in response.content.decode()
    assert kept(case).treatments[0].stopped is None


def test_fewer_hairs_than_were_sorted_earlier_is_refused(client: Client, case: Case) -> None:
    before = count(4, 131, terminal_count=90, vellus_count=30)
    change(case, measurements=(before,))
    form = {**COUNT, **on(case, days=4), "hair_count": "100"}
    response = post(client, case, "measurement", entry_id(before), **form)
    assert "at least that" in response.content.decode()
    assert kept(case).measurements == (before,)


# Twice, and from two windows


@pytest.mark.parametrize("name", PAGES)
def test_a_form_sent_twice_is_kept_once(client: Client, case: Case, name: str) -> None:
    version = seen(case)
    for _ in range(2):
        assert post(client, case, name, **on(case, days=1), seen=version).status_code == 302
    record = kept(case)
    assert len((*record.measurements, *record.events, *record.treatments)) == 1


@pytest.mark.parametrize("name", PAGES)
def test_a_change_in_another_window_is_said_and_nothing_typed_is_lost(
    client: Client, case: Case, name: str
) -> None:
    version = seen(case)
    post(client, case, "event_add", kind="fever", **on(case, days=9))
    before = kept(case)
    response = post(client, case, name, seen=version)
    assert response.status_code == 409
    page = response.content.decode()
    assert "in another window meanwhile" in page
    assert next(iter(PAGES[name].values())) in page
    assert kept(case) == before
    assert post(client, case, name).status_code == 302


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 50])
def test_a_form_that_no_page_of_ours_showed_is_refused(
    client: Client, case: Case, name: str, version: str
) -> None:
    assert post(client, case, name, seen=version).status_code == 400


@pytest.mark.parametrize("name", PAGES)
def test_another_site_and_an_unknown_record_can_do_nothing(
    client: Client, strict_client: Client, case: Case, name: str
) -> None:
    before = kept(case)
    assert post(strict_client, case, name).status_code == 403
    assert client.get(reverse(name, args=[uuid4()])).status_code == 404
    assert kept(case) == before


@pytest.mark.parametrize(
    "name", ["measurement", "measurement_delete", "event_delete", "treatment_stop",
             "treatment_delete"]
)  # fmt: skip
def test_an_entry_of_another_record_is_not_found(client: Client, case: Case, name: str) -> None:
    one, other = count(3, 120), person()
    change(other, measurements=(one,), events=(Event(day_ago(3), EventKind.FEVER),))
    for entry in (entry_id(one), entry_id(kept(other).events[0]), "0" * 16):
        assert client.get(address(name, case, entry)).status_code == 404
    assert kept(other).measurements == (one,)


def test_a_count_is_never_stopped_like_a_medicine(client: Client, case: Case) -> None:
    one = count(3, 120)
    change(case, measurements=(one,))
    assert client.get(address("treatment_stop", case, entry_id(one))).status_code == 404
    event = Event(day_ago(3), EventKind.FEVER)
    change(case, events=(event,))
    assert client.get(address("measurement", case, entry_id(event))).status_code == 404


# What a medicine does to the advice


def test_a_medicine_that_speaks_against_needling_reaches_the_advice(
    client: Client, case: Case
) -> None:
    from anagen.care.advise import advise
    from tests.story import knowledge

    before = advise(kept(case), knowledge(), now()).verdict
    post(client, case, "treatments", product="warfarin", **on(case, days=30))
    after = advise(kept(case), knowledge(), now()).verdict
    assert after > before
    one = kept(case).treatments[0]
    client.post(address("treatment_delete", case, entry_id(one)))
    assert advise(kept(case), knowledge(), now()).verdict == before
