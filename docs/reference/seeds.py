"""Writes seeds.md: every statement of the four seed articles, and what carries it.

Fails when a paragraph is missing, when an entry says neither what carries it nor why nothing
does, or when a file it names is gone.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from making.page import KNOWLEDGE, REFERENCE, page, table, write

FILES = REFERENCE.parents[1] / "src" / "anagen" / "knowledge"

OPENING = """\
Anagen began with four public articles on scalp needling, called seed 0 to seed 3. This page
lists every statement in them, in our own words, with what carries it here, or why nothing does.
That a statement is carried does not mean that it is believed: the file it leads to says how
strong it is and what speaks against it.

Paragraphs are counted as the lines of the article that are not empty, headings and list items
included. The list is kept in [seeds.toml](seeds.toml)."""


def main() -> None:
    """Writes the page, or stops with every fault of the list."""
    listed = tomllib.loads((REFERENCE / "seeds.toml").read_text(encoding="utf-8"))
    faults = [*faults_of(listed, FILES), *gaps_of(listed)]
    if faults:
        sys.exit("docs/reference/seeds.toml:\n" + "\n".join(faults))
    write("seeds.md", page("The four seeds", "seeds.py", f"{OPENING}\n\n{count(listed)}", [
        f"## Seed {seed['number']}: {seed['about']}\n\n{rows(listed, seed)}"
        for seed in listed["seed"]
    ]))  # fmt: skip


def faults_of(listed: Mapping[str, Any], files: Path) -> list[str]:
    """Each entry that says nothing, says both, or names a file that is not there."""
    found = []
    for one in listed["statement"]:
        place = f"seed {one['seed']}, paragraph {one['paragraph']}, {one['says']!r}"
        carried, why = one.get("carried_by", []), one.get("why_not", "")
        if bool(carried) == bool(why):
            found.append(f"{place}: write either carried_by or why_not")
        found += [
            f"{place}: {name} is gone" for name in carried if not (files / f"{name}.toml").is_file()
        ]
    return found


def gaps_of(listed: Mapping[str, Any]) -> list[str]:
    """Each paragraph that no statement and no list of headings accounts for."""
    found = []
    for seed in listed["seed"]:
        stated = {one["paragraph"] for one in listed["statement"] if one["seed"] == seed["number"]}
        wanted = set(range(1, seed["paragraphs"] + 1))
        told = stated | set(seed["headings"])
        found += [f"seed {seed['number']}, paragraph {n}: missing" for n in sorted(wanted - told)]
        found += [f"seed {seed['number']}, paragraph {n}: no such" for n in sorted(told - wanted)]
    return found


def count(listed: Mapping[str, Any]) -> str:
    """How many statements there are, and how many are carried."""
    carried = sum(1 for one in listed["statement"] if one.get("carried_by"))
    whole = len(listed["statement"])
    return f"{whole} statements: {carried} carried, {whole - carried} not, each with its reason."


def rows(listed: Mapping[str, Any], seed: Mapping[str, Any]) -> str:
    """The table of one seed."""
    head = ("Paragraph", "It says", "Carried by")
    chosen = [one for one in listed["statement"] if one["seed"] == seed["number"]]
    chosen.sort(key=lambda one: one["paragraph"])
    return table(head, ((str(one["paragraph"]), one["says"], carrier(one)) for one in chosen))


def carrier(one: Mapping[str, Any]) -> str:
    """The files that carry a statement, or why none does."""
    if "why_not" in one:
        return f"*Not carried: {one['why_not']}*"
    return ", ".join(f"[{name}]({KNOWLEDGE}/{name}.toml)" for name in one["carried_by"])


if __name__ == "__main__":
    main()
