"""Hairs are found where the renderer put them, and nothing is found where there is none."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import pytest

from anagen.imaging.find import Finder, Found, finding, found_hairs, network
from anagen.imaging.render import Look, Rendered, Wish, render
from anagen.imaging.scalp import Scale, ScaleSource, Scalp

SEEN_MM = 0.1
EDGE_MM = 0.3


def scalp_of(rendered: Rendered) -> Scalp:
    return Scalp(rendered.pixels, Scale(rendered.px_per_mm, ScaleSource.GIVEN, 0.01))


def clipped(seed: int) -> Rendered:
    wish = Wish(
        size=(420, 360),
        px_per_mm=120.0,
        look=Look.CLIPPED,
        density_per_cm2=90.0,
        hairs_per_unit=1.0,
        thin_share=0.0,
        clutter=0.0,
        captions=False,
    )
    return render(seed, wish)


@pytest.fixture(scope="module")
def seen() -> tuple[Rendered, Found]:
    rendered = clipped(3)
    return rendered, found_hairs(scalp_of(rendered))


def hits(rendered: Rendered, found: Found) -> int:
    roots = np.array([hair.root for hair in found.hairs])
    near = SEEN_MM * rendered.px_per_mm
    return sum(
        bool((np.linalg.norm(roots - hair.root, axis=1) < near).any()) for hair in rendered.hairs
    )


def is_inner(root: tuple[float, float], rendered: Rendered) -> bool:
    height, width = rendered.pixels.shape[:2]
    margin = EDGE_MM * rendered.px_per_mm
    return margin < root[0] < width - margin and margin < root[1] < height - margin


def test_the_packaged_network_is_what_looks(seen: tuple[Rendered, Found]) -> None:
    assert seen[1].by is Finder.NETWORK


def test_clear_single_hairs_are_found_at_their_roots(seen: tuple[Rendered, Found]) -> None:
    rendered, found = seen
    assert hits(rendered, found) >= 0.85 * len(rendered.hairs)
    inner = [hair for hair in found.hairs if is_inner(hair.root, rendered)]
    true = [hair for hair in rendered.hairs if is_inner(hair.root, rendered)]
    assert abs(len(inner) - len(true)) <= 1


def test_a_path_leads_from_root_to_tip_and_sureness_stays_between_0_and_1(
    seen: tuple[Rendered, Found],
) -> None:
    for hair in seen[1].hairs:
        assert len(hair.path) >= 2
        assert 0 <= hair.sureness <= 1


def test_the_mask_is_as_large_as_the_picture_and_lies_on_the_hairs(
    seen: tuple[Rendered, Found],
) -> None:
    rendered, found = seen
    assert found.mask.shape == rendered.pixels.shape[:2]
    middles = [hair.path[len(hair.path) // 2] for hair in rendered.hairs]
    height, width = found.mask.shape
    on = [found.mask[min(round(y), height - 1), min(round(x), width - 1)] for x, y in middles]
    assert np.mean(on) > 0.7


def test_the_same_picture_gives_the_same_hairs(seen: tuple[Rendered, Found]) -> None:
    assert found_hairs(scalp_of(seen[0])).hairs == seen[1].hairs


def test_both_finders_are_compared(seen: tuple[Rendered, Found]) -> None:
    assert seen[1].disagreement is not None
    assert 0 <= seen[1].disagreement <= 1


@pytest.mark.parametrize("level", [0, 128, 255])
def test_an_even_picture_has_no_hair(level: int) -> None:
    even = np.full((200, 240, 3), level, np.uint8)
    found = found_hairs(Scalp(even, Scale(120.0, ScaleSource.GIVEN, 0.01)))
    assert found.hairs == ()
    assert not found.mask.any()


@pytest.mark.parametrize("shape", [(1, 1), (3, 500), (17, 16)])
def test_a_sliver_of_a_picture_is_no_error(shape: tuple[int, int]) -> None:
    sliver = np.full((*shape, 3), 90, np.uint8)
    found = found_hairs(Scalp(sliver, Scale(100.0, ScaleSource.GIVEN, 0.01)))
    assert found.mask.shape == shape


def test_a_large_picture_is_looked_at_in_tiles_with_the_same_result(
    seen: tuple[Rendered, Found], monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered, whole = seen
    monkeypatch.setattr("anagen.imaging.find.network._WHOLE_PX", 1000)
    monkeypatch.setattr("anagen.imaging.find.network._TILE_PX", 432)
    monkeypatch.setattr("anagen.imaging.find.network._MARGIN_PX", 160)
    tiled = found_hairs(scalp_of(rendered))
    assert abs(len(tiled.hairs) - len(whole.hairs)) <= 2
    assert (tiled.mask == whole.mask).mean() > 0.98


def test_a_network_file_that_cannot_be_read_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "MODEL", "answers.py")
    assert network.engine.__wrapped__() is None
    monkeypatch.setattr(network, "MODEL", "nowhere.onnx")
    assert network.engine.__wrapped__() is None


def test_the_network_is_small_enough_to_travel() -> None:
    assert (files("anagen.imaging.find") / network.MODEL).stat().st_size < 4_000_000


def test_without_the_network_the_ridge_filter_finds_hairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "engine", lambda: None)
    rendered = clipped(3)
    found = found_hairs(scalp_of(rendered))
    assert found.by is Finder.RIDGES
    assert found.disagreement is None
    assert hits(rendered, found) >= 0.4 * len(rendered.hairs)


def test_light_hair_on_dark_skin_is_seen_by_the_ridge_filter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(finding, "engine", lambda: None)
    rendered = clipped(3)
    scalp = Scalp(255 - rendered.pixels, Scale(rendered.px_per_mm, ScaleSource.GIVEN, 0.01))
    dark = found_hairs(scalp_of(rendered)).mask
    light = found_hairs(scalp).mask
    assert (dark & light).sum() > 0.7 * dark.sum()
