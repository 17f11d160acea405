"""Icons and tapes as inline drawings: SVG attributes only, so a strict CSP holds."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

ICONS = Path(__file__).parent.parent / "icons.svg"
SYMBOL = re.compile(r'<symbol id="([a-z0-9]+)" viewBox="0 0 24 24">(.*?)</symbol>', re.DOTALL)


@cache
def drawings() -> dict[str, SafeString]:
    """Every icon by name, ready to stand in a page."""
    sheet = ICONS.read_text(encoding="utf-8")
    return {
        name: mark_safe(  # noqa: S308 - our own file, nothing a person wrote
            f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
            f"{lines}</svg>"
        )
        for name, lines in SYMBOL.findall(sheet)
    }


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon. It carries no meaning alone: a word always stands beside it."""
    return drawings()[name]


@register.simple_tag
def tape(past: float, height: float = 15, ticks: int = 56, major: int = 4) -> SafeString:
    """A ruler: dark ticks for the part that is past (0 to 1), pale ones for what is to come."""
    turn = round(min(max(past, 0), 1) * ticks)
    marks = [_tick(number, ticks, height, number % major == 0) for number in range(ticks + 1)]
    return format_html(
        '<svg class="tape" aria-hidden="true" focusable="false">{}<g class="left">{}</g></svg>',
        mark_safe("".join(marks[: turn + 1])),  # noqa: S308 - numbers only
        mark_safe("".join(marks[turn + 1 :])),  # noqa: S308 - numbers only
    )


@register.simple_tag
def pinned_tape(now: float, ticks: int = 72, major: int = 12) -> SafeString:
    """A tall ruler for a wait, with a pin where now is (0 to 1)."""
    place = min(max(now, 0), 1)
    turn = round(place * ticks)
    marks = [_tick(number, ticks, 52, number % major == 0, top=30) for number in range(ticks + 1)]
    return format_html(
        '<svg class="tape" aria-hidden="true" focusable="false">{}<g class="left">{}</g>'
        '<line class="now" x1="{at}%" x2="{at}%" y1="0" y2="52"/>'
        '<circle class="pin" cx="{at}%" cy="5" r="5"/></svg>',
        mark_safe("".join(marks[: turn + 1])),  # noqa: S308 - numbers only
        mark_safe("".join(marks[turn + 1 :])),  # noqa: S308 - numbers only
        at=f"{place * 100:.2f}",
    )


def _tick(number: int, ticks: int, height: float, is_major: bool, top: float = 0) -> str:
    at = f"{number / ticks * 100:.2f}%"
    start = top if is_major else top + (height - top) * 0.45
    return f'<line x1="{at}" x2="{at}" y1="{start:.1f}" y2="{height:.1f}"/>'
