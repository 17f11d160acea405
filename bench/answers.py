"""What we answer to an entry of the public cases: entered through the same door as everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anagen.care.advise import advise
from anagen.care.entering import entered_record
from anagen.care.tree import advice_tree
from anagen.records.mistakes import RecordError
from bench.entries import Entry, moment, record_text
from tests.story import knowledge

#: Our words, and those of the cases.
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

Tree = dict[str, Any]


@dataclass(frozen=True)
class Got:
    """What came out of one case: the word, its time, what is asked, and the whole advice."""

    word: str
    until: datetime | None
    until_says: str
    asked: tuple[str, ...]
    tree: Tree
    refusal: str


def got(entry: Entry) -> Got:
    """What we answer to one entry."""
    refusal = refusal_of(entry)
    record = entered_record(record_text(entry), knowledge(), moment(entry))
    tree = advice_tree(advise(record, knowledge(), moment(entry)), record, knowledge())
    answer = _answer(tree, entry["reads"])
    return Got(
        word=WORDS.get(answer["word"] or "", "nothing"),
        until=datetime.fromisoformat(answer["until"]) if answer["until"] else None,
        until_says=answer["until_says"],
        asked=tuple(one["question"] for one in answer["missing"]),
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


def _answer(tree: Tree, reads: str) -> Tree:
    """The word, the end of a wait, and what is asked, from the place an entry names."""
    word, until, until_says, missing = None, None, "", []
    if reads.startswith("hold_"):
        hold: Tree = next((one for one in tree["holds"] if one["id"] == reads), {})
        word, until = hold.get("verdict"), hold.get("until")
        until_says = hold.get("until_says", "")
    elif reads == "costs" and tree["costs"]["missing"]:
        word, missing = "needs_answers", tree["costs"]["missing"]
    elif reads in ("verdict", "costs"):
        word, until, missing = tree["verdict"], tree["until"], tree["missing"]
        until_says = tree["says"].removeprefix("Wait until ").rstrip(".")
    elif reads == "shedding":
        missing = tree["shedding"]["missing"] if tree["shedding"] else []
        triage = tree["shedding"]["triage"] if tree["shedding"] else None
        word = triage or ("needs_answers" if missing else None)
    else:
        word = {"outcome": tree["outcome"]["outcome"], "triage": tree["triage"]}[reads]
    return {"word": word, "until": until, "until_says": until_says, "missing": missing}
