"""Where facts come from: one file a source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from anagen.records.fields import Fields


class SourceKind(Enum):
    """What sort of source it is."""

    TRIAL = "trial"
    REVIEW = "review"
    LABEL = "label"
    REGULATION = "regulation"
    COHORT = "cohort"
    LABORATORY = "laboratory"
    GUIDELINE = "guideline"
    ARTICLE = "article"
    PRACTICE = "practice"


class Read(Enum):
    """How much of the source was read."""

    FULL_TEXT = "full_text"
    ABSTRACT = "abstract"
    TABLE = "table"
    SECONDARY = "secondary"
    WEAK_PAGE = "weak_page"
    NOT_READ = "not_read"


@dataclass(frozen=True, slots=True)
class Source:
    """A trial, review, label or article: how to find it, what it shows and what it cannot."""

    id: str
    kind: SourceKind
    short: str
    citation: str
    identifier: str
    read: Read
    reviewed: date
    shows: str
    limits: str


def read_source(fields: Fields, id: str) -> Source:
    """One file of knowledge/sources/."""
    source = Source(
        id=id,
        kind=fields.choice("kind", SourceKind),
        short=fields.text("short", 28),
        citation=fields.text("citation", 400),
        identifier=fields.text("identifier", 80),
        read=fields.choice("read", Read),
        reviewed=fields.day("reviewed"),
        shows=fields.text("shows", 700),
        limits=fields.text("limits", 500),
    )
    fields.finish()
    return source
