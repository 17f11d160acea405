"""Paints labelled hairs out of a capture of clipped dark hair, and others in, without a trace.

A hair is painted out with skin from nearby, brought to the light of its surroundings. A hair is
painted in by its shade, how much darker than the skin it is, cut from elsewhere in the same
capture. The labels say where hairs run; how far the dark reaches is read from the picture. Only
hairs that stand free of their neighbours are taken: one shaft of a trunk cannot be cut out of it
without leaving a splinter that is itself a hair.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]
Point = tuple[float, float]
Window = tuple[slice, slice]

#: How far from its line a hair's dark can reach, and the free skin looked at around it.
REACH_MM, ROOM_MM = 0.13, 0.3
#: A shaft touches another where the border between them is dark; more of its rim is a trunk.
MOST_TOUCHING = 0.2
TRIES = 300


@dataclass(frozen=True)
class Label:
    """A labelled hair: root and tip in pixels."""

    root: Point
    tip: Point


@dataclass(frozen=True)
class Cut:
    """The pixels of one hair inside a window of the capture; `free` says that it stands alone."""

    window: Window
    hair: Mask
    free: bool


@dataclass
class Canvas:
    """A capture being painted: its pixels, scale, labels, and where nothing may be touched."""

    pixels: Floats
    px_per_mm: float
    labels: tuple[Label, ...]
    closed: Mask
    light: Floats = field(init=False)
    shade: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.light = skin_light(self.pixels, self.px_per_mm)
        self.shade = self.shade_of(self.pixels, self.light)

    @staticmethod
    def shade_of(pixels: Floats, light: Floats) -> Floats:
        """How dark each pixel is against the skin around: 0 as the skin, 1 black."""
        return np.clip(1 - pixels.mean(axis=2) / light.mean(axis=2), 0, 1).astype(np.float32)

    def paint(self, window: Window, pixels: Floats) -> None:
        """Puts painted pixels in."""
        self.pixels[window] = np.clip(pixels, 0, 255)
        self.shade[window] = self.shade_of(self.pixels[window], self.light[window])


def skin_light(pixels: Floats, px_per_mm: float) -> Floats:
    """The colour of the skin around every pixel, hair left out."""
    small = cv2.resize(pixels, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    reach = int(0.9 * px_per_mm / 4) | 1
    light = np.stack([cv2.medianBlur(small[..., k].astype(np.uint8), reach) for k in range(3)], 2)
    smooth = cv2.GaussianBlur(light.astype(np.float32), (0, 0), reach / 4)
    return np.maximum(cv2.resize(smooth, pixels.shape[1::-1]), 1).astype(np.float32)


def brush(radius_px: float) -> NDArray[np.uint8]:
    """A round brush."""
    side = 2 * max(1, round(radius_px)) + 1
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)), np.uint8)


def cut_of(canvas: Canvas, number: int) -> Cut | None:
    """The pixels of one labelled hair; None where it is not seen or must not be touched."""
    label, scale = canvas.labels[number], canvas.px_per_mm
    window = _window(canvas, label)
    axis, others = _away(canvas, window, number)
    shade = canvas.shade[window]
    on_line = axis < 0.012
    if np.hypot(*np.subtract(label.tip, label.root)) < 0.15 * scale or not on_line.any():
        return None
    depth = float(np.median(shade[on_line]))
    dark = (shade > 0.4 * depth) & (axis < REACH_MM)
    own = dark & (axis <= others)
    hair = cv2.dilate(own.astype(np.uint8), brush(0.022 * scale)) > 0
    is_seen = depth > 0.25 and np.quantile(shade[on_line], 0.2) > 0.6 * depth
    if not is_seen or canvas.closed[window][hair].any() or _is_at_border(hair):
        return None
    if _goes_on(canvas, label, depth):
        return None
    rim = (cv2.dilate(hair.astype(np.uint8), brush(1)) > 0) & ~hair
    rim &= _beside(label, window, canvas)
    touching = float((canvas.shade[window][rim] > 0.4 * depth).mean())
    return Cut(window, hair & (axis <= others), touching < MOST_TOUCHING)


def _window(canvas: Canvas, label: Label) -> Window:
    room = ROOM_MM * canvas.px_per_mm
    ends = np.array([label.root, label.tip])
    low = np.maximum(np.floor(ends.min(axis=0) - room).astype(int), 0)
    high = np.ceil(ends.max(axis=0) + room).astype(int) + 1
    high = np.minimum(high, canvas.shade.shape[::-1])
    return slice(low[1], high[1]), slice(low[0], high[0])


def _away(canvas: Canvas, window: Window, number: int) -> tuple[Floats, Floats]:
    """How far each pixel is from the hair's line, and from the nearest other line, in mm."""
    shape = canvas.shade[window].shape
    own, others = np.full(shape, 255, np.uint8), np.full(shape, 255, np.uint8)
    corner = np.array([window[1].start, window[0].start])
    for index, label in enumerate(canvas.labels):
        ends = [np.rint(np.array(end) - corner).astype(int).tolist() for end in
                (label.root, label.tip)]  # fmt: skip
        cv2.line(own if index == number else others, ends[0], ends[1], 0, 1)
    far = [cv2.distanceTransform(lines, cv2.DIST_L2, 5) / canvas.px_per_mm for lines in
           (own, others)]  # fmt: skip
    if others.all():
        far[1][:] = np.inf
    return far[0].astype(np.float32), far[1].astype(np.float32)


def _goes_on(canvas: Canvas, label: Label, depth: float) -> bool:
    """Whether the shaft runs on beyond the ends that its label gives it."""
    way = np.subtract(label.tip, label.root)
    step = 0.08 * canvas.px_per_mm * way / np.hypot(*way)
    height, width = canvas.shade.shape
    for end in (np.subtract(label.root, step), np.add(label.tip, step)):
        column, row = np.rint(end).astype(int)
        if not (2 <= row < height - 2 and 2 <= column < width - 2):
            return True
        if canvas.shade[row - 2 : row + 3, column - 2 : column + 3].max() > 0.6 * depth:
            return True
    return False


def _beside(label: Label, window: Window, canvas: Canvas) -> Mask:
    """What lies tipwards of the root: behind it is the shadow of the shaft under the skin."""
    rows, columns = np.mgrid[window]
    way = np.subtract(label.tip, label.root)
    ahead = (columns - label.root[0]) * way[0] + (rows - label.root[1]) * way[1]
    return np.asarray(ahead / np.hypot(*way) > 0.06 * canvas.px_per_mm)


def _is_at_border(hair: Mask) -> bool:
    return bool(hair[0].any() or hair[-1].any() or hair[:, 0].any() or hair[:, -1].any())


def painted_out(canvas: Canvas, cut: Cut, rng: np.random.Generator) -> bool:
    """Covers a hair with skin from nearby; False where no free skin is near."""
    bare = (canvas.shade[cut.window] < 0.2) & ~cut.hair
    rim = cv2.dilate(cut.hair.astype(np.uint8), brush(0.04 * canvas.px_per_mm)) > 0
    source = _free_skin(canvas, cut, rng)
    if source is None:
        return False
    here, skin = canvas.pixels[cut.window], canvas.pixels[source]
    known = (rim & bare & (canvas.shade[source] < 0.2)).astype(np.float32)
    reach = 0.06 * canvas.px_per_mm
    weight = cv2.GaussianBlur(known, (0, 0), reach)[..., None] + 1e-6
    lift = cv2.GaussianBlur((here - skin) * known[..., None], (0, 0), reach) / weight
    soft = cv2.GaussianBlur(cut.hair.astype(np.float32), (0, 0), 1.0)
    soft = np.where(cut.hair, 1, np.where(bare, soft, 0))[..., None]
    canvas.paint(cut.window, here * (1 - soft) + (skin + lift) * soft)
    return True


def _free_skin(canvas: Canvas, cut: Cut, rng: np.random.Generator) -> Window | None:
    """The window with no hair under the hair's shape whose skin has the most similar light."""
    best: tuple[float, Window] | None = None
    here = canvas.light[cut.window][cut.hair].mean(axis=0)
    for _ in range(TRIES):
        far, turn = rng.uniform(0.25, 1.5) * canvas.px_per_mm, rng.uniform(0, 2 * np.pi)
        there = _moved(cut.window, round(far * np.sin(turn)), round(far * np.cos(turn)))
        if not _is_inside(there, canvas) or (canvas.shade[there][cut.hair] > 0.2).any():
            continue
        unlike = float(np.abs(canvas.light[there][cut.hair].mean(axis=0) - here).sum())
        if best is None or unlike < best[0]:
            best = (unlike, there)
    return best[1] if best else None


def _moved(window: Window, down: int, right: int) -> Window:
    rows, columns = window
    return (slice(rows.start + down, rows.stop + down),
            slice(columns.start + right, columns.stop + right))  # fmt: skip


def _is_inside(window: Window, canvas: Canvas) -> bool:
    rows, columns = window
    height, width = canvas.shade.shape
    return (min(rows.start, columns.start) >= 0 and rows.stop <= height and columns.stop <= width
            and not canvas.closed[window].any())  # fmt: skip


def painted_in(
    canvas: Canvas, number: int, cut: Cut, inner: Mask, rng: np.random.Generator
) -> Label | None:
    """Paints a copy of a hair onto free skin, its root in `inner`; None without free skin."""
    label = canvas.labels[number]
    through = np.ones_like(canvas.pixels[cut.window])
    through[cut.hair] = np.clip(canvas.pixels / canvas.light, 0, 1)[cut.window][cut.hair]
    size = through.shape[1::-1]
    turn = cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), float(rng.uniform(-15, 15)), 1.0)
    laid = cv2.warpAffine(through, turn, size, borderValue=(1.0, 1.0, 1.0))
    shape = cv2.warpAffine(cut.hair.astype(np.uint8), turn, size)
    taken = cv2.dilate(shape, brush(0.1 * canvas.px_per_mm)) > 0
    if shape.sum() < 0.98 * cut.hair.sum():
        return None
    corner = np.array([cut.window[1].start, cut.window[0].start])
    ends = [turn @ (*(np.array(end) - corner), 1.0) + corner for end in (label.root, label.tip)]
    rows, columns = np.nonzero(inner)
    for _ in range(TRIES if rows.size else 0):
        spot = int(rng.integers(rows.size))
        right, down = np.rint((columns[spot], rows[spot]) - ends[0]).astype(int).tolist()
        there = _moved(cut.window, down, right)
        if _is_inside(there, canvas) and not (canvas.shade[there][taken] > 0.25).any():
            canvas.paint(there, canvas.pixels[there] * laid)
            root, tip = ((float(end[0] + right), float(end[1] + down)) for end in ends)
            return Label(root, tip)
    return None
