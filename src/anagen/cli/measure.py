"""`anagen measure`: the hairs of pictures, counted on a known area."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from anagen.records.mistakes import Mistake, shown

if TYPE_CHECKING:
    from anagen.cli.batch.journal import Journal
    from anagen.cli.batch.pictures import Json
    from anagen.cli.batch.rounds import Round

STOPPED = 130


def add_to(command: argparse.ArgumentParser) -> None:
    """Says what the command takes."""
    command.add_argument("images", nargs="+", metavar="IMAGE", help="pictures, or folders of them")
    command.add_argument(
        "--px-per-mm", type=float, metavar="X", help="pixels in a millimetre, when you know them"
    )
    command.add_argument("--json", action="store_true", help="print JSON for programs")
    command.add_argument(
        "--overlay", type=Path, metavar="DIR", help="write each picture with its hairs drawn in"
    )
    command.add_argument(
        "--out", metavar="FILE", help="write a .csv, .json or .parquet; go on after a stop"
    )
    command.add_argument(
        "--workers", type=int, metavar="N", help="measure N pictures at once; 1 by default"
    )
    command.add_argument("--dask", metavar="ADDRESS", help="measure on a dask cluster")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Measures all pictures and says what they gave. A refused picture is an answer."""
    check(options)
    # OpenCV and SciPy take a moment to load; the other commands must not wait for them.
    from anagen.cli.batch.crew import crew_of
    from anagen.cli.batch.pictures import Settings, pictures_in
    from anagen.cli.batch.rounds import Round

    pictures = pictures_in(options.images)
    settings = Settings(options.px_per_mm, wants_overlay=options.overlay is not None)
    crew = crew_of(options.workers or 1, options.dask)
    with journal_of(options.out) as journal:
        batch = Round(pictures, settings, journal, options.overlay)
        try:
            batch.measure(crew)
        except KeyboardInterrupt:
            return stopped(journal, options.out)
        say(batch, options)
    return 0


def check(options: argparse.Namespace) -> None:
    """Refuses what cannot be meant, before anything is measured."""
    scale = options.px_per_mm
    if scale is not None and not 1 <= scale <= 5000:
        raise Mistake(
            "--px-per-mm", shown(scale), "a number from 1 to 5000", "Give pixels in a millimetre."
        )
    if options.workers is not None and not 1 <= options.workers <= 256:
        raise Mistake("--workers", shown(options.workers), "1 to 256", "Name fewer or more.")
    if options.out is not None:
        from anagen.cli.batch.tables import check_ending

        check_ending(options.out)
    if options.overlay is not None:
        try:
            options.overlay.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = (error.strerror or "an error").lower()
            raise Mistake("--overlay", reason, "a folder", "Name another folder.") from None


@contextmanager
def journal_of(out: str | None) -> Iterator[Journal]:
    """The journal beside the file that is written; without one, a journal that is thrown away."""
    from anagen.cli.batch.journal import Journal

    if out is not None:
        with Journal(Path(f"{out}.journal")) as journal:
            yield journal
        return
    with TemporaryDirectory(prefix="anagen-") as folder, Journal(Path(folder) / "once") as journal:
        yield journal


def say(batch: Round, options: argparse.Namespace) -> None:
    """Prints or writes the results."""
    from anagen.cli.batch.tables import write_results
    from anagen.cli.batch.telling import told

    if options.out is not None:
        write_results(options.out, batch.results())
        print(f"{options.out}: {batch.summary()}", file=sys.stderr if options.json else sys.stdout)
    elif not options.json:
        for number, result in enumerate(batch.results()):
            print(("\n" if number else "") + told(result))
    if options.json:
        print_json(batch.results(), is_one=batch.is_one)


def print_json(results: Iterator[Json], *, is_one: bool) -> None:
    """One picture as one object; several, or a folder, as a list."""
    if is_one:
        print(json.dumps(next(results), ensure_ascii=False, indent=1))
        return
    print("[")
    for number, result in enumerate(results):
        print(",\n" if number else "", json.dumps(result, ensure_ascii=False), sep="", end="")
    print("\n]")


def stopped(journal: Journal, out: str | None) -> int:
    """What to say when a person stops the command."""
    kept = f"; {len(journal)} pictures are kept, the same command goes on" if out else ""
    print(f"\nanagen: stopped{kept}", file=sys.stderr)
    return STOPPED
