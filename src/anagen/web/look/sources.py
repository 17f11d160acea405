"""Sources as a page shows them: a chip with kind, name and strength, and what opens below it.

They are made from the plain tables that are stored with a decision, so that an old decision
shows the sources it was given with, whatever the knowledge says today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from anagen.knowledge.fact import Strength
from anagen.knowledge.library import Knowledge
from anagen.records.writing import plain

Tree = Mapping[str, Any]

KINDS = {
    "trial": ("people", "trial"),
    "review": ("book", "review"),
    "label": ("label", "label"),
    "regulation": ("label", "rule"),
    "cohort": ("people", "study"),
    "laboratory": ("acid", "laboratory"),
    "guideline": ("book", "guideline"),
    "article": ("doc", "article"),
    "practice": ("person", "practice"),
}
READ = {
    "full_text": "We read all of it.",
    "abstract": "We read its summary, not the whole paper.",
    "table": "We read its figures.",
    "secondary": "We know it from what others wrote about it.",
    "weak_page": "A web page. Weak as a source.",
    "not_read": "No single text was read for this.",
}
STRENGTHS = {
    "trial": "trials",
    "review": "reviews of trials",
    "label": "a label or rule in force",
    "expert": "expert opinion",
    "practice": "usual practice, no trial",
    "contested": "sources disagree",
    "unsupported": "no support found",
}
PAGES = {
    "doi": "https://doi.org/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
    "pmc": "https://www.ncbi.nlm.nih.gov/pmc/articles/",
    "nct": "https://clinicaltrials.gov/study/",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One source of one statement. `bars` is None where no strength is shown."""

    icon: str
    name: str
    kind: str
    bars: int | None
    citation: str
    locator: str
    says: str
    shows: str
    limits: str
    read: str
    identifier: str
    page: str


def chips(bases: Iterable[Tree], sources: Tree, strength: str | None = None) -> list[Chip]:
    """The chips of a statement. A source that is not in the table is left out of nothing: it
    is an error of ours."""
    bars = Strength(strength).bars if strength else None
    return [_chip(basis, sources[basis["source"]], bars) for basis in bases]


def _chip(basis: Tree, source: Tree, bars: int | None) -> Chip:
    icon, kind = KINDS[source["kind"]]
    identifier = str(source["identifier"])
    scheme, _, number = identifier.partition(":")
    return Chip(
        icon=icon,
        name=source["short"],
        kind=kind,
        bars=bars,
        citation=source["citation"],
        locator=basis["locator"],
        says=basis.get("says", ""),
        shows=source["shows"],
        limits=source["limits"],
        read=READ[source["read"]],
        identifier=identifier if scheme in PAGES else "",
        page=PAGES[scheme] + number if scheme in PAGES else "",
    )


def source_tables(knowledge: Knowledge, ids: Iterable[str]) -> dict[str, Any]:
    """The named sources as plain tables."""
    return {id: plain(knowledge.sources[id]) for id in sorted(set(ids))}
