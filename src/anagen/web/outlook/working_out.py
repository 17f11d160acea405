"""Works out every curve of the outlook and keeps them in a file beside this module.

`python -m anagen.web.outlook.working_out` writes it anew, which is needed whenever the draws of the
hair cycle have changed. The pages then only read: the first one is as quick as the last.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from hashlib import sha256
from math import sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from anagen.follicles.calibrated import draws
from anagen.follicles.course import UNTREATED, Course, Effect
from anagen.follicles.curve import Curve
from anagen.follicles.recipe import MINOXIDIL, Draw
from anagen.follicles.solve import covariance, solved
from anagen.web.outlook.band import Band
from anagen.web.outlook.choices import (
    DAYS_PER_WEEK,
    MONTHS,
    STOPS_MONTHS,
    WEEKS,
    WEEKS_PER_MONTH,
    Kind,
    Minoxidil,
)
from anagen.web.outlook.curves import FILE, Part, key_of
from anagen.web.outlook.possible import possibilities

#: 80 of 100 draws lie between the outer two.
ENDS = (0.1, 0.5, 0.9)
DAYS = WEEKS * DAYS_PER_WEEK + 1
#: Somebody who has used minoxidil for long: so many days before today.
LONG_DAYS = 540
#: The error of one count of one spot, as a share of it: what placebo groups in trials suggest.
COUNT_ERROR = 0.05
#: Weeks between the two counts of which the noise is told.
NOISE_WEEKS = 24
Z_95 = 1.959964
#: The parts of minoxidil's effect that are shown alone, and for how long.
ALONE_WEEKS = 26
DIGITS = 1


def worked_out() -> dict[str, object]:
    """The whole content of the file."""
    return {
        "draws": fingerprint(),
        "curves": {key: _told(band) for kind in Kind for key, band in _kind_bands(kind)},
        "noise": {kind.value: round(noise_per_cm2(kind), DIGITS) for kind in Kind},
    }


def fingerprint() -> str:
    """The hash of the draws that the curves were made from."""
    told = [asdict(one) for one in draws()]
    return sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()[:16]


def _kind_bands(kind: Kind) -> Iterator[tuple[str, Band]]:
    yield from bands(kind, key_of(kind), lambda one: solved(one.scalp, UNTREATED, DAYS))
    for use in (Minoxidil.STARTING, Minoxidil.ALREADY):
        for month in (0, *STOPS_MONTHS) if use is Minoxidil.ALREADY else STOPS_MONTHS:
            yield from bands(kind, key_of(kind, use, month), _treating(use, month))
    for part in Part:
        yield from bands(kind, key_of(kind, part), _one_part(part))


def bands(kind: Kind, key: str, made: Callable[[Draw], Curve]) -> Iterator[tuple[str, Band]]:
    """Density and shed of one course over every draw of a kind.

    Draws start with different densities. What a course changes is what counts here, so each is
    moved up or down to the start in the middle of all.
    """
    found = [made(one) for one in possibilities(kind)]
    density = np.array([one.visible_per_cm2 for one in found])
    if key.startswith(f"{kind.value}/{Minoxidil.ALREADY.value}"):
        starts = density[:, 0]
    else:
        starts = np.array([_start(one) for one in possibilities(kind)])
    yield f"{key}/density", band_of(density - starts[:, None] + np.median(starts))
    yield f"{key}/shed", band_of(np.array([one.shed_per_day for one in found]))


def _start(one: Draw) -> float:
    return float(solved(one.scalp, UNTREATED, 2).visible_per_cm2[0])


def band_of(daily: NDArray[np.float64]) -> Band:
    """The band over several daily curves, one value a week."""
    low, middle, high = np.quantile(daily[:, ::DAYS_PER_WEEK], ENDS, axis=0)
    return Band(tuple(low.tolist()), tuple(middle.tolist()), tuple(high.tolist()))


def _treating(use: Minoxidil, month: int) -> Callable[[Draw], Curve]:
    """A course that stops after some months; month 0 is today, the last month never."""
    stop = None if month == MONTHS else round(month * WEEKS_PER_MONTH * DAYS_PER_WEEK)

    def since_today(one: Draw) -> Curve:
        return solved(one.scalp, one.course(MINOXIDIL, 0, stop), DAYS)

    def since_long(one: Draw) -> Curve:
        end = None if stop is None else LONG_DAYS + stop
        return _from_today(solved(one.scalp, one.course(MINOXIDIL, 0, end), LONG_DAYS + DAYS))

    return since_long if use is Minoxidil.ALREADY else since_today


def _from_today(whole: Curve) -> Curve:
    cut = {name: getattr(whole, name)[LONG_DAYS:] for name in whole.__dataclass_fields__}
    return Curve(**cut)


def _one_part(part: Part) -> Callable[[Draw], Curve]:
    """Only one part of what minoxidil does, as if it were all."""

    def alone(one: Draw) -> Curve:
        effect = Effect(**{part.value: getattr(one.minoxidil, part.value)})
        whole = one.course(MINOXIDIL)
        course = Course(whole.exposures, {MINOXIDIL: effect})
        return solved(one.scalp, course, ALONE_WEEKS * DAYS_PER_WEEK + 1)

    return alone


def noise_per_cm2(kind: Kind) -> float:
    """A change of one spot of 1 cm² that could be cycling and counting alone, 95 times in 100."""
    found = []
    for one in possibilities(kind):
        cycling = covariance(one.scalp, (0.0, NOISE_WEEKS * DAYS_PER_WEEK))
        change = cycling[0, 0] + cycling[1, 1] - 2 * cycling[0, 1]
        found.append(Z_95 * sqrt(change + 2 * (COUNT_ERROR * _start(one)) ** 2))
    return float(np.median(found))


def _told(band: Band) -> list[list[float]]:
    return [[round(one, DIGITS) for one in line] for line in (band.low, band.middle, band.high)]


def main(arguments: Sequence[str]) -> int:
    """Writes the file, at the place named or beside this module."""
    place = Path(arguments[0]) if arguments else Path(__file__).with_name(FILE)
    told = json.dumps(worked_out(), separators=(",", ":"))
    place.write_text(told.replace('],"', '],\n"') + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
