"""Every route × every role × whose data × how it is asked, in both modes: no cell leaks."""

from __future__ import annotations

import logging
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.template.base import Template
from django.test import Client
from django.test.utils import _TestState
from django.urls import path, reverse

from anagen.records.answers import Answer
from anagen.records.record import Record
from anagen.records.words import Setting
from anagen.store.models import Case
from anagen.store.pictures.models import Picture
from anagen.store.rows import change_record, open_case
from anagen.web.access.row import About, Row
from anagen.web.access.table import table
from anagen.web.access.viewer import STAFF, Mode, Role
from tests.web.access.examples import EXAMPLES, Subject, example_for, key_of
from tests.web.access.matrix import (
    WORDS_IN_A_RECORD,
    WORDS_OF_NOBODY,
    Cell,
    Route,
    address,
    ask,
    asked_by,
    fault,
    routes,
    words_of,
)
from tests.web.clinic_world import OPENED, Here, SignedIn, World, session_of

FEWEST_CELLS = 2000
IN_A_CLINIC = (*sorted(STAFF, key=lambda role: role.value), Role.PATIENT, Role.NOBODY)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Thousands of answers need no line in the log each, and nobody reads their contexts."""
    logging.disable(logging.CRITICAL)
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)
    yield
    logging.disable(logging.NOTSET)


def with_canary(case: Case, canary: str) -> Case:
    """The case, with a word in its record that stands nowhere else."""

    def write(record: Record) -> Record:
        answers = {**record.answers, "remarks": Answer(canary, OPENED)}
        return replace(record, answers=answers)

    return change_record(case.public_id, write, OPENED)


def subject_of(here: Here, which: int, canary: str) -> Subject:
    patient = here.patients[which]
    type(patient).objects.filter(pk=patient.pk).update(name=canary, email=f"{canary}@example.org")
    case = with_canary(patient.case, canary)
    return Subject(case, canary, here.clinic, here.members[Role.ASSISTANT], patient)


def subjects_of(world: World) -> dict[str, Subject]:
    return {
        "own": subject_of(world.here, 0, "canary-own"),
        "another patient": subject_of(world.here, 1, "canary-patient"),
        "another clinic": subject_of(world.there, 0, "canary-clinic"),
    }


def forbidden_to(role: Role, row_lets_in: bool, subjects: dict[str, Subject]) -> set[str]:
    """The canaries that an answer to this role must not hold."""
    every = {subject.canary for subject in subjects.values()}
    if not row_lets_in or role is Role.NOBODY:
        return every
    ours = {"canary-own"} if role is Role.PATIENT else {"canary-own", "canary-patient"}
    return every - ours


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    names = Counter(route.name for route in routes())
    assert [name for name, times in names.items() if times > 1] == []
    assert set(names) == set(table())


def test_whatever_an_address_names_has_an_example() -> None:
    named = {key_of(route.name, word) for route in routes() for word in route.words} - {"case_id"}
    assert named == set(EXAMPLES), "add what is missing to tests/web/access/examples.py"


def test_a_route_about_a_case_names_the_case_or_something_of_it() -> None:
    rows = table()
    assert [
        route.name for route in routes() if rows[route.name].about is About.CASE and not route.words
    ] == []


def test_no_role_of_a_clinic_opens_a_page_of_a_household_and_the_other_way_round() -> None:
    for name, row in table().items():
        if Role.NOBODY in row.who:
            assert row.about is not About.CASE, f"{name} is open to everybody"


@dataclass
class Walk:
    """Asks every cell of one mode, and keeps what was wrong."""

    subjects: dict[str, Subject]
    keys: dict[Role, str]
    faults: list[str] = field(default_factory=list)
    cells: int = 0
    opened: set[str] = field(default_factory=set)
    known: dict[tuple[str, str, str], object] = field(default_factory=dict)
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def through(self) -> None:
        """Every route of the pages, by every role."""
        for route in routes():
            named = self.subjects if route.words else {"own": self.subjects["own"]}
            where = {whose: address(route, one, self.known) for whose, one in named.items()}
            for role in self.keys:
                self.ask(route, role, where)

    def ask(self, route: Route, role: Role, where: dict[str, str]) -> None:
        """Every cell of one route and one role."""
        row = table()[route.name]
        is_let_in = role in row.who
        forbidden = forbidden_to(role, is_let_in and row.about is not About.NOTHING, self.subjects)
        own: dict[str, int] = {}
        for whose, methods in asked_by(role, is_let_in).items():
            for method in methods if whose in where else ():
                answer = ask(self.client, self.keys[role], method, where[whose])
                own.setdefault(method, answer.status_code)
                cell = Cell(route, row, role, whose, method)
                self.faults.append(fault(cell, answer, own[method], forbidden))
                self.cells += 1
                if whose == "own" and answer.status_code < 400:
                    self.opened.add(route.name)

    @property
    def found(self) -> list[str]:
        """Every cell that answered otherwise than the table says."""
        return [one for one in self.faults if one]


@pytest.mark.django_db
def test_no_cell_of_the_matrix_leaks(clinic_world: World) -> None:
    keys = {
        role: session_of(clinic_world.here.user(role)) if role is not Role.NOBODY else ""
        for role in IN_A_CLINIC
    }
    walk = Walk(subjects_of(clinic_world), keys)
    import pathlib, time; T=time.process_time(); walk.through(); pathlib.Path(f"/tmp/cells.{len(walk.keys)}").write_text(f"{walk.cells} cells {len(walk.opened)} opened {time.process_time()-T} s\n")
    assert walk.found == []
    assert walk.cells >= FEWEST_CELLS
    in_a_clinic = {name for name, row in table().items() if row.who - {Role.HOME}}
    assert len(walk.opened) > len(in_a_clinic) * 3 / 4, "most routes must be seen to open"


@pytest.mark.django_db
def test_something_of_another_record_is_not_reached_through_ones_own(clinic_world: World) -> None:
    subjects = subjects_of(clinic_world)
    case = subjects["own"].case.public_id
    client = Client(raise_request_exception=False)
    found, cells = [], 0
    for route in routes():
        named = set(route.words) - {"case_id"} - WORDS_IN_A_RECORD - WORDS_OF_NOBODY
        if "case_id" not in route.words or not named or route.name == "photo_delete":
            continue
        for whose in ("another patient", "another clinic"):
            words = words_of(route, subjects[whose], {}) | {"case_id": case}
            where = reverse(route.name, kwargs=words)
            for role, method in product((Role.PATIENT, Role.OWNER), ("GET", "POST")):
                key = session_of(clinic_world.here.user(role))
                answer = ask(client, key, method, where)
                cells += 1
                canary = subjects[whose].canary.encode() in answer.said
                if answer.status_code not in {403, 404, 405} or canary:
                    found.append(f"{route.name} {method} as {role.value}: {answer.status_code}")
    assert found == []
    assert cells >= 40


@pytest.mark.django_db
def test_deleting_a_photo_of_another_record_through_ones_own_deletes_nothing(
    clinic_world: World, as_role: SignedIn
) -> None:
    # The page says "deleted" of a photo that is not there: a second tap must not look like a fault.
    subjects = subjects_of(clinic_world)
    photo = example_for("photo", "photo_id", "UUIDConverter", subjects["another patient"])
    for role in (Role.PATIENT, Role.OWNER):
        case = subjects["own"].case.public_id
        as_role(role).post(reverse("photo_delete", args=[case, photo]))
    assert Picture.objects.filter(public_id=photo).exists()


@pytest.mark.parametrize(
    ("role", "whose", "status", "said", "told"),
    [
        (Role.OWNER, "another clinic", 200, "nothing", "200, not 404"),
        (Role.OWNER, "another clinic", 403, "nothing", "403, not 404"),
        (Role.PATIENT, "another patient", 302, "nothing", "302, not 404"),
        (Role.OWNER, "own", 200, "canary-clinic", "shows ['canary-clinic']"),
        (Role.OWNER, "own", 403, "nothing", "refused with 403"),
        (Role.OWNER, "own", 500, "nothing", "breaks with 500"),
        (Role.RECEPTION, "own", 200, "nothing", "not refused but 200"),
        (Role.NOBODY, "own", 200, "nothing", "not refused but 200"),
        (Role.NOBODY, "own", 403, "nothing", "not refused but 403"),
    ],
)
def test_a_hole_would_be_noticed(role: Role, whose: str, status: int, said: str, told: str) -> None:
    row = Row(frozenset({Role.OWNER, Role.PATIENT}), About.CASE)
    cell = Cell(Route("record", (("case_id", "UUIDConverter"),)), row, role, whose, "GET")
    answer: Any = HttpResponse(status=status)
    answer.said = said.encode()
    assert told in fault(cell, answer, 200, {"canary-clinic"})


def test_at_home_the_cases_of_a_clinic_are_out_of_reach(clinic_world: World, settings: Any) -> None:
    settings.MODE = Mode.HOME
    sqlite3.connect(settings.DATA / "anagen.sqlite3").close()  # something to back up
    record = Record(setting=Setting.HOME, timezone="Europe/Madrid")
    case = with_canary(open_case(record, OPENED, uuid4()), "canary-own")
    subjects = {
        "own": Subject(case, "canary-own"),
        "another clinic": subject_of(clinic_world.there, 0, "canary-clinic"),
    }
    # A sign-in from the clinic's time opens nothing here.
    walk = Walk(subjects, {Role.HOME: session_of(clinic_world.there.user(Role.OWNER))})
    import pathlib, time; T=time.process_time(); walk.through(); pathlib.Path(f"/tmp/cells.{len(walk.keys)}").write_text(f"{walk.cells} cells {len(walk.opened)} opened {time.process_time()-T} s\n")
    assert walk.found == []
    assert walk.cells >= 300


def test_a_route_without_a_row_is_refused_to_everybody(
    as_role: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.urls import clear_url_caches

    from anagen.web import urls
    from anagen.web.home.views import start

    monkeypatch.setattr(urls, "urlpatterns", [*urls.urlpatterns, path("bare/", start, name="bare")])
    clear_url_caches()
    answers = [as_role(role).get("/bare/").status_code for role in IN_A_CLINIC]
    monkeypatch.undo()
    clear_url_caches()
    assert answers == [403] * len(IN_A_CLINIC)
