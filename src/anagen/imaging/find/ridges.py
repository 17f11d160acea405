"""Hairs by a ridge filter alone: the second opinion, and the finder when the network cannot run.

It knows hair as a line darker or lighter than the skin beside it. Shafts that touch are parted
only by their ends and by how wide they are together, so it counts clusters less well.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from anagen.imaging.find.thinning import Cell, ends, thinned, way
from anagen.imaging.hairs import Hair

if TYPE_CHECKING:
    from cv2.typing import MatLike
    from numpy.typing import NDArray

    from anagen.imaging.find.working import Working
    from anagen.imaging.hairs import Point

    Levels = NDArray[np.float32]
    Mask = NDArray[np.bool_]

#: Pixels in a millimetre at which ridges are looked for: a 40 µm hair is four pixels wide.
RIDGE_PX_PER_MM = 90.0

_SIGMAS_UM = (12.0, 25.0, 45.0)
_BACKGROUND_MM = 0.7
_SHORTEST_MM = 0.12
_LEAST_CONTRAST = 12.0
_BEYOND_MM = 0.1
#: What hangs together with a hair but stands out less than this share is its shadow.
_SHADOW_SHARE = 0.55
#: A piece that stands out less than this share of what most do is skin.
_FAINT_SHARE = 0.35
#: The ridge finder's word counts for less than the network's.
_SURENESS = 0.5


@dataclass(frozen=True, slots=True)
class Strand:
    """One connected piece of hair: its thinned cells and how wide it is, in working pixels."""

    cells: set[Cell]
    ends: list[Cell]
    width: float


def ridge_mask(working: Working) -> Mask:
    """Where the working picture shows lines of hair, of the polarity that stands out more."""
    grey = cv2.cvtColor(working.pixels, cv2.COLOR_RGB2GRAY)
    relief = background(grey, working.px_per_mm) - grey.astype(np.float32)
    dark, light = (_hair(side, working.px_per_mm) for side in (relief, -relief))
    return dark if _weight(relief, dark) >= _weight(-relief, light) else light


def background(grey: MatLike, px_per_mm: float) -> Levels:
    """The skin behind the hair: the median of a wide surrounding."""
    height, width = grey.shape
    small = cv2.resize(
        grey, (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA
    )
    smooth = cv2.medianBlur(small, _odd(_BACKGROUND_MM * px_per_mm / 4))
    return np.asarray(cv2.resize(smooth, (width, height)), np.float32)


def ridge_hairs(working: Working, mask: Mask) -> tuple[Hair, ...]:
    """One hair for each end of a strand but its root, more where a strand is wider than one."""
    strands = _strands(mask, working.px_per_mm)
    if not strands:
        return ()
    lean = _common_lean(strands, working, mask)
    single = float(np.median([strand.width for strand in strands]))
    paths = [path for strand in strands for path in _paths(strand, lean, single)]
    return tuple(
        Hair(path=tuple(working.picture_point(place) for place in path), sureness=_SURENESS)
        for path in paths
    )


def _hair(relief: Levels, px_per_mm: float) -> Mask:
    """Pixels that stand out of the skin and hang together with a ridge."""
    raised = np.clip(relief, 0, 255)
    cut = max(_LEAST_CONTRAST, _otsu(raised))
    ridge = _ridge(raised, px_per_mm)
    seeds = (ridge > max(_LEAST_CONTRAST / 2, 0.5 * _otsu(ridge))) & (raised > cut)
    count, labels = cv2.connectedComponents((raised > cut).astype(np.uint8))
    pieces = np.asarray(labels, np.int32)
    kept = np.zeros(count, bool)
    kept[np.unique(pieces[seeds])] = True
    kept[0] = False
    strongest = np.zeros(count, np.float32)
    np.maximum.at(strongest, pieces.ravel(), raised.ravel())
    kept &= strongest > _FAINT_SHARE * np.percentile(strongest[kept], 80) if kept.any() else kept
    return np.asarray(kept[pieces] & (raised > _SHADOW_SHARE * strongest[pieces]))


def _ridge(raised: Levels, px_per_mm: float) -> Levels:
    """How much each pixel lies on a line, over several widths of line."""
    best = np.zeros_like(raised)
    for sigma_um in _SIGMAS_UM:
        sigma = sigma_um * px_per_mm / 1000
        smooth = cv2.GaussianBlur(raised, (0, 0), sigma)
        across = cv2.Sobel(smooth, cv2.CV_32F, 2, 0, ksize=3, scale=sigma**2 / 4)
        down = cv2.Sobel(smooth, cv2.CV_32F, 0, 2, ksize=3, scale=sigma**2 / 4)
        mixed = cv2.Sobel(smooth, cv2.CV_32F, 1, 1, ksize=3, scale=sigma**2 / 4)
        middle, spread = (across + down) / 2, np.hypot((across - down) / 2, mixed)
        best = np.maximum(best, spread - middle - np.abs(middle + spread))
    return np.asarray(best, np.float32)


def _weight(relief: Levels, mask: Mask) -> float:
    return float(relief[mask].sum())


def _otsu(levels: Levels) -> float:
    cut, _ = cv2.threshold(
        np.clip(levels, 0, 255).astype(np.uint8), 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU
    )
    return float(cut)


def _odd(length: float) -> int:
    return max(3, 2 * int(length / 2) + 1)


def _strands(mask: Mask, px_per_mm: float) -> list[Strand]:
    whole = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    distance = cv2.distanceTransform(whole, cv2.DIST_L2, 5)
    lines = thinned(np.asarray(whole > 0))
    count, pieces = cv2.connectedComponents(lines.astype(np.uint8), connectivity=8)
    rows, columns = np.nonzero(lines)
    belongs = pieces[rows, columns]
    order = np.argsort(belongs, kind="stable")
    bounds = np.searchsorted(belongs[order], np.arange(1, count + 1))
    strands = []
    for first, last in itertools.pairwise(bounds):
        member = order[first:last]
        cells = set(zip(rows[member].tolist(), columns[member].tolist(), strict=True))
        width = 2 * float(np.median(distance[rows[member], columns[member]]))
        if len(cells) + width >= _SHORTEST_MM * px_per_mm:
            strands.append(Strand(cells, _ends(cells), width))
    return [strand for strand in strands if len(strand.ends) > 1]


def _ends(cells: set[Cell]) -> list[Cell]:
    """Where a strand ends; one that closes on itself ends where it reaches farthest."""
    found = ends(cells)
    if len(found) > 1 or len(cells) < 2:
        return found
    places = np.array(sorted(cells))
    _, _, axes = np.linalg.svd(places - places.mean(axis=0), full_matrices=False)
    along = places @ axes[0]
    farthest = (places[int(along.argmin())], places[int(along.argmax())])
    return [(int(row), int(column)) for row, column in farthest]


def _common_lean(strands: list[Strand], working: Working, mask: Mask) -> NDArray[np.float64]:
    """The way most hairs lean, root to tip: past a root the skin is darker, hair lies under it."""
    grey = cv2.GaussianBlur(cv2.cvtColor(working.pixels, cv2.COLOR_RGB2GRAY), (0, 0), 2)
    relief = np.abs(background(grey, working.px_per_mm) - grey.astype(np.float32))
    relief[mask] = 0
    votes = np.zeros(2)
    for strand in strands:
        one, other = (np.array(end[::-1], float) for end in _far_apart(strand.ends))
        along = (other - one) / max(1.0, float(np.hypot(*(other - one))))
        step = _BEYOND_MM * working.px_per_mm * along
        votes += along * (_at(relief, one - step) - _at(relief, other + step))
    return votes


def _far_apart(places: list[Cell]) -> tuple[Cell, Cell]:
    pairs = [(one, other) for n, one in enumerate(places) for other in places[n + 1 :]]
    return max(pairs, key=lambda pair: np.hypot(pair[0][0] - pair[1][0], pair[0][1] - pair[1][1]))


def _at(levels: Levels, place: NDArray[np.float64]) -> float:
    row = min(max(int(place[1]), 0), levels.shape[0] - 1)
    column = min(max(int(place[0]), 0), levels.shape[1] - 1)
    return float(levels[row, column])


def _paths(strand: Strand, lean: NDArray[np.float64], single: float) -> list[list[Point]]:
    """From the end that lies first along the common lean to every other end."""
    root = min(strand.ends, key=lambda end: end[1] * lean[0] + end[0] * lean[1])
    tracks = way(strand.cells, root, [end for end in strand.ends if end != root])
    ordered = sorted(tracks.values(), key=len, reverse=True)
    kept = ordered[:1]
    for track in ordered[1:]:
        if all(len(set(track) - set(other)) > 1.5 * strand.width for other in kept):
            kept.append(track)
    spare = max(0, round(strand.width / max(single, 1.0) - 0.2) - len(kept))
    return [_thinned_out(track) for track in kept + kept[:1] * min(spare, 2) if len(track) > 1]


def _thinned_out(track: list[Cell]) -> list[Point]:
    """Every sixth cell and the last one, as places [x, y]."""
    return [(float(x), float(y)) for y, x in [*track[:-1:6], track[-1]]]
