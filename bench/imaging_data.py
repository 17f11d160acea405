"""Labelled pictures of scalp for the imaging benches, where they lie beside the project.

They carry no licence, so they are no part of it: `../shared/data` beside the repository, or the
folder that ANAGEN_SHARED names. Without them the benches say so and leave them out.
"""

from __future__ import annotations

import json
import os
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Pixels = NDArray[np.uint8]

SHARED = Path(os.environ.get("ANAGEN_SHARED", Path(__file__).parent.parent.parent / "shared"))
FDU_PX_PER_MM = 359.0
_QUARTER = (1024, 1280)
_ARROW = ("xmin", "ymin", "xmax", "ymax")
_SCALP_BELOW = 200


@dataclass(frozen=True)
class Label:
    """One labelled hair: root and tip in px, `terminal`, `thin` or `uncertain`, at the edge?"""

    root: tuple[float, float]
    tip: tuple[float, float]
    kind: str
    edge: bool = False


@dataclass(frozen=True)
class Capture:
    """A picture with its labels, and boxes [x0, y0, x1, y1] in which nothing is scored."""

    name: str
    file: tuple[Path, ...]
    labels: tuple[Label, ...]
    ignored: tuple[tuple[float, ...], ...] = ()
    box: tuple[float, ...] = (0.0, 0.0, 2560.0, 2048.0)

    def pixels(self) -> Pixels:
        """The whole picture: one file, or four quarters joined."""
        if len(self.file) == 1:
            return _read(self.file[0])
        rows = [np.hstack([_read(file) for file in self.file[n : n + 2]]) for n in (0, 2)]
        return np.vstack(rows)


def reviewed() -> list[Capture]:
    """The captures whose labels were reviewed hair by hair."""
    return [_reviewed(file) for file in sorted((SHARED / "data/fdu-gold").glob("*.json"))]


def _reviewed(file: Path) -> Capture:
    told = json.loads(file.read_text())
    labels = [
        Label(tuple(hair["root"]), tuple(hair["tip"]), hair["kind"], hair["edge"])
        for hair in told["hairs"]
    ]
    boxes = tuple(tuple(box) for box in told["ignore_boxes"])
    picture = (file.with_suffix(".jpg"),)
    return Capture(told["id"], picture, tuple(labels), boxes, tuple(told["valid_box"]))


def as_published() -> list[Capture]:
    """Every capture with the labels as they were published, debris left out."""
    folder = SHARED / "data/fdu-hairfollicle"
    names = sorted({file.stem.rsplit("_", 1)[0] for file in (folder / "images").glob("*.jpg")})
    return [_published(folder, name) for name in names]


def _published(folder: Path, name: str) -> Capture:
    files, labels = [], []
    for quarter in range(4):
        files.append(folder / f"images/{name}_{quarter + 1}.jpg")
        marked = folder / f"annotations/{name}_{quarter + 1}.xml"
        down, across = quarter // 2 * _QUARTER[0], quarter % 2 * _QUARTER[1]
        labels += list(_arrows(marked, across, down))
    return Capture(name, tuple(files), tuple(labels))


def _arrows(file: Path, across: int, down: int) -> Iterator[Label]:
    for thing in ET.parse(file).getroot().iter("object"):  # noqa: S314 - our own files
        kind, box = thing.findtext("class"), thing.find("bndbox")
        if kind == "abnormal" or box is None:
            continue
        x0, y0, x1, y1 = (float(box.findtext(key, "nan")) for key in _ARROW)
        root, tip = (x0 + across, y0 + down), (x1 + across, y1 + down)
        yield Label(root, tip, "thin" if kind == "undersize" else "terminal")


def masks() -> Iterator[tuple[Pixels, NDArray[np.bool_]]]:
    """Grey patches with the pixels that are hair."""
    for file in sorted((SHARED / "data/jenny-zhan-masks").glob("*image/*.jpg")):
        target = next(file.parent.parent.glob(f"{file.parent.name}_target/{file.stem}_t.*"))
        yield _read(file), _read(target)[..., 0] < _SCALP_BELOW


def _read(file: Path) -> Pixels:
    pixels = cv2.imread(str(file), cv2.IMREAD_COLOR_RGB)
    if pixels is None:
        raise FileNotFoundError(f"{file}: no readable picture; copy the data set anew")
    return np.asarray(pixels, np.uint8)
