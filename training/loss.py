"""How wrong an answer is: hair, claims, ends and heats together."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from anagen.imaging.find.answers import CLAIMS, ENDS, HEAT, MASK

_BEND = 0.1


def loss(answer: Tensor, wanted: tuple[Tensor, ...]) -> tuple[Tensor, dict[str, float]]:
    """The sum to learn from, and its parts to watch."""
    mask, claims, claim_weight, far, far_weight, heat = wanted
    parts = {
        "mask": functional.binary_cross_entropy_with_logits(answer[:, MASK], mask),
        "claims": 2 * _claims(answer[:, CLAIMS], claims, claim_weight),
        "ends": _ends(answer[:, ENDS], far, far_weight),
        "heat": _heat(answer[:, HEAT], heat),
    }
    return torch.stack(list(parts.values())).sum(), {k: float(v.detach()) for k, v in parts.items()}


def _claims(answer: Tensor, claims: Tensor, weight: Tensor) -> Tensor:
    entropy = functional.binary_cross_entropy_with_logits(answer, claims, reduction="none")
    return (entropy * weight).mean()


def _ends(answer: Tensor, far: Tensor, weight: Tensor) -> Tensor:
    """Two claims on one cell may be answered in either order."""
    first, second = answer[:, :4], answer[:, 4:]
    straight = _gap(first, far[:, 0]) * weight[:, 0], _gap(second, far[:, 1]) * weight[:, 1]
    crossed = _gap(first, far[:, 1]) * weight[:, 1], _gap(second, far[:, 0]) * weight[:, 0]
    both = weight[:, 1] > 0
    least = torch.where(both, torch.minimum(sum(straight), sum(crossed)), straight[0])
    return least.sum() / weight.sum().clamp(min=1.0)


def _gap(answer: Tensor, far: Tensor) -> Tensor:
    return functional.smooth_l1_loss(answer, far, reduction="none", beta=_BEND).sum(dim=1)


def _heat(answer: Tensor, heat: Tensor) -> Tensor:
    entropy = functional.binary_cross_entropy_with_logits(answer, heat, reduction="none")
    return (entropy * (1 + 6 * heat)).mean()
