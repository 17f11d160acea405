"""Named doubts: what makes a measured figure less sure, in words for the person who reads it.

The same names stand in the results, on the picture, in the record and in the reference. A doubt
never changes a figure; it says how far the figure may be trusted.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Doubt(Enum):
    """What makes a figure less sure."""

    LOWER_BOUND = "lower_bound"
    COARSE = "coarse"
    SOFT_FOCUS = "soft_focus"
    GLARE = "glare"
    DARK = "dark"
    BRIGHT = "bright"
    COLOURLESS = "colourless"
    TILT = "tilt"
    CROWDED = "crowded"
    FINDERS_DISAGREE = "finders_disagree"
    RIDGES_ONLY = "ridges_only"
    SCALE_UNSURE = "scale_unsure"
    SMALL_AREA = "small_area"
    FEW_HAIRS = "few_hairs"
    LONG_HAIR = "long_hair"
    CURLY_HAIR = "curly_hair"
    ROOTS_HIDDEN = "roots_hidden"
    PUSTULES = "pustules"
    CRUSTS = "crusts"
    WIDTHS_MISSING = "widths_missing"
    CORRECTED = "corrected"

    @property
    def words(self) -> Words:
        """What we tell the person."""
        return WORDS[self]


@dataclass(frozen=True, slots=True)
class Words:
    """A doubt in words: `short` fits beside a figure, `long` explains, `then` says what to do."""

    short: str
    long: str
    then: str


WORDS: dict[Doubt, Words] = {
    Doubt.LOWER_BOUND: Words(
        "at least this many",
        "Some hairs cannot be told apart in this picture, so the true count is this or higher.",
        "Read the count as “at least”. Compare it only with a picture taken the same way.",
    ),
    Doubt.COARSE: Words(
        "too coarse for widths",
        "A hair 40 µm wide covers fewer than 4 points of this picture. That is too few to measure "
        "its width, and fine hairs may be missed.",
        "Go closer, or use a stronger lens.",
    ),
    Doubt.SOFT_FOCUS: Words(
        "soft focus",
        "The picture is not quite sharp. Fine hairs may be missed, and widths carry more error.",
        "Rest the lens on the skin, hold still for a second, and take it again.",
    ),
    Doubt.GLARE: Words(
        "glare",
        "Bright reflections hide part of the skin, and with it the hairs that stand there.",
        "Dry the skin, turn the light a little, or use the polarised light of the device.",
    ),
    Doubt.DARK: Words(
        "dark picture",
        "There is little light in this picture. Dark hair on dark skin is easily missed.",
        "Use more light, and the same light at every visit.",
    ),
    Doubt.BRIGHT: Words(
        "bright picture",
        "There is so much light in this picture that light or fine hair fades into the skin.",
        "Use less light, and the same light at every visit.",
    ),
    Doubt.COLOURLESS: Words(
        "no colour",
        "The picture is grey. Fine or light hair is harder to tell from skin without colour.",
        "Take it in colour.",
    ),
    Doubt.TILT: Words(
        "tilted",
        "The camera looked at the skin from the side. One side of the picture shows more skin in a "
        "millimetre than the other.",
        "Hold the lens flat on the skin.",
    ),
    Doubt.CROWDED: Words(
        "crowded",
        "Many hairs stand so close that their trunks run into one. Two hairs may count as one.",
        "Clip the hair to about half a millimetre and take the picture again.",
    ),
    Doubt.FINDERS_DISAGREE: Words(
        "two ways, two counts",
        "We look for hairs in two ways that know nothing of each other. Here their counts differ "
        "by more than a quarter.",
        "Look at the picture with the hairs drawn in, and correct what is wrong.",
    ),
    Doubt.RIDGES_ONLY: Words(
        "found by the simple way alone",
        "The better of our two ways could not be used, so the simple one counted alone. It misses "
        "more hairs that touch.",
        "Look at the picture with the hairs drawn in, and correct what is wrong.",
    ),
    Doubt.SCALE_UNSURE: Words(
        "scale not sure",
        "The scale of this picture is known only roughly. Its error counts twice in the number of "
        "hairs in a square centimetre.",
        "Put our printed target or a ruler into the picture, or give the scale of your device.",
    ),
    Doubt.SMALL_AREA: Words(
        "small area",
        "Less than 0.3 cm² of skin could be counted. Chance alone moves the density a lot on so "
        "small a piece.",
        "Take two or three pictures side by side at each visit.",
    ),
    Doubt.FEW_HAIRS: Words(
        "few hairs",
        "Fewer than 20 hairs were counted. Shares and densities from so few are rough.",
        "Take two or three pictures side by side at each visit.",
    ),
    Doubt.LONG_HAIR: Words(
        "long hair",
        "Long hair lies over the roots and hides them. What we see is a part of what is there.",
        "Clip a small patch, or part the hair and comb it flat to both sides.",
    ),
    Doubt.CURLY_HAIR: Words(
        "curly hair",
        "Curled hair crosses itself, and its roots are hidden below. Counts come out too low.",
        "Clip a small patch to about half a millimetre.",
    ),
    Doubt.ROOTS_HIDDEN: Words(
        "roots hidden",
        "Hair covers its own roots, and roots are what we count.",
        "Part or clip the hair, so that you see skin between the roots.",
    ),
    Doubt.PUSTULES: Words(
        "spots that may be pus",
        "There are yellow or white spots that may be pus. We cannot tell from a picture.",
        "Do not needle this skin before someone who knows skin has looked at it.",
    ),
    Doubt.CRUSTS: Words(
        "crusts or scales",
        "There are crusts or scales. They hide roots, and may mean that the skin is not fit.",
        "Do not needle crusted skin. Let it heal, or have it looked at.",
    ),
    Doubt.WIDTHS_MISSING: Words(
        "widths of few hairs",
        "Fewer than half of the hairs show a piece of shaft that is free enough to measure.",
        "Read the shares of fine and thick hair as rough.",
    ),
    Doubt.CORRECTED: Words(
        "corrected by hand",
        "A person added, removed or merged hairs. What the program found is kept beside it.",
        "Correct both visits in the same way before you compare them.",
    ),
}
