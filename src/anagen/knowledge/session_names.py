"""Refuses a protocol, step or hold that names something which does not exist."""

from __future__ import annotations

from collections.abc import Iterable

from anagen.knowledge.hold import LeaveOff
from anagen.knowledge.library import Knowledge
from anagen.knowledge.limit import Limit
from anagen.knowledge.mistakes import KnowledgeError
from anagen.knowledge.protocol import Protocol, SessionStepFact
from anagen.knowledge.rule import Rule
from anagen.records.fields import closest
from anagen.records.mistakes import shown

#: The question whose words a hold may govern.
APPLIED = "apply_today"


def refuse_strange_names(knowledge: Knowledge) -> None:
    """Raises KnowledgeError for the first step, rule, question or limit that is not there."""
    steps = [step.id for step in knowledge.of_kind(SessionStepFact)]
    rules = [rule.id for rule in knowledge.of_kind(Rule)]
    quantities = [limit.quantity for limit in knowledge.of_kind(Limit)]
    for protocol in knowledge.of_kind(Protocol):
        _check(protocol.steps, steps, f"{protocol.step.value}/{protocol.id}.toml.steps")
    for step in knowledge.of_kind(SessionStepFact):
        place = f"{step.step.value}/{step.id}.toml.timer"
        _check([step.timer] if step.timer else [], quantities, place)
    for hold in knowledge.of_kind(LeaveOff):
        place = f"{hold.step.value}/{hold.id}.toml"
        asked = knowledge.questions[APPLIED].words if APPLIED in knowledge.questions else ()
        _check(hold.mentions, rules, f"{place}.mentions")
        _check(hold.covers, list(asked), f"{place}.covers")
        ordered = [hold.order.question] if hold.order else []
        _check(ordered, list(knowledge.questions), f"{place}.order.question")


def _check(names: Iterable[str], known: list[str], place: str) -> None:
    for name in names:
        if name not in known:
            raise KnowledgeError(
                place, shown(name), "a name that exists", closest(name, sorted(known))
            )
