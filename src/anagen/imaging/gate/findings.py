"""What the gate finds in a picture, what it means for measuring, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Finding(Enum):
    """What stands in the way of measuring hair in a picture."""

    NO_SCALP = "no_scalp"
    COLOURLESS = "colourless"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    GLARE = "glare"
    OUT_OF_FOCUS = "out_of_focus"
    SOFT = "soft"
    COARSE = "coarse"
    TILTED = "tilted"
    ROOTS_HIDDEN = "roots_hidden"
    LONG_HAIR = "long_hair"
    PUSTULES = "pustules"
    CRUSTS = "crusts"


class Weight(Enum):
    """What a finding means for the figures."""

    REFUSES = "refuses"
    LOWER_BOUND = "lower_bound"
    NOTED = "noted"


#: The findings that say something about the skin itself, and so concern screening too.
OF_SKIN = frozenset({Finding.PUSTULES, Finding.CRUSTS})
#: With these, the width of a hair is not given: blur or coarse points would widen it.
WITHOUT_WIDTHS = frozenset({Finding.SOFT, Finding.OUT_OF_FOCUS, Finding.COARSE})

#: What each finding is, and what to do about it.
WORDS = {
    Finding.NO_SCALP: (
        "There is no scalp to see here.",
        "Hold the lens on the scalp, where the hair is parted or short.",
    ),
    Finding.COLOURLESS: (
        "The picture has no colour, so skin cannot be told from anything else.",
        "Take it in colour. The count is a lower bound.",
    ),
    Finding.TOO_DARK: (
        "The picture is too dark.",
        "Turn the lens's light on, or go where it is brighter.",
    ),
    Finding.TOO_BRIGHT: (
        "The picture is so bright that fine hair is lost in it.",
        "Dim the light, or tap the skin on the screen before you take the picture.",
    ),
    Finding.GLARE: (
        "Light shines back from the skin and hides what lies under it.",
        "Wipe the skin dry, use the polarising filter, or move the light to the side.",
    ),
    Finding.OUT_OF_FOCUS: (
        "The picture is out of focus: hairs that stand together cannot be told apart.",
        "Rest the lens on the skin, hold still, and wait until the picture is sharp.",
    ),
    Finding.SOFT: (
        "The picture is a little soft: fine hair may be missed, and widths are not given.",
        "Rest the lens on the skin and hold still. The count is a lower bound.",
    ),
    Finding.COARSE: (
        "The picture is too coarse for fine hair: widths are not given.",
        "Go closer, or use a lens that enlarges more. The count is a lower bound.",
    ),
    Finding.TILTED: (
        "The camera looks at the skin too much from the side.",
        "Hold it straight above the skin.",
    ),
    Finding.ROOTS_HIDDEN: (
        "Hair covers its own roots, and roots are what we count.",
        "Part or clip the hair so that you see skin between the roots.",
    ),
    Finding.LONG_HAIR: (
        "Long hair crosses the picture: some roots lie under it, or outside.",
        "Part or clip the hair. The count is a lower bound.",
    ),
    Finding.PUSTULES: (
        "There is something like spots with pus. The skin may not be fit for needles now.",
        "Show it to a doctor before you needle, and answer the questions about your skin again.",
    ),
    Finding.CRUSTS: (
        "There is something like a crust. The skin may not be fit for needles now.",
        "Let it heal first, and answer the questions about your skin again.",
    ),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One finding with its figure, the bound that the figure passed, and the figure's unit."""

    finding: Finding
    weight: Weight
    figure: float
    bound: float
    unit: str

    @property
    def says(self) -> str:
        """What was found, in one sentence."""
        return WORDS[self.finding][0]

    @property
    def then(self) -> str:
        """What to do about it."""
        return WORDS[self.finding][1]


@dataclass(frozen=True, slots=True)
class Gate:
    """What the gate says about a picture: every finding, the weightiest first.

    `figures` are all that was measured, by name with the unit in it, also where nothing is wrong.
    """

    findings: tuple[Found, ...]
    figures: tuple[tuple[str, float], ...]

    @property
    def refuses(self) -> tuple[Found, ...]:
        """Why the picture is not measured; nothing when it is."""
        return tuple(one for one in self.findings if one.weight is Weight.REFUSES)

    @property
    def is_open(self) -> bool:
        """Whether the picture may be measured."""
        return not self.refuses

    @property
    def is_lower_bound(self) -> bool:
        """Whether a count can only be too low."""
        return any(one.weight is Weight.LOWER_BOUND for one in self.findings)

    @property
    def gives_widths(self) -> bool:
        """Whether widths may be given."""
        return not any(one.finding in WITHOUT_WIDTHS for one in self.findings)

    @property
    def of_skin(self) -> tuple[Found, ...]:
        """Signs that the skin may not be fit for needling."""
        return tuple(one for one in self.findings if one.finding in OF_SKIN)

    def has(self, finding: Finding) -> bool:
        """Whether this was found."""
        return any(one.finding is finding for one in self.findings)
