"""Codes of an authenticator app: RFC 6238 with SHA-1, six digits, thirty seconds."""

from __future__ import annotations

import base64
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote, urlencode

STEP_S = 30
DIGITS = 6
#: A phone's clock may be this many steps off, either way.
TOLERANCE = 1
KEY_BYTES = 20


def new_key() -> str:
    """A new key, in the letters that authenticator apps take."""
    return base64.b32encode(secrets.token_bytes(KEY_BYTES)).decode()


def code_at(key: str, step: int, digits: int = DIGITS) -> str:
    """The code of one step."""
    # SHA-1 is what every authenticator app speaks; as an HMAC it is not broken.
    mac = hmac.digest(base64.b32decode(key), step.to_bytes(8, "big"), "sha1")
    offset = mac[-1] & 0x0F
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**digits:0{digits}d}"


def step_of(key: str, code: str, now: datetime) -> int | None:
    """The step whose code this is, close to now; None when it is none."""
    if not key or len(code) != DIGITS or not code.isascii():
        return None
    this = int(now.timestamp()) // STEP_S
    near = range(this - TOLERANCE, this + TOLERANCE + 1)
    fits = [step for step in near if hmac.compare_digest(code_at(key, step), code)]
    return fits[-1] if fits else None


def address(key: str, email: str, clinic: str) -> str:
    """What the QR code holds: the app reads the key and a name for it."""
    label = quote(f"{clinic}:{email}")
    return f"otpauth://totp/{label}?{urlencode({'secret': key, 'issuer': clinic}, quote_via=quote)}"
