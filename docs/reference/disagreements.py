"""Writes disagreements.md: every fact whose sources stand on both sides."""

from __future__ import annotations

from collections.abc import Iterator

from making.page import fact_link, page, words, write

from anagen.knowledge.fact import Basis, Fact, Stance
from anagen.knowledge.library import Knowledge
from anagen.knowledge.load import load_knowledge
from anagen.knowledge.rule import Rule
from anagen.records.words import Step

OPENING = """\
Every fact with sources on both sides: what each side says, and which way Anagen goes.
[Where sources disagree](../explanation/where-sources-disagree.md) tells how it chooses."""


def main() -> None:
    """Writes the page."""
    knowledge = load_knowledge()
    parts: list[str] = []
    for step in Step:
        facts = [one for one in knowledge.facts.values() if one.step is step and one.is_disputed]
        if facts:
            parts.append(f"## {step.value.capitalize()}")
            parts += ["\n".join(lines_of(fact, knowledge)) for fact in facts]
    write("disagreements.md", page("Disagreements", "disagreements.py", OPENING, parts))


def lines_of(fact: Fact, knowledge: Knowledge) -> Iterator[str]:
    """Both sides of one fact, and what follows."""
    yield f"### {fact.title}\n"
    for stance, heading in ((Stance.SUPPORTS, "For"), (Stance.AGAINST, "Against")):
        yield f"- {heading}:"
        for one in fact.basis:
            if one.stance is stance:
                yield f"  - {side(one, knowledge)}"
    yield f"- We say: {fact.says}"
    if isinstance(fact, Rule) and fact.verdicts:
        verdicts = (f"{where.value}: {words(what.word)}" for where, what in fact.verdicts.items())
        yield f"- We do: {'; '.join(verdicts)}"
    reviewed = "" if fact.clinician_reviewed else ", not yet reviewed by a clinician"
    yield f"- Strength: {fact.strength.value}{reviewed}. File: {fact_link(fact)}"


def side(one: Basis, knowledge: Knowledge) -> str:
    """What one source says."""
    source = knowledge.sources[one.source]
    return f"[{source.short}](sources.md#{one.source}), {one.locator}. {one.says}".rstrip()


if __name__ == "__main__":
    main()
