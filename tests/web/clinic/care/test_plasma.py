"""Plasma: its tube, its consent, and the two people who read the name."""

from __future__ import annotations

import pytest

from anagen.store.procedures.models import Plasma
from anagen.web.access.viewer import Role
from anagen.web.clinic.care.consent_texts import Kind
from tests.web.clinic.care.ground import (
    consented,
    done,
    problems,
    ready,
    send,
    session_form,
)
from tests.web.clinic_world import SignedIn, World

pytestmark = pytest.mark.django_db
PLASMA = {
    "plasma": "yes",
    "tube": "TB9",
    "tube_expiry": "2029-01-31",
    "drawn_ml": "20",
    "yield_ml": "4",
    "spin_1_g": "1500",
    "spin_1_minutes": "5",
    "site_crown": "yes",
}


def plasma_of(here: object, **changes: str) -> dict[str, str]:
    members = here.members  # type: ignore[attr-defined]
    two = {
        "first_check": str(members[Role.CLINICIAN].pk),
        "second_check": str(members[Role.ASSISTANT].pk),
    }
    return {**PLASMA, **two, **changes}


def test_plasma_is_kept_with_its_tube_and_two_names(clinic_world: World, as_role: SignedIn) -> None:
    here = clinic_world.here
    patient = ready(here)
    consented(patient, here, Kind.PLASMA)
    made = done(as_role(Role.CLINICIAN), patient, here, **plasma_of(here))
    assert made.plasma is not None
    assert made.plasma.tube_lot.number == "TB9"
    assert made.plasma.spins == [{"g": 1500.0, "minutes": 5.0}]
    assert made.plasma.sites == ["crown"]
    assert made.plasma.first_check != made.plasma.second_check


def test_plasma_needs_its_own_consent(clinic_world: World, as_role: SignedIn) -> None:
    here = clinic_world.here
    patient = ready(here)
    answer = send(as_role(Role.OWNER), patient, session_form(patient, here, **plasma_of(here)))
    assert "consent_plasma" in problems(answer)
    assert not Plasma.objects.exists()


@pytest.mark.parametrize(
    ("changes", "slip"),
    [
        ({"yield_ml": "30"}, "yield_ml"),
        ({"spin_1_minutes": ""}, "spin_1_g"),
        ({"site_crown": ""}, "sites"),
        ({"tube": ""}, "tube"),
    ],
)
def test_plasma_that_cannot_be_right_is_asked_about(
    clinic_world: World, as_role: SignedIn, changes: dict[str, str], slip: str
) -> None:
    here = clinic_world.here
    patient = ready(here)
    consented(patient, here, Kind.PLASMA)
    form = session_form(patient, here, **plasma_of(here, **changes))
    assert slip in send(as_role(Role.OWNER), patient, form).context["page"].slips


def test_one_person_cannot_check_the_name_twice(clinic_world: World, as_role: SignedIn) -> None:
    here = clinic_world.here
    patient = ready(here)
    consented(patient, here, Kind.PLASMA)
    same = str(here.members[Role.CLINICIAN].pk)
    form = session_form(patient, here, **plasma_of(here, second_check=same))
    answer = send(as_role(Role.OWNER), patient, form)
    assert "second_check" in answer.context["page"].slips
