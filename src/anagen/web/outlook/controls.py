"""The controls of the form, with every word that they can show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from anagen.web.look.templatetags.words import amount
from anagen.web.outlook.choices import MONTHS


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose."""

    value: str
    word: str | Promise
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Slider:
    """A control that is moved, with every word it can show."""

    name: str
    title: str
    value: str
    said: str
    options: tuple[Option, ...]
    least: str
    most: str
    step: str


def slider(name: str, title: str, chosen: float, values: Iterable[float]) -> Slider:
    """A slider over these values, at the chosen one."""
    every = tuple(values)
    options = tuple(Option(f"{one:g}", _said(name, one), one == chosen) for one in every)
    return Slider(
        name=name,
        title=title,
        value=f"{chosen:g}",
        said=_said(name, chosen),
        options=options,
        least=f"{every[0]:g}",
        most=f"{every[-1]:g}",
        step=f"{every[1] - every[0]:g}",
    )


def _said(name: str, value: float) -> str:
    """A position of a slider in words."""
    if name == "stop_month":
        return _("never") if value == MONTHS else _("%(n)s months") % {"n": amount(value)}
    if name == "depth_mm":
        return _("no needles") if value == 0 else f"{amount(value)}\u00a0mm"
    return _("%(n)s days") % {"n": amount(value)}
