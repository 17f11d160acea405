"""Renders pictures into a folder, one file a seed, as fast as one or more processes can."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from anagen.imaging.render import HairColour, Look, Rendered, Wish, render
from training.scene import Scene, load, save, scene_of

if TYPE_CHECKING:
    from pathlib import Path

_WAIT_SECONDS = 0.5
_SIDE_MM = 2.7
_PX_PER_MM = (95.0, 190.0)
#: Thin hair is easily missed and captions are easily taken for hair: more of both than usual.
_THIN_PICTURES, _MANY_THIN = 0.5, (0.25, 0.7)
_CAPTIONED_PICTURES = 0.3
#: Besides what the renderer draws by itself, which leans towards dark hair on lighter skin.
_ANY_PERSON = 0.45
#: How often each colour is drawn for them: light hair is hardest to see.
_COLOURS = {
    HairColour.BLACK: 0.1,
    HairColour.DARK_BROWN: 0.08,
    HairColour.BROWN: 0.14,
    HairColour.RED: 0.14,
    HairColour.BLOND: 0.18,
    HairColour.GREY: 0.18,
    HairColour.WHITE: 0.18,
}


@dataclass(frozen=True, slots=True)
class Pool:
    """A folder of scenes: number n was rendered from seed `first_seed + n`."""

    folder: Path
    first_seed: int

    def file(self, number: int) -> Path:
        """Where a scene lies."""
        return self.folder / f"{self.first_seed + number}.npz"

    def scene(self, number: int) -> Scene:
        """A scene; waits until it has been rendered."""
        file = self.file(number)
        while not file.exists():
            time.sleep(_WAIT_SECONDS)
        return load(file)


def rendered(seed: int) -> Rendered:
    """The picture of one seed: square, large enough for a crop at any angle."""
    rng = np.random.default_rng([seed, 1])
    px_per_mm = float(np.exp(rng.uniform(*np.log(_PX_PER_MM))))
    side = round(_SIDE_MM * px_per_mm)
    thin = float(rng.uniform(*_MANY_THIN)) if rng.random() < _THIN_PICTURES else None
    captions = True if rng.random() < _CAPTIONED_PICTURES else None
    wish = Wish(size=(side, side), px_per_mm=px_per_mm, thin_share=thin, captions=captions)
    return render(seed, any_person(wish, rng) if rng.random() < _ANY_PERSON else wish)


def any_person(wish: Wish, rng: np.random.Generator) -> Wish:
    """The same, of clipped hair of any colour on any skin."""
    tone = int(rng.integers(1, 7))
    colour = list(_COLOURS)[int(rng.choice(len(_COLOURS), p=list(_COLOURS.values())))]
    return replace(wish, look=Look.CLIPPED, skin_tone=tone, hair_colour=colour)


def fill(pool: Pool, count: int, share: tuple[int, int]) -> None:
    """Renders every scene of one worker's share (`which` of `how many`) that is not there yet."""
    which, workers = share
    pool.folder.mkdir(parents=True, exist_ok=True)
    for number in range(which, count, workers):
        if not pool.file(number).exists():
            save(scene_of(rendered(pool.first_seed + number)), pool.file(number))
