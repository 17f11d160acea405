"""The curves behind the pages, read from the file that `working_out` made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files

from anagen.web.outlook.band import Band
from anagen.web.outlook.choices import Choices, Kind, Minoxidil

FILE = "curves.json"


class Part(Enum):
    """One part of what minoxidil does, by the clock it turns."""

    TELOGEN = "telogen"
    KENOGEN = "kenogen"
    ANAGEN = "anagen"


@dataclass(frozen=True, slots=True)
class Curves:
    """One scalp left alone, and treated where anything is tried; `noise` is in hairs per cm²."""

    density: Band
    shed: Band
    treated_density: Band | None
    treated_shed: Band | None
    noise: float


@dataclass(frozen=True, slots=True)
class Kept:
    """The file: bands by their keys, the noise of one spot by kind, and the hash of the draws."""

    draws: str
    bands: Mapping[str, Band]
    noise: Mapping[str, float]


@cache
def kept() -> Kept:
    """Reads the file once."""
    told = json.loads((files(__package__) / FILE).read_text("utf-8"))
    bands = {key: Band(*map(tuple, lines)) for key, lines in told["curves"].items()}
    return Kept(told["draws"], bands, told["noise"])


def key_of(
    kind: Kind, course: Minoxidil | Part | None = None, stop_month: int | None = None
) -> str:
    """Where a course stands in the file; without a course the scalp is left alone."""
    parts = [kind.value, course.value if course else Minoxidil.NONE.value]
    return "/".join([*parts, *([] if stop_month is None else [str(stop_month)])])


def curves(choices: Choices) -> Curves:
    """The curves for what was chosen. Depth and gap of the needles change none of them.

    For somebody who has used minoxidil for long, left alone means stopped today.
    """
    found, kind, use = kept(), choices.kind, choices.minoxidil
    alone = key_of(kind, use, 0) if use is Minoxidil.ALREADY else key_of(kind)
    treated = None if use is Minoxidil.NONE else key_of(kind, use, choices.stop_month)
    return Curves(
        density=found.bands[f"{alone}/density"],
        shed=found.bands[f"{alone}/shed"],
        treated_density=found.bands[f"{treated}/density"] if treated else None,
        treated_shed=found.bands[f"{treated}/shed"] if treated else None,
        noise=found.noise[kind.value],
    )


def part_alone(kind: Kind, part: Part) -> tuple[Band, Band]:
    """Density and shed when minoxidil did only this."""
    found, key = kept().bands, key_of(kind, part)
    return found[f"{key}/density"], found[f"{key}/shed"]
