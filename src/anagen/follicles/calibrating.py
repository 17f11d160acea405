"""Finds the scalps that published tables allow: `python -m anagen.follicles.calibrating FILE`.

An ensemble is first pulled towards the targets (an ensemble smoother, several times with the error
made larger), then walks among them by differential-evolution Monte Carlo, which needs no tuning.
Everything follows from one seed. It takes minutes and no command of Anagen runs it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anagen.follicles import seasons, targets
from anagen.follicles.calibrated import SHAPE_DAYS, effect_over_time
from anagen.follicles.course import Floats
from anagen.follicles.recipe import OPEN, drawn

SEED, MEMBERS, ROUNDS = 20_261_120, 128, 80
_PULLS = 4
_STEP, _JITTER, _JUMP_EVERY = 2.38, 1e-3, 7
_FAR = 8.0

Indices = NDArray[np.intp]


@dataclass(frozen=True)
class Fitting:
    """What is fitted: open figures, the targets, and what a place says for them."""

    open_figures: int
    targets: tuple[targets.Target, ...]
    predict: Callable[[Floats], Floats]

    def all_predicted(self, places: Floats) -> Floats:
        """Predictions for each place."""
        return np.array([self.predict(place) for place in places])

    def height(self, places: Floats, predicted: Floats) -> Floats:
        """Log posterior, up to a constant."""
        height: Floats = targets.fit(predicted, self.targets) - 0.5 * (places**2).sum(axis=-1)
        return height


CYCLE = Fitting(len(OPEN), targets.TARGETS, lambda place: targets.predictions(drawn(place)))
SEASON = Fitting(
    len(seasons.OPEN),
    targets.SEASON_TARGETS,
    lambda place: seasons.predictions(seasons.season(place)),
)


class Ensemble:
    """Places, what each says for the targets, and how well it fits."""

    def __init__(self, of: Fitting, members: int, random: np.random.Generator) -> None:
        self._of, self._random = of, random
        self.places = random.standard_normal((members, of.open_figures))
        self.predicted = of.all_predicted(self.places)
        for _ in range(_PULLS):
            self._pull()
        self._height = of.height(self.places, self.predicted)

    def _pull(self) -> None:
        """One step of an ensemble smoother, its errors inflated so that all steps count once."""
        targets = enumerate(self._of.targets)
        off = np.stack([one.off_by(self.predicted[:, k]) for k, one in targets], axis=1)
        off = np.clip(off, -_FAR, _FAR)  # in standard deviations of each target
        around, spread = self.places - self.places.mean(axis=0), off - off.mean(axis=0)
        both = around.T @ spread / len(off)
        own = spread.T @ spread / len(off) + _PULLS * np.eye(off.shape[1])
        wish = np.sqrt(_PULLS) * self._random.standard_normal(off.shape) - off
        self.places = self.places + wish @ np.linalg.solve(own, both.T)
        self.predicted = self._of.all_predicted(self.places)

    def walk(self, turn: int) -> int:
        """Lets each half try a step while the other stands; says how many stepped."""
        taken = 0
        members = len(self.places)
        for half in np.array_split(self._random.permutation(members), 2):
            tried = self._tried(half, np.setdiff1d(np.arange(members), half), turn)
            said = self._of.all_predicted(tried)
            height = self._of.height(tried, said)
            steps = np.log(self._random.random(len(half))) < height - self._height[half]
            chosen = half[steps]
            self.places[chosen], self.predicted[chosen] = tried[steps], said[steps]
            self._height[chosen] = height[steps]
            taken += len(chosen)
        return taken

    def _tried(self, half: Indices, others: Indices, turn: int) -> Floats:
        """Where members of one half might go: along the line between two of the other half."""
        size = (len(half), self.places.shape[1])
        pairs = np.array([self._random.choice(others, 2, replace=False) for _ in half])
        if turn % _JUMP_EVERY == _JUMP_EVERY - 1:
            step = np.ones((len(half), 1))
        else:
            step = _STEP / np.sqrt(2 * size[1]) * self._random.uniform(0.3, 1.1, (len(half), 1))
        noise = _JITTER * self._random.standard_normal(size)
        line = self.places[pairs[:, 0]] - self.places[pairs[:, 1]]
        tried: Floats = self.places[half] + step * line + noise
        return tried


def sampled(
    of: Fitting, members: int, rounds: int, random: np.random.Generator
) -> tuple[Floats, Floats]:
    """Places that the targets allow, and what each says for them."""
    ensemble = Ensemble(of, members, random)
    for turn in range(rounds):
        taken = ensemble.walk(turn)
        print(f"{turn + 1}/{rounds}: {taken} of {members} moved", file=sys.stderr)
    return ensemble.places, ensemble.predicted


def _shape(place: Floats) -> Floats:
    return effect_over_time(drawn(place), SHAPE_DAYS)


def main() -> None:
    """Writes the file that `calibrated` reads."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--members", type=int, default=MEMBERS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    random = np.random.default_rng(SEED)
    places, predicted = sampled(CYCLE, options.members, options.rounds, random)
    season_places, season_predicted = sampled(SEASON, options.members, options.rounds, random)
    np.savez_compressed(
        options.file,
        seed=SEED,
        places=places,
        predicted=predicted,
        season_places=season_places,
        season_predicted=season_predicted,
        shapes=np.array([_shape(place) for place in places], dtype=np.float32),
    )


if __name__ == "__main__":
    main()
