"""Somebody with a whole record, at home or in a clinic, for the pages of the plan."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from anagen.records.record import Record
from anagen.store.models import Case
from anagen.store.rows import change_record, record_of
from anagen.web.clock import now
from tests.story import record


def living(client: Client, setting: str = "home", **parts: Any) -> Case:
    """A saved case whose answers are clear but for what is said otherwise."""
    once = uuid4()
    client.post(reverse("begin"), {"answer": setting, "once": str(once)})
    told = record(setting, now=now(), **parts)
    return change_record(once, lambda _: told, now())


def kept(case: Case) -> Record:
    """The record as it stands in the store."""
    return record_of(Case.objects.get(pk=case.pk), now())


def page(client: Client, name: str, case: Case, **query: str) -> HttpResponse:
    """A page of a case."""
    return client.get(reverse(name, args=[case.public_id]), query)


def text_of(response: HttpResponse) -> str:
    return response.content.decode()
