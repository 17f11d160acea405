"""A session as it was typed, once every entry can be used: nothing of it is saved yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext

from anagen.records.reading_parts import LEAST_NEEDLE_MM, MOST_NEEDLE_MM
from anagen.records.session import Anaesthetic, Session, ZonePasses
from anagen.records.words import DeviceKind, Endpoint, Setting, Zone
from anagen.store.clinics.models import Clinic, Member
from anagen.store.procedures.models import Device
from anagen.web.clinic.care.barcode import scanned
from anagen.web.clinic.care.finding import treating_members
from anagen.web.clinic.care.session_form import LONGEST, OLDEST, SLACK, Reader

CARTRIDGE, TUBE = "Cartridge", "Plasma tube"
#: These only tell a volume or a spin from a slip of the pen; they are no advice.
MOST_DRAWN_ML, MOST_YIELD_ML, MOST_G, MOST_SPIN_MINUTES = 200, 100, 5000, 60
SPINS = 2


@dataclass(frozen=True, slots=True)
class NamedLot:
    """A lot as the box names it; `expiry` is None where it must be known from the stock."""

    item: str
    number: str
    expiry: date | None


@dataclass(frozen=True, slots=True)
class PlasmaDraft:
    """Plasma as it was typed."""

    tube: NamedLot
    drawn_ml: float
    yield_ml: float
    spins: tuple[tuple[float, float], ...]
    platelet_factor: float | None
    sites: tuple[Zone, ...]
    first_check: Member
    second_check: Member


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole session."""

    started: datetime
    ended: datetime
    operator: Member
    device: Device
    needle_mm: float
    zones: tuple[ZonePasses, ...]
    lot: NamedLot
    cream: Anaesthetic | None
    antiseptic: str
    endpoint: Endpoint
    pain: int
    plasma: PlasmaDraft | None
    gives_aftercare: bool

    @property
    def kind(self) -> DeviceKind:
        """What carries the needles."""
        return DeviceKind(self.device.kind)

    @property
    def session(self) -> Session:
        """The same as the record keeps it."""
        return Session(
            started=self.started,
            ended=self.ended,
            setting=Setting.CLINIC,
            device=self.kind,
            needle_mm=self.needle_mm,
            zones=self.zones,
            lot=self.lot.number,
            uses=1,
            anaesthetic=self.cream,
            antiseptic=self.antiseptic,
            endpoint=self.endpoint,
            pain=self.pain,
        )


def draft_in(reader: Reader, clinic: Clinic) -> Draft | None:
    """The session of a form; None when an entry cannot be used, and then `slips` says why."""
    started, ended = _times(reader)
    operator, device = _operator(reader, clinic), _device(reader, clinic)
    needle_mm = reader.needed_number("needle_mm", LEAST_NEEDLE_MM, MOST_NEEDLE_MM, "mm")
    zones = _zones(reader, needle_mm)
    lot = named_lot(reader, "lot", CARTRIDGE)
    cream = _cream(reader, started)
    antiseptic = reader.needed("antiseptic", gettext("Write what the skin was cleaned with."), 80)
    endpoint = reader.choice(
        "endpoint",
        {one.value: one for one in Endpoint},
        gettext("Choose what was seen on the skin."),
    )
    pain = reader.needed_number("pain", 0, 10, "")
    plasma = _plasma(reader, clinic) if reader.form.get("plasma") == "yes" else None
    if reader.slips or not (started and ended and operator and device and lot and needle_mm):
        return None
    assert pain is not None
    return Draft(
        started=started,
        ended=ended,
        operator=operator,
        device=device,
        needle_mm=needle_mm,
        zones=zones,
        lot=lot,
        cream=cream,
        antiseptic=antiseptic,
        endpoint=Endpoint(endpoint),
        pain=int(pain),
        plasma=plasma,
        gives_aftercare=reader.form.get("aftercare") == "yes",
    )


def _times(reader: Reader) -> tuple[datetime | None, datetime | None]:
    started = reader.moment(
        "started", gettext("Write when the needling began, like 2026-11-20 14:30.")
    )
    ended = reader.moment("ended", gettext("Write when the needling ended, like 2026-11-20 15:00."))
    if started is None or ended is None:
        return None, None
    begun, over = started.astimezone(UTC), ended.astimezone(UTC)
    if over > reader.now + SLACK:
        reader.slips["ended"] = gettext("That time has not come yet.")
    elif not timedelta(0) <= over - begun <= LONGEST:
        reader.slips["ended"] = gettext("The end must come after the start, within 12 hours.")
    elif reader.now - over > OLDEST:
        reader.slips["started"] = gettext(
            "That is more than 7 days ago. Write it as a note instead, with what you know."
        )
    return begun, over


def _operator(reader: Reader, clinic: Clinic) -> Member | None:
    known = {str(one.pk): one for one in treating_members(clinic)}
    return known.get(reader.choice("operator", known, gettext("Choose who held the needle.")))


def _device(reader: Reader, clinic: Clinic) -> Device | None:
    known = {str(one.public_id): one for one in clinic.devices.filter(active=True)}
    return known.get(reader.choice("device", known, gettext("Choose the device.")))


def _zones(reader: Reader, needle_mm: float | None) -> tuple[ZonePasses, ...]:
    found = []
    for zone in Zone:
        if reader.form.get(f"zone_{zone.value}") != "yes":
            continue
        passes = reader.needed_number(f"passes_{zone.value}", 1, 100, "")
        depth_mm = reader.needed_number(f"depth_{zone.value}", 0.1, MOST_NEEDLE_MM, "mm")
        if passes is not None and passes != int(passes):
            reader.slips[f"passes_{zone.value}"] = gettext("Write a whole number of passes.")
        elif passes is not None and depth_mm is not None:
            found.append(ZonePasses(zone, int(passes), depth_mm))
        if depth_mm and needle_mm and depth_mm > needle_mm:
            reader.slips[f"depth_{zone.value}"] = gettext(
                "That is deeper than the needles are long. Correct one of the two."
            )
    if not found and not any(name.startswith(("passes_", "depth_")) for name in reader.slips):
        reader.slips["zones"] = gettext("Tick at least one zone that was needled.")
    return tuple(found)


def named_lot(reader: Reader, name: str, item: str) -> NamedLot | None:
    """A lot by barcode or by hand. A barcode and a day that disagree are asked about."""
    typed = reader.needed(name, gettext("Scan the box, or write its lot number."), 100)
    expiry = reader.day(f"{name}_expiry")
    code = scanned(typed)
    number = code.lot if code else typed
    if not number or name in reader.slips:
        return None
    if len(number) > 80 or not number.isprintable() or (code is None and number.startswith("(")):
        reader.slips[name] = gettext("We could not read that code. Write the lot number by hand.")
        return None
    if code and code.expiry:
        if expiry and expiry != code.expiry:
            reader.slips[f"{name}_expiry"] = gettext(
                "The barcode says %(day)s. Look at the box again."
            ) % {"day": code.expiry.isoformat()}
            return None
        expiry = code.expiry
    return NamedLot(reader.text(f"{name}_item", 80) or item, number, expiry)


def _cream(reader: Reader, started: datetime | None) -> Anaesthetic | None:
    product = reader.text("cream", 80)
    grams = reader.number("cream_grams", 0, 500, "g")
    on, off = reader.hour("cream_on", started), reader.hour("cream_off", started)
    if not product:
        if grams is not None or on or off:
            reader.slips["cream"] = gettext("Write which cream it was, or empty its fields.")
        return None
    for name in ("cream_on", "cream_off"):
        if not reader.text(name):
            reader.slips[name] = gettext("Write the time like 14:30.")
    if on is None or off is None or started is None:
        return None
    on, off = on.astimezone(UTC), off.astimezone(UTC)
    if not on <= off <= started:
        reader.slips["cream_off"] = gettext("The cream comes off after it went on, and first.")
    return Anaesthetic(product, grams, on=on, off=off)


def _plasma(reader: Reader, clinic: Clinic) -> PlasmaDraft | None:
    tube = named_lot(reader, "tube", TUBE)
    drawn = reader.needed_number("drawn_ml", 1, MOST_DRAWN_ML, "ml")
    made = reader.needed_number("yield_ml", 0.1, MOST_YIELD_ML, "ml")
    if drawn and made and made > drawn:
        reader.slips["yield_ml"] = gettext("There cannot be more plasma than blood.")
    factor = reader.number("platelet_factor", 0.1, 50, "")
    spins = _spins(reader)
    sites = tuple(one for one in Zone if reader.form.get(f"site_{one.value}") == "yes")
    if not sites:
        reader.slips["sites"] = gettext("Tick where the plasma was given.")
    first, second = _two_people(reader, clinic)
    if reader.slips or not (tube and drawn and made and first and second):
        return None
    return PlasmaDraft(tube, drawn, made, spins, factor, sites, first, second)


def _spins(reader: Reader) -> tuple[tuple[float, float], ...]:
    found = []
    for number in range(1, SPINS + 1):
        g = reader.number(f"spin_{number}_g", 10, MOST_G, "g")
        minutes = reader.number(f"spin_{number}_minutes", 0.5, MOST_SPIN_MINUTES, "min")
        if (g is None) != (minutes is None):
            reader.slips.setdefault(
                f"spin_{number}_g", gettext("Write both how fast and how long it was spun.")
            )
        elif g is not None and minutes is not None:
            found.append((g, minutes))
    if not found:
        reader.slips.setdefault(
            "spin_1_g", gettext("Write both how fast and how long it was spun.")
        )
    return tuple(found)


def _two_people(reader: Reader, clinic: Clinic) -> tuple[Member | None, Member | None]:
    known = {str(one.pk): one for one in clinic.members.filter(user__is_active=True)}
    says = gettext("Choose who read the name on the tube.")
    first = known.get(reader.choice("first_check", known, says))
    second = known.get(reader.choice("second_check", known, says))
    if first and first == second:
        reader.slips["second_check"] = gettext("Two different people must read the name.")
    return first, second
