"""A language made by rule: what it takes to see that nothing is left in English.

Letters get accents, words grow, and each run of letters is written from right to left. Digits,
the names of figures in braces, and tags stay as they are.
"""

from __future__ import annotations

import re

#: Right-to-left override, and the mark that ends it.
OVERRIDE, ENDED = "\u202e", "\u202c"
#: Figures in either notation, tags, entities, and runs of letters.
_PIECES = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}|<[^>]+>|&\w+;|([^\W\d_]+)")
_ACCENTED = str.maketrans("aeiounycAEIOUNYC", "áéíóúñýçÁÉÍÓÚÑÝÇ")
_LONG = 5


def pseudo(text: str) -> str:
    """The text in the language made by rule. What is in it already stays as it is."""
    if OVERRIDE in text:
        return text
    return _PIECES.sub(lambda found: _written(found[1]) if found[1] else found[0], text)


def _written(word: str) -> str:
    longer = word + word[-1] if len(word) >= _LONG else word
    return f"{OVERRIDE}{longer.translate(_ACCENTED)}{ENDED}"
