"""The network: a small U-Net that sees 8 µm a pixel and answers for every cell of 16 µm."""

from __future__ import annotations

from torch import Tensor, nn

#: Channels at 16, 32, 64 and 128 µm a cell.
WIDTHS = (16, 32, 64, 96)
#: mask, two claims of a hair, two roots and two tips [x, y], heat of roots, heat of tips, two of
#: how many shafts leave the opening.
OUTPUTS = 15


class Conv(nn.Sequential):
    """A convolution with its normalisation and its bend."""

    def __init__(self, inward: int, outward: int, size: int = 3, stride: int = 1) -> None:
        super().__init__(
            nn.Conv2d(inward, outward, size, stride, size // 2, bias=False),
            nn.BatchNorm2d(outward),
            nn.ReLU(inplace=True),
        )


class Residual(nn.Module):
    """Two convolutions beside a straight way through."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = Conv(width, width)
        self.second = nn.Sequential(
            nn.Conv2d(width, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width)
        )
        self.bend = nn.ReLU(inplace=True)

    def forward(self, x: Tensor) -> Tensor:
        """The picture with what the two convolutions add."""
        return self.bend(x + self.second(self.first(x)))


class HairNet(nn.Module):
    """Pictures (n, 3, h, w), h and w whole multiples of 16, to answers (n, 15, h/2, w/2)."""

    def __init__(self) -> None:
        super().__init__()
        a, b, c, d = WIDTHS
        self.stem = Conv(3, a, 5, 2)
        self.down1 = nn.Sequential(Residual(a))
        self.down2 = nn.Sequential(Conv(a, b, 3, 2), Residual(b))
        self.down3 = nn.Sequential(Conv(b, c, 3, 2), Residual(c), Residual(c))
        self.down4 = nn.Sequential(Conv(c, d, 3, 2), Residual(d), Residual(d))
        self.side3, self.side2, self.side1 = Conv(d, c, 1), Conv(c, b, 1), Conv(b, 24, 1)
        self.here1 = Conv(a, 24, 1)
        self.up3, self.up2, self.up1 = Residual(c), Residual(b), Residual(24)
        self.out = nn.Conv2d(24, OUTPUTS, 1)
        self.wider = nn.Upsample(scale_factor=2, mode="nearest")

    def forward(self, x: Tensor) -> Tensor:
        """Answers for every cell, claims and heats as logits."""
        one = self.down1(self.stem(x))
        two = self.down2(one)
        three = self.down3(two)
        four = self.down4(three)
        three = self.up3(three + self.wider(self.side3(four)))
        two = self.up2(two + self.wider(self.side2(three)))
        one = self.up1(self.here1(one) + self.wider(self.side1(two)))
        return self.out(one)


def weights_count(net: nn.Module) -> int:
    """How many numbers the network has learnt."""
    return sum(weight.numel() for weight in net.parameters())
