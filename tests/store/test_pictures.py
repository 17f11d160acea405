"""Pictures: files, row and record come together and go together, whatever happens in between."""

from __future__ import annotations

import threading
import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, transaction

from anagen.imaging.arrival import Arrived
from anagen.imaging.quality import Quality
from anagen.records.answers import Answer
from anagen.records.measurement import Photo
from anagen.records.record import Record
from anagen.records.report import Report
from anagen.records.words import Setting, Zone
from anagen.store.models import Case
from anagen.store.pictures import files, keeping
from anagen.store.pictures.keeping import (
    Incoming,
    correct_picture,
    erase_picture,
    files_of,
    keep_picture,
)
from anagen.store.pictures.models import Drawing, Picture, Scope
from anagen.store.pictures.sweeping import Misfits, misfits, sweep
from anagen.store.rows import ChangedMeanwhile, change_record, erase_case, open_case, record_of

NOW = datetime(2026, 11, 20, 18, 40, tzinfo=UTC)
EMPTY = Record(setting=Setting.HOME, timezone="Europe/Madrid")
ARRIVED = Arrived(b"\xff\xd8 a picture", b"\xff\xd8 small", 640, 480, None, Quality(400, 50, 0))
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def data_folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def case() -> Case:
    return open_case(EMPTY, NOW, uuid.uuid4())


def incoming(zone: Zone | None = Zone.CROWN, at: datetime = NOW) -> Incoming:
    return Incoming(uuid.uuid4(), ARRIVED, Photo("new", at, zone, light="lamp"))


def kept(case: Case) -> Record:
    return record_of(Case.objects.get(pk=case.pk), NOW)


def on_disk() -> list[Path]:
    return sorted(path for path in files.pictures_folder().rglob("*") if path.is_file())


# Coming


def test_a_kept_picture_has_files_a_row_and_an_entry_in_the_record(case: Case) -> None:
    picture = keep_picture(case.public_id, incoming(), NOW)
    assert files.picture_path(picture.public_id).read_bytes() == ARRIVED.picture
    assert files.thumbnail_path(picture.public_id).read_bytes() == ARRIVED.thumbnail
    (photo,) = kept(case).photos
    assert photo == Photo(str(picture.public_id), NOW, Zone.CROWN, light="lamp")
    assert (picture.zone, picture.width, picture.bytes) == ("crown", 640, len(ARRIVED.picture))
    assert Quality(**picture.quality) == ARRIVED.quality
    assert files_of(case) == on_disk()
    assert misfits() == Misfits((), ())


def test_only_the_owner_of_the_account_can_read_the_files(case: Case) -> None:
    keep_picture(case.public_id, incoming(), NOW)
    modes = {path.stat().st_mode & 0o777 for path in on_disk()}
    folders = {path.stat().st_mode & 0o777 for path in files.pictures_folder().iterdir()}
    assert (modes, folders) == ({0o600}, {0o700})


def test_a_form_sent_twice_keeps_one_picture(case: Case) -> None:
    form = incoming()
    assert keep_picture(case.public_id, form, NOW) == keep_picture(case.public_id, form, NOW)
    assert (Picture.objects.count(), len(kept(case).photos), len(on_disk())) == (1, 1, 2)


def test_a_double_tap_at_the_same_moment_keeps_one_picture(case: Case) -> None:
    form, found, ready = incoming(), [], threading.Barrier(4)

    def tap() -> None:
        try:
            ready.wait()
            found.append(keep_picture(case.public_id, form, NOW).public_id)
        finally:
            connections.close_all()

    taps = [threading.Thread(target=tap) for _ in range(4)]
    for one in taps:
        one.start()
    for one in taps:
        one.join()
    assert len(found) == 4
    assert len(set(found)) == 1
    assert (Picture.objects.count(), len(kept(case).photos), len(on_disk())) == (1, 1, 2)


def test_a_form_of_another_case_brings_nothing(case: Case) -> None:
    form, other = incoming(), open_case(EMPTY, NOW, uuid.uuid4())
    keep_picture(case.public_id, form, NOW)
    with pytest.raises(Picture.DoesNotExist):
        keep_picture(other.public_id, form, NOW)
    assert kept(other).photos == ()
    assert len(on_disk()) == 2


def test_photos_stand_in_the_order_they_were_taken(case: Case) -> None:
    for days in (1, 30, 5):
        keep_picture(case.public_id, incoming(at=NOW - timedelta(days=days)), NOW)
    times = [one.at for one in kept(case).photos]
    assert times == sorted(times)


@pytest.mark.parametrize("fails", ["write", "row"])
def test_what_cannot_be_kept_whole_leaves_nothing(
    case: Case, fails: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "no space left")

    place = (files, "write") if fails == "write" else (keeping, "_with_row")
    monkeypatch.setattr(*place, full)
    with pytest.raises(OSError, match="no space"):
        keep_picture(case.public_id, incoming(), NOW)
    assert on_disk() == []
    assert (Picture.objects.count(), kept(case).photos) == (0, ())


def test_a_disk_that_fills_up_between_the_two_files_leaves_nothing(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = files._write

    def once(path: Path, data: bytes) -> None:
        if path.name.endswith(files.THUMBNAIL):
            raise OSError(28, "no space left")
        real(path, data)

    monkeypatch.setattr(files, "_write", once)
    with pytest.raises(OSError, match="no space"):
        keep_picture(case.public_id, incoming(), NOW)
    assert on_disk() == []


def test_an_unknown_case_gets_no_picture() -> None:
    with pytest.raises(Case.DoesNotExist):
        keep_picture(uuid.uuid4(), incoming(), NOW)
    assert on_disk() == []


# Correcting


def test_a_correction_changes_the_record_and_the_row(case: Case) -> None:
    picture = keep_picture(case.public_id, incoming(), NOW)
    told = replace(kept(case).photos[0], zone=Zone.HAIRLINE, at=NOW - timedelta(days=3))
    correct_picture(case.public_id, told, Scope.TEACHING, NOW, seen=2)
    picture.refresh_from_db()
    assert kept(case).photos == (told,)
    assert (picture.zone, picture.at, picture.scope) == ("hairline", told.at, "teaching")


def test_a_correction_from_an_old_page_changes_neither(case: Case) -> None:
    picture = keep_picture(case.public_id, incoming(), NOW)
    told = replace(kept(case).photos[0], zone=Zone.HAIRLINE)
    with pytest.raises(ChangedMeanwhile):
        correct_picture(case.public_id, told, Scope.TEACHING, NOW, seen=1)
    picture.refresh_from_db()
    assert (picture.zone, picture.scope, kept(case).photos[0].zone) == (
        "crown", "record", Zone.CROWN,
    )  # fmt: skip


# Going


def test_an_erased_picture_is_gone_everywhere(case: Case) -> None:
    gone, stays = (keep_picture(case.public_id, incoming(), NOW) for _ in range(2))
    erase_picture(case.public_id, gone.public_id, NOW)
    erase_picture(case.public_id, gone.public_id, NOW)  # asked twice
    assert [one.id for one in kept(case).photos] == [str(stays.public_id)]
    assert list(Picture.objects.all()) == [stays]
    assert files_of(case) == on_disk()


def test_a_check_in_no_longer_names_an_erased_picture(case: Case) -> None:
    gone, stays = (str(keep_picture(case.public_id, incoming(), NOW).public_id) for _ in range(2))
    told = Report(NOW, signs={"redness": Answer(True, NOW)}, photos=(gone, stays))
    change_record(case.public_id, lambda one: replace(one, reports=(told,)), NOW)
    erase_picture(case.public_id, uuid.UUID(gone), NOW)
    assert kept(case).reports == (replace(told, photos=(stays,)),)


def test_a_picture_of_another_case_is_not_erased(case: Case) -> None:
    other = open_case(EMPTY, NOW, uuid.uuid4())
    picture = keep_picture(case.public_id, incoming(), NOW)
    erase_picture(other.public_id, picture.public_id, NOW)
    assert len(on_disk()) == 2
    assert Picture.objects.count() == 1


def test_erasing_a_case_erases_its_files_and_drawings_and_no_others(case: Case) -> None:
    other = open_case(EMPTY, NOW, uuid.uuid4())
    for _ in range(3):
        keep_picture(case.public_id, incoming(), NOW)
    stays = keep_picture(other.public_id, incoming(), NOW)
    Drawing.objects.create(case=case, name="timeline", key="k", svg="<svg/>")
    erase_case(case.public_id)
    assert list(Picture.objects.all()) == [stays]
    assert Drawing.objects.count() == 0
    assert files_of(other) == on_disk()


def test_an_erasure_that_is_undone_keeps_the_files(case: Case) -> None:
    picture = keep_picture(case.public_id, incoming(), NOW)
    with transaction.atomic():
        Picture.objects.all().delete()
        transaction.set_rollback(True)
    assert files_of(case) == [
        files.picture_path(picture.public_id),
        files.thumbnail_path(picture.public_id),
    ]
    assert sweep() == 0
    assert len(files_of(case)) == 2
    assert files.noted() == []


# After a crash


def test_a_picture_that_never_got_its_row_is_swept_away(case: Case) -> None:
    """The machine stopped between the files and the row."""
    id = uuid.uuid4()
    files.note(id)
    files.write(id, b"picture", b"small")
    assert misfits() == Misfits((), (id,))
    assert sweep() == 1
    assert on_disk() == []
    assert misfits() == Misfits((), ())


def test_half_a_file_is_swept_away() -> None:
    id = uuid.uuid4()
    files.note(id)
    draft = files.picture_path(id).with_name(f"{id}.jpg.part")
    draft.parent.mkdir(parents=True)
    draft.write_bytes(b"half")
    assert sweep() == 1
    assert on_disk() == []


def test_a_picture_whose_row_made_it_stays(case: Case) -> None:
    """The machine stopped between the row and striking out the note."""
    picture = keep_picture(case.public_id, incoming(), NOW)
    files.note(picture.public_id)
    assert sweep() == 0
    assert len(files_of(case)) == 2
    assert files.noted() == []


def test_an_erasure_that_was_interrupted_is_finished(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The machine stopped after the row was gone and before the files were."""
    picture = keep_picture(case.public_id, incoming(), NOW)
    monkeypatch.setattr(files, "remove", lambda _id: None)
    erase_picture(case.public_id, picture.public_id, NOW)
    assert len(on_disk()) == 3  # both files, and the note
    monkeypatch.undo()
    assert sweep() == 1
    assert not files.picture_path(picture.public_id).exists()


def test_files_that_nobody_noted_are_named_and_never_deleted() -> None:
    """Somebody started with another database: its pictures are not ours to throw away."""
    stranger = uuid.uuid4()
    files.write(stranger, b"picture", b"small")
    assert sweep() == 0
    assert misfits() == Misfits((), (stranger,))
    assert len(on_disk()) == 2


def test_a_row_without_its_file_is_named(case: Case) -> None:
    picture = keep_picture(case.public_id, incoming(), NOW)
    files.picture_path(picture.public_id).unlink()
    assert misfits() == Misfits((picture.public_id,), ())
    assert [path.name for path in files_of(case)] == [f"{picture.public_id}.thumb.jpg"]


def test_any_change_of_a_record_throws_its_drawings_away_and_no_others(case: Case) -> None:
    other = open_case(EMPTY, NOW, uuid.uuid4())
    for one in (case, other):
        Drawing.objects.create(case=one, name="timeline", key="k", svg="<svg/>")
    change_record(case.public_id, lambda one: replace(one, timezone="UTC"), NOW)
    assert [one.case for one in Drawing.objects.all()] == [other]


def test_files_of_somebody_else_are_passed_over() -> None:
    for name in ("open/notes.txt", "ab/holiday.jpg", "ab/x.thumb.jpg"):
        path = files.pictures_folder() / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    assert sweep() == 0
    assert misfits() == Misfits((), ())
    assert len(on_disk()) == 3


def test_no_row_tells_about_a_person_in_a_log(case: Case) -> None:
    picture = keep_picture(case.public_id, incoming(), NOW)
    drawing = Drawing.objects.create(case=case, name="timeline", key="k", svg="<svg/>")
    assert str(picture) == f"picture {picture.public_id}"
    assert str(drawing) == f"drawing {drawing.pk}"
