"""`anagen evidence`: what is known, how well, who disagrees, and what would settle it."""

from __future__ import annotations

import argparse
import json
import shutil
import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anagen.evidence.library import Studies

WIDEST = 96


def add_to(command: argparse.ArgumentParser) -> None:
    """Says what the command takes."""
    command.add_argument(
        "question", metavar="QUESTION", nargs="?", help="the id of one question; all without it"
    )
    command.add_argument("--json", action="store_true", help="as JSON, for other programs")
    command.add_argument(
        "--doubts", action="store_true", help="figures that were printed and contradict each other"
    )
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prints every question with its answer, or one question in full."""
    # SciPy takes a moment to load; the other commands must not wait for it.
    from anagen.evidence.library import load_studies
    from anagen.evidence.telling import listed, told

    studies = load_studies()
    if options.question:
        tree = told(studies.question(options.question), studies)
        _print(tree, _one(tree, studies), options.json)
    elif options.doubts:
        from anagen.evidence.checking import contradictions

        found = contradictions(studies)
        trees = [
            {"trouble": one.trouble.value, "place": one.place, "says": one.says} for one in found
        ]
        _print(trees, (one.says for one in found), options.json)
    else:
        questions = listed(studies)
        _print(questions, _all(questions, studies.unread), options.json)
    return 0


def _print(tree: Any, lines: Iterable[str], is_json: bool) -> None:
    if is_json:
        print(json.dumps(tree, ensure_ascii=False, indent=1))
        return
    width = min(shutil.get_terminal_size((WIDEST, 24)).columns, WIDEST)
    for line in lines:
        print(_wrapped(line, width))


def _wrapped(line: str, width: int) -> str:
    indent = " " * (len(line) - len(line.lstrip()))
    return textwrap.fill(
        line.strip(),
        max(width, 40),
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _all(questions: list[dict[str, Any]], unread: Iterable[str]) -> Iterator[str]:
    for one in questions:
        yield f"{one['id']}  [{one['known_says'].lower()}]"
        yield f"    {one['title']}"
        yield f"    {one['answer']}"
    yield ""
    yield f"Known by name only, and used nowhere: {', '.join(unread)}."
    yield "One in full: anagen evidence QUESTION"


def _one(tree: dict[str, Any], studies: Studies) -> Iterator[str]:
    from anagen.evidence.lines import pool_lines, review_lines, trial_lines

    yield tree["title"]
    yield ""
    yield tree["answer"]
    yield f"{tree['known_says']}. {tree['because']}"
    yield ""
    yield tree["says"]
    if tree["pools"]:
        yield from _part("Pooled from these files", tree["pools"], pool_lines)
    else:
        yield ""
        yield f"No pool. {tree['no_pool']}"
    yield from _part("What reviews printed", tree["reviews"], review_lines)
    yield from _part("Trials, one by one and never added up", tree["trials"], trial_lines)
    yield from _disagreement(tree)
    yield ""
    yield f"What would settle it: {tree['settles']}"
    yield from _legend(tree)
    yield ""
    yield "Sources"
    for id in tree["sources"]:
        source = studies.sources[id]
        yield f"  {source.short} (read: {source.read.value.replace('_', ' ')}). {source.citation}"
    yield ""
    yield f"Strength: {tree['strength']}. Last looked over on {tree['reviewed']}."
    if not tree["clinician_reviewed"]:
        yield "Not yet reviewed by a clinician."


def _part(heading: str, trees: list[dict[str, Any]], lines: Any) -> Iterator[str]:
    if not trees:
        return
    yield ""
    yield heading
    for tree in trees:
        yield from (f"  {line}" for line in lines(tree))


def _disagreement(tree: dict[str, Any]) -> Iterator[str]:
    if not tree["split"]:
        return
    yield ""
    yield "Who disagrees"
    for heading, side in (("for this answer", "supports"), ("against it", "against")):
        for one in tree[side]:
            yield f"  {heading}: {one['name']}. {one['says']}"
    yield f"  {tree['split']}"


def _legend(tree: dict[str, Any]) -> Iterator[str]:
    from anagen.evidence.telling import marks_in

    for mark in marks_in(tree):
        if mark.value in ("R", "Vw", "D"):
            yield f"[{mark.value}] {mark.says}"
