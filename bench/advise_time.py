"""How long `anagen advise` takes for each golden case, against starting Python at all.

`python -m bench.advise_time` runs the whole process five times a case, alternating with
`python -c pass`, and prints the median in seconds and the ratio of the two.
"""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median

from tests.golden.cases import NAMES, expected_outline, record_file

RUNS = 5
BAR_SECONDS = 0.25


def seconds(command: list[str]) -> float:
    """The wall time of one process, its output thrown away."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    return time.perf_counter() - begin


def timed(name: str) -> tuple[float, float]:
    """Median seconds of one case, and of a Python that does nothing, in the same run."""
    command = [sys.executable, "-m", "anagen", "advise", str(record_file(name))]
    command += ["--at", expected_outline(name)["at"], "--json"]
    pairs = [(seconds(command), seconds([sys.executable, "-c", "pass"])) for _ in range(RUNS)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def main() -> int:
    """Prints the table; 1 when a case takes longer than the bar."""
    print(f"{'case':32} {'advise':>8} {'python':>8} {'ratio':>6}")
    slowest = 0.0
    for name in NAMES:
        ours, bare = timed(name)
        slowest = max(slowest, ours)
        print(f"{name:32} {ours:7.3f}s {bare:7.3f}s {ours / bare:6.1f}")
    print(f"slowest {slowest:.3f} s; the bar is {BAR_SECONDS} s")
    return 1 if slowest > BAR_SECONDS else 0


if __name__ == "__main__":
    sys.exit(main())
