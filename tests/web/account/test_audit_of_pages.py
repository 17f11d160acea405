"""What the audit notes of the pages, who reads it, and what `anagen verify` says of it."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.urls import reverse

from anagen.store.audit.actions import Action
from anagen.store.audit.anchor import Head, drop_anchor
from anagen.store.audit.models import AuditHead, AuditLine
from anagen.store.audit.noting import Actor, acting, note
from anagen.store.audit.proving import prove
from anagen.web.access.viewer import Role
from anagen.web.audit.views import ON_A_PAGE
from anagen.web.screen.saving import fingerprint
from tests.store.audit_ground import a_chain
from tests.web.clinic_world import SignedIn, World


def noted() -> list[tuple[str, str, str]]:
    """Action, role and route of every line, the first one first."""
    lines = AuditLine.objects.order_by("number")
    return list(lines.values_list("action", "role", "route"))


def test_reading_a_record_is_noted_with_who_when_and_whose(
    clinic_world: World, as_role: SignedIn
) -> None:
    case = clinic_world.here.cases[0]
    assert as_role(Role.CLINICIAN).get(reverse("review", args=[case.public_id])).status_code == 200
    line = AuditLine.objects.get()
    assert (line.action, line.role, line.route) == ("read", "clinician", "review")
    assert line.case == case.public_id
    assert line.who == clinic_world.here.user(Role.CLINICIAN).pk
    assert line.clinic == clinic_world.here.clinic.pk


def test_a_patient_reading_their_own_record_is_noted_too(
    clinic_world: World, as_role: SignedIn
) -> None:
    case = clinic_world.here.cases[0]
    as_role(Role.PATIENT).get(reverse("record", args=[case.public_id]))
    assert noted() == [("read", "patient", "record")]


def test_a_file_taken_along_is_noted_as_such(clinic_world: World, as_role: SignedIn) -> None:
    case = clinic_world.here.cases[0]
    as_role(Role.PATIENT).get(reverse("download", args=[case.public_id]))
    as_role(Role.OWNER).get(reverse("audit_csv"))
    assert noted() == [("export", "patient", "download"), ("export", "owner", "audit_csv")]


def test_a_sheet_printed_is_noted_as_such(clinic_world: World, as_role: SignedIn) -> None:
    case = clinic_world.here.cases[0]
    as_role(Role.CLINICIAN).get(reverse("sheet_plan", args=[case.public_id]))
    assert [action for action, _, _ in noted()] in (["print"], ["export"])


def test_a_record_that_is_not_theirs_is_noted_as_refused(
    clinic_world: World, as_role: SignedIn
) -> None:
    other = clinic_world.there.cases[0]
    assert as_role(Role.OWNER).get(reverse("review", args=[other.public_id])).status_code == 404
    assert as_role(Role.AUDITOR).get(reverse("people")).status_code == 403
    assert as_role(Role.PATIENT).get(reverse("review", args=[uuid4()])).status_code == 404
    assert noted() == [
        ("refused", "owner", "review"),
        ("refused", "auditor", "people"),
        ("refused", "patient", "review"),
    ]
    first = AuditLine.objects.order_by("number").first()
    assert first is not None
    assert (first.case, first.clinic) == (other.public_id, clinic_world.here.clinic.pk)


def test_a_write_is_noted_once_and_names_what_was_written(
    clinic_world: World, as_role: SignedIn
) -> None:
    case = clinic_world.here.cases[0]
    form = {"answer": "no", "once": str(uuid4()), "seen": fingerprint(None)}
    answer = as_role(Role.CLINICIAN).post(
        reverse("question", args=[case.public_id, "keloid"]), form
    )
    assert answer.status_code == 302
    lines = AuditLine.objects.values_list("action", "detail", "case")
    assert list(lines) == [("write", "record", case.public_id)]


def test_whoever_is_signed_out_leaves_no_line_by_knocking(
    clinic_world: World, as_role: SignedIn
) -> None:
    nobody = as_role(Role.NOBODY)
    for name in ("people", "audit", "sign_in", "home"):
        nobody.get(reverse(name))
    assert noted() == []


def test_a_page_that_shows_nobodys_data_leaves_no_line(
    clinic_world: World, as_role: SignedIn
) -> None:
    client = as_role(Role.OWNER)
    for name in ("second_factor", "account", "here", "locked"):
        client.get(reverse(name))
    assert noted() == []


def test_nothing_typed_ever_stands_in_the_audit(clinic_world: World, as_role: SignedIn) -> None:
    client = as_role(Role.OWNER)
    client.post(reverse("sign_in"), {"email": "canary@example.org", "password": "canary-typed"})
    client.post(reverse("people"), {"name": "Canary Name", "role": "clinician"})
    client.get(reverse("audit") + "?who=canary")
    lines = AuditLine.objects.values_list("route", "detail", "role", "action")
    assert lines
    assert "canary" not in str(list(lines)).lower()


@pytest.mark.parametrize("role", [Role.OWNER, Role.AUDITOR])
def test_owner_and_auditor_read_the_audit_of_their_own_clinic(
    clinic_world: World, as_role: SignedIn, role: Role
) -> None:
    here, there = clinic_world.here, clinic_world.there
    for where in (here, there):
        as_role(Role.CLINICIAN, where).get(reverse("review", args=[where.cases[1].public_id]))
    page = as_role(role).get(reverse("audit")).content.decode()
    assert "Clinician Here" in page
    assert "P-2" in page
    assert "Clinician There" not in page
    assert str(there.cases[1].public_id)[:8] not in page


@pytest.mark.parametrize("role", [Role.CLINICIAN, Role.ASSISTANT, Role.RECEPTION, Role.PATIENT])
def test_nobody_else_reads_it(clinic_world: World, as_role: SignedIn, role: Role) -> None:
    for name in ("audit", "audit_csv"):
        assert as_role(role).get(reverse(name)).status_code == 403


def test_it_can_be_narrowed_to_a_person_a_day_and_an_action(
    clinic_world: World, as_role: SignedIn
) -> None:
    here = clinic_world.here
    case = here.cases[0]
    as_role(Role.CLINICIAN).get(reverse("review", args=[case.public_id]))
    as_role(Role.ASSISTANT).get(reverse("review", args=[uuid4()]))
    client = as_role(Role.AUDITOR)

    def numbers(query: str) -> list[int]:
        lines = client.get(reverse("audit") + query).context["lines"]
        return [one.line.number for one in lines]

    zone = ZoneInfo(here.clinic.timezone)
    today = AuditLine.objects.order_by("number")[0].at.astimezone(zone).date().isoformat()
    assert numbers(f"?who={here.user(Role.CLINICIAN).pk}") == [1]
    assert numbers("?action=refused") == [2]
    assert 1 in numbers(f"?day={today}")
    assert numbers("?day=2001-01-01") == []
    assert numbers(f"?action=refused&who={here.user(Role.CLINICIAN).pk}") == []


NONSENSE = ["who=x", "who=-1", "who=" + "9" * 40, "day=x", "day=0001-01-01", "day=9999-12-31"]
NONSENSE += ["action=x", "before=x", "before=" + "9" * 30, "who=%00&day=%00", "who=\u0663"]


@pytest.mark.parametrize("query", NONSENSE)
def test_a_question_that_makes_no_sense_is_left_open(
    clinic_world: World, as_role: SignedIn, query: str
) -> None:
    for name in ("audit", "audit_csv"):
        assert as_role(Role.AUDITOR).get(f"{reverse(name)}?{query}").status_code == 200


def test_a_long_audit_is_read_page_by_page_with_no_line_twice(
    clinic_world: World, as_role: SignedIn
) -> None:
    actor = Actor(clinic_world.here.clinic.pk, 1, "owner", "review")
    with acting(actor), transaction.atomic():
        for _ in range(ON_A_PAGE + 20):
            note(Action.READ)
    client, query, seen = as_role(Role.AUDITOR), "", []
    while True:
        page = client.get(f"{reverse('audit')}?action=read&who=1&{query}")
        seen += [one.line.number for one in page.context["lines"]]
        query = page.context["onward"]
        if not query:
            break
    assert seen == list(range(ON_A_PAGE + 20, 0, -1))


def test_the_file_holds_what_is_needed_to_check_it_and_runs_nothing(
    clinic_world: World, as_role: SignedIn
) -> None:
    actor = Actor(clinic_world.here.clinic.pk, 1, "owner", "=HYPERLINK(1)")
    with acting(actor):
        note(Action.READ, detail="+1")
    answer = as_role(Role.AUDITOR).get(reverse("audit_csv"))
    rows = csv.DictReader(io.StringIO(b"".join(answer).decode()))
    row = next(row for row in rows if row["number"] == "1")
    assert (row["route"], row["detail"]) == ("'=HYPERLINK(1)", "'+1")
    assert row["hash"] == AuditLine.objects.get(number=1).hash
    assert len(row["previous"]) == 64


def test_the_cost_of_a_line_stays_small(clinic_world: World, as_role: SignedIn) -> None:
    client, case = as_role(Role.CLINICIAN), clinic_world.here.cases[0]
    client.get(reverse("review", args=[case.public_id]))
    with CountedQueries() as counted:
        note(Action.READ, case.public_id, actor=Actor(1, 1, "clinician", "review"))
    assert counted.number <= 5


class CountedQueries:
    """Counts the statements sent to the database inside it."""

    def __enter__(self) -> CountedQueries:
        self.number = 0
        self.wrapped = connection.execute_wrapper(self.count)
        self.wrapped.__enter__()
        return self

    def count(self, execute: Any, *words: Any) -> Any:
        self.number += 1
        return execute(*words)

    def __exit__(self, *fault: Any) -> None:
        self.wrapped.__exit__(*fault)


def verify(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "anagen", "verify", "--data", str(folder), *words],
        capture_output=True,
        text=True,
        env={key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
        timeout=60,
    )


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder with a database that holds six lines of audit."""
    write = (
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('migrate', verbosity=0)\n"
        "from tests.store.audit_ground import a_chain\n"
        "print(a_chain(6))\n"
    )
    env = {**os.environ, "ANAGEN_DATA": str(tmp_path)}
    env["DJANGO_SETTINGS_MODULE"] = "anagen.web.settings"
    env.pop("DATABASE_URL", None)
    subprocess.run([sys.executable, "-c", write], check=True, env=env, timeout=60)
    return tmp_path


def test_verify_proves_a_whole_audit_and_prints_its_end(kept: Path) -> None:
    told = verify(kept)
    assert told.returncode == 0
    assert "whole: 6 lines" in told.stdout
    head = told.stdout.partition("to write down: ")[2].split()[0]
    assert verify(kept, "--head", head).returncode == 0


def test_verify_names_the_line_that_was_changed(kept: Path) -> None:
    import sqlite3

    database = sqlite3.connect(kept / "anagen.sqlite3")
    database.execute("DROP TRIGGER audit_trail_auditline_no_update")
    database.execute("UPDATE audit_trail_auditline SET who = 99 WHERE number = 4")
    database.commit()
    database.close()
    told = verify(kept)
    assert told.returncode == 2
    assert "line 4 of the audit" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("head", ["x", "7:" + "a" * 64, "6:" + "a" * 64])
def test_verify_refuses_a_head_that_the_chain_does_not_go_through(kept: Path, head: str) -> None:
    told = verify(kept, "--head", head)
    assert told.returncode == 2
    assert len(told.stderr.splitlines()) == 1


def test_verify_says_in_one_line_that_there_is_nothing_to_prove(tmp_path: Path) -> None:
    told = verify(tmp_path / "nowhere")
    assert (told.returncode, told.stdout) == (2, "")
    assert "found no database with an audit" in told.stderr


def test_whatever_the_pages_wrote_is_a_whole_chain(clinic_world: World, as_role: SignedIn) -> None:
    for role in (Role.OWNER, Role.CLINICIAN, Role.PATIENT):
        for case in clinic_world.here.cases:
            as_role(role).get(reverse("review", args=[case.public_id]))
    row = AuditHead.objects.get()
    drop_anchor(django_settings.DATA, Head(row.count, row.hash))
    assert prove(django_settings.DATA).is_whole
    assert row.count == 6
    a_chain(1)
    assert prove(django_settings.DATA).is_whole
