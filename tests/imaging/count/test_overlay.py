"""The overlay: every hair can be seen, told apart without colour, and tapped."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from anagen.imaging.corrections import Add, corrected
from anagen.imaging.frame import Box
from anagen.imaging.hairs import Hair, Kind
from anagen.imaging.measured import Measured, MeasuredHair, Refused
from anagen.imaging.overlay import overlay_png, overlay_svg
from anagen.imaging.overlay.marks import STYLES, bar_mm
from anagen.imaging.overlay.picture import dashes
from tests.imaging.count.drawing import counted

SVG = "{http://www.w3.org/2000/svg}"
GREY = np.full((300, 400, 3), 150, np.uint8)


def of_each_kind() -> Measured:
    widths = {Kind.TERMINAL: 60.0, Kind.VELLUS: 20.0, Kind.UNKNOWN: None}
    hairs = tuple(
        MeasuredHair(n, Hair(((80.0 * n, 60.0), (80.0 * n, 200.0)), 1.0, width), n, is_counted=True)
        for n, width in enumerate(widths.values(), start=1)
    )
    return replace(counted(0), hairs=hairs)


def shown(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(png)).convert("RGB"))


def test_every_hair_of_the_svg_can_be_tapped_and_says_what_it_is() -> None:
    root = ElementTree.fromstring(overlay_svg(of_each_kind()))  # noqa: S314 - our own text
    groups = {one.get("id"): one for one in root.iter(f"{SVG}g") if one.get("id")}
    assert list(groups) == ["hair-1", "hair-2", "hair-3"]
    said = [one.findtext(f"{SVG}title") for one in groups.values()]
    assert said == [
        "hair 1, terminal, 60 µm",
        "hair 2, vellus, 20 µm",
        "hair 3, unknown, width not known",
    ]
    assert root.get("viewBox") == "0 0 400 300"


def test_the_name_of_a_picture_cannot_break_the_svg() -> None:
    root = ElementTree.fromstring(overlay_svg(replace(counted(), image='"><script>')))  # noqa: S314
    assert not list(root.iter(f"{SVG}script"))


def test_kinds_differ_without_their_colour() -> None:
    assert len({(style.root, style.dashes) for style in STYLES.values()}) == len(STYLES)
    assert len({style.root for style in STYLES.values()}) == len(STYLES)


def test_each_kind_is_drawn_in_its_colour_on_the_picture() -> None:
    picture = shown(overlay_png(GREY, of_each_kind()))[:300]
    for n, style in enumerate(STYLES.values(), start=1):
        column = picture[55:205, 80 * n - 4 : 80 * n + 5].reshape(-1, 3)
        assert (column == style.colour).all(axis=1).any()


def test_the_picture_stays_the_same_away_from_hairs_and_frame() -> None:
    picture = shown(overlay_png(GREY, counted(1, outside=0)))
    assert (picture[200:240, 200:300] == 150).all()
    assert picture.shape[0] > 300


def test_a_smaller_copy_is_drawn_in_the_size_of_the_picture_as_given() -> None:
    assert shown(overlay_png(GREY[::2, ::2], counted())).shape[1] == 400


def test_what_a_person_put_in_wears_a_ring() -> None:
    measured = corrected(counted(1, outside=0), [Add((200.0, 150.0), (260.0, 150.0))])
    assert "added by hand" in overlay_svg(measured)
    assert overlay_png(GREY, measured) != overlay_png(
        GREY, replace(measured, hairs=measured.hairs[:1])
    )


def test_a_caption_that_is_left_out_is_shown() -> None:
    measured = counted()
    assert measured.frame is not None
    frame = replace(measured.frame, blanks=(Box(100.0, 200.0, 200.0, 240.0),))
    assert 'class="blank"' in overlay_svg(replace(measured, frame=frame))


def test_a_refused_picture_says_why() -> None:
    refused = Measured("a.png", 400, 300, refused=Refused("no_scale", "No scale.", "Give one."))
    assert "hair-" not in overlay_svg(refused)
    assert shown(overlay_png(GREY, refused)).shape[1] == 400


@pytest.mark.parametrize("px_per_mm", [5.0, 20.0, 100.0, 400.0])
def test_the_scale_bar_is_a_round_length_that_fits(px_per_mm: float) -> None:
    length = bar_mm(px_per_mm, 1280)
    assert length in (5.0, 2.0, 1.0, 0.5, 0.2, 0.1)
    assert length * px_per_mm <= 1280 / 4


def test_dashes_lie_on_their_line() -> None:
    pieces = dashes([(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)], [4.0, 3.0])
    assert pieces[0] == [(0.0, 0.0), (4.0, 0.0)]
    assert pieces[-1] == [(10.0, 4.0), (10.0, 8.0)]
