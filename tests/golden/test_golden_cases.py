"""Whole people, written out by hand: what they must be advised, and by the real command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from difflib import unified_diff
from functools import cache
from typing import Any

import pytest

from anagen.care.advise import advise
from anagen.care.entering import entered_record
from anagen.care.tree import advice_tree
from anagen.outlook.asking import outlook_for
from tests.golden.cases import NAMES, expected_outline, record_file
from tests.golden.outline import outline
from tests.house.tree import ROOT
from tests.story import knowledge

every_case = pytest.mark.parametrize("name", NAMES)


def written(tree: Any, place: str = "") -> Iterator[str]:
    """An outline line by line, each with its place: easy to hold against another."""
    if isinstance(tree, dict) and tree:
        for key, inner in tree.items():
            yield from written(inner, f"{place}.{key}" if place else key)
    elif isinstance(tree, list) and any(isinstance(inner, dict | list) for inner in tree):
        for inner in tree:
            yield f"{place}: {json.dumps(inner)}"
    else:
        yield f"{place}: {json.dumps(tree)}"


def run_command(name: str, hash_seed: str) -> bytes:
    """What the real command prints for a case, with sets in the order of a seed."""
    command = [sys.executable, "-m", "anagen", "advise", str(record_file(name))]
    command += ["--at", expected_outline(name)["at"], "--json"]
    environment = os.environ | {"PYTHONHASHSEED": hash_seed}
    answer = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    assert answer.returncode == 0, answer.stderr.decode()
    assert answer.stderr == b""
    return answer.stdout


@cache
def printed(name: str) -> bytes:
    """What the command prints, asked for once."""
    return run_command(name, "1")


@cache
def tree_of(name: str) -> dict[str, Any]:
    """The advice of a case, worked out in this process."""
    now = datetime.fromisoformat(expected_outline(name)["at"])
    record = entered_record(record_file(name).read_text(encoding="utf-8"), knowledge(), now)
    advice = advise(record, knowledge(), now, outlook_for(record, knowledge(), now))
    return advice_tree(advice, record, knowledge())


def stands_alone(tree: Any, place: str = "advice") -> Iterator[str]:
    """The pieces of advice that name no source: every reason, point, hold and step has one."""
    if isinstance(tree, list):
        for number, inner in enumerate(tree):
            yield from stands_alone(inner, f"{place}[{number}]")
    if isinstance(tree, dict):
        is_advice = "basis" in tree or "rule" in tree or "fact" in tree
        if is_advice and not any(basis["source"] for basis in tree.get("basis", ())):
            yield place
        for key, inner in tree.items():
            yield from stands_alone(inner, f"{place}.{key}")


def test_there_are_at_least_twelve_golden_cases_and_every_one_is_whole():
    assert len(NAMES) >= 12
    assert all(expected_outline(name)["at"] for name in NAMES)


@every_case
def test_a_golden_case_gets_the_advice_that_was_written_out_by_hand(name):
    expected = list(written(expected_outline(name)))
    found = list(written(outline(tree_of(name))))
    difference = unified_diff(expected, found, "by hand", "from the program", lineterm="", n=4)
    assert expected == found, "\n" + "\n".join(difference)


@every_case
def test_the_command_prints_the_same_advice_and_ends_well(name):
    assert json.loads(printed(name)) == tree_of(name)


@every_case
def test_equal_inputs_give_equal_bytes(name):
    assert run_command(name, "2") == printed(name)


@every_case
def test_every_piece_of_advice_names_a_source(name):
    assert list(stands_alone(tree_of(name))) == []


@every_case
def test_every_hold_step_effect_and_cause_stands_on_a_point(name):
    tree = tree_of(name)
    pieces = [*tree["holds"], *tree["session"]["steps"], *tree["recovery"]["effects"]]
    pieces += [*tree["costs"]["lines"], *tree["practitioner"]["criteria"]]
    pieces += tree["shedding"]["causes"] if tree["shedding"] else []
    assert [piece for piece in pieces if not piece["point"]["basis"]] == []


def test_a_piece_of_advice_without_a_source_is_named():
    tree = {"reasons": [{"rule": "keloid", "basis": []}], "plan": {"points": [{"fact": "depth"}]}}
    assert list(stands_alone(tree)) == ["advice.reasons[0]", "advice.plan.points[0]"]
