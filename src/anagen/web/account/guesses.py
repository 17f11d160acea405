"""Slows down whoever guesses: five misses for an account, ten from a network."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from anagen.store.clinics.models import Miss

ACCOUNT_MOST = 5
ACCOUNT_WITHIN = timedelta(minutes=5)
NETWORK_MOST = 10
NETWORK_WITHIN = timedelta(minutes=1)
#: Older misses say nothing any more and are swept away.
KEPT = timedelta(hours=1)


def is_held_back(request: HttpRequest, email: str, now: datetime) -> bool:
    """Whether nobody may try again yet. The same for an address that nobody has."""
    of_account = Miss.objects.filter(account=_hashed(email), at__gt=now - ACCOUNT_WITHIN)
    of_network = Miss.objects.filter(network=network_of(request), at__gt=now - NETWORK_WITHIN)
    return of_account.count() >= ACCOUNT_MOST or of_network.count() >= NETWORK_MOST


def count_miss(request: HttpRequest, email: str, now: datetime) -> None:
    """Counts one failed try."""
    Miss.objects.filter(at__lt=now - KEPT).delete()
    Miss.objects.create(account=_hashed(email), network=network_of(request), at=now)


def forget_misses(email: str) -> None:
    """Whoever signed in starts from nought again."""
    Miss.objects.filter(account=_hashed(email)).delete()


def network_of(request: HttpRequest) -> str:
    """Where a request comes from.

    Behind a proxy that speaks https for us, it is the address that the proxy itself wrote down:
    the last one. What stands before it, anybody can write.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_HTTPS:
        seen = request.headers.get("X-Forwarded-For", seen).rpartition(",")[2].strip()
    return seen[:45]


def _hashed(email: str) -> str:
    return salted_hmac("anagen.misses", email, algorithm="sha256").hexdigest()
