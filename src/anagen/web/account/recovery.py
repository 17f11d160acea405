"""Recovery codes: ten, shown once, each good for one sign-in."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction

from anagen.store.clinics.models import Factor

HOW_MANY = 10
#: No letter or digit that is easily taken for another.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, IN_A_GROUP = 4, 4


def make_codes(user: User, now: datetime) -> list[str]:
    """Ten new codes; the old ones stop working. Only their hashes are kept."""
    codes = [_code() for _ in range(HOW_MANY)]
    with transaction.atomic():
        Factor.objects.filter(user=user, kind=Factor.CODE).delete()
        Factor.objects.bulk_create(
            Factor(user=user, kind=Factor.CODE, secret=_hashed(user, code), made=now)
            for code in codes
        )
    return codes


def codes_left(user: User) -> int:
    """How many codes can still be used."""
    return Factor.objects.filter(user=user, kind=Factor.CODE).count()


def use_code(user: User, code: str) -> bool:
    """Whether this is a code of theirs; it is used up by asking."""
    mine = Factor.objects.filter(user=user, kind=Factor.CODE, secret=_hashed(user, code))
    used, _ = mine.delete()
    return used > 0


def _code() -> str:
    word = "".join(secrets.choice(LETTERS) for _ in range(GROUPS * IN_A_GROUP))
    return "-".join(word[at : at + IN_A_GROUP] for at in range(0, len(word), IN_A_GROUP))


def _hashed(user: User, code: str) -> str:
    plain = "".join(letter for letter in code.lower() if letter in LETTERS)
    # 79 bits of chance need no slow hash.
    return hashlib.sha256(f"{user.pk}:{plain}".encode()).hexdigest()
