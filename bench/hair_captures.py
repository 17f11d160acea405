"""Real captures with labelled hairs, read from beside the project; None of them is in it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.hair_paint import Label

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("ANAGEN_SHARED", ROOT.parent / "shared")) / "data"
GOLD, RAW = SHARED / "fdu-gold", SHARED / "fdu-hairfollicle"
#: The quarters are joined and brought back to the size the camera took: 1.0 mm is 179.5 px.
PX_PER_MM, SIZE = 179.5, (1280, 1024)
#: A caption runs along the top, and some captures have a blank strip at their foot: cut off.
ROWS = slice(26, 1006)
#: Twins of one picture under two names; one of each is left out.
TWINS = {"230219_A004", "230219_A140"}
#: The burned-in scale bar, in pixels of what is left.
CAPTIONS = ((8, 754, 280, 964),)


@dataclass(frozen=True)
class Capture:
    """One capture: RGB pixels at the camera's size, labelled hairs, and what hides skin."""

    id: str
    pixels: NDArray[np.uint8]
    labels: tuple[Label, ...]
    captions: tuple[tuple[int, int, int, int], ...]


def gold_captures() -> Iterator[Capture]:
    """The reviewed captures; hairs that the reviewer could not settle are left out."""
    for file in sorted(GOLD.glob("*.json")):
        told = json.loads(file.read_text(encoding="utf-8"))
        hairs = [one for one in told["hairs"] if one["kind"] != "uncertain"]
        labels = tuple(Label(_half(one["root"]), _half(one["tip"])) for one in hairs)
        yield Capture(told["id"], _small(cv2.imread(str(file.with_suffix(".jpg")))), labels,
                      CAPTIONS)  # fmt: skip


def raw_captures() -> Iterator[Capture]:
    """The captures with published labels, without those that are reviewed and without twins."""
    ids = {file.stem.rsplit("_", 1)[0] for file in (RAW / "annotations").glob("*_1.xml")}
    for name in sorted(ids - TWINS - {file.stem for file in GOLD.glob("*.json")}):
        quarters = [cv2.imread(str(RAW / "images" / f"{name}_{k}.jpg")) for k in range(1, 5)]
        rows = [np.hstack(quarters[:2]), np.hstack(quarters[2:])]
        yield Capture(name, _small(np.vstack(rows)), _raw_labels(name), CAPTIONS)


def _raw_labels(name: str) -> tuple[Label, ...]:
    labels = []
    for quarter, corner in enumerate(((0, 0), (1280, 0), (0, 1024), (1280, 1024)), 1):
        tree = ElementTree.parse(RAW / "annotations" / f"{name}_{quarter}.xml")  # noqa: S314
        for one in tree.iter("object"):
            if one.findtext("class") == "abnormal":
                continue
            box = {end.tag: float(end.text or 0) for end in one.iter() if end.tag[1:4] in
                   ("min", "max")}  # fmt: skip
            root = _half((box["xmin"] + corner[0], box["ymin"] + corner[1]))
            labels.append(Label(root, _half((box["xmax"] + corner[0], box["ymax"] + corner[1]))))
    return tuple(labels)


def _half(place: tuple[float, float]) -> tuple[float, float]:
    return (place[0] + 0.5) / 2 - 0.5, (place[1] + 0.5) / 2 - 0.5 - ROWS.start


def _small(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(
        cv2.resize(pixels, SIZE, interpolation=cv2.INTER_AREA)[ROWS, :, ::-1], np.uint8
    )
