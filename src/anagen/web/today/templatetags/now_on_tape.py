"""A wait on a tape with a word at its pin: where now is, said where it is drawn."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from anagen.web.look.templatetags.look import pinned_tape

register = template.Library()

#: From here on the word stands before the pin, so that it never leaves the tape.
TURNS_AT = 0.55


@register.simple_tag
def now_on_tape(past: float, word: str) -> SafeString:
    """The pinned tape with `word` beside the head of its pin. It is drawn, not read out."""
    at, is_late = f"{min(max(past, 0), 1) * 100:.2f}%", past > TURNS_AT
    said = format_html(
        '<text class="said" x="{}" y="10" dx="{}" text-anchor="{}">{}</text></svg>',
        at,
        "-12" if is_late else "12",
        "end" if is_late else "start",
        word,
    )
    before, _, _ = pinned_tape(past).rpartition("</svg>")
    return SafeString(before + said)
