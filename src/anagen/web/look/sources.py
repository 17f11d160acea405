"""Sources as a page shows them: a chip with kind, name and strength, and what opens below it.

They are made from the plain tables that are stored with a decision, so that an old decision
shows the sources it was given with, whatever the knowledge says today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anagen.knowledge.fact import Basis, Fact
from anagen.knowledge.library import Knowledge
from anagen.records.writing import plain

Tree = Mapping[str, Any]

KINDS: Mapping[str, tuple[str, Promise]] = {
    "trial": ("people", pgettext_lazy("source", "trial")),
    "review": ("book", pgettext_lazy("source", "review")),
    "label": ("label", pgettext_lazy("source", "label")),
    "regulation": ("label", pgettext_lazy("source", "rule")),
    "cohort": ("people", pgettext_lazy("source", "study")),
    "laboratory": ("acid", pgettext_lazy("source", "laboratory")),
    "guideline": ("book", pgettext_lazy("source", "guideline")),
    "article": ("doc", pgettext_lazy("source", "article")),
    "practice": ("person", pgettext_lazy("source", "practice")),
}
READ: Mapping[str, Promise] = {
    "full_text": _("We read all of it."),
    "abstract": _("We read its summary, not the whole paper."),
    "table": _("We read its figures."),
    "secondary": _("We know it from what others wrote about it."),
    "weak_page": _("A web page. Weak as a source."),
    "not_read": _("No single text was read for this."),
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


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of a statement on which sources disagree, at equal size."""

    supports: list[Chip]
    against: list[Chip]


def chips(bases: Iterable[Tree], bars: int | None = None) -> list[Chip]:
    """The chips of a statement."""
    return [_chip(basis, bars) for basis in bases]


def sides(bases: Iterable[Tree]) -> Sides | None:
    """Both sides, when there are two."""
    found = list(bases)
    supports = [basis for basis in found if basis["stance"] == "supports"]
    against = [basis for basis in found if basis["stance"] == "against"]
    return Sides(chips(supports), chips(against)) if supports and against else None


def basis_trees(bases: Iterable[Basis], knowledge: Knowledge) -> list[Tree]:
    """Each basis together with its source, as stored advice has them too."""
    return [{**plain(knowledge.sources[basis.source]), **plain(basis)} for basis in bases]


def point_tree(fact: Fact, knowledge: Knowledge) -> Tree:
    """A fact as stored advice has its points: what it says, how strong it is, and its sources."""
    return {
        "title": fact.title,
        "says": fact.says,
        "basis": basis_trees(fact.basis, knowledge),
        "strength": {"word": fact.strength.value, "bars": fact.strength.bars},
        "clinician_reviewed": fact.clinician_reviewed,
    }


def _chip(basis: Tree, bars: int | None) -> Chip:
    icon, kind = KINDS[basis["kind"]]
    identifier = str(basis["identifier"])
    scheme, _, number = identifier.partition(":")
    return Chip(
        icon=icon,
        name=basis["short"],
        kind=str(kind),
        bars=bars,
        citation=basis["citation"],
        locator=basis["locator"],
        says=basis.get("says", ""),
        shows=basis["shows"],
        limits=basis["limits"],
        read=str(READ[basis["read"]]),
        identifier=identifier if scheme in PAGES else "",
        page=PAGES[scheme] + number if scheme in PAGES else "",
    )
