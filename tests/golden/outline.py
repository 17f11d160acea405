"""The outline of a piece of advice: all that is decided, without the words.

A golden case holds its outline written out by hand from the policy and the knowledge files, so
every part here is one that a person can work out on paper.
"""

from __future__ import annotations

from typing import Any

Tree = dict[str, Any]
MOST_CAUSES = 3


def outline(tree: Tree) -> Tree:
    """The outline of one advice tree, as `anagen advise --json` prints it."""
    return {
        "at": tree["at"],
        "verdict": tree["verdict"],
        "until": tree["until"],
        "missing": ids(tree["missing"], "question"),
        "reasons": [[reason["rule"], reason["verdict"]] for reason in tree["reasons"]],
        "indication": ids(tree["indication"], "fact"),
        "plan": plan(tree["plan"]),
        "session": session(tree["session"]),
        "holds": {hold["id"]: [hold["verdict"], hold["until"]] for hold in tree["holds"]},
        "triage": tree["triage"],
        "recovery": recovery(tree["recovery"]),
        "shedding": shedding(tree["shedding"]),
        "outcome": [tree["outcome"]["outcome"], tree["outcome"]["next_on"]],
        "comparison": comparison(tree["measures"]["comparison"]),
        "due": [[one["what"], one["on"], one["is_overdue"]] for one in tree["measures"]["due"]],
        "costs": costs(tree["costs"]),
        "practitioner": [tree["practitioner"]["met"], tree["practitioner"]["of"]],
    }


def ids(tables: list[Tree], key: str) -> list[str]:
    """The names of some tables, in their order."""
    return [table[key] for table in tables]


def plan(tree: Tree | None) -> Tree | None:
    """Device, numbers, dates and what it is combined with."""
    if tree is None:
        return None
    step_up = tree["step_up"]
    return {
        "device": tree["device"],
        "needle_mm": [tree["needle_mm"], tree["needle_most_mm"]],
        "gap_days": tree["gap_days"],
        "passes": tree["passes"],
        "zones": tree["zones"],
        "sessions": tree["sessions"],
        "weeks": tree["weeks"],
        "schedule": [[one["on"], one["what"]] for one in tree["schedule"]],
        "combination": ids(tree["combination"], "fact"),
        "step_up": step_up and [step_up["needle_mm"], step_up["is_earned"]],
    }


def session(tree: Tree) -> Tree:
    """May it start, which protocol, its steps, and faults in the last one."""
    return {
        "may_start": tree["may_start"],
        "protocol": tree["protocol"],
        "steps": ids(tree["steps"], "id"),
        "faults": ids(tree["faults"], "rule"),
    }


def recovery(tree: Tree) -> Tree:
    """The rules that speak about a check-in, what it leaves open, and the check-ins done."""
    return {
        "reasons": ids(tree["reasons"], "rule"),
        "missing": ids(tree["missing"], "question"),
        "check_ins": [[one["on"], one["is_done"]] for one in tree["check_ins"]],
    }


def shedding(tree: Tree | None) -> Tree | None:
    """Triage, whether to stop, the causes that lead, and what to change."""
    if tree is None:
        return None
    return {
        "triage": tree["triage"],
        "stop_needling": tree["stop_needling"],
        "causes": [one["point"]["fact"] for one in tree["causes"][:MOST_CAUSES]],
        "changes": ids(tree["changes"], "fact"),
        "missing": ids(tree["missing"], "question"),
    }


def comparison(tree: Tree | None) -> Tree | None:
    """Whether two visits may be compared, and what they say together, to a tenth of a hair."""
    return tree and {
        "comparable": tree["comparable"],
        "change_per_cm2": tenths(tree["change_per_cm2"]),
        "interval_95": tree["interval_95"] and [tenths(end) for end in tree["interval_95"]],
        "is_noise": tree["is_noise"],
    }


def tenths(number: float | None) -> float | None:
    """A number as a person would round it on paper."""
    return None if number is None else round(number, 1)


def costs(tree: Tree) -> Tree:
    """The sum, and what stands in its way."""
    return {
        "currency": tree["currency"],
        "low": tree["low"],
        "high": tree["high"],
        "missing": ids(tree["missing"], "question"),
    }
