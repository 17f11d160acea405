"""Holds our advice against the public cases: what a clinician would check.

`python -m bench.public_cases` enters every case through the same door as everybody, prints
what was expected and what came out, writes docs/reference/cases.md, and ends with 1 when a
case misses. The cases themselves lie beside the project, not in it; without them there is
nothing to compare, and the script says so.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from anagen.care.advise import advise
from anagen.care.entering import entered_record
from anagen.care.tree import advice_tree
from anagen.records.mistakes import RecordError
from bench.entries import ROOT, Entry, entries, moment, record_text
from tests.story import knowledge

CASES = ROOT.parent / "shared" / "cases"
PAGE = ROOT / "docs" / "reference" / "cases.md"
WORDS = {
    "proceed": "proceed",
    "wait": "wait until",
    "needs_answers": "cannot say yet",
    "ask_a_clinician": "ask a clinician",
    "do_not_treat": "do not treat",
    "expected": "expected",
    "self_care": "self-care",
    "within_two_weeks": "within 2 weeks",
    "same_day": "same day",
    "emergency_now": "emergency now",
    "too_early": "too early",
    "continue": "continue",
    "adjust": "adjust",
    "stop": "stop",
    "undecidable": "undecidable",
}
#: What a source says is not our advice; the rest are no words.
FOREIGN = {"basis", "knowledge", "version"}

#: A wait that names its end, and not only how long it is.
TIMED = re.compile(r"\d\d:\d\d|from (?:now|today)")

Tree = dict[str, Any]


@dataclass(frozen=True)
class Got:
    """What came out of one case: the word, its time, what is asked, and the whole advice."""

    word: str
    until: datetime | None
    asked: tuple[str, ...]
    tree: Tree
    refusal: str


@dataclass(frozen=True)
class Result:
    """One row of the table; `faults` is empty when the case agrees."""

    case: str
    title: str
    expected: tuple[str, ...]
    got: str
    faults: tuple[str, ...]
    sayings: tuple[tuple[str, ...], ...]


@cache
def public_cases() -> dict[str, Tree]:
    """The cases by id; none when their folder is absent."""
    files = sorted(CASES.glob("*.toml"))
    listed = [tomllib.loads(file.read_text(encoding="utf-8"))["case"] for file in files]
    return {case["id"]: case for cases in listed for case in cases}


def got(entry: Entry) -> Got:
    """What we answer to one entry."""
    refusal = refusal_of(entry)
    record = entered_record(record_text(entry), knowledge(), moment(entry))
    advice = advise(record, knowledge(), moment(entry))
    tree = advice_tree(advice, record, knowledge())
    word, until, missing = _answer(tree, entry["reads"])
    return Got(
        word=WORDS.get(word or "", "nothing"),
        until=datetime.fromisoformat(until) if until else None,
        asked=tuple(one["question"] for one in missing),
        tree=tree,
        refusal=refusal,
    )


def refusal_of(entry: Entry) -> str:
    """The line with which the door turns away what was typed first; "" when nothing was."""
    if "refused" not in entry:
        return ""
    try:
        entered_record(record_text(entry, refused=True), knowledge(), moment(entry))
    except RecordError as error:
        return str(error)
    return ""


def _answer(tree: Tree, reads: str) -> tuple[str | None, str | None, list[Tree]]:
    """The word, the end of a wait, and what is asked, from the place an entry names."""
    if reads.startswith("hold_"):
        holds = [hold for hold in tree["holds"] if hold["id"] == reads]
        return (holds[0]["verdict"], holds[0]["until"], []) if holds else (None, None, [])
    if reads == "costs" and tree["costs"]["missing"]:
        return "needs_answers", None, tree["costs"]["missing"]
    if reads in ("verdict", "costs"):
        return tree["verdict"], tree["until"], tree["missing"]
    if reads == "shedding":
        shedding = tree["shedding"] or {"triage": None, "missing": []}
        open_ = "needs_answers" if shedding["missing"] else None
        return shedding["triage"] or open_, None, shedding["missing"]
    if reads == "outcome":
        return tree["outcome"]["outcome"], None, []
    assert reads == "triage", reads
    return tree["triage"], None, tree["recovery"]["missing"]


def result(case: Tree, entry: Entry) -> Result:
    """One case held against what we answer."""
    ours = got(entry)
    expected = tuple(_word(one) for one in case["expect"])
    return Result(
        case=case["id"],
        title=entry["title"],
        expected=expected,
        got=_shown(ours, entry),
        faults=(*_faults(case, entry, ours, expected), *saying_faults(case, entry, ours)),
        sayings=tuple(tuple(saying["by"]) for saying in entry["says"]),
    )


def _word(expect: str) -> str:
    found = [word for word in WORDS.values() if expect.startswith(word)]
    assert found, f"no word of ours for {expect!r}"
    return max(found, key=len)


def _faults(case: Tree, entry: Entry, ours: Got, expected: tuple[str, ...]) -> Iterator[str]:
    if ours.word not in expected:
        yield f"expected {' or '.join(expected)}, got {ours.word}"
    elif ours.word == "wait until":
        timed = any(TIMED.search(one) for one in case["expect"] if one.startswith("wait"))
        if timed and "until" not in entry:
            yield "a wait with a time, and none to compare with"
        if "until" in entry and not _same_time(ours.until, entry["until"]):
            yield f"expected {entry['until']}, got {ours.until}"
    elif ours.word == "cannot say yet":
        asks = entry.get("asks", [])
        if not asks:
            yield "nothing to say yet, and no question to compare with"
        if absent := [id for id in asks if id not in ours.asked]:
            yield f"not asked: {', '.join(absent)}"
    if "refused" in entry and not re.search(entry["refused"]["words"], ours.refusal):
        yield f"the door said {ours.refusal or 'nothing'!r}"


def _same_time(ours: datetime | None, theirs: date) -> bool:
    if isinstance(theirs, datetime):
        return ours == theirs
    return ours is not None and ours.date() == theirs


def _shown(ours: Got, entry: Entry) -> str:
    if ours.word == "wait until" and ours.until:
        whole_day = not isinstance(entry.get("until"), datetime)
        return f"{ours.word} {ours.until:%Y-%m-%d}{'' if whole_day else f' {ours.until:%H:%M}'}"
    if ours.word == "cannot say yet":
        return f"{ours.word}: {', '.join(ours.asked)}"
    return ours.word


def saying_faults(case: Tree, entry: Entry, ours: Got) -> Iterator[str]:
    """What must be said and is not, and what must not be said and is."""
    if len(entry["says"]) != len(case["must_say"]):
        yield f"{len(case['must_say'])} things must be said, {len(entry['says'])} are entered"
    for number, saying in enumerate(entry["says"], 1):
        parts = [said_by(place, ours) for place in saying["by"]]
        for place, part in zip(saying["by"], parts, strict=True):
            if not part:
                yield f"saying {number}: nothing is said by {place}"
        for words in saying["has"]:
            if not re.search(words, " ".join(parts), re.IGNORECASE):
                yield f"saying {number}: no {words!r} in {', '.join(saying['by'])}"
    yield from _forbidden(entry, ours.tree)


def _forbidden(entry: Entry, tree: Tree) -> Iterator[str]:
    everything = " ".join(texts(tree))
    for words in entry["never"]:
        if found := re.search(words, everything, re.IGNORECASE):
            start, end = max(0, found.start() - 40), found.end() + 40
            yield f"says what must not be said: …{everything[start:end]}…"
    for part in entry.get("empty", ()):
        if part_of(tree, part):
            yield f"{part} must be empty"


def part_of(tree: Tree, name: str) -> Any:
    """A part of the advice by its name: "plan", "recovery.check_ins"."""
    found: Any = tree
    for key in name.split("."):
        found = found[key] if found else None
    return found


def said_by(place: str, ours: Got) -> str:
    """All that one place of the advice says; "" when the advice has no such place."""
    kind, _, name = place.rpartition(":")
    if place == "refusal":
        return ours.refusal
    if kind == "section":
        return " ".join(texts(part_of(ours.tree, name)))
    keys = ("question",) if kind == "ask" else ("rule", "fact", "id")
    found = [one for one in tables(ours.tree) if name in (one.get(key) for key in keys)]
    return " ".join(text for one in found for text in texts(one))


def tables(value: object) -> Iterator[Tree]:
    """Every table of a tree, the outer ones first."""
    if isinstance(value, dict):
        yield value
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from tables(inner)


def texts(value: object) -> Iterator[str]:
    """Every text and number of a tree that is ours."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield f"{value:g}"
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in FOREIGN:
                yield from texts(inner)


def results() -> list[Result]:
    """Every public case; one that nobody entered is a fault."""
    absent = [id for id in public_cases() if id not in entries()]
    assert not absent, f"not entered: {', '.join(absent)}"
    return [result(case, entries()[id]) for id, case in public_cases().items()]


def page(found: list[Result]) -> str:
    """docs/reference/cases.md."""
    rows = "\n".join(
        f"| {one.case} | {one.title} | {' or '.join(one.expected)} | {one.got} "
        f"| {'no' if one.faults else 'yes'} |"
        for one in found
    )
    agree = sum(not one.faults for one in found)
    return HEAD.format(agree=agree, of=len(found)) + rows + "\n"


HEAD = """\
# The public cases

Short stories that a clinician would check, entered as a person would enter them, and what came
out. *Expected* lists every answer that is accepted; a wait is compared with its hour or day,
and "cannot say yet" with what has to be asked. An agreeing case also says all that has to be
said and nothing that may not be said. Written by `python -m bench.public_cases`.

{agree} of {of} cases agree.

| case | about | expected | got | agrees |
|---|---|---|---|---|
"""


def main() -> int:
    """Prints the table and writes the page; 1 when a case misses."""
    if not public_cases():
        print("The public cases do not lie beside this checkout: nothing to compare.")
        return 0
    found = results()
    for one in found:
        print(f"{one.case:16} {' or '.join(one.expected):44} {one.got}")
        print(f"{'':16} said by {'; '.join(', '.join(by) for by in one.sayings)}")
        for fault in one.faults:
            print(f"{'':16} MISSES: {fault}")
    missed = sum(bool(one.faults) for one in found)
    print(f"{len(found) - missed} of {len(found)} cases agree.")
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(found), encoding="utf-8")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
