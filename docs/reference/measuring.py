"""Writes measuring.md: what a measured picture says, key by key and doubt by doubt."""

from __future__ import annotations

from collections.abc import Iterator

from making.page import page, table, write

from anagen.cli.batch.pictures import REFUSALS
from anagen.cli.batch.tables import COLUMNS
from anagen.imaging import density
from anagen.imaging.doubts import Doubt
from anagen.imaging.framing import GUARD_MM
from anagen.imaging.gate.findings import WORDS as OF_GATE
from anagen.imaging.hairs import CUTS_UM
from anagen.imaging.measure import NO_AREA, NO_SCALE
from anagen.imaging.measured import BIN_UM, BINS
from anagen.imaging.units import UNIT_MM
from anagen.imaging.widths import LEAST_CUTS, LEAST_PX, LEAST_SIGMAS

OPENING = f"""\
What `anagen measure` finds in one picture. See [measure hair](../how-to/measure-hair.md) for how to
take the picture.

**What counts.** One hair is one shaft, counted once, where it leaves the skin. It counts when that
place lies in the frame: the picture without its blank strips, without what a scale or caption
hides, and without a border of {GUARD_MM:g} mm. The frame is half-open: a root on its left or top
edge counts, one on the right or bottom edge does not, so frames side by side count no hair twice.
Roots within {UNIT_MM:g} mm of each other are one unit.

**Density** is the count divided by the area of the frame. Its interval says where 95 of 100
pictures of the same place would lie, each laid within a millimetre of it: what another millimetre
of skin changes ({100 * density.PLACEMENT_ERROR:.1f} % on {density.ON_HAIRS:g} hairs and
{density.ON_AREA_CM2:g} cm²), what the count misses or doubles
({100 * density.COUNTING_ERROR:g} %, {100 * density.CORRECTED_ERROR:g} % once a person looked
through it), and the error of the scale, twice.

**Width** is the median of many cuts across the shaft, at half of its height above the skin, with
the blur of the lens taken out. It needs {LEAST_CUTS} good cuts away from root, tip and other hairs.
Below {LEAST_PX:g} pixels, or {LEAST_SIGMAS:g} times the blur, it is a bound: the hair is at most
that wide. It is an optical width: read its change, not its value. Terminal and vellus are told
apart at {CUTS_UM[0]:g} and at {CUTS_UM[1]:g} µm, the two widths in use."""

KEYS = (
    ("image", "the name as it was given"),
    ("size_px", "width and height of the picture as given, upright"),
    ("px_per_mm, scale_source, scale_relative_error", "the scale, what told it (given, device, "
     "bar, ruler, target), and one standard error of it as a share"),
    ("area_cm2", "the area of the frame"),
    ("count", "hairs with their root in the frame"),
    ("density_per_cm2, density_95", "hairs in a cm², and the lower and upper end of its interval"),
    ("units", "count, hairs_per_unit, and how many units have one hair, two, and so on"),
    ("widths", f"how many hairs have a width, their median, and a histogram of {BINS} bars of "
     f"{BIN_UM:g} µm; the last bar takes all wider ones"),
    ("cuts", "terminal, vellus and unknown at each cut, and the share that is terminal"),
    ("coverage", "the share of the frame that hair covers"),
    ("frame", "box, blanks and outline in pixels; flat is the homography to the flat picture when "
     "a target was seen"),
    ("found_by", "network or ridges"),
    ("doubts", "names from the table below"),
    ("refused", "null, or why, says and do_next"),
    ("hairs", "every hair seen, counted or not: id, root, tip and path as [x, y], width_um, "
     "width_at_most, kind, sureness, unit, counted, mark (found, added, merged)"),
    ("removed", "hairs that the program found and a person took out"),
)  # fmt: skip
PLACES = """\
Places are [x, y] in pixels of the picture as given: the origin is the centre of the top left pixel,
x runs right and y down. A picture that its camera marked as turned is meant upright."""


def main() -> None:
    """Writes the page."""
    parts = [
        "## Doubts\n\nA doubt never changes a figure. It says how far to trust it.",
        table(("Name", "Short", "What it means", "What to do"), doubts()),
        "## Refusals\n\nA refused picture is an answer: nothing was counted, and here is why.",
        table(("Name", "Why", "What to do"), refusals()),
        f"## Keys of the JSON\n\n{PLACES}",
        table(("Key", "What it is"), ((f"`{name}`", says) for name, says in KEYS)),
        "## Columns of CSV and Parquet\n\nOne row for each picture; `found` counts all hairs seen.",
        table(("Column", "Type"), ((f"`{name}`", kind) for name, kind in COLUMNS.items())),
    ]
    write("measuring.md", page("A measured picture", "measuring.py", OPENING, parts))


def doubts() -> Iterator[tuple[str, ...]]:
    """A row for each doubt."""
    for doubt in Doubt:
        words = doubt.words
        yield f"`{doubt.value}`", words.short, words.long, words.then


def refusals() -> Iterator[tuple[str, ...]]:
    """A row for each reason; those of the gate may also be doubts, when they are mild."""
    for why, (says, then) in REFUSALS.items():
        yield f"`{why.value}`", says, then
    for finding, (says, then) in OF_GATE.items():
        yield f"`{finding.value}`", says, then
    for refused in (NO_SCALE, NO_AREA):
        yield f"`{refused.why}`", refused.says, refused.do_next


if __name__ == "__main__":
    main()
