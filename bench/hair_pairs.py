"""Two visits made from one real capture, with a known change of hairs between them."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.hair_captures import PX_PER_MM, Capture
from bench.hair_paint import Canvas, Floats, Label, cut_of, painted_in, painted_out

Pixels = NDArray[np.uint8]
#: No hair is painted whose root stands nearer to the border of either picture.
BORDER_MM = 0.35
MOST_SHIFT_MM, MOST_TURN_DEGREES, MOST_SCALE, BEND_MM = 2.0, 20.0, 0.03, 0.03


@dataclass(frozen=True)
class Pair:
    """Two pictures of one skin. `lost` and `new` are places (px) in the picture before.

    `known` are the labelled hairs that stand in the picture before, and `placed` takes places of
    it into the picture after.
    """

    before: Pixels
    after: Pixels
    known: tuple[Label, ...]
    lost: tuple[Label, ...]
    new: tuple[Label, ...]
    moved: NDArray[np.float64]


def pair_of(capture: Capture, beside: Capture, wanted: int, rng: np.random.Generator) -> Pair:
    """`wanted` hairs painted out of one capture (or into it), then taken anew.

    Where the second picture looks beyond the first, it shows the skin of another capture.
    """
    canvas = Canvas(
        capture.pixels.astype(np.float32), PX_PER_MM, capture.labels, captions_of(capture)
    )
    cuts = {number: cut_of(canvas, number) for number in range(len(canvas.labels))}
    moved = movement(capture, rng)
    inner = inside_both(moved, capture.pixels.shape[1::-1])
    free = [number for number, cut in cuts.items() if cut and cut.free
            and stands_in(inner, canvas.labels[number])]  # fmt: skip
    lost: list[Label] = []
    new: list[Label] = []
    is_loss = rng.random() < 0.5
    order = [int(one) for one in rng.permutation(free)]
    for number in order if is_loss else order * 15:
        cut = cuts[number]
        if cut is None or len(lost) + len(new) >= wanted:
            break
        if is_loss and painted_out(canvas, cut, rng):
            lost.append(canvas.labels[number])
        elif not is_loss and (label := painted_in(canvas, number, cut, inner, rng)):
            new.append(label)
    after = taken_anew(canvas.pixels, beside.pixels, moved, rng)
    before = compressed(capture.pixels.astype(np.float32), rng)
    return Pair(before, after, capture.labels, tuple(lost), tuple(new), moved)


def inside_both(moved: NDArray[np.float64], size: tuple[int, int]) -> NDArray[np.bool_]:
    """Where a root stands well inside both pictures; at the border it is neither in nor out."""
    edge = round(BORDER_MM * PX_PER_MM)
    inner = np.zeros(size[::-1], np.uint8)
    inner[edge:-edge, edge:-edge] = 1
    back = cv2.warpAffine(inner, moved, size, flags=cv2.INTER_NEAREST | cv2.WARP_INVERSE_MAP)
    return (inner & back) > 0


def stands_in(inner: NDArray[np.bool_], label: Label) -> bool:
    """Whether a hair's root stands there."""
    column, row = (round(value) for value in label.root)
    return 0 <= row < inner.shape[0] and 0 <= column < inner.shape[1] and bool(inner[row, column])


def captions_of(capture: Capture) -> NDArray[np.bool_]:
    """Where captions hide the skin."""
    closed = np.zeros(capture.pixels.shape[:2], bool)
    for left, top, right, bottom in capture.captions:
        closed[top:bottom, left:right] = True
    return closed


def movement(capture: Capture, rng: np.random.Generator) -> NDArray[np.float64]:
    """A turn, a scale and a shift: how the camera stands at the second visit."""
    height, width = capture.pixels.shape[:2]
    turn = rng.uniform(-MOST_TURN_DEGREES, MOST_TURN_DEGREES)
    scale = 1 + rng.uniform(-MOST_SCALE, MOST_SCALE)
    moved = cv2.getRotationMatrix2D((width / 2, height / 2), turn, scale).astype(np.float64)
    far, way = rng.uniform(0, MOST_SHIFT_MM) * PX_PER_MM, rng.uniform(0, 2 * np.pi)
    moved[:, 2] += (far * np.cos(way), far * np.sin(way))
    return moved


def taken_anew(
    pixels: Floats, beside: Pixels, moved: NDArray[np.float64], rng: np.random.Generator
) -> Pixels:
    """The skin as a second picture shows it: moved, bent, lit, blurred, with noise, as a JPEG."""
    height, width = pixels.shape[:2]
    back = cv2.invertAffineTransform(moved)
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    across = back[0, 0] * columns + back[0, 1] * rows + back[0, 2]
    down = back[1, 0] * columns + back[1, 1] * rows + back[1, 2]
    phase = rng.uniform(0, 2 * np.pi, 2)
    wave = 2 * np.pi / (4 * PX_PER_MM)
    across += BEND_MM * PX_PER_MM * np.sin(wave * rows + phase[0])
    down += BEND_MM * PX_PER_MM * np.sin(wave * columns + phase[1])
    across, down = across.astype(np.float32), down.astype(np.float32)
    seen = cv2.remap(pixels, across, down, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    beyond = (across < 0) | (across > width - 1) | (down < 0) | (down > height - 1)
    seen[beyond] = beside[beyond]
    return compressed(lit(seen, rng), rng)


def lit(pixels: Floats, rng: np.random.Generator) -> Floats:
    """Other light: brightness, its fall to one side, colour and gamma; and a softer focus."""
    height, width = pixels.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    slope = rng.uniform(-0.12, 0.12, 2)
    fall = 1 + slope[0] * (columns / width - 0.5) + slope[1] * (rows / height - 0.5)
    colour = rng.uniform(0.95, 1.05, 3) * rng.uniform(0.85, 1.12)
    shone = 255 * np.clip(pixels / 255 * fall[..., None] * colour, 0, 1) ** rng.uniform(0.9, 1.12)
    blurred = cv2.GaussianBlur(shone, (0, 0), rng.uniform(0.2, 1.4))
    return (blurred + rng.normal(0, rng.uniform(0.5, 3), pixels.shape)).astype(np.float32)


def compressed(pixels: Floats, rng: np.random.Generator) -> Pixels:
    """Through a JPEG and back."""
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(70, 95))]
    whole = np.clip(pixels, 0, 255).astype(np.uint8)
    return np.asarray(cv2.imdecode(cv2.imencode(".jpg", whole, quality)[1], cv2.IMREAD_COLOR))
