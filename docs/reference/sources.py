"""Writes sources.md: every source, how it was read, and what stands on it."""

from __future__ import annotations

from making.page import page, write

from anagen.knowledge.library import Knowledge
from anagen.knowledge.load import load_knowledge
from anagen.knowledge.source import Read, Source, SourceKind

OPENING = """\
Every source, by kind. *Read* says how much of it was read when its facts were written: a fact is
never better than that. To add one, see [add a source](../how-to/add-a-source.md)."""

READ = {
    Read.FULL_TEXT: "in full",
    Read.ABSTRACT: "its abstract",
    Read.TABLE: "one of its tables",
    Read.SECONDARY: "only as another source reports it",
    Read.WEAK_PAGE: "a weak page: a clinic, a maker, a blog",
    Read.NOT_READ: "not read; taken from general knowledge",
}
#: Where an identifier of each kind is looked up.
FOUND_AT = {
    "doi": "https://doi.org/{}",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmc": "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
    "nct": "https://clinicaltrials.gov/study/{}",
}


def main() -> None:
    """Writes the page."""
    knowledge = load_knowledge()
    uses = used_by(knowledge)
    parts = []
    for kind in SourceKind:
        chosen = [one for one in knowledge.sources.values() if one.kind is kind]
        if chosen:
            parts.append(f"## {kind.value.capitalize()}")
            parts += [entry(source, uses.get(source.id, 0)) for source in chosen]
    write("sources.md", page("Sources", "sources.py", OPENING, parts))


def used_by(knowledge: Knowledge) -> dict[str, int]:
    """How many facts and questions stand on each source."""
    found: dict[str, int] = {}
    for one in (*knowledge.facts.values(), *knowledge.questions.values()):
        for source in {basis.source for basis in one.basis}:
            found[source] = found.get(source, 0) + 1
    return found


def entry(source: Source, uses: int) -> str:
    """One source."""
    stands = "nothing yet" if uses == 0 else f"{uses} {'file' if uses == 1 else 'files'}"
    return (
        f"### {source.id}\n\n**{source.short}.** {source.citation} {linked(source.identifier)}\n\n"
        f"- Shows: {source.shows}\n- Limits: {source.limits}\n"
        f"- Read: {READ[source.read]}; last on {source.reviewed}\n- Carries: {stands}"
    )


def linked(identifier: str) -> str:
    """An identifier, as a link where it can be followed."""
    kind, _, name = identifier.partition(":")
    if kind in FOUND_AT:
        return f"[{identifier}]({FOUND_AT[kind].format(name)})"
    return f"`{identifier}`" if name else ""


if __name__ == "__main__":
    main()
