"""The QR code of a sheet: it leads to the same advice on a screen, where that can be reached."""

from __future__ import annotations

from io import BytesIO
from ipaddress import ip_address
from urllib.parse import urlsplit

import segno

from anagen.interchange.sheets.page import Code
from anagen.interchange.words import Words

QUIET_MODULES = 2
#: Longer addresses make a code too fine for a phone to read from paper.
LONGEST = 300


def code_for(address: str, words: Words) -> Code | None:
    """The code for an address; None where no other machine could open it."""
    if not is_reachable(address):
        return None
    drawing = BytesIO()
    made = segno.make(address, error="m", micro=False)
    made.save(drawing, kind="svg", border=QUIET_MODULES, xmldecl=False, omitsize=True)
    means = words.gettext("QR code that leads to this sheet on a screen")
    return Code(drawing.getvalue().decode(), address, means)


def is_reachable(address: str) -> bool:
    """Whether an address is one of the web that is not this very computer."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    if parts.scheme not in ("http", "https") or not host or len(address) > LONGEST:
        return False
    return not _is_this_computer(host)


def _is_this_computer(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        number = ip_address(host)
    except ValueError:
        return False
    return number.is_loopback or number.is_unspecified
