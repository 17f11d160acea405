"""Widths and counts of the whole measuring on rendered scalp, whose truth is known exactly.

`python -m bench.imaging_widths` prints, on pictures that are rendered here:

- width bias by true width from 20 to 120 µm, once along the true paths and once along those that
  were found, and the share of terminal hair at 30 and 40 µm against the truth;
- the error of the count for each skin tone and each hair colour side by side, and the worst group
  against the best;
- pictures in a second against workers, and the memory after more and more pictures.

It ends with 1 when a bar is missed. `--pictures` says how many of each kind; `--only` one part.
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from math import dist
from multiprocessing import get_context

import cv2
import numpy as np

from anagen.imaging.hairs import CUTS_UM, Hair
from anagen.imaging.measure import Given, measure
from anagen.imaging.measured import Measured
from anagen.imaging.render import HairColour, Look, Rendered, TrueHair, Wish, render
from anagen.imaging.scale import Known
from anagen.imaging.scalp import Scale, ScaleSource, Scalp
from anagen.imaging.widths import with_widths

EDGES_UM = (20, 30, 40, 50, 60, 80, 100, 120)
BAR_BIAS_UM, BAR_SHARE, BAR_RATIO = 3.0, 0.03, 1.5
#: A found root within this of a true one is that hair.
NEAR_MM = 0.1
#: A shaft that shares most of its pixels with another cannot be told from it.
LEAST_ALONE, LEAST_VISIBLE = 0.5, 0.3
PLAIN = Wish(
    size=(960, 768), look=Look.CLIPPED, px_per_mm=180.0, captions=False, density_per_cm2=150.0
)
#: A count within a hair or two of the truth is no better than another: groups start here.
LEAST_ERROR = 0.03


@dataclass(frozen=True)
class Seen:
    """One rendered picture with its truth and what was measured on it."""

    truth: Rendered
    measured: Measured

    def true_hairs(self) -> list[TrueHair]:
        """The hairs that a person could count in the frame."""
        frame = self.measured.frame
        return [
            one
            for one in self.truth.hairs
            if frame is not None and one.visible >= LEAST_VISIBLE and frame.holds(one.root)
        ]

    def pairs(self) -> Iterator[tuple[TrueHair, Hair]]:
        """Each hair that was found with the true one it stands for."""
        near = NEAR_MM * self.truth.px_per_mm
        for one in self.measured.counted:
            nearest = min(self.truth.hairs, key=lambda true: dist(true.root, one.root))
            if dist(nearest.root, one.root) <= near:
                yield nearest, one.hair


def seen(seed: int, wish: Wish) -> Seen:
    """A picture, rendered and measured."""
    truth = render(seed, wish)
    known = Known(given_px_per_mm=truth.px_per_mm)
    return Seen(truth, measure(truth.pixels, Given(scale=known)))


def widths(pictures: int) -> bool:
    """Bias by true width, and the share of terminal hair."""
    wish = replace(PLAIN, width_um=(15.0, 125.0), thin_share=0.0, hairs_per_unit=1.3)
    looks = [seen(seed, wish) for seed in range(pictures)]
    found = [pair for look in looks for pair in look.pairs()]
    drawn = [pair for look in looks for pair in along_truth(look.truth)]
    print("true width, µm    along the truth        as found")
    kept = [bias_row(low, high, drawn, found) for low, high in itertools.pairwise(EDGES_UM)]
    return all([*kept, *(share_row(cut, looks) for cut in CUTS_UM)])


def along_truth(truth: Rendered) -> Iterator[tuple[TrueHair, Hair]]:
    """The hairs that stand free, measured along their true paths: the error of the widths alone."""
    free = [one for one in truth.hairs if one.alone >= LEAST_ALONE]
    scalp = Scalp(truth.pixels, Scale(truth.px_per_mm, ScaleSource.GIVEN, 0.0))
    hairs = with_widths(scalp, [Hair(one.path, 1.0) for one in free]).hairs
    yield from zip(free, hairs, strict=True)


def bias_row(
    low: float,
    high: float,
    drawn: Sequence[tuple[TrueHair, Hair]],
    found: Sequence[tuple[TrueHair, Hair]],
) -> bool:
    """Prints the bias of one range of widths, its median; whether it is within the bar."""
    said = []
    for pairs in (drawn, found):
        off = [
            hair.width_um - true.width_um
            for true, hair in pairs
            if low <= true.width_um < high and hair.width_um and not hair.width_at_most
        ]
        said.append((float(np.median(off)) if off else float("nan"), len(off)))
    (bias, many), (bias_found, many_found) = said
    print(
        f"{low:5.0f} to {high:3.0f}    {bias:+6.1f} µm ({many:4})    "
        f"{bias_found:+6.1f} µm ({many_found:4})"
    )
    return abs(bias) <= BAR_BIAS_UM


def share_row(cut_um: float, looks: Sequence[Seen]) -> bool:
    """Prints the share of terminal hair at a cut, true and measured."""
    true = [one.width_um > cut_um for look in looks for one in look.true_hairs()]
    cuts = [look.measured.cut_at(cut_um) for look in looks]
    terminal, vellus = sum(one.terminal for one in cuts), sum(one.vellus for one in cuts)
    measured = terminal / max(terminal + vellus, 1)
    apart = measured - float(np.mean(true))
    print(
        f"terminal above {cut_um:.0f} µm: true {np.mean(true):.1%}, measured {measured:.1%}, "
        f"{100 * apart:+.1f} points"
    )
    return abs(apart) <= BAR_SHARE


def groups(pictures: int) -> bool:
    """The error of the count by skin tone and by hair colour."""
    tones: dict[str, Wish] = {
        f"skin {tone}": replace(PLAIN, skin_tone=tone) for tone in range(1, 7)
    }
    hairs = {f"{one.value} hair": replace(PLAIN, hair_colour=one) for one in HairColour}
    return all([side_by_side(tones, pictures), side_by_side(hairs, pictures)])


def side_by_side(wishes: dict[str, Wish], pictures: int) -> bool:
    """Prints the error of each group; whether the worst is near enough to the best."""
    errors = {}
    for name, wish in wishes.items():
        looks = [seen(seed, wish) for seed in range(pictures)]
        counted = [look for look in looks if look.measured.refused is None]
        off = [
            abs(look.measured.count - len(look.true_hairs())) / max(len(look.true_hairs()), 1)
            for look in counted
        ]
        errors[name] = float(np.mean(off)) if off else float("nan")
        print(f"{name:16} count error {errors[name]:6.1%}  refused {len(looks) - len(counted)}")
    worst, best = max(errors.values()), max(min(errors.values()), LEAST_ERROR)
    print(f"worst against best (at least {LEAST_ERROR:.0%}): {worst / best:.2f} times")
    return worst / best <= BAR_RATIO


def pace(pictures: int) -> bool:
    """Pictures in a second against workers, and memory as pictures go by."""
    pixels = render(1, PLAIN).pixels
    alone = 0.0
    for workers in (1, 2):
        with ProcessPoolExecutor(workers, get_context("spawn"), one_thread) as pool:
            list(pool.map(measured_again, [pixels] * workers))
            begun = time.perf_counter()
            list(pool.map(measured_again, [pixels] * pictures))
            each_s = pictures / (time.perf_counter() - begun)
        alone = alone or each_s
        print(f"{workers} workers: {each_s:.2f} pictures a second, {each_s / alone:.2f} times one")
    before = 0.0
    for number in range(3 * pictures):
        measured_again(pixels)
        if number % pictures == pictures - 1:
            now = resident_mb()
            print(f"after {number + 1} pictures: {now:.0f} MB")
            before = before or now
    return now < 1.1 * before


def one_thread() -> None:
    """Keeps a worker to one core, so that workers can be compared."""
    cv2.setNumThreads(1)


def measured_again(pixels: np.ndarray) -> int:
    """Measures a picture, for the clock."""
    return measure(pixels, Given(scale=Known(given_px_per_mm=PLAIN.px_per_mm))).count


def resident_mb() -> float:
    """The memory this process holds now."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


PARTS: dict[str, Callable[[int], bool]] = {"widths": widths, "groups": groups, "pace": pace}


def main() -> int:
    """Prints every part; 1 when one misses its bar."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=8)
    parser.add_argument("--only", choices=PARTS)
    options = parser.parse_args()
    missed = []
    for name, part in PARTS.items():
        if options.only in (None, name) and not part(options.pictures):
            missed.append(name)
    print(f"missed: {', '.join(missed) or 'nothing'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
