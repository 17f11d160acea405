"""The warning signs of an advice, by how urgent each is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from anagen.knowledge.library import Knowledge
from anagen.knowledge.rule import Rule
from anagen.records.words import Triage

Tree = Mapping[str, Any]


def flags_at(level: Triage, tree: Tree, knowledge: Knowledge) -> list[Tree]:
    """The warning signs of one level, in the order of the advice."""
    flags = tree["recovery"]["red_flags"]
    return [one for one in flags if knowledge.fact(one["fact"], Rule).triage is level]
