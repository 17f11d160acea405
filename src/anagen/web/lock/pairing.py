"""The way for phones: an address with a code, as words and as a picture to scan."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString, mark_safe


def way_for_phones(code: str, origin: str) -> str:
    """The address that a phone opens to be paired."""
    return f"{origin}/pair/?code={code}"


def qr_code(text: str) -> SafeString:
    """A QR code as a drawing without any style, so a strict policy holds."""
    drawing = segno.make(text, error="m").svg_inline(
        scale=6, border=3, light="#fff", svgclass="qr", lineclass=None, omitsize=True
    )
    return mark_safe(drawing)  # noqa: S308 - drawn by us; the text is only in the pattern
