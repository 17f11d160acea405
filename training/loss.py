"""How wrong an answer is: hair, claims, ends and heats together."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from anagen.imaging.find.answers import CLAIMS, CROWD, ENDS, HEAT, MASK

_BEND = 0.1
_ACROSS = 2.0
_HEAT_COUNTS = 12.0


def loss(answer: Tensor, wanted: tuple[Tensor, ...]) -> tuple[Tensor, dict[str, float]]:
    """The sum to learn from, and its parts to watch."""
    mask, claims, claim_weight, far, far_weight, heat, crowd, crowd_weight = wanted
    parts = {
        "mask": functional.binary_cross_entropy_with_logits(answer[:, MASK], mask),
        "claims": 2 * _claims(answer[:, CLAIMS], claims, claim_weight),
        "ends": _ends(answer[:, ENDS], far, far_weight),
        "heat": _heat(answer[:, HEAT], heat),
        "crowd": _crowd(answer[:, CROWD], crowd, crowd_weight),
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
    """How far both ends are off, counted more across the hair: that is what parts neighbours."""
    off = (answer - far).unflatten(1, (2, 2))
    along = functional.normalize(far[:, 2:] - far[:, :2], dim=1, eps=1e-3).unsqueeze(1)
    turned = torch.stack([-along[:, :, 1], along[:, :, 0]], dim=2)
    parts = torch.stack([(off * along).sum(dim=2), _ACROSS * (off * turned).sum(dim=2)])
    return functional.smooth_l1_loss(
        parts, torch.zeros_like(parts), reduction="none", beta=_BEND
    ).sum(dim=(0, 2))


def _heat(answer: Tensor, heat: Tensor) -> Tensor:
    entropy = functional.binary_cross_entropy_with_logits(answer, heat, reduction="none")
    return (entropy * (1 + _HEAT_COUNTS * heat)).mean()


def _crowd(answer: Tensor, crowd: Tensor, weight: Tensor) -> Tensor:
    entropy = functional.binary_cross_entropy_with_logits(answer, crowd, reduction="none")
    return 0.15 * (entropy * weight).sum() / (2 * weight.sum()).clamp(min=1.0)
