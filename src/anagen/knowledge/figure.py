"""One number that care counts with, and where it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from anagen.knowledge.fact import Fact, Header
from anagen.records.fields import Fields


@dataclass(frozen=True, slots=True)
class Figure(Fact):
    """A single number in `unit`. A clinic may write its own."""

    value: float
    unit: str


def read_figure(fields: Fields, header: Header) -> Figure:
    """A fact of kind "figure"."""
    figure = Figure(**header, value=fields.number("value", -1e6, 1e6), unit=fields.text("unit", 30))
    fields.finish()
    return figure
