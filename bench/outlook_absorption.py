"""Absorption through needled skin against what was published, and what a page of it costs.

`python -m bench.outlook_absorption` prints, beside each published figure, ours; then the intervals
by hour, the time of one answer, and the time of one page of the outlook. It ends with 1 when a
closing time lies outside its interval or a figure worked out before is missed by more than 5 %.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator

import numpy as np

from anagen.absorption.channels import (
    Needling,
    Skin,
    channels_cm_per_h,
    closure_hours,
    intact_cm_per_h,
)
from anagen.absorption.holding import SHOWN_HOURS, moment
from anagen.absorption.interval import Interval
from anagen.absorption.layer import slowest_channel

PLAIN, COVERED = Needling(), Needling(is_covered=True)
#: Hours to closing as printed, and whether the skin was kept covered or open on purpose.
CLOSING = (
    ("Gupta 2011, people, water loss", 2.0, False),
    ("Kalluri 2011, rats, water loss", 5.0, False),
    ("Kalluri 2011, rats, dye, 0.37 mm", 12.0, False),
    ("Kalluri 2011, rats, dye, 0.77 mm", 18.0, False),
    ("2021, people, held open, shortest", 58.0, True),
    ("2021, people, held open, longest", 63.0, True),
)
#: Speed in a channel in cm²/s, half-life in hours (None: at once), and the factor printed before.
BEFORE = (
    (1e-6, None, 3.3),
    (5e-6, None, 12.0),
    (1e-6, 2.0, 1.3),
    (5e-6, 2.0, 2.4),
    (1e-6, 8.0, 2.0),
    (5e-6, 8.0, 5.8),
)
MOST_OFF = 0.05


def closing() -> Iterator[tuple[str, bool]]:
    """Published closing times beside the interval."""
    for name, hours, is_covered in CLOSING:
        found = closure_hours(COVERED if is_covered else PLAIN)
        is_inside = found.low <= hours <= found.high
        yield f"{name:36} {hours:5.0f} h   inside {told(found)} h", is_inside


def before() -> Iterator[tuple[str, bool]]:
    """Factors worked out before beside ours, with every figure in its middle."""
    for speed, half_life_h, printed in BEFORE:
        figures = {
            "channel_width_um": np.array([70.7]),
            "channel_depth_um": np.array([152.5]),
            "diffusion_cm2_per_s": np.array([speed]),
        }
        added = channels_cm_per_h(200, figures) / intact_cm_per_h(1.24, 209.0)
        skin = Skin(np.array([half_life_h or 1.0]), added)
        ours = float((skin.ratio_hours(0.0) / 24 if half_life_h else skin.ratio_at(0.0))[0])
        when = "at once" if half_life_h is None else f"24 h mean, half-life {half_life_h:.0f} h"
        line = f"{speed:.0e} cm²/s, {when:28} {printed:5.1f}   ours {ours:6.2f}"
        yield line, abs(ours / printed - 1) <= MOST_OFF


def told(found: Interval) -> str:
    """An interval for a table."""
    return f"{found.low:6.2f} to {found.high:6.2f}"


def by_hour() -> Iterator[str]:
    """What minoxidil put on after so many hours may do."""
    yield "hours   share open        taken up in a day   under a cover       mg a day"
    for hours in SHOWN_HOURS:
        plain, covered = moment(hours, PLAIN), moment(hours, COVERED)
        parts = (plain.share_open, plain.mean, covered.mean, plain.blood_mg_per_day)
        yield f"{hours:5.0f}   " + "   ".join(told(one) for one in parts)


def answer_ms() -> float:
    """The time of one answer that nobody has asked before."""
    begun = time.perf_counter()
    for place in range(20):
        moment(place + 0.5, PLAIN)
    return (time.perf_counter() - begun) / 20 * 1000


def page_ms() -> tuple[float, float]:
    """The first drawing of the outlook's charts and words, and the mean of fifty others, in ms."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anagen.web.settings")
    import django

    django.setup()
    from anagen.web.knowing import knowledge
    from anagen.web.outlook.choices import ALLOWED, asked
    from anagen.web.outlook.page import OutlookPage

    known, times = knowledge(), []
    for place in range(51):
        address = {name: list(every)[place % len(every)] for name, every in ALLOWED.items()}
        begun = time.perf_counter()
        page = OutlookPage(asked(address), known)
        parts = (page.headline, page.density_chart, page.shed_chart, page.told, page.hold_says)
        assert all(parts) or not page.choices.has_needles
        times.append((time.perf_counter() - begun) * 1000)
    return times[0], sum(times[1:]) / 50


def main() -> int:
    """Prints the tables; 1 when something is missed."""
    lines = [*closing(), *before()]
    for line, is_right in lines:
        print(f"{'    ' if is_right else 'MISS'} {line}")
    layer = slowest_channel()
    theory = layer.thickness_cm**2 / (6 * layer.diffusion_cm2_per_s)
    print(f"     lag of the slowest channel: {layer.lag_s():.2f} s, theory {theory:.2f} s")
    print(*by_hour(), sep="\n")
    first, later = page_ms()
    print(f"     one answer {answer_ms():.1f} ms")
    print(f"     curves and words of a page: first {first:.0f} ms, then {later:.1f} ms")
    return 0 if all(is_right for _, is_right in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
