"""A person corrects a count: stored as such, the original kept, nothing done twice or blindly."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.test import Client

from anagen.imaging.corrections import corrected, read_correction
from anagen.imaging.writing import read, written
from anagen.store.audit.models import AuditLine
from anagen.store.counts.models import HairCount
from anagen.store.models import Case
from anagen.store.pictures.models import Picture
from anagen.web.access.viewer import Role
from anagen.web.clock import now
from anagen.web.data.exporting import export_of
from anagen.web.measure.counting import putting_right
from anagen.web.measure.counting.hands import HandsError
from anagen.web.measure.counting.typed_changes import MOST_CHANGES, read_changes
from tests.web.clinic_world import SignedIn, World
from tests.web.measure.album import a_course, address, kept, text_of
from tests.web.measure.counting.ground import a_count, hairs, measured

pytestmark = pytest.mark.django_db

Json = dict[str, Any]


def in_this_process(task: Json, _pictures: Sequence[bytes], _beat: Callable[[], None]) -> Json:
    """What the measuring process answers, without starting one."""
    return written(corrected(read(task["measured"]), map(read_correction, task["changes"])))


@pytest.fixture(autouse=True)
def _quick_hands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(putting_right, "answer_to", in_this_process)


@pytest.fixture
def count(case: Case, picture: Picture) -> HairCount:
    return a_count(case, picture, measured())


def correct(client: Client, count: HairCount, **form: str) -> Any:
    fresh = HairCount.objects.get(pk=count.pk)
    told = {"once": str(uuid4()), "seen": str(fresh.version), **form}
    return client.post(address("hair_count_correct", fresh.case, fresh.public_id), told)


def now_of(count: HairCount) -> Any:
    found = putting_right.measured_now(HairCount.objects.get(pk=count.pk))
    assert found is not None
    return found


def test_hairs_are_taken_out_put_in_and_made_one_and_the_original_stays(
    client: Client, count: HairCount
) -> None:
    before = count.answer
    answer = correct(client, count, remove="2, 3", merge="4+5", add="100,100 120,110")
    assert answer.status_code == 302
    count.refresh_from_db()
    assert count.answer == before
    found = now_of(count)
    assert found.count == 39 - 2 - 1 + 1
    assert [one.id for one in found.removed] == [2, 3, 4, 5]
    rows = count.corrections.all()
    assert [row.told["do"] for row in rows] == ["remove", "remove", "merge", "add"]
    assert {(row.who, row.role) for row in rows} == {(None, "home")}
    page = text_of(client, address("hair_count", count.case, count.public_id))
    assert "Hair 2 taken out" in page
    assert "Hairs 4 and 5 made one" in page
    assert "A hair put in at 100/100" in page
    assert "corrected by hand" in page.lower()
    assert "We counted 37 hairs" in page


def test_the_last_correction_can_be_taken_back_and_stays_on_the_list(
    client: Client, count: HairCount
) -> None:
    correct(client, count, add="100,100 120,110")
    correct(client, count, remove="2")
    first, last = count.corrections.all()
    assert correct(client, count, undo=str(first.pk)).status_code == 409
    assert [correct(client, count, seen="3", undo=str(last.pk)).status_code for _ in "ab"] == [
        302,
        302,
    ]
    assert now_of(count).count == 40
    assert correct(client, count, undo=str(first.pk)).status_code == 302
    count.refresh_from_db()
    assert count.corrected == ""
    assert now_of(count) == measured()
    page = text_of(client, address("hair_count", count.case, count.public_id))
    assert page.count("taken back") == 2


def test_the_same_form_sent_twice_corrects_once(client: Client, count: HairCount) -> None:
    form = {"once": str(uuid4()), "seen": "1", "remove": "2"}
    assert [correct(client, count, **form).status_code for _ in range(2)] == [302, 302]
    assert count.corrections.count() == 1


def test_a_form_from_an_older_state_changes_nothing_and_keeps_what_was_typed(
    client: Client, count: HairCount
) -> None:
    correct(client, count, remove="2")
    answer = correct(client, count, seen="1", remove="3")
    assert answer.status_code == 409
    assert answer.context["form"].typed["remove"] == "3"
    assert count.corrections.count() == 1


def test_hands_that_fail_change_nothing_and_keep_what_was_typed(
    client: Client, count: HairCount, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Json:
        raise HandsError

    monkeypatch.setattr(putting_right, "answer_to", fail)
    answer = correct(client, count, remove="3")
    assert answer.status_code == 503
    assert answer.context["form"].typed["remove"] == "3"
    assert not count.corrections.exists()


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("remove", ""),
        ("remove", "0"),
        ("remove", "999"),
        ("remove", "2 2"),
        ("remove", "two"),
        ("remove", "-2"),
        ("remove", "2.5"),
        ("remove", "\u0662"),
        ("remove", "\x00"),
        ("remove", "9" * 4000),
        ("merge", "4"),
        ("merge", "4+4"),
        ("merge", "4+999"),
        ("merge", "4+5+6"),
        ("merge", "4+5, 5+6"),
        ("add", "100,100"),
        ("add", "100,100 100,100"),
        ("add", "-1,5 20,20"),
        ("add", "1,5 20,480"),
        ("add", "640,5 20,20"),
        ("add", "1e3,5 20,20"),
        ("add", "nan,5 20,20"),
        ("add", "<svg>"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused_in_words(
    client: Client, count: HairCount, field: str, text: str
) -> None:
    answer = correct(client, count, **{field: text})
    assert answer.status_code == 422
    assert answer.context["form"].to_check
    assert not count.corrections.exists()


@pytest.mark.parametrize("form", [{"once": "x"}, {"seen": "x"}, {"undo": "x"}, {"undo": "9" * 99}])
def test_a_form_that_no_page_of_ours_showed_is_refused(
    client: Client, count: HairCount, form: dict[str, str]
) -> None:
    assert correct(client, count, **{"remove": "2", **form}).status_code == 400


def test_too_many_changes_at_once_are_refused() -> None:
    many = measured(hairs=hairs(MOST_CHANGES + 1))
    typed = {"remove": " ".join(str(one.id) for one in many.hairs), "merge": "", "add": ""}
    assert "too many" in read_changes(typed, many).slips["remove"]


def test_in_a_clinic_a_correction_says_who_made_it_and_the_audit_notes_it(
    clinic_world: World, as_role: SignedIn, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.web.access.examples import Subject, a_row

    case = clinic_world.here.cases[0]
    picture = a_row(Picture, Subject(case, "canary"), quality={}, width=640, height=480)
    count = a_count(case, picture, measured())
    staff = as_role(Role.CLINICIAN)
    assert correct(staff, count, remove="2").status_code == 302
    row = count.corrections.get()
    assert (row.who, row.role) == (clinic_world.here.user(Role.CLINICIAN).pk, "clinician")
    assert staff.get(address("hair_count", case, count.public_id)).status_code == 200
    noted = AuditLine.objects.order_by("number").values_list("action", "route", "case")
    assert list(noted) == [
        ("write", "hair_count_correct", case.public_id),
        ("read", "hair_count", case.public_id),
    ]
    assert (
        as_role(Role.RECEPTION).get(address("hair_count", case, count.public_id)).status_code == 403
    )
    other = as_role(Role.OWNER, clinic_world.there)
    assert correct(other, count, remove="3").status_code == 404


# Into the record


def keep(client: Client, count: HairCount, **form: str) -> Any:
    fresh = HairCount.objects.get(pk=count.pk)
    told = {"seen": str(fresh.version), **form}
    return client.post(address("hair_count_keep", fresh.case, fresh.public_id), told)


def test_a_kept_count_stands_in_the_record_with_its_error_and_on_the_chart(
    client: Client, case: Case, count: HairCount
) -> None:
    assert keep(client, count).headers["Location"] == address("progress", case)
    (entry,) = kept(case).measurements
    assert entry.at == count.picture.at
    assert (entry.site, entry.device, entry.area_cm2, entry.hair_count) == (
        "crown",
        "lens",
        0.4,
        39,
    )
    assert entry.standard_error_per_cm2 == pytest.approx((130 - 70) / 2 / 1.96, abs=0.01)
    assert (entry.terminal_count, entry.vellus_count, entry.cut_um) == (27, 7, 40.0)
    assert entry.doubts == ("small area",)
    page = text_of(client, address("progress", case))
    assert "crown" in page
    assert "± 30" in page
    assert "In your record" in text_of(client, address("hair_count", case, count.public_id))


def test_keeping_twice_keeps_one_and_a_corrected_count_takes_its_place(
    client: Client, case: Case, count: HairCount
) -> None:
    assert [keep(client, count).status_code for _ in range(2)] == [302, 302]
    correct(client, count, remove="2, 3")
    page = text_of(client, address("hair_count", case, count.public_id))
    assert "Keep the corrected count" in page
    keep(client, count)
    (entry,) = kept(case).measurements
    assert entry.hair_count == 37
    assert "corrected by hand" in entry.doubts


def test_keeping_leaves_every_other_entry_alone(
    client: Client, case: Case, count: HairCount
) -> None:
    a_course(case)
    before = kept(case).measurements
    keep(client, count)
    assert [one for one in kept(case).measurements if one.area_cm2 != 0.4] == list(before)


def test_what_was_not_seen_is_not_kept(client: Client, case: Case, count: HairCount) -> None:
    correct(client, count, remove="2")
    answer = keep(client, count, seen="1")
    assert answer.status_code == 409
    assert kept(case).measurements == ()


@pytest.mark.parametrize(
    "more",
    [
        {"density_95": (1.0, 5000.0)},
        {"frame": None},
        {"hairs": hairs(600)},
    ],
)
def test_what_no_record_can_hold_is_said_and_not_kept(
    client: Client, case: Case, picture: Picture, more: dict[str, Any]
) -> None:
    count = a_count(case, picture, measured(**more))
    assert keep(client, count).status_code == 422
    assert kept(case).measurements == ()


def test_a_deleted_count_leaves_the_record_as_it_is(
    client: Client, case: Case, count: HairCount
) -> None:
    keep(client, count)
    where = address("hair_count_delete", case, count.public_id)
    assert "stays, and so does" in text_of(client, where)
    assert client.post(where).status_code == 302
    assert not HairCount.objects.exists()
    assert len(kept(case).measurements) == 1
    assert json.dumps(str(count)) == f'"hair count {count.public_id}"'


def test_what_was_found_and_corrected_goes_along_with_the_person_s_data(
    client: Client, case: Case, count: HairCount
) -> None:
    correct(client, count, remove="2")
    archive = ZipFile(BytesIO(export_of(case, now())))
    told = json.loads(archive.read(f"counts/{count.public_id}.json"))
    assert (told["picture"], told["found"]["count"]) == (f"{count.picture.public_id}.jpg", 39)
    assert [(one["do"], one["hair"]) for one in told["corrections"]] == [("remove", 2)]
