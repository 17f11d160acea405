"""What is told of a question: the marks never get lost, and the next trial comes first."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import pytest

from anagen.cli import main
from anagen.evidence.library import load_studies
from anagen.evidence.lines import figure, pool_lines, trial_lines
from anagen.evidence.marks import Mark
from anagen.evidence.said import said
from anagen.evidence.telling import listed, marks_in, told
from anagen.evidence.terms import Design
from anagen.evidence.words import WORDS

ASKED = [one.id for one in load_studies().asked]
#: What the questions must be about, whatever else people ask.
MUST = {
    "depth", "gap", "with_minoxidil", "with_plasma", "alone", "women", "areata",
    "minoxidil_timing", "telogen_effluvium", "scarring", "when_it_shows", "untreated",
}  # fmt: skip

every_question = pytest.mark.parametrize("asked", ASKED)


def tree_of(asked: str) -> dict[str, Any]:
    return told(load_studies().question(asked), load_studies())


def figures_in(tree: Any) -> list[dict[str, Any]]:
    """Every figure with its mark, wherever it stands."""
    if isinstance(tree, dict):
        if set(tree) == {"value", "mark"}:
            return [tree]
        return [one for inside in tree.values() for one in figures_in(inside)]
    return [one for inside in tree for one in figures_in(inside)] if isinstance(tree, list) else []


def test_every_question_that_people_ask_has_its_file() -> None:
    assert set(ASKED) >= MUST


def test_what_happens_untreated_comes_first() -> None:
    assert ASKED[0] == "untreated"


@every_question
def test_every_figure_that_warns_is_shown_with_its_mark(asked: str) -> None:
    for one in figures_in(tree_of(asked)):
        mark = one["mark"]
        assert (f"[{mark}]" in figure(one)) is (mark in ("R", "Vw")), one


@every_question
def test_the_words_on_a_terminal_lose_no_mark(
    asked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evidence", asked]) == 0
    printed = capsys.readouterr().out
    for trial in tree_of(asked)["trials"]:
        for found in trial["found"]:
            value = found["value"]
            if value and value["mark"] in ("R", "Vw"):
                assert f"{value['value']:g} [{value['mark']}]" in printed
    for mark in marks_in(tree_of(asked)):
        if mark in (Mark.REMEMBERED, Mark.WEAK):
            assert f"[{mark.value}] {mark.says}" in printed


def test_a_pool_tells_where_the_next_trial_may_land_before_the_mean() -> None:
    pool = tree_of("minoxidil")["pools"][0]
    lines = list(pool_lines(pool))
    assert "next trial" in lines[1]
    assert "on average" in lines[2]
    low, high = pool["prediction"]
    assert low < pool["ci"][0] < pool["effect"] < pool["ci"][1] < high


@every_question
def test_where_nothing_is_pooled_it_says_why(asked: str) -> None:
    tree = tree_of(asked)
    assert bool(tree["pools"]) != bool(tree["no_pool"])


@every_question
def test_a_disagreement_shows_both_sides(asked: str) -> None:
    tree = tree_of(asked)
    assert tree["supports"]
    assert bool(tree["against"]) == bool(tree["split"])


def test_no_question_hides_that_a_clinician_has_not_read_it() -> None:
    for asked in ASKED:
        tree = tree_of(asked)
        assert tree["clinician_reviewed"] is False


def test_two_halves_of_one_scalp_are_never_told_as_two_groups() -> None:
    studies = load_studies()
    for question in studies.asked:
        for one in map(studies.comparison, question.compared):
            if one.study.design is Design.SPLIT_SCALP:
                assert one.effect is None
                assert one.rough is None


def test_a_rough_difference_carries_the_worst_mark_of_its_people() -> None:
    trials = {one["study"]: one for one in tree_of("with_minoxidil")["trials"]}
    kumar, dhurat = (trials[id]["found"][0]["rough"] for id in ("kumar_2018", "dhurat_2013"))
    assert (kumar["mark"], kumar["ci"]) == ("R", None)
    assert dhurat["mark"] == "Vw"
    assert dhurat["ci"] == pytest.approx([0.0178, 0.8357], abs=0.01)


def test_every_word_of_the_closed_sets_is_plain() -> None:
    assert all(text and not re.search(r"[_A-Z]{2}", text) for text in WORDS.values())
    for one in load_studies().studies.values():
        assert all(WORDS[part] for part in (one.design, one.people, one.condition, one.minoxidil))


def test_a_study_says_what_was_not_read_instead_of_a_nought() -> None:
    trial = next(one for one in tree_of("women")["trials"] if one["study"] == "liang_2022")
    assert any("figures not read" in line for line in trial_lines(trial))


def test_the_command_lists_every_question_with_its_answer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["evidence"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert all(one["id"] in printed and one["answer"] in printed for one in listed(load_studies()))


def test_the_command_speaks_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evidence", "--json"]) == 0
    assert [one["id"] for one in json.loads(capsys.readouterr().out)] == ASKED
    assert main(["evidence", "depth", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == tree_of("depth")
    assert main(["evidence", "--doubts", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["trouble"]


def test_an_unknown_question_is_one_line_with_those_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["evidence", "dept"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert all(one in printed.err for one in ASKED)
    assert "Did you mean depth?" in printed.err


#: Entries of a tree that hold ids, marks and numbers, or words that come from the sources.
WORDLESS = {
    "id", "known", "known_says", "strength", "sources", "source", "read", "reviewed", "mark",
    "p_mark", "next_trial_mark", "minoxidil_mark", "people", "condition", "design", "minoxidil",
    "device", "beside", "outcome", "measure", "unit", "scale", "figure", "p", "method", "study",
    "review", "row", "clinician_reviewed",
}  # fmt: skip


def words_in(tree: Any, key: str = "") -> set[str]:
    """Every text of a tree that a person reads."""
    if isinstance(tree, dict):
        parts = [words_in(inside, name) for name, inside in tree.items() if name not in WORDLESS]
        return set().union(*parts)
    if isinstance(tree, list):
        return set().union(*(words_in(inside, key) for inside in tree))
    return {tree} if isinstance(tree, str) and tree.strip("%") else set()


@every_question
def test_every_text_that_is_told_is_among_those_to_translate(asked: str) -> None:
    tree = tree_of(asked)
    names = {one["name"] for side in ("supports", "against") for one in tree[side]}
    assert words_in(tree) - names <= set(said())


def test_advice_starts_without_the_studies() -> None:
    code = "import sys, anagen.cli.advise; print([m for m in sys.modules if 'evidence' in m])"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert printed.stdout.strip() == "[]"
