"""Writes the trained network as ONNX, in the few operators that every engine reads."""

from __future__ import annotations

import copy
import itertools
import warnings
from typing import TYPE_CHECKING

import torch
from torch import nn

if TYPE_CHECKING:
    from pathlib import Path

    from training.network import HairNet

_OPSET = 13


def export(net: HairNet, file: Path) -> None:
    """One file with weights and shapes; height and width may vary in multiples of 16."""
    plain = _folded(copy.deepcopy(net).float().eval())
    part = file.with_suffix(".part")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            plain,
            (torch.zeros(1, 3, 256, 256),),
            str(part),
            input_names=["colours"],
            output_names=["answer"],
            dynamic_axes={
                "colours": {2: "height", 3: "width"},
                "answer": {2: "rows", 3: "columns"},
            },
            opset_version=_OPSET,
            dynamo=False,
        )
    part.rename(file)


def _folded(net: HairNet) -> HairNet:
    """Every normalisation folded into the convolution before it."""
    for module in list(net.modules()):
        if isinstance(module, nn.Sequential):
            names = list(module._modules)
            for one, other in itertools.pairwise(names):
                conv, norm = module[int(one)], module[int(other)]
                if isinstance(conv, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d):
                    module[int(one)] = nn.utils.fuse_conv_bn_eval(conv, norm)
                    module[int(other)] = nn.Identity()
    return net
