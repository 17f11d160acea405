"""What somebody has besides the password: which kinds, and how one is checked or taken away."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import QuerySet

from anagen.store.clinics.models import Factor
from anagen.web.account import recovery, totp

#: What can be shown at every sign-in. Recovery codes are for the day it is lost.
DAILY = (Factor.APP, Factor.PASSKEY)


def daily_factors(user: User) -> QuerySet[Factor]:
    """The authenticator apps and passkeys of an account."""
    return Factor.objects.filter(user=user, kind__in=DAILY)


def has_factor(user: User) -> bool:
    """Whether this account has a second factor."""
    return daily_factors(user).exists()


def has_passkey(user: User) -> bool:
    """Whether this account has a passkey."""
    return daily_factors(user).filter(kind=Factor.PASSKEY).exists()


def add_app(user: User, key: str, now: datetime) -> Factor:
    """Keeps the key of an authenticator app, encrypted; it replaces an earlier one."""
    Factor.objects.filter(user=user, kind=Factor.APP).delete()
    return Factor.objects.create(user=user, kind=Factor.APP, secret=sealed(key), made=now)


def code_fits(user: User, code: str, now: datetime) -> str:
    """The kind of factor that this code shows, used up by it; "" when it shows none."""
    digits = "".join(code.split())
    app = Factor.objects.filter(user=user, kind=Factor.APP).first()
    if app is not None:
        step = totp.step_of(opened(app.secret), digits, now)
        # The condition stands in the update: of two who send the same code, one gets in.
        later = Factor.objects.filter(pk=app.pk, counter__lt=step or 0)
        if step is not None and later.update(counter=step):
            return Factor.APP
    return Factor.CODE if recovery.use_code(user, code) else ""


def sealed(text: str) -> str:
    """A secret as it lies in the database: whoever has only the database cannot use it."""
    return _box().encrypt(text.encode()).decode()


def opened(text: str) -> str:
    """A sealed secret; "" when the key of this installation has changed since."""
    try:
        return _box().decrypt(text.encode()).decode()
    except InvalidToken:
        return ""


def _box() -> Fernet:
    digest = hashlib.sha256(b"anagen.factors:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
