"""`anagen compare`: two visits laid on each other and compared hair by hair."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from anagen.cli.outputs import write_file
from anagen.records.mistakes import Mistake, shown

if TYPE_CHECKING:
    from anagen.cli.batch.pictures import Settings
    from anagen.imaging.match import Compared, Visit
    from anagen.imaging.measured import Measured
    from anagen.imaging.opening import Opener

MEASURED = "a picture, or what `anagen measure --json` printed for one"


def add_to(command: argparse.ArgumentParser) -> None:
    """Says what the command takes."""
    command.add_argument("before", metavar="BEFORE", help=f"the first visit: {MEASURED}")
    command.add_argument("after", metavar="AFTER", help="the second visit, in the same form")
    command.add_argument(
        "--repeat", metavar="FILE", action="append", default=[],
        help="another picture of the first visit's day; gives the error of measuring",
    )  # fmt: skip
    command.add_argument(
        "--px-per-mm", type=float, metavar="X", help="pixels in a millimetre, when you know them"
    )
    command.add_argument("--json", action="store_true", help="print JSON for programs")
    command.add_argument("--overlay", metavar="FILE", help="write both pictures with signs, a PNG")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prints what changed. Visits that cannot be compared are an answer too."""
    scale = options.px_per_mm
    if scale is not None and not 1 <= scale <= 5000:
        raise Mistake(
            "--px-per-mm", shown(scale), "a number from 1 to 5000", "Give pixels in a millimetre."
        )
    # OpenCV and SciPy take a moment to load; the other commands must not wait for them.
    from anagen.cli.batch.pictures import Settings
    from anagen.imaging.match import compare, told
    from anagen.imaging.opening import Opener

    with Opener() as opener:
        names = (options.before, options.after, *options.repeat)
        before, after, *repeats = (_visit(name, Settings(scale), opener) for name in names)
    compared = compare(before, after, [(before, repeat) for repeat in repeats])
    if options.overlay:
        from anagen.imaging.match.drawn import comparison_png

        write_file(options.overlay, comparison_png(before, after, compared))
    if options.json:
        print(json.dumps(told(compared), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(compared)))
    return 0


def _visit(name: str, settings: Settings, opener: Opener) -> Visit:
    """A visit from a picture, or from what was measured on one."""
    from anagen.cli.batch.pictures import Picture, measured_points, pictures_in, refusal
    from anagen.imaging.arrival import PictureRefused
    from anagen.imaging.match import Visit
    from anagen.imaging.writing import read

    picture: Picture = pictures_in([name])[0]
    data = picture.content()
    if picture.is_of_folder:
        raise Mistake(shown(name), "a folder", MEASURED, "Name one picture.")
    if data[:1] in (b"{", b"["):
        return Visit(_saved(name, data))
    try:
        opened = opener.open(data)
    except PictureRefused as refused:
        return Visit(read(refusal(refused.why)))
    return Visit(measured_points(opened, settings), opened.pixels)


def _saved(name: str, data: bytes) -> Measured:
    """What `anagen measure --json` printed."""
    from anagen.imaging.writing import read

    try:
        return read(json.loads(data))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        raise Mistake(
            shown(name), "JSON of another kind", MEASURED, "Measure one picture with --json."
        ) from None


def _lines(compared: Compared) -> Iterator[str]:
    """A comparison in words."""
    from anagen.imaging.match.fates import Fate, Growth

    if compared.why is not None:
        yield f"Not comparable. {compared.why.says}"
        return
    low, high = compared.change_95 or (0.0, 0.0)
    yield f"{compared.change_per_cm2:+.1f} hairs in a cm², 95 %: {low:+.1f} to {high:+.1f}"
    yield (
        "more than measuring alone would change"
        if compared.is_beyond_error
        else "no more than measuring alone may change: read it as no change"
    ) + f" (up to {compared.smallest_detectable_change:.1f} in a cm²)"
    yield ", ".join(f"{compared.count(fate)} {fate.value}" for fate in Fate)
    yield "of those kept: " + ", ".join(f"{compared.count(one)} {one.value}" for one in Growth)
    yield (
        f"{100 * (compared.overlap or 0):.0f} % of the skin is in both pictures, "
        f"{compared.area_cm2:.2f} cm²"
    )
    if compared.residual_mm is not None:
        yield f"roots lie on each other within {1000 * compared.residual_mm:.0f} µm"
    for caution in compared.cautions:
        yield f"caution: {caution.says}"
