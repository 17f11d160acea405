"""Our entries for the public cases: the same story, typed in as a person would type it.

An entry (tests/cases/public/*.toml, keyed by case) holds `title`, `setting`, `at`, the parts of
a record (`answers`, `sessions` and so on) and how it is held against the case:

reads    where the answer to the case's question is found: verdict, triage, shedding, outcome,
         costs, or the id of a hold
until    the end of a wait: a moment, or the day when the case names a day
asks     the questions that have to be open when nothing can be said yet
clear    true: every answer that is not given here is clear (tests/clear)
forgets  clear answers that nobody gave in this story
refused  what was typed first and the door turns away, and the words of the refusal
says     for each thing that must be said: who says it (`by`) and words found there (`has`).
         `by` names a reason, fact, hold or step; "ask:" and a question; "section:" and a part
         of the advice; or "refusal", the line of the door
never    words that may stand nowhere in the advice
empty    parts of the advice that may hold nothing
"""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from anagen.records.answers import Unknown
from anagen.records.words import Setting
from tests.story import clear_answers

ROOT = Path(__file__).parents[1]
ENTRIES = ROOT / "tests" / "cases" / "public"
PARTS = ("person", "concern", "treatments", "sessions", "reports", "photos", "measurements")
HOLDS = {
    "title", "setting", "at", "timezone", "reads", "until", "asks", "clear", "forgets",
    "answered", "answers", "refused", "says", "never", "empty", *PARTS,
}  # fmt: skip

Entry = dict[str, Any]


@cache
def entries() -> dict[str, Entry]:
    """Every entry by the id of its case; a misspelt part is our own slip and stops us."""
    found: dict[str, Entry] = {}
    for path in sorted(ENTRIES.glob("*.toml")):
        for case, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
            assert case not in found, f"{path.name}: {case} is entered twice"
            assert entry.keys() <= HOLDS, f"{case}: {sorted(entry.keys() - HOLDS)}"
            found[case] = entry
    return found


def moment(entry: Entry) -> datetime:
    """The moment at which the case is put."""
    at = entry["at"]
    assert isinstance(at, datetime)
    assert at.tzinfo, entry["title"]
    return at.astimezone(UTC)


def record_text(entry: Entry, refused: bool = False) -> str:
    """The record of an entry as JSON; with what the door turns away when `refused`."""
    more: Entry = entry["refused"] if refused else {}
    tree: Entry = {
        "schema": 1,
        "setting": entry["setting"],
        "timezone": entry.get("timezone", "Europe/Madrid"),
        "answers": _answers(entry, more.get("answers", {})),
    }
    for part in PARTS:
        if part in entry or part in more:
            tree[part] = more.get(part, entry.get(part))
    return json.dumps(tree, default=_written, ensure_ascii=False)


def _answers(entry: Entry, more: Entry) -> Entry:
    clear = clear_answers(Setting(entry["setting"])) if entry.get("clear") else {}
    said: Entry = {id: value for id, value in clear.items() if id not in entry.get("forgets", ())}
    said |= entry.get("answers", {})
    said |= more
    at = entry.get("answered", entry["at"])
    return {id: _answer(value, at) for id, value in said.items()}


def _answer(value: Any, at: Any) -> Entry:
    if isinstance(value, Unknown):
        return {"at": at, "unknown": value.value}
    return {"at": at, **(value if isinstance(value, dict) else {"value": value})}


def _written(value: object) -> str:
    assert isinstance(value, date), value  # a datetime is one too
    return value.isoformat()
