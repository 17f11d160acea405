"""Loads the knowledge: every file read, every name that one file gives another resolved.

A file that names a question, choice, unit or source that does not exist does not load. The
error says where, what was found, what was expected and what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from anagen.knowledge.fact import Fact, read_header
from anagen.knowledge.files import HERE, Tables, read_tables
from anagen.knowledge.kinds import KINDS
from anagen.knowledge.library import Knowledge
from anagen.knowledge.mistakes import KnowledgeError
from anagen.knowledge.question import read_question
from anagen.knowledge.references import refuse_loose_ends
from anagen.knowledge.source import read_source
from anagen.records.fields import Fields, closest
from anagen.records.words import Step

T = TypeVar("T")


def load_knowledge(folder: Path = HERE) -> Knowledge:
    """The knowledge in a folder, ours by default. Raises KnowledgeError at the first fault."""
    digest, tables = read_tables(folder)
    knowledge = Knowledge(
        hash=digest,
        questions=_each(tables, "questions", read_question),
        sources=_each(tables, "sources", read_source),
        facts=dict(_facts(tables)),
    )
    refuse_loose_ends(knowledge)
    return knowledge


def _each(tables: Tables, folder: str, read: Callable[[Fields, str], T]) -> dict[str, T]:
    return {
        id: read(Fields(table, place, KnowledgeError), id)
        for place, id, table in _files(tables, folder)
    }


def _facts(tables: Tables) -> Iterator[tuple[str, Fact]]:
    seen: dict[str, str] = {}
    for step in Step:
        for place, id, table in _files(tables, step.value):
            if id in seen:
                raise KnowledgeError(place, f"the name of {seen[id]}", "a new name", "Rename it.")
            seen[id] = place
            yield id, _fact(Fields(table, place, KnowledgeError), id, step)


def _fact(fields: Fields, id: str, step: Step) -> Fact:
    kind = fields.raw("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        known = sorted(KINDS)
        raise fields.wrong("kind", "one of " + ", ".join(known), closest(kind, known))
    return KINDS[kind](fields, read_header(fields, id, step))


def _files(tables: Tables, folder: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for place, table in tables.items():
        if place.startswith(f"{folder}/"):
            yield place, place.removeprefix(f"{folder}/").removesuffix(".toml"), table
