"""Which facts and follow-ups look at which question."""

from __future__ import annotations

from collections.abc import Mapping

from anagen.knowledge.conditions import questions_of
from anagen.knowledge.library import Knowledge
from anagen.knowledge.references import conditions_of


def uses_of(knowledge: Knowledge) -> Mapping[str, tuple[str, ...]]:
    """Question id → the ids of what looks at it, in order of the alphabet."""
    found: dict[str, dict[str, None]] = {id: {} for id in knowledge.questions}
    for fact in knowledge.facts.values():
        for condition in conditions_of(fact):
            for id in questions_of(condition):
                found[id][fact.id] = None
    for question in knowledge.questions.values():
        if question.asked_when is not None:
            for id in questions_of(question.asked_when):
                found[id][question.id] = None
    return {id: tuple(sorted(users)) for id, users in found.items()}
