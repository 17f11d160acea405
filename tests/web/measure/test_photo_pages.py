"""The pages of photos: listed, looked at, corrected, compared, deleted."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageEnhance, ImageFilter

from anagen.records.measurement import Photo
from anagen.store.models import Case
from anagen.store.pictures import files
from anagen.store.pictures.models import Picture
from anagen.web.clock import now
from tests.imaging.drawn import as_file, scalp
from tests.web.measure.album import (
    PHOTO,
    address,
    ago,
    change,
    day_ago,
    kept,
    person,
    seen,
    send,
    taken,
    text_of,
)

pytestmark = pytest.mark.django_db

EDIT = {name: value for name, value in PHOTO.items() if name != "when"}


def edited(case: Case, **form: str) -> dict[str, str]:
    """The form of a photo's page as it stands, with changes."""
    day = kept(case).local_day(kept(case).photos[0].at)
    when = {"day": str(day.day), "month": str(day.month), "year": str(day.year)}
    return {**EDIT, **when, "seen": seen(case), **form}


def blurred() -> bytes:
    return as_file(scalp().filter(ImageFilter.GaussianBlur(9)))


# The list and the page of one


def test_no_photos_yet_says_why_a_first_set_is_worth_it(client: Client, case: Case) -> None:
    page = text_of(client, address("photos", case))
    assert "No photos yet" in page
    assert "cannot be made up for later" in page


def test_photos_are_listed_the_newest_first_and_a_bad_one_says_so(
    client: Client, case: Case
) -> None:
    old, new = taken(client, case, days=40), taken(client, case, data=blurred())
    page = text_of(client, address("photos", case))
    assert page.index(str(new.public_id)) < page.index(str(old.public_id))
    assert page.count("Not fit to compare") == 1


def test_a_photo_in_an_imported_record_without_a_picture_breaks_no_page(
    client: Client, case: Case
) -> None:
    change(case, photos=(Photo("from-a-file", ago(3)),))
    for name in ("photos", "photo_take", "photo_compare", "progress"):
        assert client.get(address(name, case)).status_code == 200, name


def test_a_blurred_photo_is_kept_and_its_page_says_what_to_do(client: Client, case: Case) -> None:
    picture = taken(client, case, data=blurred())
    page = text_of(client, address("photo", case, picture.public_id))
    assert "not fit to compare" in page
    assert "Hold still, wipe the lens" in page
    good = taken(client, case)
    assert "fit to compare" in text_of(client, address("photo", case, good.public_id))


def test_how_it_was_taken_can_be_corrected(client: Client, case: Case) -> None:
    picture = taken(client, case)
    before = kept(case).photos[0].at
    page = address("photo", case, picture.public_id)
    assert client.post(page, edited(case, zone="back", light="")).status_code == 302
    (photo,) = kept(case).photos
    assert (photo.zone and photo.zone.value, photo.light) == ("back", "")
    assert photo.at == before  # the same day keeps its hour
    day = day_ago(9)
    form = {"day": str(day.day), "month": str(day.month), "year": str(day.year)}
    assert client.post(page, edited(case, **form)).status_code == 302
    assert kept(case).local_day(kept(case).photos[0].at) == day
    picture.refresh_from_db()
    assert picture.at == kept(case).photos[0].at


def test_a_slip_and_an_old_page_change_nothing_and_keep_what_was_typed(
    client: Client, case: Case
) -> None:
    picture = taken(client, case)
    page, before = address("photo", case, picture.public_id), kept(case)
    slip = client.post(page, edited(case, hair_length_mm="long", light="<i>lamp</i>"))
    assert slip.status_code == 422
    assert "&lt;i&gt;lamp&lt;/i&gt;" in slip.content.decode()
    old = client.post(page, edited(case, light="<i>lamp</i>", seen="1"))
    assert old.status_code == 409
    assert "in another window meanwhile" in old.content.decode()
    assert "&lt;i&gt;lamp&lt;/i&gt;" in old.content.decode()
    assert kept(case) == before
    assert client.post(page, edited(case, seen="")).status_code == 400


def test_a_correction_sent_twice_is_no_conflict(client: Client, case: Case) -> None:
    picture = taken(client, case)
    form, page = edited(case, light="daylight"), address("photo", case, picture.public_id)
    assert [client.post(page, form).status_code for _ in range(2)] == [302, 302]


@pytest.mark.django_db(transaction=True)
def test_a_photo_is_deleted_with_its_files_once_that_is_confirmed(
    client: Client, case: Case
) -> None:
    picture, stays = taken(client, case), taken(client, case)
    page = address("photo_delete", case, picture.public_id)
    assert "cannot be brought back" in text_of(client, page)
    assert Picture.objects.count() == 2
    assert [client.post(page).status_code for _ in range(2)] == [302, 302]
    assert list(Picture.objects.all()) == [stays]
    assert [one.id for one in kept(case).photos] == [str(stays.public_id)]
    assert not files.picture_path(picture.public_id).exists()
    assert client.get(page).status_code == 404


# Who gets a picture


def test_a_picture_is_served_private_and_as_what_it_is(client: Client, case: Case) -> None:
    picture = taken(client, case)
    for name in ("photo_picture", "photo_thumbnail"):
        response = client.get(address(name, case, picture.public_id))
        assert response["Content-Type"] == "image/jpeg"
        assert response["Cache-Control"] == "no-store"
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Cross-Origin-Resource-Policy"] == "same-origin"
        assert response.content.startswith(b"\xff\xd8")


@pytest.mark.parametrize("name", ["photo", "photo_delete", "photo_picture", "photo_thumbnail"])
def test_a_picture_is_found_under_its_own_record_alone(
    client: Client, case: Case, name: str
) -> None:
    picture, other = taken(client, case), person()
    assert client.get(address(name, case, picture.public_id)).status_code == 200
    assert client.get(address(name, other, picture.public_id)).status_code == 404
    assert client.get(address(name, case, uuid4())).status_code == 404
    assert client.get(reverse(name, args=[uuid4(), picture.public_id])).status_code == 404


def test_deleting_under_another_record_deletes_nothing(client: Client, case: Case) -> None:
    picture, other = taken(client, case), person()
    client.post(address("photo_delete", other, picture.public_id))
    assert Picture.objects.count() == 1


def test_a_picture_whose_file_is_lost_is_a_page_and_no_crash(client: Client, case: Case) -> None:
    picture = taken(client, case)
    files.picture_path(picture.public_id).unlink()
    assert client.get(address("photo_picture", case, picture.public_id)).status_code == 404
    assert client.get(address("photo", case, picture.public_id)).status_code == 200


# Two side by side


def compared(client: Client, case: Case, **asked: str) -> tuple[str, bool | None]:
    """The page and its verdict: may they be compared?"""
    response = client.get(address("photo_compare", case), asked)
    assert response.status_code == 200
    pair = response.context["pair"]
    return response.content.decode(), pair.comparable if pair else None


def test_two_taken_alike_are_laid_over_each_other(client: Client, case: Case) -> None:
    before, after = taken(client, case, days=60), taken(client, case)
    page, comparable = compared(client, case)
    assert comparable is True
    assert "These two were taken alike." in page
    assert "Not comparable" not in page
    assert page.index(str(before.public_id)) < page.index(str(after.public_id))
    assert 'id="divider"' in page


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"light": "sun"}, "The light differs: bathroom lamp, then sun."),
        ({"camera": "tablet"}, "The camera differs: phone, then tablet."),
        ({"place": "garden"}, "The place differs: bathroom, then garden."),
        ({"hair_wet": "yes"}, "The hair is wet in one and dry in the other."),
        ({"hair_length_mm": "30"}, "The hair length differs: about 12 mm, then 30 mm."),
        ({"has_scale": "no"}, "There is no scale in the second picture."),
    ],
)
def test_what_was_taken_otherwise_is_refused_with_the_reason(
    client: Client, case: Case, form: dict[str, str], says: str
) -> None:
    taken(client, case, days=60)
    taken(client, case, **form)
    page, comparable = compared(client, case)
    assert comparable is False
    assert "These two cannot be compared." in page
    assert says in page
    assert 'id="divider"' not in page
    assert "/picture/" not in page


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (blurred(), "The second photo: It is blurred."),
        (as_file(ImageEnhance.Brightness(scalp()).enhance(0.55)), "much brighter than the other"),
        (
            as_file(ImageEnhance.Brightness(scalp()).enhance(0.2)),
            "The second photo: It is too dark",
        ),
        (as_file(scalp().filter(ImageFilter.GaussianBlur(1.5))), "much sharper than the other"),
    ],
)
def test_what_the_points_show_to_be_unlike_is_refused_whatever_was_written_down(
    client: Client, case: Case, data: bytes, says: str
) -> None:
    taken(client, case, days=60)
    taken(client, case, data=data)
    page, comparable = compared(client, case)
    assert comparable is False
    assert says in page


def test_another_part_of_the_scalp_is_refused_when_asked_for(client: Client, case: Case) -> None:
    crown, front = taken(client, case, days=60), taken(client, case, zone="hairline")
    page, comparable = compared(
        client, case, before=str(crown.public_id), after=str(front.public_id)
    )
    assert comparable is False
    assert "different parts of the scalp" in page


def test_what_nobody_wrote_down_is_said_and_no_promise_is_made(client: Client, case: Case) -> None:
    taken(client, case, days=60)
    taken(client, case, light="")
    page, comparable = compared(client, case)
    assert comparable is None
    assert "We cannot say whether these two may be compared." in page
    assert "Not written down each time: the light." in page


@pytest.mark.parametrize("dates", ["", "hidden"])
def test_what_may_only_be_looked_at_is_marked_on_every_picture(
    client: Client, case: Case, dates: str
) -> None:
    taken(client, case, days=60)
    taken(client, case, light="")
    page, _ = compared(client, case, **({"dates": dates} if dates else {}))
    above, _stage, below = page.partition('id="stage"')
    assert "it does not tell of more or less hair" in above
    assert 'id="divider"' in below  # looking stays allowed
    assert page.count("/picture/") == 4
    # Once over the two that lie on each other, once under each that stands by itself.
    assert below.count("Not comparable") == 3
    assert "may confirm" not in page
    assert "which has more hair" not in page


def test_the_order_of_asking_does_not_turn_time_round(client: Client, case: Case) -> None:
    before, after = taken(client, case, days=60), taken(client, case)
    asked = {"before": str(after.public_id), "after": str(before.public_id)}
    pair = client.get(address("photo_compare", case), asked).context["pair"]
    assert pair.before.picture == before


def test_with_the_dates_hidden_no_date_is_told_and_chance_picks_the_side(
    client: Client, case: Case
) -> None:
    taken(client, case, days=60)
    taken(client, case)
    years = {str(kept(case).local_day(one.at).year) for one in kept(case).photos}
    lefts = set()
    for _ in range(40):
        response = client.get(address("photo_compare", case), {"dates": "hidden"})
        main = response.content.decode().partition("<main")[2].partition("</main>")[0]
        visible = "".join(part.partition(">")[2] for part in main.split("<"))
        assert not [year for year in years if year in visible]
        lefts.add(response.context["frame"].left.id)
    assert len(lefts) == 2


@pytest.mark.parametrize("asked", [{}, {"before": "x", "after": "<b>"}])
def test_one_photo_or_none_is_no_pair(client: Client, case: Case, asked: dict[str, str]) -> None:
    assert "Two photos are needed" in compared(client, case, **asked)[0]
    picture = taken(client, case)
    assert "Two photos are needed" in compared(client, case, **asked)[0] or not asked
    twice = {"before": str(picture.public_id), "after": str(picture.public_id)}
    assert "same photo twice" in compared(client, case, **twice)[0]


def test_a_picture_of_another_record_is_never_compared(client: Client, case: Case) -> None:
    other = person()
    strange = taken(client, other)
    taken(client, case, days=60)
    taken(client, case)
    page, _ = compared(client, case, before=str(strange.public_id))
    assert str(strange.public_id) not in page.partition("<main")[2].partition("</main>")[0]


def test_a_wide_and_a_tall_picture_stand_in_one_frame(client: Client, case: Case) -> None:
    taken(client, case, days=60)
    taken(client, case, data=as_file(scalp().transpose(Image.Transpose.ROTATE_90)))
    response = client.get(address("photo_compare", case))
    assert response.context["frame"].height == round(1000 * 640 / 480)


def test_a_clock_that_went_back_hides_no_record(client: Client, case: Case) -> None:
    send(client, case)
    assert kept(case).photos[0].at <= now()


def test_the_list_costs_the_same_few_queries_however_many_photos_there_are(
    client: Client, case: Case, django_assert_max_num_queries: Any
) -> None:
    first = taken(client, case)
    row = {
        name: getattr(first, name)
        for name in ("at", "arrived", "zone", "bytes", "sha256", "width", "height", "quality")
    }
    ids = [uuid4() for _ in range(200)]
    Picture.objects.bulk_create(Picture(case=case, public_id=id, once=id, **row) for id in ids)
    change(case, photos=tuple(Photo(str(id), ago(1)) for id in ids))
    with django_assert_max_num_queries(8):
        page = text_of(client, address("photos", case))
    assert page.count("/small/") == 200
