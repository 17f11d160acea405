"""A measured picture with its hairs drawn in, for a person to check by eye."""

from anagen.imaging.overlay.page import described, overlay_svg
from anagen.imaging.overlay.picture import overlay_png

__all__ = ["described", "overlay_png", "overlay_svg"]
