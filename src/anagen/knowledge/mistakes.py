"""A fault in a knowledge file: where, what was found, what was expected, what to do."""

from __future__ import annotations

from anagen.records.mistakes import Mistake


class KnowledgeError(Mistake):
    """A knowledge file that must not be used until someone has mended it."""
