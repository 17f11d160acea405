"""The day list is for the clinic alone, and costs the same however many come."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from anagen.web.access.viewer import Role
from tests.web.clinic.desk.desk_ground import NOW, an_appointment, shown
from tests.web.clinic_world import SignedIn, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_nine")]

IN_AN_HOUR = NOW + timedelta(hours=1)


def test_a_patient_sees_no_page_of_the_desk(clinic_world: World, as_role: SignedIn) -> None:
    for name in ("day", "stock", "recall", "outcomes", "prices", "follow_ups"):
        assert as_role(Role.PATIENT).get(reverse(name)).status_code == 403, name


def test_the_day_costs_the_same_few_queries_however_many_come(
    clinic_world: World, as_role: SignedIn, django_assert_max_num_queries: Any
) -> None:
    here, client = clinic_world.here, as_role(Role.CLINICIAN)
    for number in range(20):
        patient = here.patients[number % 2]
        an_appointment(patient, IN_AN_HOUR + timedelta(minutes=number))
    shown(client, "day")
    with django_assert_max_num_queries(40):
        page = shown(client, "day")
    assert len(page.context["page"].rows) == 20
