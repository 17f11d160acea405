"""Advice as text for a terminal: the answer first, then why, then the rest."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill
from typing import Any

WIDTH = 80
Tree = dict[str, Any]


def advice_text(tree: Tree) -> str:
    """The advice in the order a person needs it."""
    parts = (
        _verdict(tree),
        _missing(tree),
        _reasons(tree),
        _holds(tree),
        _recovery(tree),
        _shedding(tree),
        _plan(tree),
        _session(tree),
        _measures(tree),
        _costs(tree),
        _practitioner(tree),
        _foot(tree),
    )
    sections = ("\n".join(lines) for lines in (list(part) for part in parts) if lines)
    return "\n\n".join(sections) + "\n"


def _wrapped(text: str, indent: str = "  ") -> str:
    return fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent)


def _verdict(tree: Tree) -> Iterator[str]:
    yield tree["says"]
    if tree["until"]:
        yield _wrapped(f"until {tree['until']}")
    for point in tree["indication"]:
        yield _wrapped(point["says"])


def _missing(tree: Tree) -> Iterator[str]:
    if tree["missing"]:
        yield "ASK NEXT"
        for number, one in enumerate(tree["missing"], 1):
            yield _wrapped(f"{number}. {one['ask']}  ({one['question']}: {one['because']})")


def _reasons(tree: Tree) -> Iterator[str]:
    if tree["reasons"]:
        yield "WHY"
    for reason in tree["reasons"]:
        yield from _reason(reason)


def _reason(reason: Tree) -> Iterator[str]:
    level = reason["triage"] or reason["outcome"] or reason["verdict"]
    yield _wrapped(f"[{level}] {reason['title']}")
    yield _wrapped(reason["says"], "    ")
    if reason["then"]:
        yield _wrapped(reason["then"], "    ")
    yield _wrapped(_sources(reason), "    ")


def _sources(point: Tree) -> str:
    names = (
        one["short"] + (" (against)" if one["stance"] == "against" else "")
        for one in point["basis"]
    )
    reviewed = "" if point["clinician_reviewed"] else "; not yet reviewed by a clinician"
    return f"Source: {', '.join(dict.fromkeys(names))}; {point['strength']['word']}{reviewed}."


def _holds(tree: Tree) -> Iterator[str]:
    if tree["holds"]:
        yield "HOLD"
    for hold in tree["holds"]:
        end = hold["until"] or hold["until_says"] or "over"
        yield _wrapped(f"{hold['title']}: {hold['verdict']}, {end}")
        yield _wrapped(hold["says"], "    ")
        yield _wrapped(_sources(hold["point"]), "    ")


def _recovery(tree: Tree) -> Iterator[str]:
    recovery = tree["recovery"]
    if tree["triage"]:
        yield f"RECOVERY: {tree['triage']}"
        for reason in recovery["reasons"]:
            yield _wrapped(f"{reason['title']}. {reason['says']}")
    if recovery["red_flags"]:
        yield "GET HELP FOR"
        for flag in recovery["red_flags"]:
            yield _wrapped(f"- {flag['title']}: {flag['says']}")


def _shedding(tree: Tree) -> Iterator[str]:
    shedding = tree["shedding"]
    if shedding is None:
        return
    yield f"SHEDDING: {shedding['triage'] or 'cannot say yet'}"
    yield _wrapped(shedding["says"])
    for cause in shedding["causes"]:
        yield _wrapped(f"{cause['point']['title']} ({cause['weight']:+d})")
        for mark, name in (("for", "argues_for"), ("against", "argues_against"), ("open", "open")):
            for argument in cause[name]:
                yield _wrapped(f"{mark}: {argument}", "    ")
    for change in shedding["changes"]:
        yield _wrapped(f"Change: {change['says']}")


def _plan(tree: Tree) -> Iterator[str]:
    plan = tree["plan"]
    if plan is None:
        return
    yield "PLAN"
    yield _wrapped(
        f"{plan['device']}, {plan['needle_mm']:g} mm, every {plan['gap_days']} days, "
        f"{plan['passes']} passes, {plan['sessions']} sessions in {plan['weeks']} weeks"
    )
    for point in (*plan["points"], *plan["combination"]):
        yield _wrapped(f"- {point['says']}")
        yield _wrapped(_sources(point), "    ")
    if plan["step_up"]:
        yield _wrapped(f"Step up: {plan['step_up']['point']['says']}")
        for need in plan["step_up"]["needs"]:
            yield _wrapped(f"- {need}", "    ")
    for one in plan["schedule"]:
        yield _wrapped(f"{one['on']}  {one['what']}: {one['says']}")


def _session(tree: Tree) -> Iterator[str]:
    session = tree["session"]
    for fault in session["faults"]:
        yield _wrapped(f"Last session: {fault['title']}. {fault['says']}", "")
    if session["steps"]:
        yield "SESSION, STEP BY STEP"
    for number, step in enumerate(session["steps"], 1):
        yield _wrapped(f"{number}. {step['title']}{_minutes(step)}. {step['says']}")
        if step["stop_if"]:
            yield _wrapped(f"Stop if {step['stop_if']}", "     ")


def _minutes(step: Tree) -> str:
    if step["minutes_most"] is None:
        return ""
    return f" ({step['minutes_least'] or 0:g} to {step['minutes_most']:g} minutes)"


def _measures(tree: Tree) -> Iterator[str]:
    yield f"MEASURE AND DECIDE: {tree['outcome']['outcome'] or 'nothing to decide yet'}"
    yield _wrapped(tree["outcome"]["says"])
    for due in tree["measures"]["due"]:
        when = due["on"] or "now"
        yield _wrapped(f"- {due['what']}: {when}{' (overdue)' if due['is_overdue'] else ''}")


def _costs(tree: Tree) -> Iterator[str]:
    costs = tree["costs"]
    yield "COSTS"
    if costs["low"] is not None:
        low, high = f"{costs['low']:,.0f}", f"{costs['high']:,.0f}"
        yield _wrapped(f"{low} to {high} {costs['currency']} in all")
    for line in costs["lines"]:
        span = f"{line['low']:,.0f} to {line['high']:,.0f}"
        yield _wrapped(f"- {line['item']}: {line['times']} times {span}")
    if costs["not_included"]:
        yield _wrapped("Not included: " + ", ".join(costs["not_included"]))
    for one in costs["missing"]:
        yield _wrapped(f"- ask: {one['ask']}")
    for point in costs["points"]:
        yield _wrapped(f"- {point['says']}")


def _practitioner(tree: Tree) -> Iterator[str]:
    practitioner = tree["practitioner"]
    if practitioner["criteria"]:
        yield f"THE PRACTITIONER: {practitioner['met']} of {practitioner['of']} points met"
        for question in practitioner["ask"]:
            yield _wrapped(f"- ask: {question}")
        for point in practitioner["points"]:
            yield _wrapped(f"- {point['says']}")
            yield _wrapped(_sources(point), "    ")


def _foot(tree: Tree) -> Iterator[str]:
    yield _wrapped(
        f"Advice of {tree['at']}, knowledge {tree['knowledge']}, Anagen {tree['version']}. "
        "Anagen is no medical device and diagnoses nothing.",
        "",
    )
