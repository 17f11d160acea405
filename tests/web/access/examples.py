"""An object of each kind that an address can name, made for one patient of one clinic.

A page whose address names something new adds a line to EXAMPLES: the name as it stands in the
address, or `route.name` where two routes use one name for two things, and what makes it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.db import models

from anagen.records.words import DeviceKind, Setting, Zone
from anagen.store.clinics.models import Clinic, Factor, Invitation, Member, Patient
from anagen.store.counts.models import Comparison, HairCount
from anagen.store.desk.models import Appointment, FollowUp, Offer, Sale
from anagen.store.lock.models import PairedDevice
from anagen.store.models import Case
from anagen.store.pictures.models import Picture
from anagen.store.procedures.models import Complication, Consent, Device, Lot, Procedure
from anagen.store.sessions.models import GuidedSession, KeptDevice
from anagen.web.access.viewer import Role
from anagen.web.account.inviting import Maker, invite
from anagen.web.clock import now
from anagen.web.treat.guide import Choice, Clock, Guide, GuideStep
from anagen.web.treat.written import written_guide
from tests.web.whole_advice import WHOLE, kept


@dataclass(frozen=True, slots=True)
class Subject:
    """One person whose data a page might show; `canary` stands in all of them."""

    case: Case
    canary: str
    clinic: Clinic | None = None
    member: Member | None = None
    patient: Patient | None = None


COUNT = count(1)


def a_row(model: type[models.Model], subject: Subject, **said: Any) -> Any:
    """A row of any table about this subject, with the canary in every text that may be free."""
    values = dict(said)
    for field in model._meta.concrete_fields:
        is_set = field.name in values or field.has_default() or field.null
        if not is_set and not field.primary_key:
            values[field.name] = _value(field, subject)
    return model._default_manager.create(**values)


def _value(field: Any, subject: Subject) -> Any:
    if isinstance(field, models.ForeignKey):
        for held in (subject.case, subject.clinic, subject.member, subject.patient):
            if isinstance(held, field.related_model):
                return held
        return a_row(field.related_model, subject)
    if field.choices:
        return field.choices[0][0]
    plain: dict[type[models.Field[Any, Any]], Any] = {
        models.UUIDField: uuid4(),
        models.DateTimeField: now() - timedelta(hours=1),
        models.DateField: date(2026, 11, 1),
        models.BooleanField: True,
        models.JSONField: [],
        models.FloatField: 0.5,
        models.DecimalField: 1,
        models.IntegerField: 1,
    }
    for kind, value in plain.items():
        if isinstance(field, kind):
            return value
    # No two texts are alike: some columns allow no text twice.
    return f"{subject.canary}-{next(COUNT)}"[: field.max_length]


def id_of(model: type[models.Model], **said: Any) -> Callable[[Subject], object]:
    """Makes a row and gives the id by which addresses name it."""

    def example(subject: Subject) -> object:
        row = a_row(model, subject, **said)
        return getattr(row, "public_id", row.pk)

    return example


def decision(subject: Subject) -> object:
    """A piece of advice for this subject."""
    return kept(WHOLE, subject.case).public_id


def link(subject: Subject) -> object:
    """A link to join this subject's clinic."""
    if subject.clinic is None:
        return "none"
    return invite(Maker(subject.member, subject.clinic, now()), Role.ASSISTANT, "New")


def session(subject: Subject) -> object:
    """A guided session that was stopped at its first step."""
    choice = Choice(Setting.HOME, DeviceKind.ROLLER, 0.25, 0.25, 4, (Zone.CROWN,), 60)
    step = GuideStep("look", subject.canary, "Look at your scalp.", "", None, None)
    state = written_guide(Guide((step,), choice, Clock(now())))
    row = a_row(GuidedSession, subject, state=state, outcome="stopped", step="look")
    return row.public_id


#: What stands in a count that nobody has worked on.
WAITING: dict[str, Any] = {"scale": {"source": "read"}, "answer": "", "corrected": ""}


def hair_count(subject: Subject) -> object:
    """A count that waits to be worked out."""
    picture = a_row(Picture, subject, quality={})
    return a_row(HairCount, subject, picture=picture, **WAITING).public_id


def comparison(subject: Subject) -> object:
    """Two counts that wait to be compared."""
    picture = a_row(Picture, subject, quality={})
    before, after = (a_row(HairCount, subject, picture=picture, **WAITING) for _ in range(2))
    return a_row(Comparison, subject, before=before, after=after, answer="").public_id


def said(word: str) -> Callable[[Subject], object]:
    """The same word whoever it is about: the name of a question or a kind."""
    return lambda _subject: word


#: What no clinic has cannot be named there: in home mode these stand for nothing.
NUMBERED = {"member_id", "factor_id", "invitation_id"}
NAMED = {"consent_id", "problem_id", "procedure_id", "device_switch.device_id", "lot_id"}
NAMED |= {"appointment_id", "follow_up_id", "offer_id", "sale_id"}

EXAMPLES: dict[str, Callable[[Subject], object]] = {
    "decision_id": decision,
    "secret": link,
    "member_id": lambda subject: subject.member.pk if subject.member else 0,
    "factor_id": lambda subject: (
        a_row(Factor, subject, user=subject.member.user if subject.member else None, kind="app").pk
    ),
    "invitation_id": id_of(Invitation, used=None, name="New", role="assistant"),
    "question_id": said("pregnant"),
    "asked": said("depth"),
    "test_id": said("none"),
    "past_id": said("none"),
    "entry": said("0"),
    "number": said("1"),
    "kind": said("microneedling"),
    "token": said("none"),
    "key": said("none"),
    "phone_id": id_of(PairedDevice),
    "session_id": session,
    "device_id": id_of(KeptDevice, kind="roller"),
    "photo_id": id_of(Picture, quality={}),
    "count_id": hair_count,
    "comparison_id": comparison,
    "consent_id": id_of(Consent, kind="microneedling"),
    "problem_id": id_of(Complication, triage="same_day"),
    "procedure_id": id_of(Procedure),
    "device_switch.device_id": id_of(Device),
    "lot_id": id_of(Lot),
    "appointment_id": id_of(Appointment),
    "follow_up_id": id_of(FollowUp),
    "offer_id": id_of(Offer),
    "sale_id": id_of(Sale),
}


def key_of(route: str, name: str) -> str:
    """Under which key the example of a word of an address stands."""
    return f"{route}.{name}" if f"{route}.{name}" in EXAMPLES else name


def example_for(route: str, name: str, kind: str, subject: Subject) -> object:
    """What stands in the address of this route, for this subject; `kind` is the converter's."""
    if name == "case_id":
        return subject.case.public_id
    key = key_of(route, name)
    if key not in EXAMPLES or (subject.clinic is None and key in NUMBERED | NAMED):
        return 0 if kind == "IntConverter" else uuid4()
    return EXAMPLES[key](subject)
