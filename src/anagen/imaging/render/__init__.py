"""Synthetic scalp with exact truth: what the finder learns from and what tests measure against.

`render(seed, wish)` gives the same bytes for the same seed. Hairs are drawn from the signed
distance to their centre line, so root, path and width are known to a fraction of a pixel.
"""

from anagen.imaging.render.choices import Choice, choice
from anagen.imaging.render.picture import render
from anagen.imaging.render.truth import LoosePiece, Rendered, TrueHair
from anagen.imaging.render.wish import HairColour, Look, Wish

__all__ = [
    "Choice",
    "HairColour",
    "Look",
    "LoosePiece",
    "Rendered",
    "TrueHair",
    "Wish",
    "choice",
    "render",
]
