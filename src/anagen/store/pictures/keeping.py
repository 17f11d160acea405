"""Keeps and erases pictures: the files, the row and the entry in the record go together."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from anagen.imaging.arrival import Arrived
from anagen.records.measurement import Photo
from anagen.records.record import Record
from anagen.store.models import Case
from anagen.store.pictures import files
from anagen.store.pictures.models import Drawing, Picture, Scope
from anagen.store.rows import change_record, wipe_the_log


@dataclass(frozen=True, slots=True)
class Incoming:
    """A picture on its way in. `photo` says how it was taken; its id is given here.

    `once` is the id of the form that brought it: sent twice, it is kept once.
    """

    once: UUID
    arrived: Arrived
    photo: Photo
    scope: Scope = Scope.RECORD
    is_close_up: bool = False


def keep_picture(case_id: UUID, incoming: Incoming, now: datetime) -> Picture:
    """The picture, kept: when this returns, files, row and record are safe on the disk.

    Raises Case.DoesNotExist for an unknown case, Picture.DoesNotExist when the form's id
    belongs to another case, and OSError when the files cannot be written. Then nothing is kept.
    """
    earlier = _kept_before(case_id, incoming.once)
    if earlier is not None:
        return earlier
    id = uuid4()
    files.note(id)
    try:
        files.write(id, incoming.arrived.picture, incoming.arrived.thumbnail)
        with transaction.atomic():
            picture = _with_row(case_id, id, incoming, now)
    except IntegrityError:  # the same form came in twice at the same moment
        files.remove(id)
        return Picture.objects.get(once=incoming.once, case__public_id=case_id)
    except BaseException:
        files.remove(id)
        raise
    files.close_note(id)
    return picture


def _kept_before(case_id: UUID, once: UUID) -> Picture | None:
    found = Picture.objects.select_related("case").filter(once=once).first()
    if found is not None and found.case.public_id != case_id:
        raise Picture.DoesNotExist
    return found


def _with_row(case_id: UUID, id: UUID, incoming: Incoming, now: datetime) -> Picture:
    photo, arrived = replace(incoming.photo, id=str(id)), incoming.arrived
    case = change_record(case_id, lambda record: with_photo(record, photo), now)
    return Picture.objects.create(
        public_id=id,
        once=incoming.once,
        case=case,
        at=photo.at,
        arrived=now,
        zone=photo.zone.value if photo.zone else "",
        bytes=len(arrived.picture),
        sha256=sha256(arrived.picture).hexdigest(),
        width=arrived.width,
        height=arrived.height,
        quality=asdict(arrived.quality),
        scope=incoming.scope,
        is_close_up=incoming.is_close_up,
    )


def with_photo(record: Record, photo: Photo) -> Record:
    """The record with this photo, in the place of one with the same id where there is one."""
    others = (one for one in record.photos if one.id != photo.id)
    return replace(record, photos=tuple(sorted((*others, photo), key=lambda one: one.at)))


def without_photo(record: Record, id: str) -> Record:
    """The record without this photo, and without its id where a check-in names it."""
    return replace(
        record,
        photos=tuple(one for one in record.photos if one.id != id),
        reports=tuple(
            replace(one, photos=tuple(name for name in one.photos if name != id))
            for one in record.reports
        ),
    )


def correct_picture(
    case_id: UUID, photo: Photo, scope: Scope, now: datetime, seen: int | None
) -> None:
    """Writes down anew how a picture was taken. Raises as `change_record` does."""
    with transaction.atomic():
        change_record(case_id, lambda record: with_photo(record, photo), now, seen)
        Picture.objects.filter(public_id=UUID(photo.id), case__public_id=case_id).update(
            at=photo.at, zone=photo.zone.value if photo.zone else "", scope=scope
        )


def erase_picture(case_id: UUID, id: UUID, now: datetime) -> None:
    """Takes a picture away: the entry, the row and the files. Asked twice, it does so once."""
    with transaction.atomic():
        change_record(case_id, lambda record: without_photo(record, str(id)), now)
        Picture.objects.filter(public_id=id, case__public_id=case_id).delete()
        transaction.on_commit(wipe_the_log)


def erase_files_of(instance: Picture, **_: object) -> None:
    """Takes the files of a deleted row away, once the deletion cannot be undone any more."""
    id = instance.public_id
    files.note(id)
    transaction.on_commit(lambda: files.remove(id))


def forget_drawings(case: Case, _kind: str) -> None:
    """Throws the charts of a case away once it changes: they may show what was just deleted."""
    if case.pk is not None:  # an erased case took its drawings along
        Drawing.objects.filter(case=case).delete()


def files_of(case: Case) -> list[Path]:
    """Every file of a case that is there: pictures and their small copies."""
    ids = Picture.objects.filter(case=case).values_list("public_id", flat=True)
    paths = (path for id in ids for path in (files.picture_path(id), files.thumbnail_path(id)))
    return [path for path in paths if path.is_file()]
