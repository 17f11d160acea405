"""`anagen explain`: one fact with its sources, disagreement and cases."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from anagen.knowledge.conditions import Truth, questions_of
from anagen.knowledge.fact import Fact, Stance
from anagen.knowledge.library import Knowledge
from anagen.knowledge.limit import Limit
from anagen.knowledge.load import load_knowledge
from anagen.knowledge.rule import Rule
from anagen.records.fields import closest
from anagen.records.mistakes import Mistake

APPLIES = {Truth.TRUE: "applies", Truth.FALSE: "does not apply", Truth.UNKNOWN: "cannot say"}


def add_to(command: argparse.ArgumentParser) -> None:
    """Says what the command takes."""
    command.add_argument("rule", metavar="RULE", help="the id of a rule, limit or other fact")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prints everything a clinician needs to judge one fact."""
    knowledge = load_knowledge()
    fact = knowledge.facts.get(options.rule)
    if fact is None:
        near = closest(options.rule, sorted(knowledge.facts))
        raise Mistake("explain", repr(options.rule), "the id of a fact", near)
    for line in explained(fact, knowledge):
        print(line)
    return 0


def explained(fact: Fact, knowledge: Knowledge) -> Iterator[str]:
    """The lines that explain a fact."""
    yield f"{fact.title}  ({fact.step.value}/{fact.id})"
    yield ""
    yield fact.says
    if isinstance(fact, Rule):
        yield from _rule_lines(fact)
    if isinstance(fact, Limit):
        yield from _limit_lines(fact)
    yield ""
    yield f"Strength: {fact.strength.value}. Last read against its sources on {fact.reviewed}."
    if not fact.clinician_reviewed:
        yield "Not yet reviewed by a clinician."
    for stance, heading in ((Stance.SUPPORTS, "For"), (Stance.AGAINST, "Against")):
        yield from _basis_lines(fact, knowledge, stance, heading)


def _rule_lines(rule: Rule) -> Iterator[str]:
    for setting, text in rule.says_in.items():
        yield f"In {setting.value}: {text}"
    if rule.then:
        yield f"Next: {rule.then}"
    yield ""
    for setting, verdict in rule.verdicts.items():
        yield f"{setting.value}: {verdict.word}"
    if rule.triage is not None:
        yield f"triage: {rule.triage.word}"
    if rule.outcome is not None:
        yield f"outcome: {rule.outcome.value}"
    if rule.until is not None:
        yield f"until: {rule.until.days} days after {rule.until.after}"
    yield "asks: " + ", ".join(dict.fromkeys(questions_of(rule.when)))
    yield ""
    yield "Cases"
    for case in rule.cases:
        yield f"  {case.name}: {APPLIES[case.expect]}"


def _limit_lines(limit: Limit) -> Iterator[str]:
    yield ""
    yield f"{limit.quantity}: {limit.least:g} to {limit.most:g} {limit.unit} at the very most;"
    recommended = f"{limit.recommended_least:g} to {limit.recommended_most:g} {limit.unit}"
    yield f"  recommended {recommended}; start at {limit.start:g} {limit.unit}"


def _basis_lines(fact: Fact, knowledge: Knowledge, stance: Stance, heading: str) -> Iterator[str]:
    chosen = [basis for basis in fact.basis if basis.stance is stance]
    if chosen:
        yield ""
        yield heading
    for basis in chosen:
        source = knowledge.sources[basis.source]
        yield f"  {source.short} ({source.kind.value}, read: {source.read.value}), {basis.locator}"
        if basis.says:
            yield f"    {basis.says}"
        yield f"    {source.citation} {source.identifier}"
        yield f"    Limits: {source.limits}"
