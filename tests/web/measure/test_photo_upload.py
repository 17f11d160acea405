"""A photo is sent: kept clean, or refused in words with all that was typed."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from anagen.records.measurement import Photo
from anagen.records.words import Zone
from anagen.store.models import Case
from anagen.store.pictures import files
from anagen.store.pictures.models import Picture
from anagen.web import clock
from anagen.web.guard import LARGER_BODIES, MOST_BYTES
from anagen.web.measure import photo_views, uploading
from tests.imaging.drawn import CANARY, as_file, bomb, heic, scalp, with_secrets
from tests.web.measure.album import PHOTO, address, kept, person, send, taken, text_of, upload

pytestmark = pytest.mark.django_db


# What is kept


def test_it_works_and_everything_that_was_said_stands_in_the_record(
    client: Client, case: Case
) -> None:
    response = send(client, case)
    (photo,) = kept(case).photos
    assert response.headers["Location"] == address("photo", case, photo.id)
    assert photo == Photo(
        photo.id, photo.at, Zone.CROWN, "phone", "bathroom lamp", "bathroom", 12.0, False, True
    )
    picture = Picture.objects.get()
    assert (picture.width, picture.height, picture.scope) == (640, 480, "record")


def test_what_is_left_out_stays_unknown(client: Client, case: Case) -> None:
    blank = {name: "" for name in PHOTO if name not in ("zone", "when")}
    send(client, case, **blank)
    (photo,) = kept(case).photos
    assert photo == Photo(photo.id, photo.at, Zone.CROWN)


@pytest.mark.parametrize("data", [as_file(scalp(), "PNG"), heic(), with_secrets()])
def test_every_kind_that_phones_write_is_kept_without_its_secrets(
    client: Client, case: Case, data: bytes
) -> None:
    send(client, case, data)
    picture = Picture.objects.get()
    shown = client.get(address("photo_picture", case, picture.public_id))
    small = client.get(address("photo_thumbnail", case, picture.public_id))
    for response in (shown, small):
        whole = response.content
        assert Image.open(BytesIO(whole)).format == "JPEG"
        assert CANARY not in whole
        assert b"Exif" not in whole


def test_a_photo_of_an_earlier_day_stands_on_that_day(client: Client, case: Case) -> None:
    taken(client, case, days=40)
    before = kept(case)
    (photo,) = before.photos
    assert before.local_day(photo.at) == before.local_day(clock.now()) - timedelta(days=40)


def test_the_form_stands_as_last_time_but_asks_anew_what_changes(
    client: Client, case: Case
) -> None:
    taken(client, case)
    typed = client.get(address("photo_take", case) + "?zone=hairline").context["page"].form.typed
    assert (typed["light"], typed["place"], typed["camera"]) == (
        "bathroom lamp",
        "bathroom",
        "phone",
    )
    assert (typed["zone"], typed["hair_wet"], typed["has_scale"], typed["when"]) == (
        "hairline", "", "", "now",
    )  # fmt: skip


# The time that the camera wrote down


def test_the_cameras_day_is_offered_once_and_kept_only_when_taken_up(
    client: Client, case: Case
) -> None:
    response = send(client, case, with_secrets())
    assert response.headers["Location"].endswith("?taken=2026-03-07T10:20")
    page = text_of(client, response.headers["Location"])
    assert "7\u00a0March 2026" in page
    (photo,) = kept(case).photos
    assert clock.now() - photo.at < timedelta(minutes=5)
    assert "7\u00a0March" not in text_of(client, address("photo", case, photo.id))
    form = {"seen": "2", "taken": "2026-03-07T10:20"}
    assert client.post(address("photo", case, photo.id), form).status_code == 302
    assert kept(case).local(kept(case).photos[0].at).isoformat() == "2026-03-07T10:20:00+01:00"


@pytest.mark.parametrize("time", ["", "soon", "2999-01-01T10:00", "1889-01-01T10:00",
                                  "2026-03-07T10:20+01:00"])  # fmt: skip
def test_a_time_that_no_camera_wrote_is_not_taken(client: Client, case: Case, time: str) -> None:
    picture = taken(client, case)
    page = address("photo", case, picture.public_id)
    assert "Use that day" not in text_of(client, f"{page}?taken={time.replace('+', '%2B')}")
    assert client.post(page, {"seen": "2", "taken": time}).status_code == 400


# What is refused


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (None, "Choose a photo"),
        (b"", "Choose a photo"),
        (b"<svg onload='alert(1)'/>", "no photo that we can open"),
        (b"PK\x03\x04" + bytes(5000), "no photo that we can open"),
        (as_file(scalp())[:5000], "damaged or cut off"),
        (bomb(30_000, 30_000), "too many points"),
        (bomb(50_000, 1), "too small or too narrow"),
    ],
)
def test_what_is_no_photo_is_refused_in_words_with_the_form_as_typed(
    client: Client, case: Case, data: bytes | None, says: str
) -> None:
    response = send(client, case, data, light="the <b>red</b> lamp")
    page = response.content.decode()
    assert response.status_code == 422
    assert says in page
    assert "the &lt;b&gt;red&lt;/b&gt; lamp" in page
    assert kept(case).photos == ()
    assert Picture.objects.count() == 0
    assert not list(files.pictures_folder().glob("*/*.jpg"))


def test_a_file_above_the_cap_is_not_read_into_memory(
    client: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploading, "MOST_BYTES", 100_000)
    monkeypatch.setattr(photo_views, "arrive", None)  # it must not even be looked at
    response = send(client, case, b"\xff\xd8\xff" + bytes(3_000_000))
    assert response.status_code == 413
    assert "larger than 25 MB" in response.content.decode()
    assert "bathroom lamp" in response.content.decode()


def test_only_the_booth_may_be_sent_a_large_body(client: Client, case: Case) -> None:
    large = {"CONTENT_LENGTH": str(MOST_BYTES + 1)}
    for name in ("photos", "photo_compare", "progress", "treatments", "measurement_add"):
        assert client.post(address(name, case), **large).status_code == 413, name
    assert client.post("/nowhere/", **large).status_code == 413
    too_large = {"CONTENT_LENGTH": str(LARGER_BODIES["photo_take"] + 1)}
    assert client.post(address("photo_take", case), **too_large).status_code == 413


def test_a_file_sent_to_any_other_form_never_reaches_the_disk(client: Client, case: Case) -> None:
    form: dict[str, Any] = {"seen": "1", "product": "minoxidil", "picture": upload(bytes(50_000))}
    client.post(address("treatments", case), form)
    assert not files.pictures_folder().exists()


def test_a_full_disk_is_said_and_nothing_is_half_kept(
    client: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(files, "write", full)
    response = send(client, case)
    assert response.status_code == 507
    assert "The disk may be full" in response.content.decode()
    assert kept(case).photos == ()


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("hair_length_mm", "long", "a number from 0 to 2,000"),
        ("hair_length_mm", "99999", "a number from 0 to 2,000"),
        ("light", "x" * 81, "80 characters"),
        ("place", "a\0b", "cannot keep"),
        ("zone", "nose", "Say which part it shows."),
        ("zone", "", "Say which part it shows."),
        ("hair_wet", "perhaps", "Choose one of these."),
    ],
)
def test_a_slip_beside_a_good_photo_never_loses_the_photo(
    client: Client, case: Case, field: str, typed: str, says: str
) -> None:
    response = send(client, case, **{field: typed})
    assert response.status_code == 422
    page = response.content.decode()
    assert "The photo is kept." in page
    assert says in page
    (photo,) = kept(case).photos
    assert getattr(photo, field) in (None, "")
    assert photo.camera == "phone"


def test_a_day_that_has_not_come_is_a_slip_and_the_photo_is_kept(
    client: Client, case: Case
) -> None:
    day = {"day": "1", "month": "1", "year": str(clock.now().year + 1)}
    assert send(client, case, when="earlier", **day).status_code == 422
    assert len(kept(case).photos) == 1


# Twice, and by whom


def test_a_double_tap_keeps_one_photo(client: Client, case: Case) -> None:
    once = uuid4()
    first, second = (send(client, case, once=once) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Picture.objects.count() == 1


@pytest.mark.parametrize("once", ["", "x"])
def test_a_form_that_no_page_of_ours_showed_is_refused(
    client: Client, case: Case, once: str
) -> None:
    form: dict[str, Any] = {**PHOTO, "once": once, "picture": upload()}
    assert client.post(address("photo_take", case), form).status_code == 400


def test_the_form_of_another_record_is_refused(client: Client, case: Case) -> None:
    once, other = uuid4(), person()
    send(client, case, once=once)
    assert send(client, other, once=once).status_code == 400
    assert kept(other).photos == ()


def test_another_site_can_send_no_photo(strict_client: Client, case: Case) -> None:
    assert send(strict_client, case).status_code == 403
    assert Picture.objects.count() == 0


def test_an_unknown_record_takes_no_photo(client: Client) -> None:
    assert client.get(reverse("photo_take", args=[uuid4()])).status_code == 404
