"""The devices of a household: how often used, when to replace, whose they are, how cleaned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anagen.care.advice import Plan
from anagen.knowledge.library import Knowledge
from anagen.knowledge.limit import Guardrail
from anagen.knowledge.protocol import SessionStepFact
from anagen.knowledge.rule import Rule
from anagen.records.reading_parts import LEAST_NEEDLE_MM, MOST_NEEDLE_MM
from anagen.records.record import Record
from anagen.records.words import DeviceKind
from anagen.store.models import Case
from anagen.store.sessions.models import Cleaning, KeptDevice
from anagen.web.treat.entry import Slips, day_in, number_from, optional_number, text_from
from anagen.web.treat.guide import Guide, timer_s
from anagen.web.treat.logged import DEVICES
from anagen.web.treat.safety import rail_of
from anagen.web.treat.uses import Uses, device_named, uses_of

MOST_USES_BEFORE = 1000
MOST_SOAK_MINUTES = 600


class Method(Enum):
    """How a device was cleaned."""

    ALCOHOL = "alcohol_70"
    OTHER = "other"


METHODS: dict[Method, Promise] = {
    Method.ALCOHOL: gettext_lazy("Soaked in 70 % isopropyl alcohol"),
    Method.OTHER: gettext_lazy("Another way"),
}


class Wear(Enum):
    """How far a device is from its last use."""

    FINE = "fine"
    SOON = "soon"
    WORN = "worn"
    RETIRED = "retired"


@dataclass(frozen=True)
class Kept:
    """One device with its uses, its limit, and what is known about caring for it."""

    device: KeptDevice
    uses: Uses
    rail: Guardrail
    knowledge: Knowledge

    @property
    def id(self) -> UUID:
        """Its name in an address."""
        return self.device.public_id

    @property
    def kind(self) -> Promise:
        """What it is."""
        return DEVICES[DeviceKind(self.device.kind)]

    @property
    def most(self) -> int:
        """After how many uses it goes, at the latest."""
        return int(self.rail.most)

    @property
    def usual(self) -> int:
        """After how many uses a new one is due."""
        return int(self.rail.recommended_most)

    @property
    def left(self) -> int:
        """How many uses are left at the most."""
        return max(self.most - self.uses.together, 0)

    @property
    def past(self) -> float:
        """How much of its uses lies behind."""
        return min(self.uses.together / self.most, 1.0) if self.most else 1.0

    @property
    def wear(self) -> Wear:
        """Whether it can still be used."""
        if self.device.retired_on:
            return Wear.RETIRED
        if self.uses.together >= self.most:
            return Wear.WORN
        return Wear.SOON if self.uses.together >= self.usual else Wear.FINE

    @property
    def is_single_use(self) -> bool:
        """Whether its needles are made to be used once."""
        return self.most == 1

    @property
    def never_shared(self) -> Rule:
        """What is known about needles that two people use."""
        return self.knowledge.fact("shared_needles", Rule)

    @property
    def cleaning(self) -> SessionStepFact:
        """How it is cleaned and put away."""
        return self.knowledge.fact("step_clean_device", SessionStepFact)

    @property
    def cleanings(self) -> list[Cleaned]:
        """Its cleaning log, the newest first."""
        least = self.cleaning.minutes_least or 0
        return [Cleaned(one, least) for one in self.device.cleanings.all()]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """One entry of the cleaning log."""

    row: Cleaning
    least_minutes: float

    @property
    def method(self) -> Promise:
        """How."""
        return METHODS[Method(self.row.method)]

    @property
    def counts(self) -> bool:
        """Whether it disinfected, as far as is known: alcohol, and for long enough."""
        is_alcohol = self.row.method == Method.ALCOHOL.value
        return is_alcohol and (self.row.minutes or 0) >= self.least_minutes


def kept_devices(case: Case, record: Record, knowledge: Knowledge) -> list[Kept]:
    """The devices of a case: those in use first, the newest first."""
    rows = KeptDevice.objects.filter(case=case)
    found = [kept(row, record, knowledge) for row in rows]
    return sorted(found, key=lambda one: one.wear is Wear.RETIRED)


def kept(device: KeptDevice, record: Record, knowledge: Knowledge) -> Kept:
    """One device with what its sessions say."""
    rail = rail_of(knowledge, "needle_uses", record.setting, DeviceKind(device.kind))
    return Kept(device, uses_of(device, record), rail, knowledge)


def fitting_devices(case: Case, record: Record, plan: Plan, knowledge: Knowledge) -> list[Kept]:
    """The devices that this plan can be done with today."""
    return [
        one
        for one in kept_devices(case, record, knowledge)
        if one.wear in (Wear.FINE, Wear.SOON)
        and one.device.kind == plan.device.value
        and one.device.needle_mm == plan.needle_mm
    ]


def also_claimed(device: KeptDevice, among: QuerySet[Case]) -> list[str]:
    """Who else says that this very device is theirs: the same kind, length and mark."""
    if not device.mark.strip():
        return []
    others = KeptDevice.objects.filter(
        case__in=among,
        kind=device.kind,
        needle_mm=device.needle_mm,
        mark__iexact=device.mark.strip(),
        retired_on=None,
    ).exclude(case_id=device.case_id)
    return sorted({one.owner for one in others})


FIELDS = ("kind", "needle_mm", "owner", "mark", "kept_since", "uses_before", "note")


def add_device(
    case: Case, form: QueryDict, once: UUID, today: date, slips: Slips
) -> KeptDevice | None:
    """Keeps a device under the id `once`; None where there is a slip. Asked twice, it keeps one."""
    kind = next((one for one in DeviceKind if one.value == form.get("kind")), None)
    if kind is None:
        slips["kind"] = _("Choose what it is.")
    needle = number_from(form, "needle_mm", (LEAST_NEEDLE_MM, MOST_NEEDLE_MM), slips)
    owner = text_from(form, "owner", 60, slips)
    if not owner and "owner" not in slips:
        slips["owner"] = _("Write whose it is. A device belongs to one person alone.")
    since = day_in(form, "kept_since", today, slips)
    before = number_from(form, "uses_before", (0, MOST_USES_BEFORE), slips, is_whole=True)
    told = {
        name: text_from(form, name, most, slips) for name, most in (("mark", 60), ("note", 200))
    }
    if slips or kind is None or needle is None or since is None or before is None:
        return None
    found, _made = KeptDevice.objects.get_or_create(
        public_id=once,
        defaults={
            "case": case,
            "kind": kind.value,
            "needle_mm": needle,
            "owner": owner,
            "kept_since": since,
            "uses_before": int(before),
            **told,
        },
    )
    return found if found.case_id == case.pk else None


def add_cleaning(
    device: KeptDevice, form: QueryDict, once: UUID, now: datetime, slips: Slips
) -> None:
    """Puts one cleaning into the log under the id `once`; asked twice, it is one."""
    method = next((one for one in Method if one.value == form.get("method")), None)
    if method is None:
        slips["method"] = _("Choose how you cleaned it.")
    minutes = optional_number(form, "minutes", (0, MOST_SOAK_MINUTES), slips, is_whole=True)
    if slips or method is None:
        return
    with transaction.atomic():
        Cleaning.objects.get_or_create(
            public_id=once,
            defaults={
                "device": device,
                "at": now,
                "method": method.value,
                "minutes": None if minutes is None else int(minutes),
            },
        )


#: The steps of a guided session in which a device lies in alcohol.
SOAKING = ("step_soak", "step_clean_device")


def note_soaking(case: Case, guide: Guide) -> None:
    """Puts what was soaked in a guided session into the cleaning log of its device."""
    device = device_named(case, guide.choice.kept_device)
    if device is None:
        return
    for step in guide.steps:
        timer = guide.timers.get(step.id)
        if step.id not in SOAKING or timer is None or timer.said_before:
            continue
        gone = timer_s(timer, guide.clock.last) / 60
        minutes = int(min(gone, step.most_minutes or gone))
        Cleaning.objects.create(
            device=device, at=timer.on, method=Method.ALCOHOL.value, minutes=minutes
        )
