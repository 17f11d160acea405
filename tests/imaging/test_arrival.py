"""A picture arrives: clean and upright, or refused in one word; nothing else ever comes in."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from anagen.imaging import arrival
from anagen.imaging.arrival import MOST_BYTES, Arrived, PictureRefused, Why, arrive
from tests.imaging.drawn import CANARY, as_file, bomb, heic, scalp, with_secrets

#: What marks metadata in a JPEG: EXIF and XMP, a colour profile, Photoshop's notes, a comment.
MARKS = (b"Exif", b"http://ns.adobe.com", b"ICC_PROFILE", b"Photoshop", b"\xff\xfe", b"GPS")


def shown(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def why(data: bytes) -> Why:
    with pytest.raises(PictureRefused) as refused:
        arrive(data)
    return refused.value.why


# What comes in


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_comes_in_as_it_looks(kind: str) -> None:
    drawn = scalp()
    arrived = arrive(as_file(drawn, kind))
    picture = shown(arrived.picture)
    assert (picture.format, picture.size) == ("JPEG", (640, 480))
    assert (arrived.width, arrived.height) == (640, 480)
    apart = ImageStat.Stat(ImageChops.difference(picture, drawn)).mean
    assert max(apart) < 6
    assert max(shown(arrived.thumbnail).size) == 480


def test_a_heic_comes_in_upright_with_the_time_it_was_taken() -> None:
    arrived = arrive(heic())
    assert (arrived.width, arrived.height) == (360, 480)
    assert arrived.taken == datetime(2026, 3, 7, 10, 20)  # noqa: DTZ001 - a camera knows no zone
    assert shown(arrived.picture).format == "JPEG"


@pytest.mark.parametrize(
    ("orientation", "turned"),
    [(1, None), (2, 0), (3, 3), (4, 1), (5, 5), (6, 4), (7, 6), (8, 2)],
)
def test_every_turn_that_a_camera_notes_is_made(orientation: int, turned: int | None) -> None:
    arrived = arrive(with_secrets(orientation))
    upright = scalp() if turned is None else scalp().transpose(Image.Transpose(turned))
    picture = shown(arrived.picture)
    assert picture.size == upright.size
    assert max(ImageStat.Stat(ImageChops.difference(picture, upright)).mean) < 12


def test_the_same_file_always_gives_the_same_picture() -> None:
    assert arrive(with_secrets()) == arrive(with_secrets())


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_way_of_writing_points_is_read(mode: str) -> None:
    image = scalp().convert("L") if mode == "I;16" else scalp()
    assert arrive(as_file(image.convert(mode), "PNG")).width == 640


def test_a_very_large_picture_becomes_smaller_and_a_phones_own_stays() -> None:
    large = arrive(as_file(Image.new("RGB", (6000, 4500), (120, 90, 80)), quality=50))
    assert (large.width, large.height) == (4096, 3072)
    phone = arrive(as_file(Image.new("RGB", (4032, 3024), (120, 90, 80)), quality=50))
    assert (phone.width, phone.height) == (4032, 3024)


# What stays outside


def secrets_in(arrived: Arrived) -> list[bytes]:
    """Every mark of metadata in either picture."""
    both = arrived.picture + arrived.thumbnail
    return [mark for mark in (*MARKS, CANARY) if mark in both]


def test_place_maker_comment_and_profile_stay_outside() -> None:
    sent = with_secrets()
    assert CANARY in sent
    assert b"Exif" in sent
    arrived = arrive(sent)
    assert secrets_in(arrived) == []
    for one in (arrived.picture, arrived.thumbnail):
        picture = shown(one)
        assert dict(picture.getexif()) == {}
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_the_place_in_a_heic_stays_outside() -> None:
    assert secrets_in(arrive(heic())) == []


@pytest.mark.parametrize(
    "hung_on", [b"PK\x03\x04" + CANARY * 50, b"<script>" + CANARY, b"\0\0\0\x18ftypmp42" + CANARY]
)
def test_what_hangs_on_behind_a_picture_stays_outside(hung_on: bytes) -> None:
    assert secrets_in(arrive(as_file(scalp()) + hung_on)) == []


def test_text_in_a_png_stays_outside() -> None:
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_text("Comment", CANARY.decode(), zip=True)
    assert secrets_in(arrive(as_file(scalp(), "PNG", pnginfo=told))) == []


# What is refused


@pytest.mark.parametrize(
    "data",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
        b"<?xml version='1.0'?><svg/>",
        b"PK\x03\x04" + b"\0" * 4000,
        b"%PDF-1.7\n" + b"\0" * 4000,
        b"MZ" + b"\0" * 4000,
        b"hello",
        b"\0" * 4000,
        as_file(scalp(), "GIF"),
        as_file(scalp(), "WEBP"),
        as_file(scalp(), "BMP"),
        as_file(scalp(), "TIFF"),
        b"PK\x03\x04" + as_file(scalp()),
        b"\0\0\0\x18ftypavif" + b"\0" * 4000,
        b"\0\0\0\x18ftypmp42" + b"\0" * 4000,
    ],
)
def test_what_is_no_photo_is_refused_unopened(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrival.subprocess, "run", None)  # nothing may be started for it
    assert why(data) is Why.NOT_A_PICTURE


def test_nothing_and_too_much_are_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrival.subprocess, "run", None)
    assert why(b"") is Why.EMPTY
    assert why(b"\xff\xd8\xff" + bytes(MOST_BYTES)) is Why.TOO_MANY_BYTES


@pytest.mark.parametrize(
    "data",
    [
        as_file(scalp())[:9000],
        as_file(scalp(), "PNG")[:9000],
        heic()[:9000],
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"\0\0\0\x18ftypheic" + b"\0" * 4000,
        b"\xff\xd8\xff\xe0<svg onload='x'>" + b"\0" * 4000,
        b"\x89PNG\r\n\x1a\n" + as_file(scalp()),
    ],
)
def test_a_damaged_or_disguised_file_is_refused(data: bytes) -> None:
    assert why(data) is Why.DAMAGED


@pytest.mark.parametrize(
    ("width", "height", "reason"),
    [
        (30_000, 30_000, Why.TOO_MANY_POINTS),
        (60_000, 60_000, Why.TOO_MANY_POINTS),
        (50_000, 1, Why.TOO_FEW_POINTS),
        (1, 50_000, Why.TOO_FEW_POINTS),
        (10_000, 300, Why.TOO_FEW_POINTS),
        (200, 200, Why.TOO_FEW_POINTS),
    ],
)
def test_a_bomb_and_a_sliver_are_refused_by_their_size_alone(
    width: int, height: int, reason: Why
) -> None:
    assert why(bomb(width, height)) is reason


def test_a_bomb_costs_neither_memory_nor_time() -> None:
    """The peak of the process that opens it, measured by a process that starts nothing else."""
    measure = (
        "import resource, subprocess, sys\n"
        f"subprocess.run({list(arrival.DECODER)!r}, input=sys.stdin.buffer.read(), timeout=10,"
        " stdout=subprocess.DEVNULL, env={}, check=True)\n"
        "told = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(told.ru_maxrss // 1024, told.ru_utime + told.ru_stime)"
    )
    for hostile in (bomb(30_000, 30_000), bomb(5_400, 5_500), with_secrets(), heic()):
        said = subprocess.run(
            [sys.executable, "-c", measure], input=hostile, capture_output=True, check=True
        )
        peak_mib, seconds = map(float, said.stdout.split())
        assert peak_mib < 300
        assert seconds < 2


def test_a_process_that_dies_or_hangs_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    data = as_file(scalp())
    monkeypatch.setattr(arrival, "DECODER", (sys.executable, "-c", "raise SystemExit(1)"))
    assert why(data) is Why.TOO_HEAVY
    monkeypatch.setattr(arrival, "DECODER", (sys.executable, "-c", "import time; time.sleep(60)"))
    monkeypatch.setattr(arrival, "MOST_SECONDS", 0.3)
    assert why(data) is Why.TOO_HEAVY


def test_the_process_may_neither_grow_nor_write(tmp_path: Path) -> None:
    held = tmp_path / "held"
    hungry = (
        "import os, signal, sys\n"
        "from anagen.imaging.decoding import limit_this_process\n"
        "limit_this_process()\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "try:\n    bytearray(900 * 2**20)\nexcept MemoryError:\n    print('held')\n"
        "try:\n    os.write(os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT), b'x')\n"
        "except OSError:\n    print('held')\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", hungry, str(held)], capture_output=True, text=True, check=False
    )
    assert said.stdout.splitlines() == ["held", "held"]
    assert held.read_bytes() == b""
