"""The error of counting, as far as it is known: what was said of it, and what repeats showed.

A stated error is believed as if it came from a few repeats. Repeats of one day on one spot then
speak for themselves: with s the spread they show, the true error follows the scaled inverse
chi-square distribution, whose spread gives the model its heavy tails.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anagen.outlook.normal import chi_square_edges

Array = NDArray[np.float64]

#: A stated error counts as much as so many repeats of our own.
STATED_COUNTS_AS = 4.0
#: The sizes of the error that are tried, each as likely as the others.
SHARES = (0.1, 0.3, 0.5, 0.7, 0.9)


@dataclass(frozen=True, slots=True)
class Technical:
    """What repeats showed: the sum of their squares, in stated errors, and how many were free."""

    squares: float = 0.0
    freedom: int = 0

    @property
    def size(self) -> float:
        """The likeliest error, as a multiple of what was stated."""
        total = STATED_COUNTS_AS + self.squares
        return float(np.sqrt(total / (STATED_COUNTS_AS + self.freedom)))

    @property
    def sizes(self) -> Array:
        """Multiples of the stated error, each as likely as the others."""
        total = STATED_COUNTS_AS + self.squares
        return np.asarray(
            np.sqrt(total / chi_square_edges(SHARES, STATED_COUNTS_AS + self.freedom))
        )
