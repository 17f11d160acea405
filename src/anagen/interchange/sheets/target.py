"""The printable target: a page of small frames to cut out, with a line that checks the printer.

Everything on it is drawn as shapes of exact size, so any printer can print it as fine as it can.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from anagen.imaging.scale.printed import CHECK_LINE_MM, SIDE_MM, WINDOW_MM, drawn
from anagen.interchange.sheets.writable import FONTS, writable
from anagen.interchange.words import Words

TEMPLATE = Path(__file__).parent / "target.typ"
#: The names that people know the sizes of paper by, and Typst's.
PAPERS = {"a4": "a4", "letter": "us-letter"}
ACROSS, DOWN = 6, 6
MM_PER_INCH = 25.4
#: Every file says the same moment: the page depends on nothing but its words.
MADE = 1_767_225_600


@dataclass(frozen=True, slots=True)
class Kind:
    """What a page is drawn as."""

    name: Literal["pdf", "png"]
    standard: Literal["ua-1"] | None
    px_per_mm: float = 10.0


def target_pdf(words: Words, paper: str) -> bytes:
    """The page as a PDF that a screen reader can read."""
    return _drawn(words, paper, Kind("pdf", "ua-1"))


def target_png(words: Words, paper: str, px_per_mm: float) -> bytes:
    """The same page as a picture, to see what a camera would see."""
    return _drawn(words, paper, Kind("png", None, px_per_mm))


def target_svg() -> str:
    """One target as a drawing of exact size."""
    half = SIDE_MM / 2
    shapes = "".join(
        f'<rect x="{one.x:.3f}" y="{one.y:.3f}" width="{one.wide:.3f}" height="{one.high:.3f}" '
        f'fill="{one.colour}"/>'
        for one in drawn()
    )
    window = (
        f'<rect x="{-WINDOW_MM / 2}" y="{-WINDOW_MM / 2}" width="{WINDOW_MM}" '
        f'height="{WINDOW_MM}" fill="none" stroke="#808080" stroke-width="0.08"/>'
    )
    edge = (
        f'<rect x="{-half + 0.04}" y="{-half + 0.04}" width="{SIDE_MM - 0.08}" '
        f'height="{SIDE_MM - 0.08}" fill="#ffffff" stroke="#bfbfbf" stroke-width="0.08"/>'
    )
    view = f"{-half} {-half} {SIDE_MM} {SIDE_MM}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}">{edge}{shapes}{window}</svg>'


def _drawn(words: Words, paper: str, kind: Kind) -> bytes:
    import typst

    content: bytes = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format=kind.name,
        ppi=kind.px_per_mm * MM_PER_INCH,
        sys_inputs={"page": json.dumps(_page(words, paper))},
        pdf_standards=kind.standard,
        timestamp=MADE,
    )
    return content


def _page(words: Words, paper: str) -> dict[str, object]:
    gettext = words.gettext
    steps = (
        gettext("Print at 100 %. Do not let the printer fit the page to the paper."),
        gettext(
            "Measure the long line with a ruler. If it is not 50 mm long, tell Anagen what it is."
        ),
        gettext(
            "Cut out one frame and its window. Lay it flat on the scalp: hair shows through it."
        ),
        gettext(
            "Take the picture from straight above, with all four corner marks in it, and sharp."
        ),
        gettext("Use a clean frame each time. Never lay paper on sore or bleeding skin."),
    )
    return {
        "paper": PAPERS[paper],
        "language": words.language.code,
        "is_right_to_left": words.is_right_to_left,
        "title": writable(gettext("Scale for close-ups")),
        "lead": writable(
            gettext("Anagen reads from these frames how large things are in a picture.")
        ),
        "steps": [writable(one) for one in steps],
        "line": writable(gettext("This line is 50 mm long.")),
        "line_mm": CHECK_LINE_MM,
        "means": writable(
            gettext("A frame with a window of 10 mm, a mark in each corner, and a millimetre rule")
        ),
        "foot": writable(
            gettext("Paper cannot be sterilised. Not a medical device, no diagnosis.")
        ),
        "svg": target_svg(),
        "side_mm": SIDE_MM,
        "across": ACROSS,
        "down": DOWN,
    }
