"""Courses that can be forecast: counts so many weeks apart, of a story told short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from anagen.outlook.forecast import Forecast, NotYet, Wanted, forecast
from anagen.records.measurement import Measurement
from anagen.records.person import Concern, Person
from anagen.records.record import Record
from anagen.records.treatment import Treatment
from anagen.records.words import HairLoss, Sex, Who
from tests.spec.measure.visits import count, session
from tests.story import NOW, knowledge, record

#: The course began so many weeks before NOW.
WEEKS = 48
SHOWN_ERROR = {"standard_error_per_cm2": 4.0}
STEADY_MINOXIDIL = Treatment("Minoxidil 5 %", started=date(2023, 1, 1))


def at_week(week: float, hairs: int, **parts: Any) -> Measurement:
    """A count so many weeks after the start."""
    return count(7 * (WEEKS - week), hairs, **(SHOWN_ERROR | parts))


def course(counts: Sequence[Measurement], **parts: Any) -> Record:
    """A man with pattern hair loss, on minoxidil for years, who then began to needle."""
    told: dict[str, Any] = {
        "sessions": (session(7 * WEEKS),),
        "treatments": (STEADY_MINOXIDIL,),
        "person": Person(birth_year=1985, sex=Sex.MALE),
        "concern": Concern(HairLoss.ANDROGENETIC, diagnosed_by=Who.DERMATOLOGIST),
    } | parts
    said = {"hair_loss": None, "sex": None, "minoxidil": "now"} | told.pop("said", {})
    ordered = tuple(sorted(counts, key=lambda one: one.at))
    return record("home", said, measurements=ordered, **told)


def steady(hairs: Sequence[int], weeks: Sequence[float], **parts: Any) -> list[Measurement]:
    """Counts of one spot at these weeks."""
    return [at_week(week, one, **parts) for week, one in zip(weeks, hairs, strict=True)]


def looked(counts: Sequence[Measurement], wanted: Wanted | None = None, **parts: Any) -> Forecast:
    """The forecast of such a course, which has one."""
    found = forecast(course(counts, **parts), knowledge(), NOW, wanted)
    assert isinstance(found, Forecast), found
    return found


def refused(counts: Sequence[Measurement], **parts: Any) -> NotYet:
    """Why such a course has none."""
    found = forecast(course(counts, **parts), knowledge(), NOW)
    assert isinstance(found, NotYet)
    return found


def moved(counts: Sequence[Measurement], days: float) -> list[Measurement]:
    """The same counts on other days."""
    return [replace(one, at=one.at + timedelta(days=days)) for one in counts]
