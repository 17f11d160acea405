"""The last step of training: what speaks for a hair and what for a mistake, by rendered pictures.

Proposals that lie on true hairs are told from those that do not by a logistic regression on a few
signs. The least sureness is where as many hairs are reported as there are.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from anagen.imaging.find.answers import MULTIPLE, PX_PER_MM
from anagen.imaging.find.finding import LEAST_SUPPORT
from anagen.imaging.find.lying import on_hair
from anagen.imaging.find.network import answer, colours, engine
from anagen.imaging.find.proposals import proposals, votes
from anagen.imaging.find.sureness import JUDGE, SIGNS, Judge, signs
from anagen.imaging.find.working import working_picture
from anagen.imaging.render import Look, Wish, render
from anagen.imaging.scalp import Scale, ScaleSource, Scalp
from training.crops import LOG_ZOOM
from training.pool import any_person
from training.scene import Worth, scene_of

if TYPE_CHECKING:
    from pathlib import Path

    import cv2
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FIRST_SEED, PICTURES = 900_000, 36
_NEAR_PX = 12.5
_HELD = 1.0
_STEPS = 40
_RIGHT, _WRONG, _EITHER = 1.0, 0.0, -1.0


def judged(model_folder: Path) -> Judge:
    """Fits the judge to the network that lies in the folder and writes it beside it."""
    net = engine()
    if net is None:
        raise FileNotFoundError(f"{model_folder}: no network that can be read; train it first")
    examples = [_examples(net, FIRST_SEED + n) for n in range(PICTURES)]
    rows = np.concatenate([rows for rows, _, _ in examples])
    truth = np.concatenate([truth for _, truth, _ in examples])
    told = truth != _EITHER
    weights = _weights(rows[told], truth[told])
    sure = 1 / (1 + np.exp(-rows[told] @ weights))
    true_hairs = sum(count for _, _, count in examples)
    judge = Judge(tuple(np.round(weights, 4).tolist()), _least(sure, true_hairs))
    told_signs = {"signs": SIGNS, "weights": judge.weights, "least": judge.least}
    (model_folder / JUDGE).write_text(json.dumps(told_signs, indent=1) + "\n")
    return judge


def _examples(net: cv2.dnn.Net, seed: int) -> tuple[Floats, Floats, int]:
    """Signs of every proposal of one picture, which are right, and how many hairs it has."""
    rng = np.random.default_rng(seed)
    zoom_by = float(np.exp(rng.uniform(*LOG_ZOOM)))
    wish = Wish(size=(1280, 1024), px_per_mm=179.5, look=Look.CLIPPED)
    rendered = render(seed, any_person(wish, rng) if seed % 3 == 0 else wish)
    scale = Scale(rendered.px_per_mm / zoom_by, ScaleSource.GIVEN, 0.01)
    scalp = Scalp(rendered.pixels, scale)
    working = working_picture(scalp, PX_PER_MM, MULTIPLE)
    got = answer(net, colours(working.pixels))
    found = on_hair(proposals(votes(got), LEAST_SUPPORT), got)
    scene = scene_of(rendered)
    zoom = np.array(working.pixels.shape[1::-1]) / np.array(scene.pixels.shape[1::-1])
    roots = {
        worth: [
            (shaft.path[0] + 0.5) * zoom - 0.5 for shaft in scene.shafts if shaft.worth is worth
        ]
        for worth in (Worth.FOUND, Worth.EITHER)
    }
    ends = [one.ends[:2] for one in found]
    truth = _truth(ends, roots[Worth.FOUND], roots[Worth.EITHER])
    return signs(found, got).astype(np.float64), truth, len(roots[Worth.FOUND])


def _truth(ends: list[Floats], roots: list[Floats], either: list[Floats]) -> Floats:
    """Each true root goes to the strongest proposal near it; what is left over is wrong."""
    free = list(roots)
    truth = np.full(len(ends), _WRONG)
    for n, end in enumerate(ends):
        gaps = [float(np.hypot(*(end - root))) for root in free]
        if gaps and min(gaps) <= _NEAR_PX:
            free.pop(int(np.argmin(gaps)))
            truth[n] = _RIGHT
        elif any(float(np.hypot(*(end - root))) <= _NEAR_PX for root in either):
            truth[n] = _EITHER
    return truth


def _weights(rows: Floats, truth: Floats) -> Floats:
    """A logistic regression, held towards nothing, by Newton's steps."""
    middle, spread = rows[:, 1:].mean(axis=0), rows[:, 1:].std(axis=0) + 1e-6
    scaled = np.column_stack([np.ones(len(rows)), (rows[:, 1:] - middle) / spread])
    held = _HELD * np.eye(scaled.shape[1])
    held[0, 0] = 0
    weights = np.zeros(scaled.shape[1])
    for _ in range(_STEPS):
        share = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (share - truth) + held @ weights
        bend = (scaled * (share * (1 - share))[:, None]).T @ scaled + held
        weights -= np.linalg.solve(bend, slope)
    plain = weights[1:] / spread
    return np.concatenate([[weights[0] - float(plain @ middle)], plain])


def _least(sure: Floats, true_hairs: int) -> float:
    """The sureness that as many proposals reach as there are true hairs."""
    ordered = np.sort(sure)[::-1]
    return round(float(ordered[min(true_hairs, len(ordered)) - 1]), 3)
