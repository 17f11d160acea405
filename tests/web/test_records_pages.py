"""The saved records: read again, taken along, deleted for good."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from anagen.store.models import Case, Decision
from anagen.web.clock import now

pytestmark = pytest.mark.django_db


def give_advice(case: Case) -> Decision:
    return Decision.objects.create(
        case=case,
        at=now(),
        verdict="wait",
        advice="{}",
        knowledge="k",
        code_version="v",
        record=case.record,
    )


def at(name: str, case: Case) -> str:
    return reverse(name, args=[case.public_id])


def test_it_works_with_a_saved_record(client: Client, opened: Case) -> None:
    page = client.get(reverse("records")).content.decode()
    assert at("record", opened) in page
    assert at("go_on", opened) in page


def test_no_records_yet_is_a_page_with_a_way_to_begin(client: Client, in_small_world: None) -> None:
    page = client.get(reverse("records")).content.decode()
    assert "No records yet" in page
    assert reverse("begin") in page


def test_earlier_advice_can_be_found_again(client: Client, opened: Case) -> None:
    decision = give_advice(opened)
    address = reverse("advice", args=[decision.public_id])
    assert address in client.get(at("record", opened)).content.decode()
    assert address in client.get(reverse("records")).content.decode()


def test_a_record_changed_since_its_advice_is_gone_on_with(client: Client, opened: Case) -> None:
    decision = give_advice(opened)
    client.post(reverse("question", args=[opened.public_id, "sex"]), {"answer": "male"})
    page = client.get(reverse("records")).content.decode()
    assert reverse("advice", args=[decision.public_id]) not in page
    assert at("go_on", opened) in page


def test_the_download_is_the_record_byte_for_byte(client: Client, opened: Case) -> None:
    response = client.get(at("download", opened))
    assert response.content.decode() == Case.objects.get().record
    assert json.loads(response.content)["setting"] == "home"
    assert response["Content-Type"] == "application/json; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="anagen-record-')


def test_asking_to_delete_says_what_will_be_lost_and_deletes_nothing(
    client: Client, opened: Case
) -> None:
    client.post(reverse("question", args=[opened.public_id, "sex"]), {"answer": "male"})
    give_advice(opened)
    page = client.get(at("delete", opened)).content.decode()
    assert "All answers (1) and all advice (1) will be wiped" in page
    assert "cannot be brought back" in page
    assert Case.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_deleting_deletes_everything_and_says_so(client: Client, opened: Case) -> None:
    give_advice(opened)
    response = client.post(at("delete", opened), follow=True)
    assert "have been deleted" in response.content.decode()
    assert not Case.objects.exists()
    assert not Decision.objects.exists()
    assert client.get(at("record", opened)).status_code == 404
    assert client.post(at("delete", opened)).status_code == 404


def test_deleting_needs_the_token_of_its_form(strict_client: Client, opened: Case) -> None:
    assert strict_client.post(at("delete", opened)).status_code == 403
    assert Case.objects.exists()


def test_a_record_that_cannot_be_read_is_said_so_and_can_still_be_deleted(
    client: Client, opened: Case
) -> None:
    Case.objects.update(record='{"schema": 1, "setting": "home"')
    assert "A record we cannot read" in client.get(reverse("records")).content.decode()
    assert "cannot be read" in client.get(at("record", opened)).content.decode()
    broken = client.get(at("review", opened))
    assert broken.status_code == 422
    assert "Nothing was changed" in broken.content.decode()
    assert client.get(at("download", opened)).status_code == 200
    assert client.get(at("delete", opened)).status_code == 200


@pytest.mark.parametrize("name", ["record", "download", "delete"])
def test_an_unknown_record_has_no_page(client: Client, in_small_world: None, name: str) -> None:
    assert client.get(reverse(name, args=[uuid4()])).status_code == 404


@pytest.mark.parametrize("name", ["record", "download"])
def test_reading_pages_cannot_be_posted_to(client: Client, opened: Case, name: str) -> None:
    assert client.post(at(name, opened)).status_code == 405


def test_the_list_asks_the_database_the_same_few_questions_however_long_it_is(
    client: Client, opened: Case, django_assert_num_queries: object
) -> None:
    for _ in range(5):
        client.post(reverse("begin"), {"answer": "home", "once": str(uuid4())})
    connection.force_debug_cursor = True
    try:
        before = len(connection.queries_log)
        client.get(reverse("records"))
        assert len(connection.queries_log) - before == 4
    finally:
        connection.force_debug_cursor = False
