"""The tables of sessions under way and of devices hold what they promise."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from anagen.records.record import Record
from anagen.records.words import Setting
from anagen.store.models import Case
from anagen.store.rows import erase_case, open_case
from anagen.store.sessions.models import Cleaning, DeviceUse, GuidedSession, KeptDevice

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def a_case() -> Case:
    return open_case(Record(Setting.HOME, "UTC"), NOW, uuid4())


def a_session(case: Case, outcome: str = "") -> GuidedSession:
    return GuidedSession.objects.create(
        case=case, started=NOW, changed=NOW, outcome=outcome, step="step_look", state="{}"
    )


def a_device(case: Case) -> KeptDevice:
    return KeptDevice.objects.create(
        case=case, kind="roller", needle_mm=0.25, owner="me", kept_since=date(2026, 11, 1)
    )


def test_a_case_has_one_session_under_way_at_the_most() -> None:
    case = a_case()
    for _ in range(2):
        a_session(case, "kept")
    a_session(case)
    with pytest.raises(IntegrityError), transaction.atomic():
        a_session(case)
    a_session(a_case())
    assert GuidedSession.objects.filter(case=case).count() == 3


def test_a_session_counts_once_for_a_device() -> None:
    device = a_device(a_case())
    DeviceUse.objects.create(device=device, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        DeviceUse.objects.create(device=device, at=NOW)


def test_erasing_a_case_leaves_nothing_of_it_and_all_of_the_others() -> None:
    cases = a_case(), a_case()
    for case in cases:
        a_session(case)
        device = a_device(case)
        DeviceUse.objects.create(device=device, at=NOW)
        Cleaning.objects.create(device=device, at=NOW, method="other")
    erase_case(cases[0].public_id)
    for table in (GuidedSession, KeptDevice, DeviceUse, Cleaning):
        assert table.objects.count() == 1, table


def test_no_row_tells_what_was_done_when_it_is_named_in_a_log() -> None:
    case = a_case()
    device = a_device(case)
    rows = (
        a_session(case),
        device,
        DeviceUse.objects.create(device=device, at=NOW),
        Cleaning.objects.create(device=device, at=NOW, method="other"),
    )
    told = " ".join(str(row) for row in rows)
    for secret in ("me ", "roller", "0.25", "step_look", "other"):
        assert secret not in told
