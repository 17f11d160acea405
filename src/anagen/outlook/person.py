"""What of a record decides which prior fits: sex, what began with the course, what else changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from anagen.care.case import Case
from anagen.care.history.recover import MINOXIDIL
from anagen.outlook.cycling import Scalp
from anagen.outlook.doubts import Doubt, Kind
from anagen.outlook.priors import Regimen
from anagen.records.treatment import Treatment
from anagen.records.words import HairLoss, Sex

#: Minoxidil used for so long before the course has done what it does; it is part of the start.
STEADY = timedelta(weeks=48)
#: Begun within so many days after the start it counts as begun with it.
ABOUT_THE_START = timedelta(days=28)
#: The kinds of hair loss whose untreated course we hold. For others there is no forecast.
PATTERN = HairLoss.ANDROGENETIC.value
OTHER_LOSS = {
    HairLoss.AREATA.value: "alopecia areata",
    HairLoss.TELOGEN_EFFLUVIUM.value: "shedding after an illness, birth or stress",
    HairLoss.SCARRING.value: "scarring hair loss",
}
#: Grades at which most hairs of the thinning area are still thick: our choice, made so that
#: cycling is never taken for smaller than it may be.
EARLY_GRADES = re.compile(r"^(I|II|III|1|2)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Regimens:
    """What began with the course, and the doubts about it."""

    regimen: Regimen
    doubts: tuple[Doubt, ...]


def why_no_forecast(case: Case) -> str:
    """Why nothing can be forecast for this kind of hair loss; "" when it can."""
    concern = case.record.concern
    told = (case.known("hair_loss"), concern.kind.value if concern else None)
    kind = next((str(one) for one in told if one in OTHER_LOSS), "")
    if kind:
        return (
            f"For {OTHER_LOSS[kind]} we hold no figures of what happens without treatment, "
            "so there is no forecast. Its course can change within weeks by itself."
        )
    return ""


def is_woman(case: Case) -> bool:
    """Whether the figures for women are taken: their spread is wider, so also where unknown."""
    return case.known("sex") != Sex.MALE.value


def scalp_of(case: Case) -> Scalp:
    """The kind of scalp by the grade in the record; the one that cycles most where none is."""
    concern = case.record.concern
    grade = concern.grade.strip() if concern else ""
    return Scalp.MIXED if EARLY_GRADES.match(grade) else Scalp.AGA


def regimen_of(case: Case, start: date) -> Regimens:
    """What began with the course: needling, minoxidil or both."""
    is_needled = bool(case.record.sessions) or case.known("needled_before") is True
    minoxidil, doubts = _minoxidil(case, start)
    doubts += tuple(_others(case, start))
    if not minoxidil:
        return Regimens(Regimen.NEEDLING, doubts)
    if not is_needled:
        return Regimens(Regimen.MINOXIDIL, doubts)
    return Regimens(minoxidil, doubts)


def _minoxidil(case: Case, start: date) -> tuple[Regimen | None, tuple[Doubt, ...]]:
    """Whether minoxidil is part of the course or of its start; None when it is not used."""
    used = [one for one in case.record.treatments if _is_minoxidil(one)]
    running = [one for one in used if one.is_running(case.today)]
    if not running and case.known("minoxidil") != "now":
        return None, tuple(_not_used(used, case, start))
    known = [one.started for one in running if one.started is not None]
    if not known:
        return Regimen.BOTH, _unclear(
            "The day on which minoxidil began is not known, so its effect counts as part of what "
            "is forecast."
        )
    begun = max(known)
    if begun + STEADY <= start:
        return Regimen.NEEDLING_ON_MINOXIDIL, ()
    if begun > start + ABOUT_THE_START:
        return Regimen.BOTH, _unclear(
            f"Minoxidil began on {begun.isoformat()}, after the course. Its effect and that of "
            "needling cannot be told apart."
        )
    return Regimen.BOTH, ()


def _unclear(says: str) -> tuple[Doubt, ...]:
    return (Doubt(Kind.MINOXIDIL_UNCLEAR, says),)


def _not_used(used: Sequence[Treatment], case: Case, start: date) -> Iterator[Doubt]:
    answer = case.known("minoxidil")
    lately = any(one.stopped and one.stopped > start - STEADY for one in used)
    if lately or answer == "stopped":
        yield from _unclear("Minoxidil was stopped, and counts fall for months after that.")
    elif answer is None:
        yield from _unclear("The record does not say whether minoxidil is used.")


def _is_minoxidil(one: Treatment) -> bool:
    return any(name in one.product.casefold() for name in MINOXIDIL)


def _others(case: Case, start: date) -> Iterator[Doubt]:
    """Other treatments that may change a count, and what of the person is not settled."""
    for one in case.record.treatments:
        is_over = one.stopped is not None and one.stopped <= start
        if not _is_minoxidil(one) and not is_over:
            yield Doubt(
                Kind.OTHER_TREATMENT,
                f"“{one.product}” was in use too. What it did cannot be told apart from the rest "
                "of the course.",
            )
    if case.known("hair_loss") != PATTERN:
        yield Doubt(
            Kind.DIAGNOSIS_OPEN,
            "It is not settled that this is pattern hair loss; the figures for no treatment are "
            "for that.",
        )
    if case.known("sex") is None:
        yield Doubt(
            Kind.SEX_UNKNOWN,
            "The record does not say man or woman; the wider figures for women were taken.",
        )
