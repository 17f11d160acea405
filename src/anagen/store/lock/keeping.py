"""Sets, tries and removes the passphrase; pairs phones and forgets them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from anagen.store.lock.models import HomeLock, PairedDevice, PairingCode

ONLY = 1
LEAST_CHARACTERS = 10
CODE_LIVES = timedelta(minutes=15)
#: After this many wrong tries each further one waits, twice as long every time.
FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)


class TooShort(ValueError):  # noqa: N818 - it names what is wrong with the passphrase
    """A passphrase that a neighbour could guess."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a try: whether it opened, and until when no further one counts."""

    is_open: bool
    closed_until: datetime | None = None


def the_lock() -> HomeLock | None:
    """The lock, when a passphrase has been set."""
    return HomeLock.objects.filter(pk=ONLY).first()


def set_passphrase(passphrase: str) -> None:
    """Sets or changes the passphrase. Raises TooShort below ten characters."""
    if len(passphrase) < LEAST_CHARACTERS:
        raise TooShort
    HomeLock.objects.update_or_create(
        pk=ONLY,
        defaults={"passphrase": make_password(passphrase), "failed": 0, "closed_until": None},
    )


def try_passphrase(passphrase: str, now: datetime) -> Tried:
    """Tries a passphrase. Without a lock nothing opens; while it is closed nothing is tried."""
    with transaction.atomic():
        lock = HomeLock.objects.select_for_update().filter(pk=ONLY).first()
        if lock is None:
            return Tried(False)
        if lock.closed_until is not None and now < lock.closed_until:
            return Tried(False, lock.closed_until)
        if check_password(passphrase, lock.passphrase):
            lock.failed, lock.closed_until = 0, None
            lock.save()
            return Tried(True)
        lock.failed += 1
        lock.closed_until = now + wait_after(lock.failed) if lock.failed >= FREE_TRIES else None
        lock.save()
        return Tried(False, lock.closed_until)


def wait_after(failed: int) -> timedelta:
    """How long the door stays closed after so many wrong tries in a row."""
    doublings: int = min(failed - FREE_TRIES, 10)
    return min(FIRST_WAIT * float(2**doublings), LONGEST_WAIT)


def new_code(now: datetime) -> str:
    """A code for one phone. Codes that have run out are swept away."""
    PairingCode.objects.filter(expires__lt=now).delete()
    code = secrets.token_urlsafe(9)
    PairingCode.objects.create(proof=proof_of(code), expires=now + CODE_LIVES)
    return code


def is_good_code(code: str, now: datetime) -> bool:
    """Whether a code can still be used."""
    return PairingCode.objects.filter(proof=proof_of(code), expires__gte=now).exists()


def pair(code: str, name: str, now: datetime) -> str | None:
    """The token of a phone that is now paired; None when the code is used up or too old."""
    with transaction.atomic():
        used, _ = PairingCode.objects.filter(proof=proof_of(code), expires__gte=now).delete()
        if not used:
            return None
        token = secrets.token_urlsafe(32)
        PairedDevice.objects.create(proof=proof_of(token), name=name, paired=now, seen=now)
        return token


def paired(token: str) -> PairedDevice | None:
    """The phone with this token, while it is on the list."""
    return PairedDevice.objects.filter(proof=proof_of(token)).first() if token else None


def proof_of(secret: str) -> str:
    """What is kept of a random secret. It is long and random, so a plain digest is enough."""
    return sha256(secret.encode()).hexdigest()
