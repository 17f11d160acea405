"""Whether a picture can be measured: focus, light, tilt, resolution, skin and roots in view.

A gate that stays shut is an answer with its reason.
"""

from anagen.imaging.gate.findings import Finding, Found, Gate, Weight
from anagen.imaging.gate.opening import gate

__all__ = ["Finding", "Found", "Gate", "Weight", "gate"]
