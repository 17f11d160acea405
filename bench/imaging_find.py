"""How many hairs are found, and whether they are the right ones, on pictures with labels.

`python -m bench.imaging_find` prints our finder and a plain classical method side by side: the
reviewed captures (roots within 0.1 mm, terminal and thin apart, with and without hairs at the
edge), the captures with the labels as published, the pixel masks, and the time each capture takes.
Where the labelled pictures are not there it says so and ends.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING

import cv2

from anagen.imaging.find import found_hairs
from anagen.imaging.scalp import Scale, ScaleSource, Scalp
from bench.imaging_data import FDU_PX_PER_MM, SHARED, Capture, as_published, masks, reviewed
from bench.imaging_plain import plain_mask, plain_roots
from bench.imaging_scores import EDGE_MM, Score, judged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

Point = tuple[float, float]
Roots = Callable[["Pixels"], list[Point]]
#: Hair in the mask patches is 8 to 14 px wide, which at this scale is 75 to 125 µm.
MASK_PX_PER_MM = 110.0


def scalp(pixels: Pixels, px_per_mm: float) -> Scalp:
    """A picture with its nominal scale."""
    return Scalp(pixels, Scale(px_per_mm, ScaleSource.GIVEN, 0.01))


def our_roots(pixels: Pixels) -> list[Point]:
    """Roots by our finder."""
    return [hair.root for hair in found_hairs(scalp(pixels, FDU_PX_PER_MM)).hairs]


METHODS: dict[str, Roots] = {
    "ours": our_roots,
    "plain": lambda pixels: plain_roots(pixels, FDU_PX_PER_MM),
}


def roots_of(capture: Capture, method: Roots, spent: list[float]) -> list[Point]:
    """Roots inside the picture's valid box; the time goes into `spent`."""
    pixels = capture.pixels()
    begun = time.perf_counter()
    roots = method(pixels)
    spent.append(time.perf_counter() - begun)
    x0, y0, x1, y1 = capture.box
    return [(x, y) for x, y in roots if x0 <= x < x1 and y0 <= y < y1]


def at_edge(root: Point, capture: Capture) -> bool:
    """Whether a root lies within 0.15 mm of the border of what holds picture."""
    x0, y0, x1, y1 = capture.box
    gap = min(root[0] - x0, root[1] - y0, x1 - root[0], y1 - root[1])
    return gap < EDGE_MM * FDU_PX_PER_MM


def add(scores: dict[str, Score], capture: Capture, roots: list[Point]) -> tuple[int, int]:
    """Scores one capture: all of it, then without its edge, then how many of each kind are hit."""
    told = judged(capture, roots, FDU_PX_PER_MM)
    sure = [n for n, label in enumerate(capture.labels) if label.kind != "uncertain"]
    found = len(roots) - len(told.left_out)
    scores["all"].add(len(told.hit), found, len(sure))
    inner = [n for n in sure if not capture.labels[n].edge]
    hit = [n for n in inner if n in told.hit]
    free = set(range(len(roots))) - set(told.hit.values()) - told.left_out
    false = sum(1 for n in free if not at_edge(roots[n], capture))
    scores["without edge"].add(len(hit), len(hit) + false, len(inner))
    for kind in ("terminal", "thin"):
        those = [n for n in sure if capture.labels[n].kind == kind]
        hits = sum(1 for n in those if n in told.hit)
        scores[kind].add(hits, hits, len(those))
    return found, len(sure)


def scored(title: str, captures: list[Capture], method: Roots, each: bool) -> None:
    """Prints the scores of one method on one set."""
    scores = {key: Score() for key in ("all", "without edge", "terminal", "thin")}
    spent: list[float] = []
    for capture in captures:
        found, labelled = add(scores, capture, roots_of(capture, method, spent))
        if each:
            print(
                f"  {capture.name:12} found {found:3} of {labelled:3} {found / labelled - 1:+6.1%}"
            )
    print(f"{title}: {len(captures)} captures, {1000 * median(spent):.0f} ms each (median)")
    for key in ("all", "without edge") if each else ("all",):
        print(f"  {key:13} {scores[key].says()}")
    for key in ("terminal", "thin"):
        share = scores[key].matched / max(scores[key].labelled, 1)
        print(f"  {key:13} found {share:.3f} of {scores[key].labelled}")


def overlaps() -> None:
    """Prints how well pixels of hair are told, by both methods."""
    dice: dict[str, list[float]] = {"ours": [], "plain": []}
    for pixels, truth in masks():
        ours = found_hairs(scalp(pixels, MASK_PX_PER_MM)).mask
        for key, mask in (("ours", ours), ("plain", plain_mask(pixels, MASK_PX_PER_MM))):
            dice[key].append(2 * int((mask & truth).sum()) / max(int(mask.sum() + truth.sum()), 1))
    for key, values in dice.items():
        print(
            f"masks, {key}: Dice mean {sum(values) / len(values):.3f}, median {median(values):.3f}"
        )


def main() -> int:
    """Prints every table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=("reviewed", "published", "masks"))
    parser.add_argument(
        "--every", type=int, default=1, help="take every so many published captures"
    )
    parser.add_argument("--method", choices=tuple(METHODS))
    chosen = parser.parse_args()
    if not (SHARED / "data").is_dir():
        print(f"bench-imaging: no labelled pictures in {SHARED / 'data'}: left out")
        return 0
    cv2.setNumThreads(2)
    methods = {chosen.method: METHODS[chosen.method]} if chosen.method else METHODS
    gold = reviewed()
    for name, method in methods.items():
        if chosen.only in (None, "reviewed"):
            scored(f"reviewed labels, {name}", gold, method, each=True)
        if chosen.only in (None, "published"):
            known = {capture.name for capture in gold}
            rest = [one for one in as_published() if one.name not in known]
            scored(f"published labels, {name}", rest[:: chosen.every], method, each=False)
    if chosen.only in (None, "masks"):
        overlaps()
    return 0


if __name__ == "__main__":
    sys.exit(main())
