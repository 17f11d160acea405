"""Scores of found roots against labelled ones, as the README of the reviewed labels says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.imaging_data import Capture, Label

    Point = tuple[float, float]

RADIUS_MM = 0.1
EDGE_MM = 0.15


@dataclass
class Score:
    """Hairs matched, found and labelled, and the count error of each capture."""

    matched: int = 0
    found: int = 0
    labelled: int = 0
    errors: list[float] = field(default_factory=list)

    def add(self, matched: int, found: int, labelled: int) -> None:
        """Takes in one capture."""
        self.matched += matched
        self.found += found
        self.labelled += labelled
        if labelled:
            self.errors.append((found - labelled) / labelled)

    def says(self) -> str:
        """Precision, recall, F1, count error and bias in one line."""
        precision = self.matched / max(self.found, 1)
        recall = self.matched / max(self.labelled, 1)
        both = 2 * precision * recall / max(precision + recall, 1e-9)
        errors = np.array(self.errors or [0.0])
        return (
            f"P {precision:.3f} R {recall:.3f} F1 {both:.3f}  count error "
            f"{np.abs(errors).mean():6.1%} worst {np.abs(errors).max():6.1%} "
            f"bias {self.found / max(self.labelled, 1) - 1:+6.1%} ({self.labelled} labels)"
        )


@dataclass(frozen=True)
class Judged:
    """What became of each label and each found root of one capture."""

    hit: dict[int, int]
    left_out: frozenset[int]


def judged(capture: Capture, roots: Sequence[Point], px_per_mm: float) -> Judged:
    """Roots matched one to one to sure labels; those on uncertain hairs or captions left out."""
    radius = RADIUS_MM * px_per_mm
    sure = [n for n, label in enumerate(capture.labels) if label.kind != "uncertain"]
    pairs = matched([capture.labels[n].root for n in sure], roots, radius)
    hit = {sure[label]: root for label, root in pairs}
    unsure = [label for label in capture.labels if label.kind == "uncertain"]
    left = set(range(len(roots))) - set(hit.values())
    out = {n for n in left if any(_near(roots[n], label, radius) for label in unsure)}
    hidden = {n for n in left if any(_in_box(roots[n], box) for box in capture.ignored)}
    return Judged(hit, frozenset(out | hidden))


def matched(ones: Sequence[Point], others: Sequence[Point], radius: float) -> list[tuple[int, int]]:
    """Pairs within the radius: as many as possible, then as close as possible."""
    if not ones or not others:
        return []
    gaps = np.linalg.norm(np.asarray(ones)[:, None] - np.asarray(others)[None], axis=2)
    cost = np.where(gaps <= radius, gaps - 1e6, 0.0)
    pairs = zip(*linear_sum_assignment(cost), strict=True)
    return [(int(a), int(b)) for a, b in pairs if gaps[a, b] <= radius]


def _near(root: Point, label: Label, radius: float) -> bool:
    start, end, place = (np.array(p, float) for p in (label.root, label.tip, root))
    step = end - start
    share = np.clip((place - start) @ step / max(float(step @ step), 1e-9), 0, 1)
    return bool(np.linalg.norm(place - start - share * step) <= radius)


def _in_box(place: Point, box: tuple[float, ...]) -> bool:
    return box[0] <= place[0] <= box[2] and box[1] <= place[1] <= box[3]
