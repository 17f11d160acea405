"""Follicles as agents of Mesa, a day at a time: run by a Python that has Mesa installed.

Prints follicle-years in a second of processor time. `bench.outlook_follicles` starts it.
"""

from __future__ import annotations

import json
import math
import random
import sys
import time

import mesa


class Follicle(mesa.Agent):
    """A follicle with the days left in its phase."""

    def __init__(self, model, phases, kenogen_share):
        super().__init__(model)
        self.phases, self.kenogen_share = phases, kenogen_share
        self.phase = 0
        self.left = random.random() * self.length()  # noqa: S311 - a model, no secret

    def length(self):
        """How long the phase lasts."""
        mean, cv = self.phases[self.phase]
        sigma = math.sqrt(math.log(1 + cv * cv))
        return random.lognormvariate(math.log(mean) - sigma * sigma / 2, sigma)

    def step(self):
        """One day."""
        self.left -= self.model.rates[self.phase]
        while self.left <= 0:
            self.phase = (self.phase + 1) % 4
            if self.phase == 3 and random.random() > self.kenogen_share:  # noqa: S311
                self.phase = 0
            self.left += self.length()


class Patch(mesa.Model):
    """All follicles, and how fast each clock runs today."""

    def __init__(self, classes, follicles):
        super().__init__()
        self.rates = [1.0] * 4
        for share, phases, kenogen_share in classes:
            for _ in range(round(share * follicles)):
                Follicle(self, phases, kenogen_share)

    def step(self):
        """One day for everybody."""
        self.agents.do("step")


def main() -> None:
    """Reads classes, rates of each day and the number of follicles from standard input."""
    asked = json.load(sys.stdin)
    patch = Patch(asked["classes"], asked["follicles"])
    begin = time.process_time()
    for rates in asked["rates"]:
        patch.rates = rates
        patch.step()
    seconds = time.process_time() - begin
    print(asked["follicles"] * len(asked["rates"]) / 365.25 / seconds)


if __name__ == "__main__":
    main()
