"""How long `anagen advise` takes for each golden case, against starting Python at all.

`python -m bench.advise_time` runs the whole process five times a case, in turns with
`python -c pass`, and prints the medians: seconds on the clock, seconds of work (which a busy
machine stretches less), and the ratio of the two clocks. It ends with 1 when a case is slower
than the bar.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from statistics import median

from tests.golden.cases import NAMES, expected_outline, record_file

RUNS = 5
BAR_SECONDS = 0.25
BARE = [sys.executable, "-c", "pass"]


def seconds(command: list[str]) -> tuple[float, float]:
    """The clock and the work of one process, its output thrown away."""
    worked, begun = _work(), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    return time.perf_counter() - begun, _work() - worked


def _work() -> float:
    times = os.times()
    return times.children_user + times.children_system


def timed(name: str) -> tuple[float, float, float]:
    """Medians of one case: its clock, its work, and the clock of a Python that does nothing."""
    command = [sys.executable, "-m", "anagen", "advise", str(record_file(name))]
    command += ["--at", expected_outline(name)["at"], "--json"]
    ours, bare = zip(*((seconds(command), seconds(BARE)) for _ in range(RUNS)), strict=True)
    return (
        median(clock for clock, _ in ours),
        median(work for _, work in ours),
        median(clock for clock, _ in bare),
    )


def main() -> int:
    """Prints the table; 1 when a case takes longer than the bar."""
    print(f"{'case':40} {'advise':>8} {'work':>8} {'python':>8} {'ratio':>6}")
    slowest = 0.0
    for name in NAMES:
        ours, work, bare = timed(name)
        slowest = max(slowest, ours)
        print(f"{name:40} {ours:7.3f}s {work:7.3f}s {bare:7.3f}s {ours / bare:6.1f}")
    print(f"slowest {slowest:.3f} s; the bar is {BAR_SECONDS} s")
    return 1 if slowest > BAR_SECONDS else 0


if __name__ == "__main__":
    sys.exit(main())
