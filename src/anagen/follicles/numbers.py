"""Random numbers with an address: the same follicle and cycle draw the same, whoever asks.

SplitMix64's finaliser over a counter. Nothing is kept between draws, so no result can depend on
how work is cut up, and a treated scalp shares its chance with the untreated one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]

#: From one follicle to the next, and from one cycle to the next.
FOLLICLE = np.uint64(0x9E3779B97F4A7C15)
CYCLE = np.uint64(0xD1B54A32D192ED03)
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_SHIFTS = tuple(np.uint64(one) for one in (30, 27, 31))


def mixed(counter: Words, out: Words, spare: Words) -> Words:
    """Each counter's word, written to `out`; `spare` is room to work in."""
    np.right_shift(counter, _SHIFTS[0], out=spare)
    np.bitwise_xor(counter, spare, out=out)
    np.multiply(out, _FIRST, out=out)
    np.right_shift(out, _SHIFTS[1], out=spare)
    np.bitwise_xor(out, spare, out=out)
    np.multiply(out, _SECOND, out=out)
    np.right_shift(out, _SHIFTS[2], out=spare)
    np.bitwise_xor(out, spare, out=out)
    return out


def streams(seed: int, first: int, last: int) -> Words:
    """The counter each follicle of [first, last) begins at."""
    key = mixed(*(np.full(1, seed % 2**64, np.uint64) for _ in range(3)))
    counter = np.arange(first, last, dtype=np.uint64)
    counter *= FOLLICLE
    counter += key
    return mixed(counter, counter.copy(), np.empty_like(counter))
