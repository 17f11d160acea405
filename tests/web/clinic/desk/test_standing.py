"""What the day list says of one appointment: it goes ahead only when nothing at all is open."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.urls import reverse

from anagen.records.words import Verdict
from anagen.store.desk.models import Appointment
from anagen.store.procedures.models import Complication, Consent, Procedure
from anagen.web.access.viewer import Role
from anagen.web.clinic.care.consent_texts import BUILT_IN
from anagen.web.clinic.desk.booked import Booked
from anagen.web.clinic.desk.readiness import Readiness
from anagen.web.clinic.desk.standing import Standing, standing_of
from tests.web.clinic.desk.desk_ground import NOW, a_procedure, kept_lot, shown
from tests.web.clinic_world import SignedIn, World

#: From mild to strict.
SHAPES = ["proceed", "wait", "ask", "stop"]


def ready(verdict: Verdict, answered: int = 20, may_start: bool = True) -> Readiness:
    starts = may_start and verdict is Verdict.PROCEED
    return Readiness(NOW, verdict, None, "A reason", answered, 20, starts)


def consent(version: int = 1, given: bool = True) -> dict[str, Consent]:
    return {"microneedling": Consent(version=version, given=given, quiz={"a": 1, "b": 3})}


def standing(found: Readiness | None, **more: Any) -> Standing:
    kept: dict[str, Any] = {
        "appointment": Appointment(kind="session", minutes=40),
        "starts": NOW,
        "last": None,
        "before": 0,
        "consents": consent(),
        "texts": BUILT_IN,
        "problem": None,
        **more,
    }
    return standing_of(Booked(**kept), found, treats=True)


def test_it_goes_ahead_only_when_nothing_at_all_is_open() -> None:
    consents = [consent(), consent(version=0), consent(given=False), {}]
    problems = [None, Complication()]
    for verdict, signed, problem, starts in product(Verdict, consents, problems, (True, False)):
        found = standing(ready(verdict, may_start=starts), consents=signed, problem=problem)
        is_fine = verdict is Verdict.PROCEED and signed == consents[0] and problem is None
        is_fine = is_fine and starts
        assert (found.shape == "proceed") is is_fine
        assert found.is_open is not is_fine


def test_a_problem_or_a_missing_consent_never_makes_it_milder() -> None:
    for verdict in Verdict:
        before = SHAPES.index(standing(ready(verdict)).shape)
        for more in ({"problem": Complication()}, {"consents": {}}):
            assert SHAPES.index(standing(ready(verdict), **more).shape) >= before


@pytest.mark.parametrize(
    ("verdict", "shape", "word"),
    [
        (Verdict.PROCEED, "proceed", "Go ahead"),
        (Verdict.WAIT, "wait", "Wait"),
        (Verdict.NEEDS_ANSWERS, "ask", "Answers missing"),
        (Verdict.ASK_A_CLINICIAN, "ask", "A clinician decides"),
        (Verdict.DO_NOT_TREAT, "stop", "Not cleared"),
    ],
)
def test_each_verdict_has_its_shape_and_word(verdict: Verdict, shape: str, word: str) -> None:
    found = standing(ready(verdict))
    assert (found.shape, found.word) == (shape, word)


def test_an_open_question_weighs_only_as_much_as_the_advice_says() -> None:
    for verdict, weight in ((Verdict.NEEDS_ANSWERS, "miss"), (Verdict.PROCEED, "soon")):
        line = standing(ready(verdict, answered=19)).lines[0]
        assert (line.says, line.weight) == ("Intake: 19 of 20 answered", weight)


def test_the_quiz_says_how_much_was_right_at_once() -> None:
    says = [line.says for line in standing(ready(Verdict.PROCEED)).lines]
    assert "Quiz: 1 of 2 right at once" in says


def test_a_session_that_was_done_says_whether_the_sheet_was_given() -> None:
    done = Procedure(at=NOW, ended=NOW, lot_number="KX1", aftercare_given=NOW)
    found = standing(ready(Verdict.DO_NOT_TREAT), last=done)
    assert [line.says for line in found.lines][1] == "Aftercare sheet given"
    assert not found.is_open


def test_a_session_of_another_day_does_not_clear_today() -> None:
    done = Procedure(at=NOW - timedelta(days=1), ended=NOW)
    assert standing(ready(Verdict.DO_NOT_TREAT), last=done).shape == "stop"


@pytest.mark.django_db
def test_every_form_of_the_desk_opens_empty(clinic_world: World, as_role: SignedIn) -> None:
    here, client = clinic_world.here, as_role(Role.RECEPTION)
    a_procedure(here.patients[0], here, NOW)
    assert shown(client, "appointment_new", on="2026-11-23").context["slips"] == {}
    assert shown(client, "stock_receive", item="Cartridge").context["typed"] == {
        "item": "Cartridge"
    }
    address = reverse("recall_calls", args=[here.cases[0].public_id])
    page = client.get(f"{address}?lot={kept_lot(here).public_id}")
    assert len(page.context["sessions"]) == 1
    assert client.get(address).status_code == 404
