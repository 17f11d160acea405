"""Pictures are opened in a process that can do no harm, one after another."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from anagen.imaging import opening
from anagen.imaging.arrival import PictureRefused, Why
from anagen.imaging.enlarging import as_given
from anagen.imaging.frame import Box, Frame
from anagen.imaging.opening import Opened, Opener
from anagen.imaging.pouring import LENGTH, next_picture
from tests.imaging.count.drawing import counted
from tests.imaging.drawn import as_file, bomb, mutated, scalp, with_secrets


@pytest.fixture(scope="module")
def opener():
    with Opener() as one:
        yield one


def why(opener: Opener, data: bytes) -> Why:
    with pytest.raises(PictureRefused) as refused:
        opener.open(data)
    return refused.value.why


def test_the_points_come_as_they_are(opener: Opener) -> None:
    drawn = scalp()
    opened = opener.open(as_file(drawn, "PNG"))
    assert np.array_equal(opened.pixels, np.asarray(drawn))
    assert opened.zoom == (1.0, 1.0)


def test_a_turned_picture_comes_upright_with_its_sides_in_order(opener: Opener) -> None:
    opened = opener.open(with_secrets(6))
    assert opened.pixels.shape[:2] == (640, 480)
    assert opened.given_size == (480, 640)


def test_a_very_large_picture_comes_smaller_and_says_by_how_much(opener: Opener) -> None:
    opened = opener.open(as_file(Image.new("RGB", (6000, 4500), (120, 90, 80)), quality=50))
    assert opened.given_size == (6000, 4500)
    assert opened.zoom == pytest.approx((4096 / 6000, 3072 / 4500))


def test_what_is_no_picture_is_refused_and_the_next_one_opens(opener: Opener) -> None:
    whole = as_file(scalp())
    assert why(opener, b"") is Why.EMPTY
    assert why(opener, b"GIF89a") is Why.NOT_A_PICTURE
    assert why(opener, whole[:3000]) is Why.DAMAGED
    assert why(opener, bomb(20_000, 20_000)) is Why.TOO_MANY_POINTS
    assert opener.open(whole).pixels.shape == (480, 640, 3)


def test_broken_pictures_never_end_us(opener: Opener) -> None:
    whole = as_file(scalp(320, 240))
    answers = []
    for seed in range(12):
        try:
            answers.append(opener.open(mutated(whole, seed)).pixels.shape[2])
        except PictureRefused as refused:
            answers.append(refused.why)
    assert len(answers) == 12


def test_a_process_that_hangs_or_dies_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        opening, "POURER", (opening.sys.executable, "-c", "import time; time.sleep(9)")
    )
    monkeypatch.setattr(opening, "MOST_SECONDS", 0.2)
    with Opener() as hanging:
        assert why(hanging, as_file(scalp())) is Why.TOO_HEAVY
    monkeypatch.setattr(opening, "POURER", (opening.sys.executable, "-c", "print('{}')"))
    with Opener() as lying:
        assert why(lying, as_file(scalp())) is Why.TOO_HEAVY


def test_a_process_is_changed_after_so_many_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_PICTURES", 1)
    with Opener() as one:
        one.open(as_file(scalp(320, 240)))
        assert one._process is None


def test_the_bytes_of_each_picture_are_read_to_their_end() -> None:
    source = io.BytesIO(LENGTH.pack(3) + b"abc" + LENGTH.pack(2) + b"de")
    assert [next_picture(source) for _ in range(3)] == [b"abc", b"de", b""]


def test_what_was_measured_on_a_smaller_copy_lies_in_the_picture_as_given() -> None:
    measured = as_given(counted(), Opened(np.zeros((300, 400, 3), np.uint8), (800, 600)))
    assert (measured.width_px, measured.px_per_mm) == (800, 200.0)
    assert measured.hairs[0].root == (60.5, 200.5)
    assert measured.frame is not None
    assert measured.frame.box == Box(40.5, 40.5, 760.5, 560.5)
    assert all(measured.frame.holds(one.root) == one.is_counted for one in measured.hairs)


def test_a_flat_frame_is_reached_from_the_picture_as_given() -> None:
    flat = ((1.0, 0.1, 2.0), (0.0, 0.9, 1.0), (1e-4, 0.0, 1.0))
    small = counted()
    assert small.frame is not None
    frame = Frame(small.frame.box, (), small.frame.area_cm2, flat)
    large = as_given(
        replace(small, frame=frame), Opened(np.zeros((300, 400, 3), np.uint8), (800, 600))
    )
    assert large.frame is not None
    for here, there in zip(frame.outline(), large.frame.outline(), strict=True):
        assert there == pytest.approx(((here[0] + 0.5) * 2 - 0.5, (here[1] + 0.5) * 2 - 0.5))
