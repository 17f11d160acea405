"""One rendered picture with its truth, as training keeps it on disk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from anagen.imaging.render import LoosePiece, Rendered, TrueHair

#: A finer picture than this is made smaller before it is kept: 6.7 µm a pixel.
FINEST_PX_PER_MM = 150.0


#: A shaft of which less than this shows, or less than this shows apart from its neighbours,
#: cannot be told; no answer about it is wrong.
_LEAST_VISIBLE, _LEAST_ALONE = 0.1, 0.08


class Worth(IntEnum):
    """Whether a shaft is to be found, is to be passed over, or may be either."""

    PASSED = 0
    FOUND = 1
    EITHER = 2


@dataclass(frozen=True, slots=True)
class Shaft:
    """A piece of hair: its way from root to tip in pixels, its width, and what it counts for.

    Shafts of one opening have the same `unit`; a loose piece has none of its own, -1.
    """

    path: NDArray[np.float32]
    width_um: float
    worth: Worth
    unit: int


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture and its shafts, at `px_per_mm`."""

    pixels: NDArray[np.uint8]
    px_per_mm: float
    shafts: tuple[Shaft, ...]


def scene_of(rendered: Rendered) -> Scene:
    """What training needs of a rendered picture."""
    zoom = min(1.0, FINEST_PX_PER_MM / rendered.px_per_mm)
    height, width = rendered.pixels.shape[:2]
    size = (round(width * zoom), round(height * zoom))
    pixels = np.asarray(cv2.resize(rendered.pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    across, down = size[0] / width, size[1] / height
    return Scene(
        pixels=pixels if zoom < 1 else rendered.pixels,
        px_per_mm=rendered.px_per_mm * zoom,
        shafts=tuple(
            Shaft(_moved(hair.path, across, down), hair.width_um, worth, getattr(hair, "unit", -1))
            for hair, worth in _worths(rendered)
        ),
    )


def _worths(rendered: Rendered) -> list[tuple[TrueHair | LoosePiece, Worth]]:
    """Loose pieces and shafts rooted outside are passed over; of a trunk the largest is found."""
    clear = {hair.unit for hair in rendered.hairs if hair.alone >= _LEAST_ALONE}
    largest: dict[int, TrueHair] = {}
    for hair in rendered.hairs:
        if hair.unit not in largest or _area(hair) > _area(largest[hair.unit]):
            largest[hair.unit] = hair
    told: list[tuple[TrueHair | LoosePiece, Worth]] = []
    for hair in rendered.hairs:
        stands = hair.alone >= _LEAST_ALONE or (
            hair.unit not in clear and largest[hair.unit] is hair
        )
        shown = hair.visible >= _LEAST_VISIBLE
        told.append((hair, Worth.FOUND if shown and stands else Worth.EITHER))
    passed = (*rendered.loose, *getattr(rendered, "beyond", ()))
    return told + [(piece, Worth.PASSED) for piece in passed]


def _area(hair: TrueHair) -> float:
    reach = np.asarray(hair.tip) - np.asarray(hair.root)
    return hair.width_um * float(np.hypot(*reach))


def _moved(path: object, across: float, down: float) -> NDArray[np.float32]:
    places = np.asarray(path, np.float32)
    return np.asarray((places + 0.5) * np.array([across, down], np.float32) - 0.5, np.float32)


def save(scene: Scene, file: Path) -> None:
    """Writes a scene so that a reader never sees half of it."""
    paths = [shaft.path for shaft in scene.shafts]
    with file.with_suffix(".part").open("wb") as stream:
        np.savez(
            stream,
            pixels=scene.pixels,
            px_per_mm=scene.px_per_mm,
            places=np.concatenate(paths) if paths else np.zeros((0, 2), np.float32),
            lengths=np.array([len(path) for path in paths], np.int64),
            widths=np.array([shaft.width_um for shaft in scene.shafts], np.float32),
            worths=np.array([shaft.worth for shaft in scene.shafts], np.int64),
            units=np.array([shaft.unit for shaft in scene.shafts], np.int64),
        )
    file.with_suffix(".part").rename(file)


def load(file: Path) -> Scene:
    """A scene that was saved."""
    with np.load(file) as kept:
        paths = np.split(kept["places"], np.cumsum(kept["lengths"])[:-1])
        sizes = zip(paths, kept["widths"], kept["worths"], kept["units"], strict=False)
        shafts = tuple(
            Shaft(path, float(wide), Worth(worth), int(unit)) for path, wide, worth, unit in sizes
        )
        return Scene(kept["pixels"], float(kept["px_per_mm"]), shafts)
