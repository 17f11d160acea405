"""Hundreds of broken pictures: each becomes a picture or a refusal, and nothing falls over."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.imaging.drawn import as_file, heic, mutated, scalp, with_secrets

#: The long run: `make soak` sets it.
SOAK = bool(os.environ.get("ANAGEN_SOAK"))
BROKEN = 4000 if SOAK else 200
BATCH = 100

#: Opens one broken picture after the other in a single process, under the limits of a real one.
LOOP = """
import json, sys, time
from anagen.imaging import decoding
from tests.imaging.drawn import mutated
decoding.limit_this_process()
data, first, last = sys.stdin.buffer.read(), int(sys.argv[1]), int(sys.argv[2])
heads, slowest = [], 0.0
for one in [mutated(data, seed) for seed in range(first, last)]:
    started = time.process_time()
    heads.append(decoding.answer_to(one).partition(b"\\n")[0])
    slowest = max(slowest, time.process_time() - started)
# Not getrusage: that also counts the process that started this one, which may be large.
peak = int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) // 1024
print(json.dumps([[json.loads(head) for head in heads], peak, slowest]))
"""

WHOLE = {
    "jpeg": as_file(scalp(480, 360)),
    "progressive": as_file(scalp(480, 360), progressive=True),
    "secrets": with_secrets(6),
    "png": as_file(scalp(320, 240), "PNG"),
    "heic": heic(),
}


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("first", range(0, BROKEN, BATCH))
def test_a_broken_picture_is_shown_or_refused_and_never_a_crash(name: str, first: int) -> None:
    said = subprocess.run(
        [sys.executable, "-c", LOOP, str(first), str(first + BATCH)],
        input=WHOLE[name],
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert said.returncode == 0, f"{name} {first}: {said.stderr.decode()[-400:]}"
    answers, peak_mib, slowest_seconds = json.loads(said.stdout)
    assert len(answers) == BATCH
    assert all("why" in one or one["width"] >= 240 for one in answers)
    assert peak_mib < 300
    assert slowest_seconds < 2
    # Were all of them refused, or none, the files would not be broken in the way we mean.
    assert any("why" in one for one in answers)


def test_breaking_a_file_really_changes_it() -> None:
    data = WHOLE["jpeg"]
    assert len({mutated(data, seed) for seed in range(50)} | {data}) == 51
