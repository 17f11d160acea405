"""What the pages of the evidence show, worked out from the files once a process and language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from anagen.records.writing import plain
from anagen.web.evidence.drawing import pool_drawings, printed_drawings
from anagen.web.look.sources import Chip, chips

if TYPE_CHECKING:
    from anagen.evidence.printed_plot import Drawn

Tree = Mapping[str, Any]
#: How well an answer is known, as bars of four beside its words.
BARS = {"well": 4, "fairly": 3, "poorly": 1, "not_studied": 0}
KNOWN: Mapping[str, Promise] = {
    "well": _("Well known"),
    "fairly": _("Fairly well known"),
    "poorly": _("Poorly known"),
    "not_studied": _("Not studied"),
}
#: What each mark means, for the legend; only marks that warn or explain stand on a page.
MARKS: Mapping[str, Promise] = {
    "D": _("We worked it out from figures that we read."),
    "Vw": _("We read it only in a weak place, such as a summary on a web page."),
    "R": _("Nobody here has read it: it is from memory or assumed, and has to be confirmed."),
}
KEPT = 64


@dataclass(frozen=True, slots=True)
class Asked:
    """One question in the list."""

    tree: Tree

    @property
    def bars(self) -> int:
        """How well it is known, of four."""
        return BARS[self.tree["known"]]

    @property
    def known(self) -> Promise:
        """How well it is known, in words."""
        return KNOWN[self.tree["known"]]


@dataclass(frozen=True, slots=True)
class Overview:
    """The list of questions, and what does not fit."""

    asked: Sequence[Asked]
    doubted: Sequence[Tree]
    apart: Sequence[Tree]
    unread: str


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question with its drawings and sources."""

    tree: Tree
    asked: Asked
    drawings: list[SafeString]
    drawn: list[Drawn]
    pools: list[tuple[Tree, list[SafeString]]]
    supports: list[Chip]
    against: list[Chip]
    sources: list[Chip]
    marks: list[tuple[str, Promise]]


def overview() -> Overview:
    """The page with every question."""
    # SciPy takes a moment to load; no other page waits for it.
    from anagen.evidence.library import load_studies
    from anagen.evidence.telling import far_apart, listed

    studies = load_studies()
    doubted = [plain(one) for one in studies.reviews.values() if one.doubt]
    asked = [Asked(one) for one in listed(studies)]
    return Overview(asked, doubted, far_apart(studies), ", ".join(studies.unread))


def question_page(id: str) -> QuestionPage | None:
    """The page of one question; None where nobody asks it."""
    from anagen.evidence.library import load_studies

    if id not in load_studies().questions:
        return None
    return _page(id, get_language() or "en")


@lru_cache(maxsize=KEPT)
def _page(id: str, language: str) -> QuestionPage:  # noqa: ARG001 - drawings hold its words
    from anagen.evidence.library import load_studies
    from anagen.evidence.telling import marks_in, told

    studies = load_studies()
    question = studies.question(id)
    tree = told(question, studies)
    bases = {
        side: [
            {**plain(studies.sources[one.source]), **plain(one)} for one in getattr(question, side)
        ]
        for side in ("supports", "against")
    }
    rest = [{**plain(studies.sources[one]), "locator": "", "says": ""} for one in tree["sources"]]
    drawings, drawn = printed_drawings(tree)
    return QuestionPage(
        tree=tree,
        asked=Asked(tree),
        drawings=drawings,
        drawn=drawn,
        pools=[
            (pool_tree, pool_drawings(pool, studies))
            for pool, pool_tree in zip(question.pools, tree["pools"], strict=True)
        ],
        supports=chips(bases["supports"]),
        against=chips(bases["against"]),
        sources=chips(rest),
        marks=[(one.value, MARKS[one.value]) for one in marks_in(tree) if one.value in MARKS],
    )
