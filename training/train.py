"""Trains the network on rendered pictures: `python -m training.train`.

One process renders, one cuts crops, one learns. Every two minutes the weights are kept in the
working folder, so that a run that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import copy
import math
import multiprocessing
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import torch

from training.batches import Batch, Batches
from training.export import export
from training.judging import judged
from training.loss import loss
from training.network import HairNet, weights_count
from training.pool import Pool, fill
from training.stages import STAGES, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEEP_SECONDS = 120
_QUEUE = 12
_AVERAGE = 0.998
MODEL = Path(__file__).parent.parent / "src/anagen/imaging/find/hairs.onnx"


def _render(pool: Pool, count: int, share: tuple[int, int]) -> None:
    os.nice(5)
    cv2.setNumThreads(1)
    fill(pool, count, share)


def _cut(stage: Stage, pool: Pool, begin: int, queue: Any) -> None:
    cv2.setNumThreads(1)
    batches = Batches(stage, pool)
    for step in range(begin, stage.steps):
        queue.put(batches.batch(step))


def _arriving(stage: Stage, pool: Pool, begin: int, renderers: int) -> Iterator[Batch]:
    spawn = multiprocessing.get_context("spawn")
    queue = spawn.Queue(_QUEUE)
    jobs = [
        spawn.Process(target=_render, args=(pool, stage.scenes, (n, renderers)), daemon=True)
        for n in range(renderers)
    ]
    jobs.append(spawn.Process(target=_cut, args=(stage, pool, begin, queue), daemon=True))
    for job in jobs:
        job.start()
    for _ in range(begin, stage.steps):
        yield queue.get()
    for job in jobs:
        job.terminate()


class Learner:
    """The network, its average over time, and where it is in its stage."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        torch.manual_seed(stage.seed)
        self.stage, self.step = stage, 0
        self._file = folder / f"{stage.name}.pt"
        self.net = HairNet().to(memory_format=torch.channels_last)
        self.average = copy.deepcopy(self.net).eval()
        self.pace = torch.optim.AdamW(self.net.parameters(), lr=stage.rate, weight_decay=1e-3)
        if self._file.exists():
            self._restore(torch.load(self._file))

    def _restore(self, kept: dict[str, Any]) -> None:
        self.net.load_state_dict(kept["net"])
        self.average.load_state_dict(kept["average"])
        self.pace.load_state_dict(kept["pace"])
        self.step = kept["step"]

    def go_on_from(self, before: Learner) -> None:
        """Begins with the averaged weights of the stage before."""
        if self.step == 0:
            self.net.load_state_dict(before.average.state_dict())
            self.average.load_state_dict(before.average.state_dict())

    def learn(self, batch: Batch) -> dict[str, float]:
        """One step."""
        for group in self.pace.param_groups:
            group["lr"] = self.stage.rate * _pace(self.step, self.stage.steps)
        pixels = torch.from_numpy(batch.pixels).to(memory_format=torch.channels_last)
        wanted = tuple(torch.from_numpy(planes) for planes in batch.wanted)
        with torch.autocast("cpu", torch.bfloat16):
            answer = self.net(pixels)
        total, parts = loss(answer.float(), wanted)
        self.pace.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 5.0)
        self.pace.step()
        self.step += 1
        self._follow()
        return parts

    def _follow(self) -> None:
        share = min(_AVERAGE, self.step / (self.step + 20))
        ours, theirs = self.average.state_dict(), self.net.state_dict()
        with torch.no_grad():
            for name, value in ours.items():
                if value.dtype.is_floating_point:
                    value.lerp_(theirs[name], 1 - share)
                else:
                    value.copy_(theirs[name])

    def keep(self) -> None:
        """Writes everything needed to go on."""
        part = self._file.with_suffix(".part")
        kept = {"net": self.net.state_dict(), "average": self.average.state_dict()}
        torch.save({**kept, "pace": self.pace.state_dict(), "step": self.step}, part)
        part.rename(self._file)


def _pace(step: int, steps: int) -> float:
    warm = min(1.0, (step + 1) / 200)
    return warm * (0.02 + 0.98 * (1 + math.cos(math.pi * step / steps)) / 2)


def learnt(stage: Stage, folder: Path, before: Learner | None, renderers: int) -> Learner:
    """One stage, to its end."""
    learner = Learner(stage, folder)
    if before is not None:
        learner.go_on_from(before)
    pool = Pool(folder / "scenes", stage.first_seed)
    kept, watched = time.monotonic(), dict[str, float]()
    for batch in _arriving(stage, pool, learner.step, renderers):
        for name, value in learner.learn(batch).items():
            watched[name] = 0.98 * watched.get(name, value) + 0.02 * value
        if learner.step % 100 == 0:
            says = " ".join(f"{name} {value:.4f}" for name, value in watched.items())
            print(f"{stage.name} {learner.step}/{stage.steps} {says}", flush=True)
        if time.monotonic() - kept > _KEEP_SECONDS or learner.step == stage.steps:
            kept = time.monotonic()
            learner.keep()
            export(learner.average, folder / f"{stage.name}.onnx")
    return learner


def main() -> None:
    """Every stage, then the model file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("build/training"))
    parser.add_argument("--renderers", type=int, default=1)
    parser.add_argument("--model", type=Path, default=MODEL)
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    learners: list[Learner] = []
    for stage in STAGES:
        before = learners[-1] if learners else None
        learners.append(learnt(stage, chosen.folder, before, chosen.renderers))
    net = learners[-1].average
    print(f"{weights_count(net)} weights")
    export(net, chosen.model)
    print(judged(chosen.model.parent))


if __name__ == "__main__":
    main()
