"""How exactly the scale is read, and whether the gate lets real captures pass.

`python -m bench.imaging_scale` prints the error of the burnt-in bar over every capture beside the
project (left out with a message where there are none), and the error of the printed target held
at a tilt, blurred and badly lit. Nothing here is trained or tuned on those captures.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from anagen.imaging.gate import gate
from anagen.imaging.scale import Reading, read_scale
from tests.house.tree import ROOT
from tests.imaging.scale.photographed import Photo, photographed, true_px_per_mm

SHARED = Path(os.environ.get("ANAGEN_SHARED", ROOT.parent / "shared"))
#: What the README beside the captures says the bar is worth.
TRUE_PX_PER_MM = 359.0
MOST_ERROR_PERCENT = 1.0
TILTS = (0, 5, 10, 15, 20, 25)
HELD = (
    Photo(px_per_mm=50, turn_degrees=10),
    Photo(px_per_mm=50, turn_degrees=77, blur_px=2, noise=4, jpeg=60, dark_side=0.4),
    Photo(px_per_mm=45, turn_degrees=200, blur_px=3, noise=4, jpeg=40, dark_side=0.3),
    Photo(px_per_mm=20, turn_degrees=130, blur_px=1.5, noise=5, jpeg=50, size=(640, 512)),
)


def main() -> int:
    """Prints everything; 1 when a bar that is set for this was missed."""
    cv2.setNumThreads(1)
    return max(of_bars(), of_target())


def of_bars() -> int:
    """The bar over all captures: quarters, and the reviewed ones whole."""
    data = SHARED / "data"
    paths = [*(data / "fdu-hairfollicle").glob("images/*.jpg"), *(data / "fdu-gold").glob("*.jpg")]
    if not paths:
        print("bar: no captures beside the project, left out")
        return 0
    off, false, missed, shut = [], 0, 0, 0
    for path in sorted(paths):
        pixels = np.ascontiguousarray(cv2.imread(str(path))[..., ::-1])
        reading = read_scale(pixels)
        if shows_a_bar(path):
            missed += reading is None
            off += [error_percent(reading, TRUE_PX_PER_MM)] if reading else []
        else:
            false += reading is not None
        shut += is_whole(path) and not gate(pixels, TRUE_PX_PER_MM).is_open
    print(
        f"bar: {len(off)} of {len(off) + missed} read, error at most {max(off):.2f} %, "
        f"mean {np.mean(off):.2f} %; read where there is none: {false} of {len(paths)}"
    )
    print(f"gate: {shut} whole captures refused of {sum(map(is_whole, paths))}")
    return int(missed > 0 or false > 0 or shut > 0 or max(off) > MOST_ERROR_PERCENT)


def is_whole(path: Path) -> bool:
    """Whether this is a whole capture and no quarter of one."""
    return path.parent.name == "fdu-gold"


def shows_a_bar(path: Path) -> bool:
    """The lower left quarter and whole captures show it; from 2023 on none does."""
    is_early = path.stem < "2302"
    return is_early and (is_whole(path) or path.stem.endswith("_3"))


def of_target() -> int:
    """The target at every tilt."""
    worst = 0.0
    for tilt in TILTS:
        errors = []
        for seed, held in enumerate(HELD):
            photo = replace(held, tilt_degrees=tilt)
            reading = read_scale(photographed(photo, seed=seed))
            errors.append(error_percent(reading, true_px_per_mm(photo)) if reading else 100.0)
        worst = max(worst, *errors)
        print(f"target at {tilt:2d}°: error at most {max(errors):.2f} % of {len(HELD)} photos")
    return int(worst > MOST_ERROR_PERCENT)


def error_percent(reading: Reading, true: float) -> float:
    """How far a reading is off."""
    return 100 * abs(reading.px_per_mm / true - 1)


if __name__ == "__main__":
    sys.exit(main())
