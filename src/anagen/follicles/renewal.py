"""The renewal equations of the cycle on a grid of days, solved cycle by cycle."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from anagen.follicles.clocks import Clocks, Phase
from anagen.follicles.course import Floats
from anagen.follicles.parameters import FollicleClass, Scalp, Sojourn
from anagen.follicles.sojourns import ended

_CLOSE = 1e-9
_MOST_ROUNDS = 400


@dataclass(frozen=True)
class Paths:
    """What has moved by each node, by (class, level, node, population); the first node is 0."""

    left: tuple[Floats, ...]  # out of each phase
    grown: Floats  # into anagen
    emptied: Floats  # into kenogen


class Equations:
    """The cycle of one scalp under fixed clocks, for any start."""

    def __init__(self, scalp: Scalp, time: Clocks, nodes: Floats) -> None:
        self.nodes = nodes
        self._classes = classes = scalp.mix.classes
        self._factors = tuple(factor for factor, _ in scalp.levels())
        self._shown = tuple(time.read(phase, nodes) for phase in Phase)
        self._kernels = tuple(self._phase_kernels(phase) for phase in Phase)
        self._kenogen = np.array([one.kenogen_share for one in classes])[:, None, None, None]
        thinner, thicker = time.moves((nodes[1:] + nodes[:-1]) / 2)
        down = np.array([one.thinner_share for one in classes])[:, None] * thinner
        up = np.array([one.thicker_share for one in classes])[:, None] * thicker
        down[-1] = 0.0
        up[0] = 0.0
        self._down, self._up = (
            np.minimum(one, 0.5)[:, None, :, None] for one in (down, up)
        )  # fmt: skip

    def _phase_kernels(self, phase: Phase) -> Floats:
        factors = self._factors if phase is Phase.ANAGEN else (1.0,)
        return np.array(
            [
                [_kernel(_sojourn(one, phase), factor, self._shown[phase]) for factor in factors]
                for one in self._classes
            ]
        )

    def started(self, occupancy: Floats) -> tuple[Floats, ...]:
        """Exits of those who were in each phase at the start, in equilibrium.

        `occupancy` is by (phase, class, level, population).
        """
        exits = []
        for phase in Phase:
            over = np.array(
                [
                    [
                        ended(_sojourn(one, phase)).after_equilibrium(
                            self._shown[phase][1:],
                            factor if phase is Phase.ANAGEN else 1.0,
                        )
                        for factor in self._factors
                    ]
                    for one in self._classes
                ]
            )
            exits.append(occupancy[phase][:, :, None, :] * over[..., None])
        return tuple(exits)

    def solve(
        self, starts: tuple[Floats, ...], guess: Floats | None = None, first: int = 0
    ) -> Paths:
        """All flows, given exits of those who began inside a phase; none before node `first`.

        Each round carries everybody one cycle on, so it ends, and soon when the guess is close.
        """
        grown = np.zeros_like(starts[0]) if guess is None else guess
        left = self._round(starts, grown, first)
        for _ in range(_MOST_ROUNDS):
            follows = self._entries(left, first)
            change = np.abs(follows - grown).max()
            grown = follows
            left = self._round(starts, grown, first)
            if change < _CLOSE:
                break
        return Paths(
            tuple(_from_zero(one) for one in left),
            _from_zero(np.cumsum(grown, axis=2)),
            _from_zero(self._kenogen * left[Phase.TELOGEN]),
        )

    def _round(self, starts: tuple[Floats, ...], grown: Floats, first: int) -> tuple[Floats, ...]:
        """Summed exits from each phase, given entries into anagen."""
        kernels = tuple(one[:, :, first:, first:] for one in self._kernels)
        anagen = starts[0] + kernels[0] @ grown
        catagen = starts[1] + kernels[1] @ _steps(anagen)
        telogen = starts[2] + kernels[2] @ _steps(catagen)
        kenogen = starts[3] + kernels[3] @ (self._kenogen * _steps(telogen))
        return anagen, catagen, telogen, kenogen

    def _entries(self, left: tuple[Floats, ...], first: int) -> Floats:
        """Entries into anagen by class, given exits from telogen and kenogen."""
        down, up = self._down[:, :, first:], self._up[:, :, first:]
        again = _steps(left[Phase.KENOGEN] + (1 - self._kenogen) * left[Phase.TELOGEN])
        entries = (1 - down - up) * again
        entries[1:] += (down * again)[:-1]
        entries[:-1] += (up * again)[1:]
        return entries

    def unseen_then(
        self, found: Paths, starts: tuple[Floats, ...], at: int, emerged: int
    ) -> tuple[Floats, ...]:
        """Exits after node `at` of those in kenogen there, or in anagen since node `emerged`."""
        rows = slice(at, None)
        anagen, kenogen = self._kernels[0], self._kernels[3]

        def later(kernel: Floats, inflow: Floats, begin: int) -> Floats:
            part = kernel[:, :, :, begin:at] @ inflow[:, :, begin:at]
            before = part[:, :, at - 1 : at] if at else 0.0
            result: Floats = part[:, :, rows] - before
            return result

        held = starts[3][:, :, rows] - (starts[3][:, :, at - 1 : at] if at else 0.0)
        empty = held + later(kenogen, np.diff(found.emptied, axis=2), 0)
        young = later(anagen, np.diff(found.grown, axis=2), emerged)
        none = np.zeros_like(empty)
        return (young, none, none, empty)


def _sojourn(one: FollicleClass, phase: Phase) -> Sojourn:
    sojourn: Sojourn = getattr(one, phase.name.lower())
    return sojourn


def _kernel(sojourn: Sojourn, factor: float, shown: Floats) -> Floats:
    """Share of what came in during step j that is over by the end of step i."""
    over = ended(sojourn)(shown[1:, None] - shown[None, :], factor)
    share: Floats = (over[:, :-1] - over[:, 1:]) / np.diff(shown)
    return share


def _steps(summed: Floats) -> Floats:
    steps = summed.copy()
    steps[:, :, 1:] -= summed[:, :, :-1]
    return steps


def _from_zero(summed: Floats) -> Floats:
    return np.concatenate([np.zeros_like(summed[:, :, :1]), summed], axis=2)
