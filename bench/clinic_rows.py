"""Fills a database with two full clinics, the same rows for the same seed.

Only rows: pictures have no files here. The database is the one Anagen would use, SQLite in
the data folder or the one that DATABASE_URL names, and it must be empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random

from django.contrib.auth.models import User
from django.db import connection

from anagen.store.clinics.models import Clinic, Member, Patient
from anagen.store.desk.models import (
    Appointment,
    CaseOutlook,
    FollowUp,
    ItemLevel,
    Offer,
    Sale,
    StockMove,
)
from anagen.store.models import Case
from anagen.store.pictures.models import Picture
from anagen.store.procedures.models import Consent, Device, Lot, Procedure
from anagen.web.clinic.care.consent_texts import BUILT_IN, Kind
from bench.clinic_filling import LOTS, Filling, One, Size, kind_of, many, picture_ids
from bench.clinic_history import fill_pictures, fill_sessions
from bench.clinic_people import ZONE, kinds, random_id

SEED = 20261120
CLINICS = 2
STAFF = ("owner", *["clinician"] * 6, *["assistant"] * 8, *["reception"] * 8, *["auditor"] * 2)
#: So many of each clinic's patients have an account and use it.
WITH_ACCOUNT = 10
DEVICES, A_DAY = 6, 40
DAYS_BOOKED = range(-3, 11)


def fill(size: Size, now: datetime, say: Callable[[str], None]) -> None:
    """Fills the database. It takes minutes at full size."""
    chance = Random(SEED)  # noqa: S311 - invented people, no secrets
    filling = Filling(chance, now, size, kinds(chance, now, size.pictures))
    clinics = [_clinic(filling, number) for number in range(CLINICS)]
    for one in clinics:
        _people(filling, one)
        say(f"clinic {one.number + 1}: {len(one.patients)} patients")
    for one in clinics:
        fill_sessions(filling, one)
        say(f"{Procedure.objects.count()} sessions")
    for one in clinics:
        fill_pictures(filling, one)
        say(f"{Picture.objects.count()} pictures")
        _desk(filling, one)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def hurry() -> None:
    """What is lost in a power cut can be filled again; so SQLite need not wait for the disk."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")
            cursor.execute("PRAGMA cache_size = -400000")  # KiB


def _clinic(filling: Filling, number: int) -> One:
    clinic = Clinic.objects.create(
        name=f"Clinic {number + 1}", timezone=ZONE, phone="+34 600 000 000"
    )
    many(User, (_user(f"staff-{number}-{place}") for place in range(len(STAFF))))
    users = User.objects.filter(username__startswith=f"staff-{number}-").order_by("pk")
    many(
        Member,
        (
            Member(user=user, clinic=clinic, role=role, name=f"{role.capitalize()} {place + 1}")
            for place, (user, role) in enumerate(zip(users, STAFF, strict=True))
        ),
    )
    many(
        Device,
        (
            Device(clinic=clinic, name=f"Pen {n + 1}", serial=f"D{number}-{n:03}", kind="pen")
            for n in range(DEVICES)
        ),
    )
    many(Lot, _lots(filling, clinic))
    return One(
        number,
        clinic,
        list(clinic.members.order_by("pk")),
        list(clinic.devices.order_by("pk")),
        list(clinic.lots.filter(item="Cartridge").order_by("pk")),
    )


def _user(name: str) -> User:
    user = User(username=name, email=f"{name}@example.org")
    user.set_unusable_password()
    return user


def _lots(filling: Filling, clinic: Clinic) -> Iterator[Lot]:
    """Lots one after the other; only the last ones still have something left."""
    for n in range(LOTS):
        is_used_up = n < LOTS - 12
        yield Lot(
            clinic=clinic,
            item="Cartridge",
            number=f"KX{n:04}",
            expiry=filling.now.date() + timedelta(days=10 * (n - LOTS + 30)),
            quantity_left=0 if is_used_up else filling.chance.randint(1, 60),
        )
    for n, item in enumerate(("Numbing cream", "Plasma tube")):
        expiry = filling.now.date() + timedelta(days=200)
        yield Lot(clinic=clinic, item=item, number=f"N{n}", expiry=expiry, quantity_left=80)


def _people(filling: Filling, one: One) -> None:
    number, count = one.number, filling.size.patients // CLINICS
    many(Case, (_case(filling, number, place) for place in range(count)))
    cases = list(Case.objects.order_by("-pk").only("pk")[:count])[::-1]
    many(User, (_user(f"patient-{number}-{place}") for place in range(WITH_ACCOUNT)))
    users = list(User.objects.filter(username__startswith=f"patient-{number}-").order_by("pk"))
    many(
        Patient,
        (
            Patient(
                case=case,
                clinic=one.clinic,
                user=users[place] if place < len(users) else None,
                code=f"P-{place:05}",
                name=f"Patient {place}",
                phone=f"+34 6{place:08}",
            )
            for place, case in enumerate(cases)
        ),
    )
    one.patients = list(one.clinic.patients.order_by("pk"))
    many(Consent, (_consent(filling, one, patient) for patient in one.patients))


def _case(filling: Filling, number: int, place: int) -> Case:
    kind, ids = kind_of(filling, place), picture_ids(filling, number, place)
    opened = filling.now - timedelta(days=1900)
    return Case(
        public_id=random_id(filling.chance),
        created=opened,
        changed=filling.now - timedelta(minutes=place),
        setting="clinic",
        record=kind.text_with(ids),
    )


def _consent(filling: Filling, one: One, patient: Patient) -> Consent:
    text = BUILT_IN[Kind.MICRONEEDLING]
    at = filling.now - timedelta(days=1800)
    return Consent(
        public_id=random_id(filling.chance),
        case=patient.case,
        clinic=one.clinic,
        at=at,
        shown_at=at,
        kind=text.kind.value,
        version=text.version,
        given=True,
        language="en",
        text=text.as_read,
        text_hash="0" * 64,
        quiz={"harms": 1, "rest": 2},
        signed_name=patient.name,
        witness=one.members[1],
    )


def _desk(filling: Filling, one: One) -> None:
    """Appointments, follow-ups, prices and sales."""
    chance, now = filling.chance, filling.now
    many(Appointment, _appointments(filling, one))
    many(
        CaseOutlook,
        (
            CaseOutlook(
                case_id=patient.case_id,
                clinic=one.clinic,
                seen="",
                worked_out=now,
                comparable=chance.random() < 0.7,
                is_noise=chance.random() < 0.6,
                change_per_cm2=chance.uniform(-20, 30),
                smallest_per_cm2=16.6,
            )
            for patient in one.patients
        ),
    )
    many(
        FollowUp,
        (
            FollowUp(
                clinic=one.clinic,
                case_id=patient.case_id,
                key="measure",
                kind=FollowUp.Kind.MEASURE,
                what="Photo set, week 12",
                due=now.date() - timedelta(days=chance.randint(-30, 90)),
            )
            for patient in one.patients[::4]
        ),
    )
    offer = Offer.objects.create(
        clinic=one.clinic, name="Course of six", sessions=6, price=720, currency="EUR"
    )
    many(Sale, (_sale(filling, one, offer, patient) for patient in one.patients[::2]))
    ItemLevel.objects.create(clinic=one.clinic, item="Cartridge", least=50)
    many(
        StockMove,
        (
            StockMove(lot=lot, at=now, by=one.members[0], kind="received", amount=700)
            for lot in one.lots
        ),
    )


def _appointments(filling: Filling, one: One) -> Iterator[Appointment]:
    morning = filling.now.replace(hour=7, minute=0)
    for day in DAYS_BOOKED:
        for place, patient in enumerate(filling.chance.sample(one.patients, A_DAY)):
            yield Appointment(
                clinic=one.clinic,
                case_id=patient.case_id,
                starts=morning + timedelta(days=day, minutes=15 * place),
                minutes=40,
                kind=filling.chance.choice(("session", "session", "session", "first", "review")),
            )


def _sale(filling: Filling, one: One, offer: Offer, patient: Patient) -> Sale:
    return Sale(
        public_id=random_id(filling.chance),
        case_id=patient.case_id,
        clinic=one.clinic,
        at=filling.now - timedelta(days=400),
        by=one.members[0],
        name=offer.name,
        sessions=offer.sessions,
        price=offer.price,
        currency=offer.currency,
    )
