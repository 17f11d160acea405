"""What a rendered picture should show; whatever is left None is drawn from the seed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

Range = tuple[float, float]


class Look(Enum):
    """The kinds of picture that are rendered."""

    CLIPPED = "clipped"
    VARIED = "varied"
    SPARSE = "sparse"
    LONG = "long"
    CURLY = "curly"
    SORE = "sore"
    BARE = "bare"
    OUT_OF_FOCUS = "out of focus"
    NO_SCALP = "no scalp"


class HairColour(Enum):
    """Colours of hair, dark to light."""

    BLACK = "black"
    DARK_BROWN = "dark brown"
    BROWN = "brown"
    RED = "red"
    BLOND = "blond"
    GREY = "grey"
    WHITE = "white"


@dataclass(frozen=True, slots=True)
class Wish:
    """What the picture should show. None is drawn at random from the seed.

    `size` is width and height in px. Ranges are lowest and highest. `curl` 0 is straight, 1 turns
    once in about a millimetre. `blur_px` is the standard deviation of the lens' blur, `noise` that
    of the sensor in grey levels. `glare`, `clutter`, `texture`, `light` and `shadow` run from 0
    (none) to 1 (much): shine; loose pieces, scales and dust; skin texture; uneven light; hair
    seen under the skin. `gloss` 0 draws every shaft evenly dark, for measuring.
    `jpeg` is the quality, 0 keeps the pixels. `captions` burns a scale bar and text in.
    """

    size: tuple[int, int] = (320, 320)
    px_per_mm: float | None = None
    look: Look | None = None
    skin_tone: int | None = None
    hair_colour: HairColour | None = None
    width_um: Range | None = None
    length_mm: Range | None = None
    curl: float | None = None
    density_per_cm2: float | None = None
    hairs_per_unit: float | None = None
    thin_share: float | None = None
    lean_deg: float | None = None
    blur_px: float | None = None
    noise: float | None = None
    glare: float | None = None
    clutter: float | None = None
    texture: float | None = None
    light: float | None = None
    shadow: float | None = None
    gloss: float | None = None
    jpeg: int | None = None
    captions: bool | None = None
