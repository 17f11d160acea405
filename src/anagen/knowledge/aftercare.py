"""What to do and to leave alone after a session, by setting and depth."""

from __future__ import annotations

from dataclasses import dataclass

from anagen.knowledge.fact import Fact, Header, read_settings
from anagen.records.fields import Fields
from anagen.records.words import Setting

#: No needle for skin is longer; a depth that nobody knows counts as this one.
DEEPEST_MM = 3.0


@dataclass(frozen=True, slots=True)
class Aftercare(Fact):
    """One instruction, for needle depths above `deeper_than_mm` and up to `up_to_mm`."""

    settings: tuple[Setting, ...]
    deeper_than_mm: float
    up_to_mm: float
    order: int

    def fits(self, setting: Setting, depth_mm: float) -> bool:
        """Whether it is for this setting and depth."""
        return setting in self.settings and self.deeper_than_mm < depth_mm <= self.up_to_mm


def read_aftercare(fields: Fields, header: Header) -> Aftercare:
    """A fact of kind "aftercare"."""
    care = Aftercare(
        **header,
        settings=read_settings(fields),
        deeper_than_mm=fields.optional_number("deeper_than_mm", 0, DEEPEST_MM, "mm") or 0.0,
        up_to_mm=fields.optional_number("up_to_mm", 0.1, DEEPEST_MM, "mm") or DEEPEST_MM,
        order=fields.whole("order", 0, 1000),
    )
    fields.finish()
    if care.deeper_than_mm >= care.up_to_mm:
        raise fields.wrong("up_to_mm", "a depth above deeper_than_mm", "Put them in order.")
    return care
