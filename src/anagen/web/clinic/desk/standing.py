"""What the day list says of one appointment: a shape with its word, and facts with icons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext

from anagen.records.words import Verdict
from anagen.store.desk.models import Appointment
from anagen.web.clinic.care.clearance import no_steps_says
from anagen.web.clinic.care.consent_texts import Kind as ConsentKind
from anagen.web.clinic.desk.booked import Booked
from anagen.web.clinic.desk.readiness import Readiness
from anagen.web.look.templatetags.languages import translated

#: How a fact is shown: nothing to do, soon, or missing.
FINE, SOON, MISSING = "", "soon", "miss"
ICONS = {FINE: "check", SOON: "clock", MISSING: "cross"}


@dataclass(frozen=True, slots=True)
class Line:
    """One fact about an appointment."""

    says: str
    weight: str = FINE

    @property
    def icon(self) -> str:
        """The picture beside it."""
        return ICONS[self.weight]


@dataclass(frozen=True, slots=True)
class Standing:
    """A whole appointment in a few words. `shape` is "" where there is nothing to clear.

    `is_open` says that somebody still has to do something before the needles.
    """

    shape: str
    word: str
    lines: tuple[Line, ...]
    is_open: bool


def standing_of(booked: Booked, ready: Readiness | None, treats: bool) -> Standing:
    """How an appointment stands. What stands in the way is named only to those who treat."""
    if booked.is_done:
        return Standing("", "", tuple(_done(booked)), is_open=False)
    if booked.appointment.kind == Appointment.Kind.REVIEW:
        return Standing("", gettext("No needling today"), tuple(_review(booked)), is_open=False)
    consent = consent_line(booked, ConsentKind.MICRONEEDLING)
    shape, word = _shape(booked, ready, consent)
    lines = (*_intake(ready), consent, *_quiz(booked), *_problem(booked), *_because(ready, treats))
    wants = booked.appointment.kind == Appointment.Kind.SESSION
    return Standing(shape, word, lines, is_open=wants and shape != "proceed")


def _shape(booked: Booked, ready: Readiness | None, consent: Line) -> tuple[str, str]:
    """The strictest of what the advice says, an open problem and the consent."""
    if ready is None:
        return "ask", gettext("The record cannot be read")
    if booked.problem is not None or ready.verdict is Verdict.DO_NOT_TREAT:
        return "stop", gettext("Not cleared")
    if ready.verdict is Verdict.NEEDS_ANSWERS:
        return "ask", gettext("Answers missing")
    if ready.verdict is Verdict.ASK_A_CLINICIAN:
        return "ask", gettext("A clinician decides")
    if ready.verdict is Verdict.WAIT:
        return "wait", gettext("Wait")
    if not ready.may_start:
        return "ask", gettext("A clinician decides")
    if consent.weight != FINE:
        return "wait", gettext("Sign the consent first")
    return "proceed", gettext("Go ahead")


def _done(booked: Booked) -> Iterator[Line]:
    assert booked.last is not None
    at = booked.last.ended.astimezone(booked.starts.tzinfo)
    yield Line(
        gettext("Written down, %(time)s, lot %(lot)s")
        % {"time": f"{at:%H:%M}", "lot": booked.last.lot_number}
    )
    if booked.last.aftercare_given:
        yield Line(gettext("Aftercare sheet given"))
    else:
        yield Line(gettext("Aftercare sheet not given yet"), SOON)


def _review(booked: Booked) -> Iterator[Line]:
    yield consent_line(booked, ConsentKind.PHOTOS_RECORD)
    yield from _problem(booked)


def _intake(ready: Readiness | None) -> Iterator[Line]:
    if ready is None:
        return
    counted = {"answered": ready.answered, "asked": ready.asked}
    if ready.answered < ready.asked:
        # Not every question must be answered: the advice knows which ones it waits for.
        weight = MISSING if ready.verdict is Verdict.NEEDS_ANSWERS else SOON
        yield Line(gettext("Intake: %(answered)d of %(asked)d answered") % counted, weight)
    else:
        yield Line(gettext("Intake complete, %(asked)d questions") % counted)


def _problem(booked: Booked) -> Iterator[Line]:
    if booked.problem is not None:
        yield Line(gettext("A reported problem is still open"), MISSING)


def _because(ready: Readiness | None, treats: bool) -> Iterator[Line]:
    if ready is not None and treats and ready.because:
        yield Line(translated(ready.because), SOON if ready.verdict is Verdict.WAIT else MISSING)
    if ready is not None and ready.verdict is Verdict.PROCEED and not ready.may_start:
        yield Line(no_steps_says(), MISSING)


def consent_line(booked: Booked, kind: ConsentKind) -> Line:
    """How one consent stands. Only one given to the text that holds now is fine."""
    text, signed = booked.texts[kind], booked.consents.get(kind.value)
    told = {"title": text.title, "now": text.version}
    if signed is None:
        return Line(gettext("Consent missing: %(title)s") % told, MISSING)
    told["version"] = signed.version
    if hasattr(signed, "withdrawal"):
        return Line(gettext("Consent taken back: %(title)s") % told, MISSING)
    if not signed.given:
        return Line(gettext("Consent refused: %(title)s") % told, MISSING)
    if signed.version != text.version:
        says = gettext("Consent version %(version)d; version %(now)d holds now: %(title)s")
        return Line(says % told, SOON)
    return Line(gettext("Consent version %(version)d: %(title)s") % told)


def _quiz(booked: Booked) -> Iterator[Line]:
    """Whoever signed has answered the quiz right; how many at once is worth knowing."""
    signed = booked.consents.get(ConsentKind.MICRONEEDLING.value)
    if signed is not None and signed.quiz:
        told = {"right": sum(1 for tries in signed.quiz.values() if tries == 1)}
        told["of"] = len(signed.quiz)
        yield Line(gettext("Quiz: %(right)d of %(of)d right at once") % told)


def is_past(booked: Booked, now: datetime) -> bool:
    """Whether the time of an appointment is over."""
    return booked.starts + timedelta(minutes=booked.appointment.minutes) <= now
