"""How far a printed figure may lie from the one behind it."""

from __future__ import annotations


def half_a_digit(*figures: float) -> float:
    """Half of the last printed digit; of the finest of several figures of one line.

    A figure that arrives as a number has lost its trailing noughts (18.50 is 18.5), so several
    figures of one line are asked together. A hair more is added for what binary numbers lose.
    """
    digits = max(_digits(figure) for figure in figures)
    return 0.5 * 10.0**-digits * (1 + 1e-9) + 1e-12


def _digits(figure: float) -> int:
    text = f"{figure:.10f}".rstrip("0")
    return len(text.partition(".")[2])
