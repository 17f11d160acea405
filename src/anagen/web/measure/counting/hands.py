"""Hands a picture to a process of its own that measures it, and waits for the answer.

OpenCV, numpy and the network live in that process alone: neither the pages nor the worker that
calls it ever load them. A picture that makes them crash or swell ends that process and no other.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any

#: How often the worker says that it is still there.
BEAT_S = 0.5
#: Wall clock: a picture takes a second or two, far longer on a small computer that is busy.
MOST_SECONDS = 600
#: -I: the folder we stand in and the environment have no say in what is loaded.
MEASURER = (sys.executable, "-I", "-m", "anagen.web.measure.counting.measuring")
#: One thread: it works beside the pages, and they come first.
ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

Json = dict[str, Any]


class HandsError(Exception):
    """The measuring process ended without an answer."""


def answer_to(task: Json, pictures: Sequence[bytes], beat: Callable[[], None]) -> Json:
    """What the measuring of these pictures came to; `beat` is called while it goes on.

    Raises HandsError when the process ended without an answer, and whatever `beat` raises.
    """
    head = json.dumps({**task, "sizes": [len(one) for one in pictures]}).encode() + b"\n"
    process = subprocess.Popen(  # noqa: S603 - our own command; the pictures are only its input
        MEASURER,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )
    # A thread of its own sends and receives, so that nothing waits for a full pipe.
    with ThreadPoolExecutor(max_workers=1) as aside:
        talk = aside.submit(process.communicate, head + b"".join(pictures))
        try:
            out = _patiently(talk, beat)
        finally:
            process.kill()  # the talk then ends, too
    if process.returncode != 0 or not out:
        raise HandsError
    answer: Json = json.loads(out)
    return answer


def _patiently(talk: Future[tuple[bytes, bytes]], beat: Callable[[], None]) -> bytes:
    end = time.monotonic() + MOST_SECONDS
    while time.monotonic() < end:
        with suppress(TimeoutError):
            return talk.result(BEAT_S)[0]
        beat()
    return b""


def environment() -> dict[str, str]:
    """What the measuring process is told: nothing of ours but where its libraries may look."""
    found = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return {**found, **ENVIRONMENT}
