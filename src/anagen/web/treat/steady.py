"""A count of seconds that nobody can set: it tells a clock that was moved from time that passed."""

from __future__ import annotations

import time

#: Counts on while the machine sleeps. Where there is none, only a clock that goes back is seen.
BOOT = getattr(time, "CLOCK_BOOTTIME", None)


def steady_s() -> float | None:
    """Seconds since the machine was started, sleep included; None where it cannot be told."""
    return None if BOOT is None else time.clock_gettime(BOOT)
