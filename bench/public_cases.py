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

from bench.answers import WORDS, Got, Tree, got
from bench.entries import ROOT, Entry, entries
from bench.sayings import saying_faults

CASES = ROOT.parent / "shared" / "cases"
PAGE = ROOT / "docs" / "reference" / "cases.md"
#: A wait that names its end, and not only how long it is.
TIMED = re.compile(r"\d\d:\d\d|from (?:now|today)")


@dataclass(frozen=True)
class Result:
    """One row of the table; `faults` is empty when the case agrees."""

    case: str
    title: str
    expected: str
    got: str
    faults: tuple[str, ...]
    sayings: tuple[tuple[str, ...], ...]


@cache
def public_cases() -> dict[str, Tree]:
    """The cases by id; none when their folder is absent."""
    files = sorted(CASES.glob("*.toml"))
    listed = [tomllib.loads(file.read_text(encoding="utf-8"))["case"] for file in files]
    return {case["id"]: case for cases in listed for case in cases}


def result(case: Tree, entry: Entry) -> Result:
    """One case held against what we answer."""
    ours = got(entry)
    expected = tuple(expected_word(one) for one in case["expect"])
    return Result(
        case=case["id"],
        title=entry["title"],
        expected=" or ".join(_with_time(word, entry) for word in expected),
        got=_shown(ours),
        faults=(*_faults(case, entry, ours, expected), *saying_faults(case, entry, ours)),
        sayings=tuple(tuple(saying["by"]) for saying in entry["says"]),
    )


def expected_word(expect: str) -> str:
    """The word with which an accepted answer begins."""
    found = [word for word in WORDS.values() if expect.startswith(word)]
    assert found, f"no word of ours for {expect!r}"
    return max(found, key=len)


def _with_time(word: str, entry: Entry) -> str:
    until = entry.get("until")
    return f"{word} {_spoken(until)}" if word == "wait until" and until else word


def _spoken(until: date) -> str:
    return f"{until:%Y-%m-%d %H:%M}" if isinstance(until, datetime) else f"{until:%Y-%m-%d}"


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


def _shown(ours: Got) -> str:
    if ours.word == "wait until":
        return f"{ours.word} {_spoken(ours.until) if ours.until else ours.until_says}"
    if ours.word == "cannot say yet":
        return f"{ours.word}: {', '.join(ours.asked)}"
    return ours.word


def results() -> list[Result]:
    """Every public case; one that nobody entered is a fault."""
    absent = [id for id in public_cases() if id not in entries()]
    assert not absent, f"not entered: {', '.join(absent)}"
    return [result(case, entries()[id]) for id, case in public_cases().items()]


def page(found: list[Result]) -> str:
    """docs/reference/cases.md."""
    rows = "\n".join(
        f"| {one.case} | {one.title} | {one.expected} | {one.got} "
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
        print(f"{one.case:16} {one.expected:44} {one.got}")
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
