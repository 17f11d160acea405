"""The stages of training, one after another: each goes on from the weights of the one before."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stage:
    """Steps over rendered scenes.

    `scenes` are rendered from `first_seed` on; training begins when `begin_with` are there and the
    rest joins evenly until `all_by` of the steps are done.
    """

    name: str
    seed: int
    steps: int
    rate: float
    scenes: int
    first_seed: int
    begin_with: int
    batch: int = 8
    all_by: float = 0.7

    def scenes_by(self, step: int) -> int:
        """How many scenes a step may draw from."""
        joined = (self.scenes - self.begin_with) * step / max(1.0, self.all_by * self.steps)
        return min(self.scenes, self.begin_with + int(joined))


STAGES = (
    Stage("first", seed=1, steps=6500, rate=3e-3, scenes=4000, first_seed=10_000, begin_with=150),
    Stage(
        "second", seed=2, steps=9000, rate=2.5e-3, scenes=8000, first_seed=20_000, begin_with=400
    ),
    Stage(
        "third",
        seed=3,
        steps=4600,
        rate=1.5e-3,
        scenes=8000,
        first_seed=40_000,
        begin_with=5600,
        all_by=0.3,
    ),
    Stage("fourth", seed=4, steps=10700, rate=2e-3, scenes=5000, first_seed=80_000, begin_with=180),
    Stage("fifth", seed=5, steps=6000, rate=8e-4, scenes=4248, first_seed=100_000, begin_with=4248),
    Stage(
        "sixth",
        seed=6,
        steps=9800,
        rate=1.5e-3,
        scenes=5000,
        first_seed=120_000,
        begin_with=100,
        all_by=0.8,
    ),
    Stage(
        "seventh",
        seed=7,
        steps=10000,
        rate=1e-3,
        scenes=6000,
        first_seed=140_000,
        begin_with=600,
        all_by=0.2,
    ),
)
