"""The gate opens for pictures of scalp, and stays shut with a reason for what cannot be counted."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from anagen.imaging.gate import Finding, Weight, gate
from anagen.imaging.gate.findings import OF_SKIN, WORDS
from anagen.imaging.render import Look, Wish, render

Pixels = NDArray[np.uint8]
SIZE = (560, 448)


@cache
def shown(look: Look, seed: int) -> tuple[Pixels, float]:
    rendered = render(seed, Wish(size=SIZE, look=look, captions=False))
    return rendered.pixels, rendered.px_per_mm


@cache
def clipped(skin_tone: int = 2) -> Pixels:
    wish = Wish(
        size=SIZE, look=Look.CLIPPED, px_per_mm=120.0, blur_px=0.8, captions=False,
        skin_tone=skin_tone, clutter=0.2, glare=0.2,
    )  # fmt: skip
    return render(5, wish).pixels


def found(
    pixels: Pixels, px_per_mm: float | None = 120.0, tilt: float | None = None
) -> set[Finding]:
    return {one.finding for one in gate(pixels, px_per_mm, tilt).findings}


@pytest.mark.parametrize("skin_tone", [1, 2, 3, 4, 5, 6])
def test_clipped_hair_on_skin_of_every_tone_is_measured(skin_tone: int) -> None:
    answer = gate(clipped(skin_tone), 120.0)
    assert answer.is_open, answer.findings
    assert answer.gives_widths
    assert not answer.of_skin


@pytest.mark.parametrize("px_per_mm", [None, 120.0])
def test_more_blur_never_opens_a_shut_gate(px_per_mm: float | None) -> None:
    order = [Weight.REFUSES, Weight.LOWER_BOUND, None]
    weights = []
    for blur in (0.5, 2, 4, 7, 10):
        answer = gate(cv2.GaussianBlur(clipped(), (0, 0), blur), px_per_mm)
        of_focus = [
            one.weight
            for one in answer.findings
            if one.finding in {Finding.SOFT, Finding.OUT_OF_FOCUS}
        ]
        weights.append(order.index(of_focus[0] if of_focus else None))
    assert weights == sorted(weights, reverse=True)
    assert weights[0] == 2
    assert weights[-1] == 0


def test_too_little_and_too_much_light_are_said() -> None:
    pixels = clipped()
    assert Finding.TOO_DARK in found((pixels * 0.1).astype(np.uint8))
    bright = np.clip(pixels.astype(np.float32) * 0.15 + 225, 0, 255).astype(np.uint8)
    assert Finding.TOO_BRIGHT in found(bright)


def test_glare_is_a_lower_bound_and_much_of_it_a_refusal() -> None:
    some, much = clipped().copy(), clipped().copy()
    some[100:180, 100:240] = 255
    much[50:300, 50:400] = 255
    weights = {
        one.finding: one.weight for pixels in (some,) for one in gate(pixels, 120.0).findings
    }
    assert weights[Finding.GLARE] is Weight.LOWER_BOUND
    assert Finding.GLARE in {one.finding for one in gate(much, 120.0).refuses}


def test_four_pixels_across_a_fine_hair_or_no_width() -> None:
    pixels = clipped()
    assert gate(pixels, 101.0).gives_widths
    coarse = gate(pixels, 99.0)
    assert coarse.is_open
    assert not coarse.gives_widths
    assert coarse.is_lower_bound
    assert not gate(pixels, 10.0).is_open


def test_a_tilt_is_noted_and_too_much_of_it_refused() -> None:
    pixels = clipped()
    assert Finding.TILTED not in found(pixels, tilt=5)
    assert gate(pixels, 120.0, 20).is_open
    assert Finding.TILTED in found(pixels, tilt=20)
    assert not gate(pixels, 120.0, 30).is_open


def test_a_picture_that_is_no_scalp_is_refused() -> None:
    rng = np.random.default_rng(1)
    noise = rng.integers(0, 256, (448, 560, 3)).astype(np.uint8)
    leaf = np.full((448, 560, 3), (40, 120, 50), np.uint8)
    leaf = np.clip(leaf + rng.normal(0, 6, leaf.shape), 0, 255).astype(np.uint8)
    flat = np.full((448, 560, 3), (200, 160, 140), np.uint8)
    for pixels in (noise, leaf, flat):
        for px_per_mm in (None, 120.0):
            assert not gate(pixels, px_per_mm).is_open


def test_a_grey_picture_is_no_more_than_a_lower_bound() -> None:
    grey = cv2.cvtColor(clipped(), cv2.COLOR_RGB2GRAY)
    answer = gate(np.dstack([grey] * 3), 120.0)
    assert answer.has(Finding.COLOURLESS)
    assert answer.is_lower_bound


@pytest.mark.parametrize("seed", range(3))
def test_hair_all_over_each_other_is_refused_or_a_lower_bound(seed: int) -> None:
    """Long curves that cross the whole picture, from few to very many."""
    rng = np.random.default_rng(seed)
    bare, _ = shown(Look.BARE, 24)
    for count, refused in ((25, False), (160, True)):
        pixels = bare.copy()
        for _ in range(count):
            x, y = rng.uniform(0, 560, 60), rng.uniform(0, 448)
            bend, tilt = rng.uniform(20, 90), rng.uniform(-1, 1)
            x = np.linspace(-20, 580, 60)
            curve = y + tilt * (x - 280) + bend * np.sin(x / rng.uniform(40, 120))
            line = np.column_stack([x, curve]).round().astype(np.int32)
            cv2.polylines(pixels, [line], False, (45, 32, 28), 4, cv2.LINE_AA)
        answer = gate(pixels, 100.0)
        assert answer.is_lower_bound or not answer.is_open
        assert not refused or answer.has(Finding.ROOTS_HIDDEN)


def test_a_pustule_and_a_crust_are_said_and_concern_the_skin() -> None:
    pixels = clipped()
    assert not found(pixels) & OF_SKIN
    sore = pixels.copy()
    cv2.circle(sore, (200, 200), 44, (205, 110, 100), -1, cv2.LINE_AA)
    cv2.circle(sore, (200, 200), 26, (238, 214, 120), -1, cv2.LINE_AA)
    answer = gate(cv2.GaussianBlur(sore, (0, 0), 1), 120.0)
    assert answer.has(Finding.PUSTULES)
    crusted = pixels.copy()
    cv2.ellipse(crusted, (300, 220), (46, 30), 20, 0, 360, (140, 62, 30), -1, cv2.LINE_AA)
    crust = gate(cv2.GaussianBlur(crusted, (0, 0), 1), 120.0)
    assert crust.has(Finding.CRUSTS)
    for one in (answer, crust):
        assert one.of_skin
        assert one.is_lower_bound


@pytest.mark.parametrize("shape", [(1, 1, 3), (2, 900, 3), (900, 2, 3), (16, 16, 3)])
@pytest.mark.parametrize("level", [0, 90, 255])
def test_the_smallest_and_emptiest_pictures_get_an_answer(
    shape: tuple[int, int, int], level: int
) -> None:
    answer = gate(np.full(shape, level, np.uint8))
    assert not answer.is_open
    assert all(np.isfinite(figure) for _, figure in answer.figures)


def test_every_finding_says_what_it_is_and_what_to_do() -> None:
    assert set(WORDS) == set(Finding)
    for says, then in WORDS.values():
        assert says.endswith(".")
        assert then.endswith(".")
    for one in gate(np.zeros((300, 300, 3), np.uint8), 20.0).findings:
        assert (one.says, one.then) == WORDS[one.finding]
        assert one.figure != one.bound
        assert one.unit
