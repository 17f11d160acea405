"""Light: too little, too much, or thrown straight back; and whether this is skin at all.

All bounds are our own choice. They were set on pictures that we rendered or spoilt ourselves, with
room to the real captures that were looked at, and no study stands behind them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from anagen.imaging.gate.findings import Finding, Found, Weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anagen.imaging.gate.view import View

#: The brightest parts of deep brown skin in fair light are about 70 of 255; below, noise rules.
LEAST_BRIGHT = 52.0
#: Pale skin in good light has a middle of about 200.
MOST_MIDDLE = 232.0
#: From this on a point is burnt out: nothing can be seen in it.
BURNT_OUT = 250
#: Points of glare cost their own area, and a hair beneath. Beyond the second bound, too many.
GLARE_PERCENT, MOST_GLARE_PERCENT = 2.0, 12.0
#: Skin and hair lie between pink, yellow and the blue of cold lamps, and are never this colourful.
MOST_CHROMA = 48.0
HUES = (-105.0, 122.0)
#: Below this chroma the hue means nothing.
COLOURED = 12.0
MOST_ODD_PERCENT = 50.0
#: Skin varies in colour even where it looks grey; paper, walls and grey pictures do not.
LEAST_CHROMA = 3.0
#: Chance noise changes from point to point; in a picture neighbours are alike.
MOST_NOISE = 6.0
#: Nothing at all is in view when the whole picture spans fewer levels than this.
LEAST_SPAN = 6.0


def light_figures(view: View) -> dict[str, float]:
    """Brightness, glare and colour of the picture."""
    grey = view.grey
    chroma = np.hypot(view.lab[..., 1], view.lab[..., 2])
    hue = np.degrees(np.arctan2(view.lab[..., 2], view.lab[..., 1]))
    odd = (chroma > COLOURED) & ((hue > HUES[1]) | (hue < HUES[0])) | (chroma > MOST_CHROMA)
    low, middle, high = np.percentile(grey, (2, 50, 98))
    rough = cv2.Laplacian(grey.astype(np.float32), cv2.CV_32F)
    return {
        "middle_level": float(middle),
        "high_level": float(high),
        "span_levels": float(high - low),
        "glare_percent": 100 * float(np.mean(grey >= BURNT_OUT)),
        "odd_colour_percent": 100 * float(np.mean(odd)),
        "chroma_95": float(np.percentile(chroma, 95)),
        "noise": float(rough.var() / (grey.var() + 1.0)),
    }


def light_findings(figures: dict[str, float]) -> Iterator[Found]:
    """What the light spoils, and whether skin can be in view."""
    high, middle = figures["high_level"], figures["middle_level"]
    if high < LEAST_BRIGHT:
        yield Found(Finding.TOO_DARK, Weight.REFUSES, high, LEAST_BRIGHT, "of 255")
    elif middle > MOST_MIDDLE:
        yield Found(Finding.TOO_BRIGHT, Weight.REFUSES, middle, MOST_MIDDLE, "of 255")
    glare = figures["glare_percent"]
    if glare > MOST_GLARE_PERCENT:
        yield Found(Finding.GLARE, Weight.REFUSES, glare, MOST_GLARE_PERCENT, "%")
    elif glare > GLARE_PERCENT:
        yield Found(Finding.GLARE, Weight.LOWER_BOUND, glare, GLARE_PERCENT, "%")
    if high >= LEAST_BRIGHT:
        yield from _in_view(figures)


def _in_view(figures: dict[str, float]) -> Iterator[Found]:
    odd, noise, span = (figures[name] for name in ("odd_colour_percent", "noise", "span_levels"))
    if odd > MOST_ODD_PERCENT:
        yield Found(Finding.NO_SCALP, Weight.REFUSES, odd, MOST_ODD_PERCENT, "% of the points")
    elif noise > MOST_NOISE:
        yield Found(Finding.NO_SCALP, Weight.REFUSES, noise, MOST_NOISE, "times its variance")
    elif span < LEAST_SPAN:
        yield Found(Finding.NO_SCALP, Weight.REFUSES, span, LEAST_SPAN, "of 255")
    elif figures["chroma_95"] < LEAST_CHROMA:
        chroma = figures["chroma_95"]
        yield Found(Finding.COLOURLESS, Weight.LOWER_BOUND, chroma, LEAST_CHROMA, "of L*a*b*")
