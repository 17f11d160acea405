"""What the form of a session shows: what is typed or was used last, and what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from anagen.records.words import Endpoint, Zone
from anagen.store.clinics.models import Clinic, Member
from anagen.store.models import Case
from anagen.store.procedures.models import Device, Lot, Procedure
from anagen.web.clinic.care.clearance import Clearance
from anagen.web.clinic.care.finding import treating_members
from anagen.web.treat.scalp_map import NAMES

ENDPOINTS = {
    Endpoint.NOTHING: _("Nothing to see"),
    Endpoint.MILD_REDNESS: _("Light redness"),
    Endpoint.PINPOINT_BLEEDING: _("Small drops of blood"),
    Endpoint.HEAVIER_BLEEDING: _("More blood than small drops"),
}


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """One zone of the form."""

    word: str
    name: str
    is_on: bool
    passes: str
    depth: str
    passes_slip: str
    depth_slip: str
    gets_plasma: bool


@dataclass(frozen=True)
class SessionPage:
    """The form at one moment. `version` is the state of the record it was made from."""

    case: Case
    clinic: Clinic
    clearance: Clearance
    version: int
    typed: Mapping[str, str]
    may_decide: bool
    slips: Mapping[str, str] = field(default_factory=dict)
    is_overtaken: bool = False
    asks_override: bool = False

    @property
    def zones(self) -> list[ZoneRow]:
        """Every zone in the order of the scalp map."""
        return [self._row(zone) for zone in Zone]

    def _row(self, zone: Zone) -> ZoneRow:
        word = zone.value
        return ZoneRow(
            word=word,
            name=str(NAMES[zone]),
            is_on=self.typed.get(f"zone_{word}") == "yes",
            passes=self.typed.get(f"passes_{word}", ""),
            depth=self.typed.get(f"depth_{word}", ""),
            passes_slip=self.slips.get(f"passes_{word}", ""),
            depth_slip=self.slips.get(f"depth_{word}", ""),
            gets_plasma=self.typed.get(f"site_{word}") == "yes",
        )

    @property
    def members(self) -> list[Member]:
        """Who may hold the needle."""
        return treating_members(self.clinic)

    @property
    def everybody(self) -> list[Member]:
        """Who may read the name on a tube."""
        return list(self.clinic.members.filter(user__is_active=True).order_by("name"))

    @property
    def devices(self) -> list[Device]:
        """The devices in use."""
        return list(self.clinic.devices.filter(active=True))

    @property
    def lots(self) -> list[Lot]:
        """Lots that can be picked from the stock."""
        found = self.clinic.lots.filter(recalled=False, quantity_left__gt=0)
        return list(found.order_by("item", "expiry")[:60])

    @property
    def endpoints(self) -> list[tuple[str, str]]:
        """What can be seen on the skin."""
        return [(one.value, str(says)) for one, says in ENDPOINTS.items()]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Every field with something to say, in order."""
        return list(self.slips.items())

    @property
    def clock(self) -> str:
        """The name of the clock that times are written by."""
        return gettext("Times by the clock of %(zone)s.") % {"zone": self.clinic.timezone}


def typed_in(form: QueryDict) -> dict[str, str]:
    """What was sent, ready to be shown again; a secret never is."""
    return {name: str(form.get(name, "")) for name in form if name != "secret"}


def typed_from_last(last: Procedure | None, member: Member) -> dict[str, str]:
    """What a new form begins with: how it was done last time; never a time, a lot or a result."""
    typed = {"operator": str(member.pk)}
    if last is None:
        return typed
    typed |= {
        "device": str(last.device.public_id) if last.device.active else "",
        "needle_mm": f"{last.needle_mm:g}",
        "cream": last.cream,
        "cream_grams": f"{last.cream_grams:g}" if last.cream_grams is not None else "",
        "antiseptic": last.antiseptic,
    }
    for zone in last.zones:
        typed[f"zone_{zone['zone']}"] = "yes"
        typed[f"passes_{zone['zone']}"] = str(zone["passes"])
        typed[f"depth_{zone['zone']}"] = f"{zone['depth_mm']:g}"
    return typed
