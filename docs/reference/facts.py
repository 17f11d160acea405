"""Writes facts.md: everything that is no rule and no limit, by kind and step."""

from __future__ import annotations

from making.page import NOT_REVIEWED, fact_link, page, sources, strength, table, write

from anagen.knowledge.claim import Claim
from anagen.knowledge.fact import Fact
from anagen.knowledge.library import Knowledge
from anagen.knowledge.limit import Limit
from anagen.knowledge.load import load_knowledge
from anagen.knowledge.rule import Rule

OPENING = f"""\
What Anagen knows besides its [rules](rules.md) and [limits](limits.md): what it says to a
person, word for word, with its strength and sources.

{NOT_REVIEWED}"""

HEAD = ("Fact", "Step", "What it says", "Strength", "Sources")


def main() -> None:
    """Writes the page."""
    knowledge = load_knowledge()
    parts = []
    for kind, facts in sorted(by_kind(knowledge).items()):
        parts += [f"## {kind}", table(HEAD, (row_of(fact, knowledge) for fact in facts))]
    write("facts.md", page("Facts", "facts.py", OPENING, parts))


def by_kind(knowledge: Knowledge) -> dict[str, list[Fact]]:
    """The facts of each kind, in the order of steps."""
    found: dict[str, list[Fact]] = {}
    for fact in knowledge.facts.values():
        if not isinstance(fact, Rule | Limit):
            found.setdefault(spaced(type(fact).__name__), []).append(fact)
    return found


def spaced(name: str) -> str:
    """A class name as words: SideEffect becomes "Side effect"."""
    parts = "".join(f" {letter}" if letter.isupper() else letter for letter in name)
    return parts.strip().lower().capitalize()


def row_of(fact: Fact, knowledge: Knowledge) -> tuple[str, ...]:
    """The cells of one fact."""
    words = fact.answer if isinstance(fact, Claim) else fact.says
    says = f"**{fact.title.rstrip('.')}.** {words}"
    place, held = fact_link(fact), sources(fact.basis, knowledge)
    return place, fact.step.value, says, strength(fact), held


if __name__ == "__main__":
    main()
