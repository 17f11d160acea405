"""One person's forecast: no treatment first, then what treatment adds, then what to do.

`forecast(record, knowledge, now)` is pure: equal inputs give an equal forecast. A record that
cannot be forecast gets an answer too, `NotYet`, which says what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from anagen.care.case import Case, case_of
from anagen.care.outlook import Outlook
from anagen.knowledge.figure import Figure
from anagen.knowledge.library import Knowledge
from anagen.outlook.decision import Bounds, Chances, Decision, decision, next_look
from anagen.outlook.doubts import Doubt
from anagen.outlook.mixture import Mixture
from anagen.outlook.model import Beliefs, Target, model
from anagen.outlook.person import is_woman, regimen_of, scalp_of, why_no_forecast
from anagen.outlook.priors import Belief, EffectPrior, UntreatedPrior, effect_prior, untreated_prior
from anagen.outlook.remedies import Remedy, Stand, Standing, remedies
from anagen.outlook.visits import NotYet, Visits, visits
from anagen.records.record import Record

__all__ = ["Forecast", "NotYet", "Reading", "Span", "Wanted", "as_outlook", "forecast"]

#: How many looks ahead count as "from here on" when a question stays open.
LOOKS_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked of a forecast: how far studies are believed, and what difference matters.

    `worthwhile_per_cm2` is None for the figure of the knowledge.
    """

    belief: Belief = Belief.PLAIN
    worthwhile_per_cm2: float | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A forecast number: its mean, and where it lies 80 and 95 times in 100."""

    mean: float
    interval_80: tuple[float, float]
    interval_95: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Reading:
    """The forecast under one reading of the studies, in hairs per cm2.

    `effect` is the difference against no treatment as it stands at week 24; `untreated` and
    `next_count` are for the week of the forecast.
    """

    belief: Belief
    prior: EffectPrior
    untreated: Span
    effect: Span
    p_positive: float
    p_worthwhile: float
    next_count: Span


@dataclass(frozen=True)
class Forecast:
    """What one person may expect by `horizon_weeks`, and what the counts so far come to."""

    at: datetime
    horizon_weeks: float
    latest_weeks: float
    worthwhile_per_cm2: float
    shown: Reading
    plain: Reading
    sceptical: Reading
    decision: Decision
    bounds: Bounds
    visits: Visits
    untreated_prior: UntreatedPrior
    doubts: tuple[Doubt, ...]
    standing: Standing = field(repr=False)

    @property
    def deciding(self) -> Reading:
        """The reading that is harder to convince: the sceptic's, unless it would give up."""
        gives_up = self.sceptical.p_worthwhile <= self.bounds.unlikely
        return self.plain if gives_up else self.sceptical

    @property
    def is_open(self) -> bool:
        """Whether the counts so far bring no decision."""
        return self.decision not in (Decision.CONTINUE, Decision.ADJUST)

    @cached_property
    def would_decide(self) -> tuple[Remedy, ...]:
        """What would bring a decision, where the counts bring none. Worked out when asked for."""
        if not self.is_open:
            return ()
        looks = [self.horizon_weeks]
        while len(looks) < LOOKS_AHEAD:
            looks.append(next_look(looks[-1]))
        return remedies(self.standing, tuple(looks))


def forecast(
    record: Record, knowledge: Knowledge, now: datetime, wanted: Wanted | None = None
) -> Forecast | NotYet:
    """The forecast for one record at one moment; or why there is none yet."""
    wanted = wanted or Wanted()
    case = case_of(record, knowledge, now)
    why = why_no_forecast(case)
    if why:
        return NotYet(why)
    found = visits(case)
    return found if isinstance(found, NotYet) else _forecast(case, found, wanted)


def as_outlook(found: Forecast) -> Outlook:
    """What care is told of a forecast: the reading of the studies that is harder to convince."""
    one = found.deciding
    return Outlook(
        weeks=found.horizon_weeks,
        untreated_per_cm2=one.untreated.mean,
        effect_per_cm2=one.effect.mean,
        effect_80=one.effect.interval_80,
        effect_95=one.effect.interval_95,
        p_positive=one.p_positive,
        p_worthwhile=one.p_worthwhile,
    )


def _forecast(case: Case, found: Visits, wanted: Wanted) -> Forecast:
    begun = regimen_of(case, found.start)
    schedule, untreated = found.schedule(scalp_of(case)), untreated_prior(is_woman(case))
    horizon = next_look((case.today - found.start).days / 7)
    line, bounds = _worthwhile(wanted, case.knowledge), _bounds(case.knowledge)
    stands = {}
    for belief in Belief:
        prior = effect_prior(begun.regimen, is_woman(case), belief)
        beliefs = Beliefs(prior, untreated, found.technical)
        stands[belief] = Stand(beliefs, model(schedule, beliefs, horizon).updated(found.per_cm2))
    readings = {belief: _reading(belief, stand, line) for belief, stand in stands.items()}
    plain, sceptical = readings[Belief.PLAIN], readings[Belief.SCEPTICAL]
    latest = max(one.weeks for one in found.counts)
    verdict = decision(Chances(plain.p_worthwhile, sceptical.p_worthwhile), latest, bounds)
    standing = Standing(
        schedule=schedule,
        plain=stands[Belief.PLAIN],
        sceptical=stands[Belief.SCEPTICAL],
        line=line,
        bounds=bounds,
        pictures=_pictures(found),
        spots=found.treated_spots,
    )
    return Forecast(
        at=case.now,
        horizon_weeks=horizon,
        latest_weeks=latest,
        worthwhile_per_cm2=line,
        shown=readings[wanted.belief],
        plain=plain,
        sceptical=sceptical,
        decision=verdict,
        bounds=bounds,
        visits=found,
        untreated_prior=untreated,
        doubts=(*found.doubts, *begun.doubts),
        standing=standing,
    )


def _reading(belief: Belief, stand: Stand, line: float) -> Reading:
    effect = stand.effect
    return Reading(
        belief=belief,
        prior=stand.beliefs.effect,
        untreated=_span(stand.posterior.of(Target.UNTREATED)),
        effect=_span(effect),
        p_positive=float(effect.chance_above(0.0)[0]),
        p_worthwhile=float(effect.chance_above(line)[0]),
        next_count=_span(stand.posterior.of(Target.NEXT_COUNT)),
    )


def _bounds(knowledge: Knowledge) -> Bounds:
    """When a chance decides, as care has it."""
    likely, unlikely, first = (
        knowledge.fact(id, Figure).value
        for id in ("worthwhile_likely", "worthwhile_unlikely", "first_verdict")
    )
    return Bounds(likely, unlikely, first / 7)


def _worthwhile(wanted: Wanted, knowledge: Knowledge) -> float:
    if wanted.worthwhile_per_cm2 is not None:
        return wanted.worthwhile_per_cm2
    return knowledge.fact("worthwhile_difference", Figure).value


def _pictures(found: Visits) -> int:
    """How many pictures are usual at a visit."""
    pictures = sorted(one.pictures for one in found.counts)
    return pictures[len(pictures) // 2]


def _span(mixture: Mixture) -> Span:
    return Span(float(mixture.mean[0]), mixture.interval(0.80), mixture.interval(0.95))
