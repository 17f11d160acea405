"""Proves the chain whole, or says where it breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from anagen.store.audit.anchor import FILE, Head, anchored
from anagen.store.audit.chain import START, Entry, hash_after
from anagen.store.audit.models import AuditHead, AuditLine

AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain breaks: the number of the line, and what is wrong there."""

    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found: the end of the chain, and its first break if there is one."""

    head: Head
    broken: Break | None

    @property
    def is_whole(self) -> bool:
        """Whether every line stands as it was written."""
        return self.broken is None


def prove(folder: Path, written_down: Head | None = None) -> Proof:
    """Reads every line in order and compares it with its hash, the head and the anchor.

    `written_down` is a head that somebody kept on paper: the chain must still go through it.
    """
    known = dict[int, tuple[str, str]]()
    if written_down is not None:
        known[written_down.count] = (written_down.hash, "the head you wrote down")
    try:
        anchor = anchored(folder)
    except ValueError:
        return Proof(_end(), Break(0, f"the file {FILE} beside the database cannot be read"))
    end = Head(0, START)
    for line in _lines():
        broken = _fault(line, end)
        if broken is not None:
            return Proof(end, broken)
        end = Head(line.number, line.hash)
        broken = _strays(end, known, anchor)
        if broken is not None:
            return Proof(end, broken)
    return Proof(end, _short(end, anchor, written_down))


def _lines() -> Iterator[AuditLine]:
    return AuditLine.objects.order_by("number", "pk").iterator(chunk_size=AT_ONCE)


def _fault(line: AuditLine, end: Head) -> Break | None:
    if line.number != end.count + 1:
        missing = end.count + 1
        return Break(missing, f"line {missing} is missing; line {line.number} comes instead")
    if line.previous != end.hash:
        return Break(line.number, "it does not follow the line before it: one of them was replaced")
    if line.hash != hash_after(end.hash, entry_of(line)):
        return Break(line.number, "what it says was changed after it was written")
    return None


def _strays(end: Head, known: dict[int, tuple[str, str]], anchor: Head | None) -> Break | None:
    digest, named = known.get(end.count, (end.hash, ""))
    if digest != end.hash:
        return Break(end.count, f"the chain was written anew: it does not go through {named}")
    if anchor is not None and anchor.count == end.count and anchor.hash != end.hash:
        return Break(end.count, f"the chain was written anew: the file {FILE} knows another line")
    return None


def _short(end: Head, anchor: Head | None, written_down: Head | None) -> Break | None:
    for kept, named in ((anchor, f"the file {FILE}"), (written_down, "the head you wrote down")):
        if kept is not None and kept.count > end.count:
            return Break(end.count + 1, f"the end was cut off: {named} knows {kept.count} lines")
    kept = _end()
    if kept != end:
        return Break(
            end.count + 1, f"the end was cut off or added to: the head counts {kept.count}"
        )
    return None


def _end() -> Head:
    row = AuditHead.objects.first()
    return Head(row.count, row.hash) if row else Head(0, START)


def entry_of(line: AuditLine) -> Entry:
    """What a line says, apart from its hashes."""
    return Entry(
        number=line.number,
        at=line.at,
        clinic=line.clinic,
        who=line.who,
        role=line.role,
        action=line.action,
        route=line.route,
        case=line.case,
        detail=line.detail,
    )
