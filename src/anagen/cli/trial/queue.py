"""`anagen trial queue`: pictures under random names in a random order, some of them twice."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from anagen.cli.trial.files import add_log, add_time, grown, new_file, new_folder, seed_of
from anagen.records.mistakes import Mistake, shown

if TYPE_CHECKING:
    from anagen.imaging.opening import Opener
    from anagen.imaging.scalp import Pixels
    from anagen.outlook.trial.queue import Picture, Place

#: All files of a queue are given one date that means nothing.
NO_DATE = 946_684_800
SHEET = "reads.csv"


def add_to(part: argparse.ArgumentParser) -> None:
    """Says what it takes."""
    part.add_argument("folder", metavar="FOLDER", help="pictures as PERSON/VISIT.jpg, or deeper")
    part.add_argument("--out", metavar="FOLDER", required=True, help="what the reader is given")
    part.add_argument("--key", metavar="FILE", required=True, help="who is who; keep it apart")
    part.add_argument(
        "--duplicates", type=float, default=0.2, metavar="X", help="share shown twice; 0.2"
    )
    part.add_argument("--secret", metavar="HEX", help="drawn from the operating system by default")
    add_log(part)
    add_time(part)
    part.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Writes the queue, its sheet and its key."""
    from random import Random

    from anagen.outlook.trial.log import Event
    from anagen.outlook.trial.queue import hash_of_key, key_text, queue

    source, out = Path(options.folder), new_folder(options.out)
    if Path(options.key).resolve().is_relative_to(out.resolve()):
        then = "Keep it where the reader cannot see it."
        raise Mistake("--key", "a place inside the queue", "a place apart from it", then)
    # Random takes the whole secret; who holds it could lay the same queue again.
    numbers = Random(seed_of(options.secret).hex())  # noqa: S311 - an order, not a cipher
    places = queue(_pictures(source), options.duplicates, numbers)
    key = key_text(places)
    # All or nothing: the folder gets its name once every picture is in it and the key is safe.
    with TemporaryDirectory(dir=out.parent, prefix=".queue") as part:
        made = Path(part) / "made"
        _write(source, made, places)
        new_file(options.key, key, mode=0o600)
        os.replace(made, out)
    facts = {"key": hash_of_key(key), "pictures": len(places)}
    grown(options, lambda log, at: log.next(Event.QUEUED, facts, at))
    again = sum(place.is_again for place in places)
    print(f"{out}: {len(places)} pictures to read, {again} of them shown for the second time")
    print(f"The reader fills in {SHEET}. Keep {options.key} from every reader.")
    print("A date or a name that stands in the picture itself is still there: look for it.")
    return 0


def _pictures(source: Path) -> list[Picture]:
    """Every picture of the folder: its first folder is the person, what follows the visit."""
    from anagen.cli.batch.pictures import ENDINGS
    from anagen.outlook.trial.queue import Picture

    if not source.is_dir():
        then = "Lay pictures out as PERSON/VISIT.jpg."
        raise Mistake(str(source), "no folder", "a folder of pictures", then)
    found = []
    for path in sorted(source.rglob("*")):
        parts = path.relative_to(source).parts
        if path.suffix.lower() not in ENDINGS or any(part.startswith(".") for part in parts):
            continue
        if len(parts) < 2:
            then = "Put it into the folder of its person."
            raise Mistake(shown("/".join(parts)), "a picture of nobody", "PERSON/VISIT.jpg", then)
        visit = parts[1] if len(parts) > 2 else path.stem
        found.append(Picture(parts[0], visit, "/".join(parts)))
    return found


def _write(source: Path, made: Path, places: Sequence[Place]) -> None:
    """Every picture from its points alone; what the camera wrote beside them stays behind."""
    from PIL import Image

    from anagen.imaging.opening import Opener
    from anagen.outlook.trial.reads import empty_sheet

    made.mkdir()
    with Opener() as opener:
        for place in places:
            path = made / f"{place.name}.jpg"
            pixels = _points(source, place.picture.file, opener)
            Image.fromarray(pixels).save(path, "JPEG", quality=place.quality)
    (made / SHEET).write_text(empty_sheet(places), encoding="utf-8", newline="")
    for path in made.iterdir():
        os.utime(path, (NO_DATE, NO_DATE))


def _points(source: Path, name: str, opener: Opener) -> Pixels:
    from anagen.cli.batch.pictures import REFUSALS
    from anagen.imaging.arrival import PictureRefused

    try:
        return opener.open((source / name).read_bytes()).pixels
    except PictureRefused as refused:
        says, then = REFUSALS[refused.why]
        raise Mistake(shown(name), says.rstrip("."), "a picture", then) from None
    except OSError as error:
        reason = (error.strerror or "an error").lower()
        raise Mistake(shown(name), reason, "a picture we may read", "Check it.") from None
