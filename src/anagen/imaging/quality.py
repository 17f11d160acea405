"""How good a picture is: sharpness, brightness and glare, worked out from its pixels.

The figures tell a usable picture from a spoilt one, and two pictures taken alike from two that
were not. They say nothing about hair. The bounds are our own choice: they were set by looking at
scalp pictures that we blurred and darkened ourselves, and no study stands behind them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PIL import Image, ImageFilter, ImageStat

#: Every picture is looked at in this size, so that figures of two cameras can be compared.
LONGEST_SIDE_PX = 512
#: Points at least this bright are burnt out: nothing can be seen in them.
BURNT_OUT = 250
FULL = 255
LAPLACIAN = ImageFilter.Kernel((3, 3), (0, 1, 0, 1, -4, 1, 0, 1, 0), scale=1, offset=128)

LEAST_SHARPNESS = 20.0
LEAST_BRIGHTNESS_PERCENT, MOST_BRIGHTNESS_PERCENT = 18.0, 85.0
MOST_GLARE_PERCENT = 6.0
#: Beyond these, two pictures of one scalp differ so much that hair looks fuller or thinner.
MOST_TIMES_AS_SHARP = 3.0
MOST_BRIGHTNESS_APART_PERCENT = 15.0
MOST_GLARE_APART_PERCENT = 4.0


class Fault(Enum):
    """What spoils one picture."""

    BLURRED = "blurred"
    DARK = "dark"
    BRIGHT = "bright"
    GLARE = "glare"


class Apart(Enum):
    """What differs between two pictures, seen in their pixels."""

    SHARPNESS = "sharpness"
    BRIGHTNESS = "brightness"
    GLARE = "glare"


@dataclass(frozen=True, slots=True)
class Quality:
    """The figures of one picture.

    `sharpness` is the variance of the Laplacian of the grey picture, 512 points at its longest
    side: higher is sharper, and long or dense hair raises it too. Brightness is the mean, from 0
    (black) to 100 (white). Glare is the share of burnt-out points.
    """

    sharpness: float
    brightness_percent: float
    glare_percent: float

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What spoils the picture; nothing for a usable one."""
        found = {
            Fault.BLURRED: self.sharpness < LEAST_SHARPNESS,
            Fault.DARK: self.brightness_percent < LEAST_BRIGHTNESS_PERCENT,
            Fault.BRIGHT: self.brightness_percent > MOST_BRIGHTNESS_PERCENT,
            Fault.GLARE: self.glare_percent > MOST_GLARE_PERCENT,
        }
        return tuple(fault for fault, is_so in found.items() if is_so)

    def apart_from(self, other: Quality) -> tuple[Apart, ...]:
        """What differs too much between two pictures to lay them side by side."""
        dull, sharp = sorted((self.sharpness, other.sharpness))
        light = abs(self.brightness_percent - other.brightness_percent)
        glare = abs(self.glare_percent - other.glare_percent)
        found = {
            Apart.SHARPNESS: sharp > MOST_TIMES_AS_SHARP * max(dull, 1.0),
            Apart.BRIGHTNESS: light > MOST_BRIGHTNESS_APART_PERCENT,
            Apart.GLARE: glare > MOST_GLARE_APART_PERCENT,
        }
        return tuple(one for one, is_so in found.items() if is_so)


def quality_of(image: Image.Image) -> Quality:
    """The figures of a picture, of whatever size and colour."""
    small = image.copy()
    small.thumbnail((LONGEST_SIDE_PX, LONGEST_SIDE_PX), Image.Resampling.BOX, reducing_gap=2.0)
    grey = small.convert("L")
    points = grey.width * grey.height
    edges = grey.filter(LAPLACIAN)
    if min(edges.size) > 2:  # the outermost points have no neighbours: the filter skips them
        edges = edges.crop((1, 1, edges.width - 1, edges.height - 1))
    return Quality(
        sharpness=round(ImageStat.Stat(edges).var[0], 1),
        brightness_percent=round(100 * ImageStat.Stat(grey).mean[0] / FULL, 1),
        glare_percent=round(100 * sum(grey.histogram()[BURNT_OUT:]) / points, 2),
    )
