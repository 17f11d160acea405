"""Batches for training: the same stage gives the same batches, whenever its scenes arrive."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from anagen.imaging.find.answers import COLOUR_STEPS
from training.crops import CROP, crop
from training.targets import Target, target

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from training.pool import Pool
    from training.scene import Scene
    from training.stages import Stage

    Planes = NDArray[np.float32]

_KEPT = 400


@dataclass(frozen=True, slots=True)
class Batch:
    """Crops as the network takes them, and what it should answer."""

    pixels: Planes
    wanted: tuple[Planes, ...]


class Batches:
    """Cuts the crops of each step out of the scenes that the stage allows by then."""

    def __init__(self, stage: Stage, pool: Pool) -> None:
        self._stage, self._pool = stage, pool
        self._kept: OrderedDict[int, Scene] = OrderedDict()

    def batch(self, step: int) -> Batch:
        """The batch of one step."""
        rng = np.random.default_rng([self._stage.seed, step])
        made = [self._example(step, rng) for _ in range(self._stage.batch)]
        fields = Target.__dataclass_fields__
        return Batch(
            pixels=np.stack([pixels for pixels, _ in made]),
            wanted=tuple(np.stack([getattr(one, name) for _, one in made]) for name in fields),
        )

    def _example(self, step: int, rng: np.random.Generator) -> tuple[Planes, Target]:
        number = int(rng.integers(self._stage.scenes_by(step)))
        pixels, valid, shafts = crop(self._scene(number), rng)
        return normalised(pixels), target(shafts, valid, CROP)

    def _scene(self, number: int) -> Scene:
        if number not in self._kept:
            self._kept[number] = self._pool.scene(number)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(number)
        return self._kept[number]


def normalised(pixels: NDArray[np.uint8]) -> Planes:
    """Colours as differences from the crop's median, channels first."""
    middle = np.median(pixels[::2, ::2].reshape(-1, 3), axis=0).astype(np.float32)
    return (
        np.ascontiguousarray((pixels.astype(np.float32) - middle).transpose(2, 0, 1)) / COLOUR_STEPS
    )
