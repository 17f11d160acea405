"""Rendered scalp: the same for the same seed, with a truth that measuring the picture confirms."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import fields, replace

import cv2
import numpy as np
import pytest

from anagen.imaging.render import HairColour, Look, Rendered, TrueHair, Wish, choice, render
from anagen.imaging.render.optics import GAMMA

#: An even picture of parted, evenly black shafts, straight from the geometry to the pixels.
EVEN = Wish(
    size=(260, 260),
    px_per_mm=150.0,
    look=Look.CLIPPED,
    hair_colour=HairColour.BLACK,
    length_mm=(0.5, 0.6),
    curl=0.0,
    density_per_cm2=130.0,
    hairs_per_unit=1.0,
    thin_share=0.0,
    blur_px=0.0,
    noise=0.0,
    glare=0.0,
    clutter=0.0,
    texture=0.0,
    light=0.0,
    shadow=0.0,
    gloss=0.0,
    jpeg=0,
    captions=False,
)
BUSY = Wish(size=(400, 300), look=Look.CLIPPED, px_per_mm=120.0, density_per_cm2=220.0)


def fingerprint(drawn: Rendered) -> str:
    """One line for the pixels and the truth."""
    truth = repr((drawn.hairs, drawn.beyond, drawn.loose, drawn.empty_openings, drawn.choice))
    return hashlib.sha256(drawn.pixels.tobytes() + truth.encode()).hexdigest()


def darkness(drawn: Rendered) -> np.ndarray:
    """How much of each pixel hair covers, 0 to 1, read off the light of an even picture."""
    light = (drawn.pixels[..., 1] / 255.0) ** GAMMA
    skin, hair = np.median(light), light.min()
    return (skin - light) / (skin - hair)


def parted(drawn: Rendered) -> list[TrueHair]:
    """The hairs that lie well inside the picture and touch no other."""
    every = (*drawn.hairs, *drawn.beyond)
    far = np.array([p for hair in every for p in hair.path]).reshape(-1, 2)
    kept = []
    for hair in drawn.hairs:
        path = np.array(hair.path)
        others = np.array([p for p in far if tuple(p) not in hair.path]).reshape(-1, 2)
        gaps = np.linalg.norm(path[:, None] - others[None], axis=2)
        if path.min() > 15 and path.max() < 244 and (gaps.size == 0 or gaps.min() > 45):
            kept.append(hair)
    return kept


def profile(hair: TrueHair, covered: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean coverage across the middle of a hair: offsets in px and shares."""
    path = np.array(hair.path)
    at = len(path) // 2
    way = path[at + 1] - path[at - 1]
    way = way / np.linalg.norm(way)
    across = np.arange(-16, 16, 0.1)
    along = np.arange(-4, 4, 0.29)
    side = np.array([-way[1], way[0]])
    spots = path[at] + along[:, None, None] * way + across[None, :, None] * side
    x, y = spots[..., 0].astype(np.float32), spots[..., 1].astype(np.float32)
    return across, cv2.remap(covered, x, y, cv2.INTER_LINEAR).mean(axis=0)


def test_the_same_seed_gives_the_same_bytes_and_the_same_truth() -> None:
    assert fingerprint(render(7)) == fingerprint(render(7))
    assert fingerprint(render(7)) != fingerprint(render(8))


def test_another_run_of_the_program_draws_the_same() -> None:
    code = (
        "import hashlib\n"
        "from anagen.imaging.render import render\n"
        "print(hashlib.sha256(render(7).pixels.tobytes()).hexdigest())"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert other.stdout.strip() == hashlib.sha256(render(7).pixels.tobytes()).hexdigest()


def test_what_is_wished_is_drawn_and_the_rest_is_left_to_the_seed() -> None:
    chosen = choice(np.random.default_rng(1), EVEN)
    wished = {f.name: getattr(EVEN, f.name) for f in fields(EVEN)}
    for name, value in wished.items():
        assert value is None or getattr(chosen, name) == value
    assert chosen.skin_tone in range(1, 7)


def test_blur_noise_and_compression_leave_the_truth_as_it_is() -> None:
    plain = render(3, replace(BUSY, blur_px=0.0, noise=0.0, jpeg=0))
    spoilt = render(3, replace(BUSY, blur_px=2.0, noise=8.0, jpeg=40))
    assert plain.hairs == spoilt.hairs
    assert plain.pixels.tobytes() != spoilt.pixels.tobytes()


@pytest.mark.parametrize("width_um", [20.0, 40.0, 80.0, 120.0])
def test_a_shaft_is_as_wide_in_the_pixels_as_in_the_truth(width_um: float) -> None:
    wish = replace(EVEN, width_um=(width_um, width_um))
    errors = []
    for seed in range(8):
        drawn = render(seed, wish)
        covered = darkness(drawn)
        for hair in parted(drawn):
            assert hair.width_um == pytest.approx(width_um, abs=0.01)
            _, share = profile(hair, covered)
            errors.append(share.sum() * 0.1 / drawn.px_per_mm * 1000 - hair.width_um)
    assert len(errors) >= 5
    assert abs(np.mean(errors)) < 1.0
    assert np.abs(errors).max() < 3.0


def test_the_centre_line_runs_down_the_middle_of_the_shaft() -> None:
    offsets = []
    for seed in range(8):
        drawn = render(seed, replace(EVEN, width_um=(70.0, 90.0)))
        for hair in parted(drawn):
            across, share = profile(hair, darkness(drawn))
            offsets.append((across * share).sum() / share.sum())
    assert np.abs(offsets).max() < 0.15


def test_root_and_tip_are_where_the_shaft_begins_and_ends() -> None:
    for seed in range(6):
        drawn = render(seed, replace(EVEN, width_um=(80.0, 80.0)))
        covered = darkness(drawn)
        for hair in parted(drawn):
            path = np.array(hair.path)
            length = np.linalg.norm(np.diff(path, axis=0), axis=1).sum()
            about = np.zeros(covered.shape, np.uint8)
            cv2.polylines(about, [path.round().astype(np.int32)], False, 1, 19)
            area = covered[about > 0].sum()
            assert area / length == pytest.approx(80.0 * drawn.px_per_mm / 1000, rel=0.03)
            for end, inner in ((path[0], path[1]), (path[-1], path[-2])):
                step = 3 * (inner - end) / np.linalg.norm(inner - end)
                assert sampled(covered, end + step) > 0.9
                assert sampled(covered, end - step) < 0.1


def sampled(covered: np.ndarray, place: np.ndarray) -> float:
    """Coverage at one place between pixels."""
    spot = place.astype(np.float32).reshape(1, 1, 2)
    return float(cv2.remap(covered, spot[..., 0], spot[..., 1], cv2.INTER_LINEAR)[0, 0])


@pytest.mark.parametrize("seed", range(4))
def test_counted_hairs_have_their_root_in_the_picture_and_no_other_has(seed: int) -> None:
    drawn = render(seed, replace(BUSY, captions=True))
    left, top, right, bottom = drawn.valid_box
    assert drawn.hairs
    for hair in (*drawn.hairs, *drawn.beyond):
        x, y = hair.root
        within = left - 0.5 <= x < right - 0.5 and top - 0.5 <= y < bottom - 0.5
        assert within == (hair in drawn.hairs)
        assert len(hair.path) >= 2
        assert 10 < hair.width_um < 150


def test_a_hair_that_nothing_crosses_is_seen_whole() -> None:
    drawn = render(5, replace(BUSY, clutter=0.0, captions=False, hairs_per_unit=2.2))
    for hair in drawn.hairs:
        assert 0 <= hair.alone <= hair.visible <= 1
    assert any(hair.alone == 1 for hair in drawn.hairs)
    assert any(hair.visible < 1 for hair in drawn.hairs)


def test_loose_pieces_are_no_hairs() -> None:
    drawn = render(2, Wish(size=(400, 400), density_per_cm2=0.0, clutter=1.0, px_per_mm=60.0))
    assert drawn.hairs == ()
    assert drawn.beyond == ()
    assert drawn.loose


def test_as_many_hairs_stand_on_the_skin_as_were_wished() -> None:
    found = 0.0
    for seed in range(4):
        drawn = render(seed, replace(BUSY, density_per_cm2=160.0, captions=False))
        found += len(drawn.hairs) / (4 * 4.0 * 3.0 * (100 / 120) ** 2 / 100)
    assert found == pytest.approx(160.0, rel=0.25)


@pytest.mark.parametrize(
    ("colour", "tone", "lighter"),
    [
        (HairColour.WHITE, 6, True),
        (HairColour.WHITE, 4, True),
        (HairColour.BLACK, 1, False),
        (HairColour.BLACK, 4, False),
    ],
)
def test_light_hair_on_dark_skin_is_light_and_dark_hair_dark(
    colour: HairColour, tone: int, lighter: bool
) -> None:
    drawn = render(1, replace(EVEN, hair_colour=colour, skin_tone=tone, width_um=(60.0, 80.0)))
    skin = np.median(drawn.pixels.reshape(-1, 3), axis=0).mean()
    x, y = parted(drawn)[0].path[1]
    assert (drawn.pixels[round(y), round(x)].mean() > skin + 20) == lighter


@pytest.mark.parametrize("look", Look)
def test_every_look_can_be_drawn(look: Look) -> None:
    drawn = render(4, Wish(size=(200, 160), look=look))
    assert drawn.pixels.shape == (160, 200, 3)
    assert drawn.pixels.dtype == np.uint8
    assert drawn.choice.look is look
    assert drawn.px_per_mm == drawn.choice.px_per_mm
    if look in (Look.BARE, Look.NO_SCALP):
        assert drawn.hairs == ()


def test_most_pictures_show_clipped_hair_and_the_rest_covers_every_skin_and_hair() -> None:
    chosen = [choice(np.random.default_rng(seed), Wish()) for seed in range(1500)]
    assert 0.6 < np.mean([c.look is Look.CLIPPED for c in chosen]) < 0.75
    assert {c.look for c in chosen} == set(Look)
    assert {c.skin_tone for c in chosen} == set(range(1, 7))
    assert {c.hair_colour for c in chosen} == set(HairColour)
    assert min(c.width_um[0] for c in chosen) < 20
    assert max(c.width_um[1] for c in chosen) > 115
    assert max(c.length_mm[1] for c in chosen) > 20
