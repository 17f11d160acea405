"""A forecast in sentences: no treatment first, then interval, chance and rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from anagen.outlook.decision import LAST_LOOK, Decision
from anagen.outlook.forecast import Forecast, Reading, Span
from anagen.outlook.remedies import Remedy

#: Chances are said in people of a hundred; never 0 and never 100, for nothing is certain.
LEAST_OF_100, MOST_OF_100 = 1, 99
#: So many ways to measure on are said in words.
WAYS_SAID = 3


@dataclass(frozen=True, slots=True)
class Because:
    """One reason, and the sources it rests on."""

    says: str
    sources: tuple[str, ...] = ()


def of_100(chance: float) -> int:
    """A chance as people of a hundred."""
    return min(max(round(100 * chance), LEAST_OF_100), MOST_OF_100)


def untreated(found: Forecast) -> str:
    """What would come without treatment."""
    span = found.shown.untreated
    return (
        f"Without treatment we would expect about {span.mean:.0f} hairs per cm2 in week "
        f"{found.horizon_weeks:.0f} of the course; 80 times in 100 between {_ends(span)}."
    )


def effect(one: Reading) -> str:
    """What treatment adds, the interval before the mean."""
    low, high = one.effect.interval_80
    return (
        f"The treatment changes that by {low:+.0f} to {high:+.0f} hairs per cm2 (80 times in 100); "
        f"the middle is {one.effect.mean:+.0f}."
    )


def chance(found: Forecast) -> str:
    """How likely a worthwhile difference is, in people."""
    number, line = of_100(found.shown.p_worthwhile), found.worthwhile_per_cm2
    return (
        f"Of 100 people with counts like these, about {number} have at least {line:g} hairs per "
        f"cm2 more than without treatment, and about {100 - number} have not."
    )


def next_count(found: Forecast) -> str:
    """What the next count may show, going on as now."""
    span = found.shown.next_count
    return (
        f"If you go on as now, a count in week {found.horizon_weeks:.0f} would show about "
        f"{span.mean:.0f}; 80 times in 100 between {_ends(span)}."
    )


def _ends(span: Span) -> str:
    low, high = span.interval_80
    return f"{low:.0f} and {high:.0f}"


def verdict(found: Forecast) -> str:
    """What the counts come to, and by which rule."""
    plain, doubted = of_100(found.plain.p_worthwhile), of_100(found.sceptical.p_worthwhile)
    likely, unlikely = (of_100(one) for one in (found.bounds.likely, found.bounds.unlikely))
    match found.decision:
        case Decision.TOO_EARLY:
            return (
                f"Too early. The latest count is from week {found.latest_weeks:.0f}, and before "
                f"week {found.bounds.first_weeks:.0f} nobody can say whether a course works."
            )
        case Decision.CONTINUE:
            return (
                "The counts speak for going on. Even a sceptic, who believes half of what studies "
                f"report, gives a worthwhile difference a chance of {doubted} in 100; it takes "
                f"{likely}."
            )
        case Decision.ADJUST:
            return (
                "The counts speak for changing or ending the course. Even with the studies taken "
                f"as they stand, a worthwhile difference has a chance of only {plain} in 100; "
                f"up to {unlikely} speak for a change."
            )
        case Decision.OPEN:
            return (
                f"Still open: {doubted} in 100 as a sceptic sees it, {plain} as the studies stand. "
                f"It takes {likely} to go on and {unlikely} or fewer to change. Count again in "
                f"week {found.horizon_weeks:.0f}."
            )
        case Decision.NOT_DECIDABLE:
            return (
                f"Not decidable with these measurements, even after week {LAST_LOOK}: {doubted} "
                f"in 100 as a sceptic sees it, {plain} as the studies stand. More of the same is "
                "unlikely to settle it."
            )


def would_decide(found: Forecast) -> Iterator[str]:
    """What would bring a decision, worked out from the spread that each way would leave."""
    from_here = [one for one in found.would_decide if not one.way.is_new_course]
    for one in from_here[:WAYS_SAID]:
        yield _way(one)
    same = next((one for one in from_here[WAYS_SAID:] if one.way.is_as_now), None)
    if same is not None:
        yield _way(same)
    anew = [one for one in found.would_decide if one.way.is_new_course]
    if anew:
        yield _way(next((one for one in anew if one.is_enough), anew[-1]))
    if found.would_decide and not any(one.is_enough for one in found.would_decide):
        yield (
            "None of these is likely enough to decide: one head can hardly tell an effect from "
            "its own drift, season and way of responding."
        )


def _way(one: Remedy) -> str:
    return f"{one.way.says}: would decide in {of_100(one.chance_to_decide)} of 100 cases."


def because(found: Forecast) -> tuple[Because, ...]:
    """Why the forecast says what it says, the untreated course first."""
    days, spots = len(found.visits.days), len(found.visits.spots)
    named = "one spot" if spots == 1 else f"{spots} spots"
    size = found.visits.technical.size
    tested = found.visits.technical.freedom
    error = (
        f"Counts repeated on one day lie {size:.1f} times as far apart as was stated."
        if tested
        else "The error of counting is taken as stated."
    )
    return (
        Because(found.untreated_prior.says, found.untreated_prior.sources),
        Because(found.shown.prior.says, found.shown.prior.sources),
        Because(
            "Hairs rest, fall and come again on their own, so a count wanders with nothing "
            "happening. The forecast takes that from a model of the hair cycle.",
            ("house_simulation",),
        ),
        Because(f"It rests on counts of {named} on {days} days. {error}"),
        Because(verdict(found), ("house_policy", "house_simulation")),
    )
