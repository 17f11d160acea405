"""What a person reads, in their language: finished English in, the same text translated out."""

from anagen.languages.offered import (
    LANGUAGES,
    Direction,
    Language,
    direction,
    is_reviewed,
    language_of,
    offered,
)
from anagen.languages.translating import translated, untranslated
from anagen.languages.tree import texts_in, translated_tree

__all__ = [
    "LANGUAGES",
    "Direction",
    "Language",
    "direction",
    "is_reviewed",
    "language_of",
    "offered",
    "texts_in",
    "translated",
    "translated_tree",
    "untranslated",
]
