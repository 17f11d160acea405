"""The whole of measuring for one case: what is due, what two visits say, and how to do it."""

from __future__ import annotations

from anagen.care.advice import Comparison, Measures, Point, point_from
from anagen.care.case import Case
from anagen.care.measure.counts import comparison
from anagen.care.measure.due import due_for
from anagen.care.measure.photos import photo_comparison
from anagen.care.measure.visits import counted_pair, photo_pair
from anagen.knowledge.figure import Figure
from anagen.knowledge.guidance import Guidance, Topic
from anagen.knowledge.instrument import Instrument
from anagen.records.words import Step


def measures_for(case: Case) -> Measures:
    """What to measure and when. Counts come before photos: photos never decide."""
    return Measures(due=due_for(case), comparison=_comparison(case), points=_points(case))


def _comparison(case: Case) -> Comparison | None:
    counts, photos = counted_pair(case), photo_pair(case)
    if counts is not None:
        return comparison(*counts, case.knowledge)
    if photos is not None and not case.record.measurements:
        return photo_comparison(*photos, case.knowledge)
    return None


def _points(case: Case) -> tuple[Point, ...]:
    knowledge = case.knowledge
    guidance = [
        one
        for one in knowledge.of_kind(Guidance, Step.MEASURE)
        if one.topic is Topic.MEASURING and case.setting in one.settings
    ]
    figures = [knowledge.fact(id, Figure) for id in ("pictures_each_visit", "season_gap")]
    loss, sex = (case.known(id) for id in ("hair_loss", "sex"))
    scales = [
        one
        for one in knowledge.of_kind(Instrument, Step.MEASURE)
        if one.is_for(
            loss if isinstance(loss, str) else None, sex if isinstance(sex, str) else None
        )
    ]
    how = tuple(point_from(one) for one in (*guidance, *figures))
    return how + tuple(
        point_from(one, f"{one.says} {one.agreement} {one.cannot_say}") for one in scales
    )
