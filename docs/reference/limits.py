"""Writes limits.md: every guardrail, by quantity."""

from __future__ import annotations

from collections.abc import Iterator

from making.page import NOT_REVIEWED, fact_link, page, sources, strength, table, words, write

from anagen.knowledge.library import Knowledge
from anagen.knowledge.limit import Limit
from anagen.knowledge.load import load_knowledge
from anagen.records.words import DeviceKind, Setting

OPENING = f"""\
Every guardrail. *Absolute* is a bound that nothing may pass; *recommended* is the range advice
keeps to; *start* is where a beginner starts. Both ends of a range are allowed.

Where several limits fit the same situation the narrowest of each bound counts, so a file of a
clinic can tighten these and can never widen them. See
[limits and holds](../explanation/limits-and-holds.md).

{NOT_REVIEWED}"""

HEAD = (
    "Limit", "Where", "Devices", "Needle", "Unit", "Absolute", "Recommended", "Start",
    "Strength", "Sources",
)  # fmt: skip


def main() -> None:
    """Writes the page."""
    knowledge = load_knowledge()
    found: dict[str, list[Limit]] = {}
    for limit in knowledge.of_kind(Limit):
        found.setdefault(limit.quantity, []).append(limit)
    parts: list[str] = []
    for quantity, limits in sorted(found.items()):
        parts.append(f"## {words(quantity).capitalize()}")
        parts.append(table(HEAD, (list(row_of(limit, knowledge)) for limit in limits)))
    write("limits.md", page("Limits", "limits.py", OPENING, parts))


def row_of(limit: Limit, knowledge: Knowledge) -> Iterator[str]:
    """The cells of one limit."""
    yield fact_link(limit)
    yield among([one.value for one in limit.settings], len(Setting))
    yield among([words(one.value) for one in limit.devices], len(DeviceKind))
    yield depths(limit)
    yield limit.unit
    yield f"{limit.least:g} to {limit.most:g}"
    yield f"{limit.recommended_least:g} to {limit.recommended_most:g}"
    yield f"{limit.start:g}"
    yield strength(limit)
    yield sources(limit.basis, knowledge)


def among(found: list[str], of: int) -> str:
    """Some of a closed set; "all" when nothing is left out."""
    return "all" if len(found) == of else ", ".join(found)


def depths(limit: Limit) -> str:
    """The needle depths a limit speaks about."""
    if limit.deeper_than_mm == 0 and limit.up_to_mm >= 10:
        return "all"
    return f"over {limit.deeper_than_mm:g} to {limit.up_to_mm:g} mm"


if __name__ == "__main__":
    main()
