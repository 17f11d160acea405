"""What would decide: each way to measure on, and the spread of the effect that it would leave.

A count to come has not been made, but how much it will narrow the forecast does not depend on
what it will be. So each way is worked out by adding its counts to the schedule.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from anagen.outlook.decision import Bounds, Means, chance_to_decide
from anagen.outlook.mixture import Mixture
from anagen.outlook.model import Beliefs, Model, Posterior, Target, model
from anagen.outlook.schedule import Schedule

#: A way is worth naming as one that decides when it would do so in so many cases.
DECIDES = 0.8
#: The error of hairs matched one to one, as a share of the count (Bokhari 2022, rounded up).
MATCHED_SHARE = 0.005
PICTURES, MORE_PICTURES = 3, 6
SPOTS = (2, 4, 8)
BEFORE_WEEKS = (-8.0, -4.0, 0.0)
DURING_WEEKS = (8.0, 16.0, 24.0, 36.0, 48.0)
#: So many courses are drawn to see how many a new course would decide; also their seed.
COURSES = 400


@dataclass(frozen=True, slots=True)
class Way:
    """One way to measure on, in words and in numbers."""

    says: str
    spots: int
    pictures: int
    is_matched: bool = False
    has_control: bool = False
    is_new_course: bool = False
    is_as_now: bool = False


@dataclass(frozen=True, slots=True)
class Remedy:
    """A way to measure, the spread it would leave, and how likely it would then decide."""

    way: Way
    sd_per_cm2: float
    chance_to_decide: float

    @property
    def is_enough(self) -> bool:
        """Whether this would decide in most cases."""
        return self.chance_to_decide >= DECIDES


@dataclass(frozen=True)
class Standing:
    """Where a forecast stands: its schedule, both readings of the studies, and the line."""

    schedule: Schedule
    plain: Stand
    sceptical: Stand
    line: float
    bounds: Bounds
    pictures: int
    spots: int

    @property
    def spots_in_a_row(self) -> float:
        """How many spots one row of the schedule stands for."""
        return self.spots / _treated_rows(self.schedule)

    @property
    def area_cm2(self) -> float:
        """The skin of one spot."""
        return float(self.schedule.area_cm2.mean()) / self.spots_in_a_row

    @property
    def means(self) -> Means:
        """The effect as each reading has it now."""
        both = (float(one.effect.mean[0]) for one in (self.plain, self.sceptical))
        return Means(*both)

    @property
    def sd(self) -> float:
        """The spread of the effect now."""
        return float(np.sqrt(self.plain.effect.variance[0]))

    @property
    def usual_error(self) -> float:
        """The error of one row as it is counted now."""
        return float(np.median(self.schedule.error[self.schedule.is_treated]))


@dataclass(frozen=True)
class Stand:
    """One reading: what was believed, and what the counts have made of it."""

    beliefs: Beliefs
    posterior: Posterior

    @property
    def effect(self) -> Mixture:
        """What is thought of the effect now."""
        return self.posterior.of(Target.EFFECT)


def remedies(now: Standing, looks: tuple[float, ...]) -> tuple[Remedy, ...]:
    """The ways to measure from here on at these weeks, then a new course done better."""
    from_here = [_remedy(now, way, schedule) for way, schedule in _from_here(now, looks)]
    return tuple(sorted(from_here, key=lambda one: -one.chance_to_decide)) + tuple(
        Remedy(way, *_told_by(schedule, now)) for way, schedule in _new_courses(now)
    )


def _from_here(now: Standing, looks: tuple[float, ...]) -> Iterator[tuple[Way, Schedule]]:
    spots, pictures, weeks = now.spots, now.pictures, _words(looks)
    usual = now.usual_error
    yield (
        Way(f"Counting on in the same way at {weeks}", spots, pictures, is_as_now=True),
        _later(now.schedule, looks, usual),
    )
    for more in (PICTURES, MORE_PICTURES):
        if more > pictures:
            error = usual * sqrt(pictures / more)
            says = f"{more} pictures of each spot at {weeks}"
            yield Way(says, spots, more), _later(now.schedule, looks, error)
    matched = MATCHED_SHARE * now.schedule.level_per_cm2 / sqrt(now.spots_in_a_row)
    if usual > matched:
        says = f"Hairs matched one to one, in the old pictures too and at {weeks}"
        every = replace(now.schedule, error=np.minimum(now.schedule.error, matched))
        yield Way(says, spots, pictures, is_matched=True), _later(every, looks, matched)
    if now.schedule.is_treated.all():
        says = f"An untreated spot of the same kind, counted now and at {weeks}"
        later = _with_control(_later(now.schedule, looks, usual), looks, now)
        yield Way(says, spots, pictures, has_control=True), later


def _treated_rows(schedule: Schedule) -> int:
    return len(np.unique(schedule.spot[schedule.is_treated]))


def _words(looks: tuple[float, ...]) -> str:
    numbers = [f"{look:.0f}" for look in looks]
    if len(numbers) == 1:
        return f"week {numbers[0]}"
    return f"weeks {', '.join(numbers[:-1])} and {numbers[-1]}"


def _later(schedule: Schedule, looks: tuple[float, ...], error: float) -> Schedule:
    """The schedule with each treated spot counted again at these weeks."""
    treated = np.unique(schedule.spot[schedule.is_treated])
    number = len(looks) * len(treated)
    return schedule.joined_by(
        replace(
            schedule,
            weeks=np.repeat(np.array(looks), len(treated)),
            spot=np.tile(treated, len(looks)),
            is_treated=np.ones(number, np.bool_),
            error=np.full(number, error),
            area_cm2=np.full(number, float(schedule.area_cm2.mean())),
        )
    )


def _with_control(schedule: Schedule, looks: tuple[float, ...], now: Standing) -> Schedule:
    """The schedule with a spot that is never treated, counted now and at these weeks."""
    first = float(now.schedule.weeks.max())
    weeks = np.array((first, *looks))
    return schedule.joined_by(
        replace(
            schedule,
            weeks=weeks,
            spot=np.full(len(weeks), schedule.spots),
            is_treated=np.zeros(len(weeks), np.bool_),
            error=np.full(len(weeks), now.usual_error * sqrt(now.spots_in_a_row)),
            area_cm2=np.full(len(weeks), now.area_cm2),
        )
    )


def _remedy(now: Standing, way: Way, schedule: Schedule) -> Remedy:
    left = _sd_left(model(schedule, now.plain.beliefs, float(schedule.weeks.max())), now)
    chance = chance_to_decide(now.means, now.sd, left, now.line, now.bounds)
    return Remedy(way, left, chance)


def _sd_left(later: Model, now: Standing) -> float:
    """The spread that would be left, with the parts of the mixture weighed as they are now.

    What lies between the parts is mostly the unknown shape of the effect. A few more counts
    hardly teach it, so it is counted as staying.
    """
    weights = now.plain.effect.weights[0]
    within = float(weights @ later.target_sd[:, Target.EFFECT] ** 2)
    between = now.sd**2 - float(weights @ now.plain.effect.sd**2)
    return min(sqrt(max(within + between, 0.0)), now.sd)


def _new_courses(now: Standing) -> Iterator[tuple[Way, Schedule]]:
    """A course begun anew, counted three times before and five times after its start."""
    weeks = np.array((*BEFORE_WEEKS, *DURING_WEEKS))
    error = now.usual_error * sqrt(now.spots_in_a_row * now.pictures / PICTURES)
    for spots in SPOTS:
        says = f"A course counted from before its start: {spots} spots, {PICTURES} pictures of each"
        yield (
            Way(says, spots, PICTURES, is_new_course=True),
            replace(
                now.schedule,
                weeks=weeks,
                spot=np.zeros(len(weeks), np.intp),
                is_treated=np.ones(len(weeks), np.bool_),
                error=np.full(len(weeks), error / sqrt(spots)),
                area_cm2=np.full(len(weeks), now.area_cm2 * spots),
            ),
        )


def _told_by(schedule: Schedule, now: Standing) -> tuple[float, float]:
    """The spread left on average, and the share decided, in courses drawn from the model."""
    last = float(schedule.weeks.max())
    plain, sceptical = (model(schedule, one.beliefs, last) for one in (now.plain, now.sceptical))
    rng = np.random.default_rng(COURSES)
    part = rng.integers(len(plain.expected), size=COURSES)
    noise = rng.standard_normal((COURSES, len(schedule.weeks), 1))
    counts = plain.expected[part] + np.linalg.solve(plain.whitening[part], noise)[:, :, 0]
    effect = plain.updated(counts).of(Target.EFFECT)
    doubted = sceptical.updated(counts).of(Target.EFFECT)
    goes_on = doubted.chance_above(now.line) >= now.bounds.likely
    changes = effect.chance_above(now.line) <= now.bounds.unlikely
    return sqrt(float(effect.variance.mean())), float((goes_on | changes).mean())
