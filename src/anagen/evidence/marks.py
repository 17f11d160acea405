"""How a figure came to us: read at its source, read in a weak place, remembered, or worked out.

Every figure of a study or review carries its mark wherever it is shown. A figure that is only
remembered is never pooled.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from anagen.records.fields import Fields


class Mark(Enum):
    """How a figure was come by, best first."""

    READ = "V"
    WORKED_OUT = "D"
    WEAK = "Vw"
    REMEMBERED = "R"
    GAP = "gap"

    @property
    def says(self) -> str:
        """What the mark means, in plain words."""
        return SAYS[self]

    @property
    def is_sound(self) -> bool:
        """Whether a figure with this mark may enter a sum over trials."""
        return self in (Mark.READ, Mark.WORKED_OUT)


SAYS = {
    Mark.READ: "read at its source",
    Mark.WORKED_OUT: "worked out from figures that were read",
    Mark.WEAK: "read only in a weak place",
    Mark.REMEMBERED: "not read: from memory or assumed, to be confirmed",
    Mark.GAP: "not found",
}
#: The worst mark of several is the mark of what is made from them.
ORDER = (Mark.READ, Mark.WORKED_OUT, Mark.WEAK, Mark.REMEMBERED, Mark.GAP)


def worst(marks: tuple[Mark, ...]) -> Mark:
    """The weakest of several marks; what is worked out from read figures is worked out."""
    return max(marks, key=ORDER.index, default=Mark.GAP)


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure with the mark of how it was come by."""

    value: float
    mark: Mark

    @property
    def is_doubtful(self) -> bool:
        """Whether the mark must stand beside the figure as a warning."""
        return not self.mark.is_sound


def readings(fields: Fields, names: dict[str, tuple[float, float]]) -> dict[str, Reading | None]:
    """The named figures of one table: each within its range, each with its mark.

    `mark` holds for all of them; the table `marks` names those that were come by otherwise. A
    figure that is not there is None: what is missing stays missing.
    """
    general = fields.choice("mark", Mark)
    other = fields.named("marks", lambda inner, name: inner.choice(name, Mark))
    found: dict[str, Reading | None] = {}
    for name, (least, most) in names.items():
        value = fields.optional_number(name, least, most)
        found[name] = None if value is None else Reading(value, other.get(name, general))
    strays = [name for name in other if found.get(name) is None]
    if strays:
        raise fields.wrong(
            "marks", "marks of figures that stand beside them", f"Remove the mark of {strays[0]}."
        )
    return found
