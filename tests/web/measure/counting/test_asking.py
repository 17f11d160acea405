"""A close-up is sent or chosen, its scale is said, and the count is queued once."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from anagen.store.counts.models import HairCount, LensScale
from anagen.store.jobs.models import Job, State
from anagen.store.models import Case
from anagen.store.pictures.models import Picture
from anagen.web.access.viewer import Role
from anagen.web.guard import LARGER_BODIES
from tests.imaging.drawn import as_file, bomb, scalp
from tests.web.clinic_world import SignedIn, World
from tests.web.measure.album import JPEG, address, kept, person, taken, text_of, upload
from tests.web.measure.counting.ground import GIVEN, a_count, measured

pytestmark = pytest.mark.django_db


def start(client: Client, case: Case, data: bytes = JPEG, **form: str) -> Any:
    told = {"once": str(uuid4()), "when": "now", "picture": upload(data), **form}
    return client.post(address("hair_count_start", case), told)


def ask(client: Client, case: Case, picture: Picture, **form: str) -> Any:
    told = {**GIVEN, "once": str(uuid4()), **form}
    return client.post(address("hair_count_ask", case, picture.public_id), told)


# The picture


def test_a_close_up_is_kept_and_leads_on_to_its_scale(client: Client, case: Case) -> None:
    answer = start(client, case)
    picture = Picture.objects.get()
    assert answer.headers["Location"] == address("hair_count_ask", case, picture.public_id)
    assert picture.is_close_up
    assert [one.id for one in kept(case).photos] == [str(picture.public_id)]


def test_a_slip_beside_the_file_never_keeps_a_picture_out(client: Client, case: Case) -> None:
    answer = start(client, case, zone="nowhere", hair_length_mm="long")
    assert answer.status_code == 302
    assert kept(case).photos[0].zone is None


@pytest.mark.parametrize(
    ("data", "status", "says"),
    [
        (b"no picture at all", 422, "no photo that we can open"),
        (bomb(40_000, 40_000), 422, "too many points"),
        (as_file(scalp(100, 100)), 422, "too small"),
        (b"", 422, "Choose a picture"),
    ],
)
def test_a_file_that_is_no_close_up_is_refused_in_words(
    client: Client, case: Case, data: bytes, status: int, says: str
) -> None:
    answer = start(client, case, data)
    assert answer.status_code == status
    assert says in answer.content.decode()
    assert not Picture.objects.exists()


def test_the_upload_has_the_same_bound_as_the_photo_booth() -> None:
    assert LARGER_BODIES["hair_count_start"] == LARGER_BODIES["photo_take"]


def test_a_form_without_an_id_is_refused(client: Client, case: Case) -> None:
    assert start(client, case, once="x").status_code == 400


def test_the_same_form_sent_twice_keeps_one_picture(client: Client, case: Case) -> None:
    once = str(uuid4())
    assert [start(client, case, once=once).status_code for _ in range(2)] == [302, 302]
    assert Picture.objects.count() == 1


def test_a_picture_that_is_there_can_be_chosen_close_ups_first(client: Client, case: Case) -> None:
    whole = taken(client, case)
    start(client, case)
    page = text_of(client, address("hair_count_start", case))
    close = Picture.objects.get(is_close_up=True)
    places = [page.index(address("hair_count_ask", case, one.public_id)) for one in (close, whole)]
    assert places == sorted(places)


def test_a_close_up_is_never_what_photos_of_the_head_are_held_against(
    client: Client, case: Case
) -> None:
    start(client, case, zone="crown")
    first = taken(client, case, zone="crown")
    second = taken(client, case, zone="crown")
    page = client.get(address("photo_compare", case))
    assert [page.context[name].id for name in ("before", "after")] == [
        str(first.public_id),
        str(second.public_id),
    ]


# Where, and how large


def test_a_scale_that_is_given_is_queued_with_the_count_and_kept_for_the_lens(
    client: Client, case: Case, picture: Picture
) -> None:
    answer = ask(client, case, picture, hair_length_mm="0,8")
    count = HairCount.objects.get()
    assert answer.headers["Location"] == address("hair_count", case, count.public_id)
    assert (count.site, count.device, count.hair_length_mm) == ("crown", "lens", 0.8)
    assert count.scale == {"source": "given", "px_per_mm": 80.0}
    job = Job.objects.get()
    assert (job.state, job.args, job.case) == (
        State.WAITING,
        {"count": str(count.public_id)},
        case,
    )
    lens = LensScale.objects.get()
    assert (lens.name, lens.px_per_mm, lens.case) == ("lens", 80.0, case)


def test_the_width_of_the_skin_shown_does_as_well(
    client: Client, case: Case, picture: Picture
) -> None:
    ask(client, case, picture, across_mm="8", px_per_mm="")
    assert HairCount.objects.get().scale["px_per_mm"] == 80.0


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"site": ""}, "site"),
        ({"device": ""}, "device"),
        ({"scale": ""}, "scale"),
        ({"scale": "lens-999"}, "scale"),
        ({"px_per_mm": ""}, "across_mm"),
        ({"px_per_mm": "0"}, "px_per_mm"),
        ({"px_per_mm": "1e9"}, "px_per_mm"),
        ({"px_per_mm": "nan"}, "px_per_mm"),
        ({"across_mm": "-8"}, "across_mm"),
        ({"across_mm": "8", "px_per_mm": "120"}, "px_per_mm"),
        ({"hair_length_mm": "long"}, "hair_length_mm"),
        ({"site": "x" * 500}, "site"),
        ({"site": "\x00"}, "site"),
    ],
)
def test_a_slip_is_named_and_what_was_typed_stays(
    client: Client, case: Case, picture: Picture, form: dict[str, str], field: str
) -> None:
    answer = ask(client, case, picture, **form)
    assert answer.status_code == 422
    assert field in answer.context["form"].slips
    if "device" not in form:
        assert answer.context["form"].typed["device"] == "lens"
    assert not HairCount.objects.exists()
    assert not Job.objects.exists()


def test_a_scale_read_from_the_picture_is_kept_for_no_lens(
    client: Client, case: Case, picture: Picture
) -> None:
    ask(client, case, picture, scale="read")
    assert HairCount.objects.get().scale == {"source": "read"}
    assert not LensScale.objects.exists()


def test_the_kept_scale_is_offered_for_the_next_picture_of_that_size_alone(
    client: Client, case: Case, picture: Picture
) -> None:
    ask(client, case, picture)
    lens = LensScale.objects.get()
    again = taken(client, case)
    page = client.get(address("hair_count_ask", case, again.public_id))
    assert page.context["form"].typed["scale"] == f"lens-{lens.pk}"
    assert ask(client, case, again, scale=f"lens-{lens.pk}").status_code == 302
    assert HairCount.objects.get(picture=again).scale == {"source": "device", "px_per_mm": 80.0}
    other = taken(client, case, data=as_file(scalp(800, 600)))
    page = client.get(address("hair_count_ask", case, other.public_id))
    assert (page.context["lenses"], page.context["form"].typed["scale"]) == ([], "read")
    assert ask(client, case, other, scale=f"lens-{lens.pk}").status_code == 422


def test_the_same_form_sent_twice_counts_once(client: Client, case: Case, picture: Picture) -> None:
    once = str(uuid4())
    first, second = (ask(client, case, picture, once=once) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert (HairCount.objects.count(), Job.objects.count()) == (1, 1)


def test_a_form_of_another_case_is_refused(client: Client, case: Case, picture: Picture) -> None:
    once = str(uuid4())
    ask(client, case, picture, once=once)
    other = person()
    theirs = taken(client, other)
    assert ask(client, other, theirs, once=once).status_code == 400


def test_a_picture_of_another_case_cannot_be_counted(
    client: Client, case: Case, picture: Picture
) -> None:
    assert ask(client, person(), picture).status_code == 404


# In a clinic


def test_a_clinic_needs_the_consent_to_pictures(clinic_world: World, as_role: SignedIn) -> None:
    case = clinic_world.here.cases[0]
    client = as_role(Role.CLINICIAN)
    assert client.get(address("hair_count_start", case)).status_code == 403
    picture = start(as_role(Role.PATIENT), case)
    assert picture.status_code == 302
    theirs = Picture.objects.get()
    assert client.get(address("hair_count_ask", case, theirs.public_id)).status_code == 403
    assert client.get(address("hair_counts", case)).status_code == 200


def test_the_scale_of_a_clinic_s_lens_serves_all_its_patients_and_no_other_clinic(
    clinic_world: World, as_role: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    from anagen.web.measure.counting import start_views

    monkeypatch.setattr(start_views, "is_allowed", lambda *_: True)
    here, there = clinic_world.here, clinic_world.there
    staff = as_role(Role.ASSISTANT)
    for case in here.cases:
        start(staff, case)
    first, second = (case.pictures.get() for case in here.cases)
    assert ask(staff, here.cases[0], first).status_code == 302
    page = staff.get(address("hair_count_ask", here.cases[1], second.public_id))
    assert [lens.name for _, lens in page.context["lenses"]] == ["lens"]
    other = as_role(Role.ASSISTANT, there)
    start(other, there.cases[0])
    theirs = there.cases[0].pictures.get()
    page = other.get(address("hair_count_ask", there.cases[0], theirs.public_id))
    assert page.context["lenses"] == []


# The list


def test_the_list_says_how_each_count_stands(client: Client, case: Case, picture: Picture) -> None:
    assert "Nothing counted yet" in text_of(client, address("hair_counts", case))
    a_count(case, picture, measured())
    ask(client, case, picture)
    page = text_of(client, address("hair_counts", case))
    assert "39 hairs counted" in page
    assert "Being counted" in page
