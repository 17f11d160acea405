"""A page of the reference: where it goes, how a table and a link are written."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from anagen.knowledge.fact import Basis, Fact, Stance
from anagen.knowledge.library import Knowledge

REFERENCE = Path(__file__).parents[1]
KNOWLEDGE = "../../src/anagen/knowledge"


def write(name: str, text: str) -> None:
    """Writes a page beside its script, or into the folder named on the command line."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else REFERENCE
    (folder / name).write_text(text.rstrip("\n") + "\n", encoding="utf-8")


def page(title: str, script: str, opening: str, parts: Iterable[str]) -> str:
    """A whole page; its first lines say how it is made anew."""
    made = f"<!-- Made by {script}: change the knowledge or the script, then `make reference`. -->"
    return "\n\n".join([made, f"# {title}", opening, *parts])


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table; a mark that would end a cell is made harmless."""
    names = list(head)
    lines = [names, ["---"] * len(names), *([cell(one) for one in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cell(text: str) -> str:
    """A text on one line, safe in a table."""
    return " ".join(text.split()).replace("|", "\\|")


def fact_link(fact: Fact) -> str:
    """A fact's id, linked to its file."""
    return f"[`{fact.id}`]({KNOWLEDGE}/{fact.step.value}/{fact.id}.toml)"


def sources(basis: Iterable[Basis], knowledge: Knowledge) -> str:
    """The sources of a fact in short, those against it marked."""
    found: dict[str, None] = {}
    for one in basis:
        against = " (against)" if one.stance is Stance.AGAINST else ""
        short = knowledge.sources[one.source].short
        found[f"[{short}](sources.md#{one.source}){against}"] = None
    return ", ".join(found)


def words(text: str) -> str:
    """A word of a closed set as a person reads it."""
    return text.replace("_", " ")


def strength(fact: Fact) -> str:
    """How strong a fact is, and whether a clinician has read it."""
    return fact.strength.value + ("" if fact.clinician_reviewed else " *")


NOT_REVIEWED = "\\* not yet reviewed by a clinician."
