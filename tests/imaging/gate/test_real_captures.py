"""Real captures, where they lie beside the project: the gate opens, and bars are read."""

from __future__ import annotations

import os
from pathlib import Path

import cv2
import numpy as np
import pytest

from anagen.imaging.gate import gate
from anagen.imaging.scale import read_scale
from tests.house.tree import ROOT

SHARED = Path(os.environ.get("ANAGEN_SHARED", ROOT.parent / "shared"))
CAPTURES = sorted((SHARED / "data" / "fdu-gold").glob("*.jpg"))
#: From this year on the device draws no bar any more.
WITHOUT_BAR = "23"
PX_PER_MM = 359.0


@pytest.mark.skipif(not CAPTURES, reason="no captures beside the project")
@pytest.mark.parametrize("path", CAPTURES, ids=lambda path: path.stem)
def test_a_real_capture_passes_and_its_bar_is_read(path: Path) -> None:
    pixels = np.ascontiguousarray(cv2.imread(str(path))[..., ::-1])
    assert gate(pixels, PX_PER_MM).is_open
    reading = read_scale(pixels)
    if path.stem.startswith(WITHOUT_BAR):
        assert reading is None
    else:
        assert reading is not None
        assert reading.px_per_mm == pytest.approx(PX_PER_MM, rel=0.01)
