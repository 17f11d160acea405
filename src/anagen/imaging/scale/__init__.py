"""How many pixels a millimetre has in a picture: read from it, given, or kept for a device."""

from anagen.imaging.scale.flat import Flat
from anagen.imaging.scale.look import Known, Seen, look_for_scale, read_scale
from anagen.imaging.scale.reading import Box, Reading

__all__ = ["Box", "Flat", "Known", "Reading", "Seen", "look_for_scale", "read_scale"]
