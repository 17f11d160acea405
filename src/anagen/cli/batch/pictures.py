"""Which pictures a command means, and what one of them gives.

A picture is opened in a process of its own (`anagen.imaging.opening`). Whatever is wrong with it
becomes a refusal with a reason; nothing a file holds can end the command.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anagen.imaging.arrival import MOST_BYTES, PictureRefused, Why
from anagen.imaging.measured import Measured, Refused
from anagen.imaging.opening import Opened, Opener
from anagen.imaging.writing import written
from anagen.records.mistakes import Mistake, shown

Json = dict[str, Any]

#: Names of pictures. Those we cannot open are among them: they become a row with a reason.
ENDINGS = frozenset(
    {
        ".avif", ".bmp", ".gif", ".heic", ".heif", ".jfif", ".jpeg", ".jpg", ".png", ".tif",
        ".tiff", ".webp",
    }
)  # fmt: skip

#: Why a file was refused, and what to do.
REFUSALS = {
    Why.EMPTY: ("The file is empty.", "Copy it again."),
    Why.TOO_MANY_BYTES: ("The file is larger than 25 MB.", "Save the picture as a JPEG."),
    Why.NOT_A_PICTURE: (
        "This is no JPEG, PNG or HEIC, whatever its name says.",
        "Save the picture as a JPEG or PNG.",
    ),
    Why.DAMAGED: ("The picture is damaged and cannot be opened.", "Copy it again."),
    Why.TOO_MANY_POINTS: ("The picture has too many points.", "Save it smaller."),
    Why.TOO_FEW_POINTS: (
        "The picture has fewer than 240 points on a side.",
        "Use the picture as the camera took it.",
    ),
    Why.TOO_HEAVY: (
        "Opening the picture took more memory or time than a picture needs.",
        "Save it anew as a JPEG.",
    ),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person says about all pictures of one command."""

    px_per_mm: float | None = None
    wants_overlay: bool = False

    @property
    def key(self) -> str:
        """What makes a result of other settings another result."""
        return repr(self.px_per_mm)


@dataclass(frozen=True, slots=True)
class Picture:
    """One file: the name that stands in the results, and where it lies."""

    name: str
    path: Path
    is_of_folder: bool = False

    def content(self) -> bytes:
        """What the file holds; no more than one byte above what we open."""
        try:
            with self.path.open("rb") as file:
                return file.read(MOST_BYTES + 1)
        except OSError as error:
            reason = (error.strerror or "an error").lower()
            raise Mistake(self.name, reason, "a picture we may read", "Check it.") from None


def pictures_in(names: Iterable[str]) -> list[Picture]:
    """The pictures that these names mean, in the order of the names; folders are gone through."""
    found: dict[Path, Picture] = {}
    for name in names:
        for picture in _behind(name):
            found.setdefault(picture.path.absolute(), picture)
    return list(found.values())


def _behind(name: str) -> Iterator[Picture]:
    place = Path(name)
    if place.is_dir():
        yield from _inside(place)
    elif place.exists():
        yield Picture(name, place)
    else:
        raise Mistake(shown(name), "no such file", "a picture or a folder", "Check its name.")


def _inside(folder: Path) -> Iterator[Picture]:
    inside = sorted(path for path in folder.rglob("*") if _is_picture(path, folder))
    if not inside:
        raise Mistake(
            shown(str(folder)),
            "no picture in it",
            "JPEG, PNG or HEIC files",
            "Name another.",
        )
    for path in inside:
        yield Picture(str(path), path, is_of_folder=True)


def _is_picture(path: Path, folder: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    return path.suffix.lower() in ENDINGS and not hidden and path.is_file()


@dataclass(frozen=True, slots=True)
class Yield:
    """What one picture gives: its result as JSON, and the picture with its hairs drawn in."""

    result: Json
    overlay: bytes = b""


def yield_of(data: bytes, settings: Settings, opener: Opener) -> Yield:
    """What these bytes give. `image` is left empty: the same file may have several names."""
    try:
        opened = opener.open(data)
    except PictureRefused as refused:
        return Yield(refusal(refused.why))
    try:
        return _measured(opened, settings)
    except Exception as fault:  # ours, and yet one picture must not end a batch of thousands
        says = f"Our program failed on this picture: {type(fault).__name__}."
        why = Refused("fault", says, "Tell us, with the picture if you may show it.")
        return Yield(written(Measured("", *opened.given_size, refused=why)))


def _measured(opened: Opened, settings: Settings) -> Yield:
    measured = measured_points(opened, settings)
    if not settings.wants_overlay:
        return Yield(written(measured))
    from anagen.imaging.overlay import overlay_png

    return Yield(written(measured), overlay_png(opened.pixels, measured))


def refusal(why: Why) -> Json:
    """The result of a file that is not opened."""
    says, then = REFUSALS[why]
    return written(Measured("", 0, 0, refused=Refused(why.value, says, then)))


def unreadable(mistake: Mistake) -> Json:
    """The result of a file that may not be read."""
    says = f"The file could not be read: {mistake.found}."
    refused = Refused("unreadable", says, "Check who may read it.")
    return written(Measured("", 0, 0, refused=refused))


def measured_points(opened: Opened, settings: Settings) -> Measured:
    """An opened picture, measured, in the points of the picture as given."""
    from anagen.imaging.enlarging import as_given
    from anagen.imaging.measure import Given, measure
    from anagen.imaging.scale import Known

    across, _ = opened.zoom
    given = settings.px_per_mm * across if settings.px_per_mm else None
    return as_given(measure(opened.pixels, Given(scale=Known(given_px_per_mm=given))), opened)


def key_of(data: bytes, settings: Settings) -> str:
    """What names a result: the file's content, the settings, and the version that measured."""
    from anagen import __version__

    said = f"{__version__}|{settings.key}|".encode()
    return hashlib.sha256(said + data).hexdigest()
