"""What Anagen knows, loaded once a process: the files change only with a new version."""

from __future__ import annotations

from functools import cache

from anagen.knowledge.library import Knowledge
from anagen.knowledge.load import load_knowledge


@cache
def knowledge() -> Knowledge:
    """The knowledge, checked as it is loaded."""
    return load_knowledge()
