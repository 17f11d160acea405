"""Puts right what a crash left half done, and says what does not fit together."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from anagen.store.pictures import files
from anagen.store.pictures.models import Picture


@dataclass(frozen=True, slots=True)
class Misfits:
    """Pictures of which a half is missing. Both lists are empty when all is well."""

    rows_without_file: tuple[UUID, ...]
    files_without_row: tuple[UUID, ...]


def sweep() -> int:
    """Finishes every coming and going that was interrupted, and says how many pictures left.

    Called at the start, before any page is shown: a picture that is just coming in has no row
    yet, and would be taken for one that never made it.
    """
    noted = files.noted()
    kept = set(Picture.objects.filter(public_id__in=noted).values_list("public_id", flat=True))
    for id in noted:
        if id in kept:
            files.close_note(id)
        else:
            files.remove(id)
    return len(noted) - len(kept)


def misfits() -> Misfits:
    """Rows without a file and files without a row. Nothing is deleted: either may be wanted."""
    rows = set(Picture.objects.values_list("public_id", flat=True))
    on_disk = set(files.pictures_on_disk())
    return Misfits(tuple(sorted(rows - on_disk)), tuple(sorted(on_disk - rows)))
