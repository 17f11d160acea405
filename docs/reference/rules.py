"""Writes rules.md: every rule by step, with what follows in each setting."""

from __future__ import annotations

from collections.abc import Iterator

from making.page import NOT_REVIEWED, fact_link, page, sources, strength, table, words, write

from anagen.knowledge.library import Knowledge
from anagen.knowledge.load import load_knowledge
from anagen.knowledge.rule import Argues, Rule
from anagen.records.words import Setting, Step

OPENING = f"""\
Every rule, by step. `anagen explain RULE` shows one in full: its words, its condition, both
sides where sources disagree, and its worked cases.

A setting with a dash is not touched by the rule. "Leads to" names how soon somebody should look
(recovery) or what to do about the course (decide). A rule that argues *for* or *confirms* never
changes a verdict.

{NOT_REVIEWED}"""

HEAD = ("Rule", "What it means", "Home", "Clinic", "Trial", "Leads to", "Strength", "Sources")


def main() -> None:
    """Writes the page."""
    knowledge = load_knowledge()
    parts: list[str] = []
    for step in Step:
        rules = knowledge.rules(step)
        if rules:
            parts.append(f"## {step.value.capitalize()}")
            parts.append(table(HEAD, (list(row_of(rule, knowledge)) for rule in rules)))
    write("rules.md", page("Rules", "rules.py", OPENING, parts))


def row_of(rule: Rule, knowledge: Knowledge) -> Iterator[str]:
    """The cells of one rule."""
    yield fact_link(rule)
    yield rule.title
    for setting in Setting:
        verdict = rule.verdicts.get(setting)
        yield words(verdict.word) if verdict else "–"
    yield leads_to(rule)
    yield strength(rule)
    yield sources(rule.basis, knowledge)


def leads_to(rule: Rule) -> str:
    """The triage or outcome of a rule; how it argues where it has neither."""
    found = [
        *([words(rule.triage.word)] if rule.triage is not None else []),
        *([words(rule.outcome.value)] if rule.outcome is not None else []),
    ]
    if not found and rule.argues in (Argues.FOR, Argues.CONFIRMS):
        return f"argues {rule.argues.value}" if rule.argues is Argues.FOR else "confirms"
    return ", ".join(found) or "–"


if __name__ == "__main__":
    main()
