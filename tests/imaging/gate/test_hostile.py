"""Broken and hostile pictures that get past the door: gate and scale answer, small and quick."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.imaging.drawn import as_file, heic, scalp

#: The long run: `make soak` sets it. Four kinds make 10,000 files.
EACH = 2500 if os.environ.get("ANAGEN_SOAK") else 50
BATCH = 250

#: What a stranger sends is opened as always; what comes out is looked at, in one process.
LOOP = """
import json, sys, time
import cv2, numpy as np
from anagen.imaging import decoding
from anagen.imaging.gate import gate
from anagen.imaging.scale import read_scale
from tests.imaging.drawn import mutated
cv2.setNumThreads(1)
data, first, last = sys.stdin.buffer.read(), int(sys.argv[1]), int(sys.argv[2])
looked, slowest = 0, 0.0
for seed in range(first, last):
    started = time.process_time()
    head, _, body = decoding.answer_to(mutated(data, seed) if seed else data).partition(b"\\n")
    told = json.loads(head)
    if "why" not in told:
        picture = np.frombuffer(body[: told["picture_bytes"]], np.uint8)
        pixels = cv2.cvtColor(cv2.imdecode(picture, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
        reading = read_scale(pixels)
        answer = gate(pixels, reading.px_per_mm if reading else None)
        assert isinstance(answer.is_open, bool)
        looked += 1
    slowest = max(slowest, time.process_time() - started)
# Not getrusage: that also counts the process that started this one, which may be large.
peak = int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) // 1024
print(json.dumps([looked, peak, slowest]))
"""

WHOLE = {
    "jpeg": as_file(scalp(480, 360)),
    "progressive": as_file(scalp(480, 360), progressive=True),
    "png": as_file(scalp(320, 240), "PNG"),
    "heic": heic(),
}


def looked_at(data: bytes, first: int, last: int) -> tuple[int, float, float]:
    said = subprocess.run(
        [sys.executable, "-c", LOOP, str(first), str(last)],
        input=data,
        capture_output=True,
        timeout=900,
        check=False,
    )
    assert said.returncode == 0, said.stderr.decode()[-600:]
    looked, peak_mib, slowest_seconds = json.loads(said.stdout)
    return looked, peak_mib, slowest_seconds


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("first", range(0, EACH, min(EACH, BATCH)))
def test_a_broken_picture_is_looked_at_or_refused_and_never_a_crash(name: str, first: int) -> None:
    looked, peak_mib, slowest_seconds = looked_at(WHOLE[name], first, first + min(EACH, BATCH))
    assert looked > 0 or first
    assert peak_mib < 300
    assert slowest_seconds < 2


def test_the_largest_picture_we_take_is_looked_at_in_little_memory() -> None:
    large = as_file(scalp(4096, 3072), quality=90)
    looked, peak_mib, slowest_seconds = looked_at(large, 0, 1)
    assert looked == 1
    assert peak_mib < 300
    assert slowest_seconds < 2
