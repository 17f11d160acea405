"""`anagen pool`: a table of trials as one effect, or one line that says what is wrong with it."""

from __future__ import annotations

import io
import sys

import pytest

KEYS = {"k", "method", "effect", "se", "ci", "prediction", "tau2", "i2", "q", "lint"}
MEANS = """study,n1,mean1,sd1,n2,mean2,sd2,unit,weeks
Olsen 2002,139,18.6,25.4,78,3.9,21.7,per_cm2,48
Olsen 2007,180,20.9,22.5,172,4.7,19.7,per_cm2,16
Lucky 2004,101,26.0,19.5,51,9.4,14.6,per_cm2,48
"""
COUNTS = "study,n1,events1,n2,events2,p\nA,31,27,31,15,\nB,17,9,17,3,0.037\nC,25,25,25,22,\n"
GIVEN = "study,effect,se\nA,0.43,0.21\nB,0.77,0.33\nC,1.4,0.3\n"


@pytest.fixture
def table(tmp_path):
    def write(text):
        path = tmp_path / "trials.csv"
        path.write_text(text)
        return str(path)

    return write


def test_programs_get_the_keys_that_do_not_change(anagen, table):
    said = anagen("pool", table(MEANS), "--json", "--no-knapp-hartung")
    assert (said.code, said.err) == (0, "")
    assert said.tree.keys() >= KEYS
    assert (said.tree["k"], said.tree["method"]) == (3, "REML")
    assert [round(said.tree[name], 2) for name in ("effect", "se", "q")] == [15.98, 1.55, 0.21]
    assert (said.tree["tau2"], said.tree["lint"]) == (0.0, [])
    assert len(said.tree["ci"]) == len(said.tree["prediction"]) == 2


@pytest.mark.parametrize(
    ("words", "method"),
    [(["--fixed"], "FE"), (["--method", "PM"], "PM"), (["--method", "dl"], "DL"), ([], "REML")],
)
def test_the_method_is_chosen_and_told(anagen, table, words, method):
    tree = anagen("pool", table(GIVEN), "--json", *words).tree
    assert tree["method"] == method
    assert (tree["prediction"] is None) == (method == "FE")
    assert tree["knapp_hartung"] == (method != "FE")


def test_what_is_asked_for_is_added(anagen, table):
    plain = anagen("pool", table(MEANS), "--json").tree
    words = ("--bayes", "--leave-one-out", "--by", "weeks", "--tau-scale", "4", "--measure", "smd")
    tree = anagen("pool", table(MEANS), "--json", *words).tree
    assert plain.keys().isdisjoint({"bayes", "leave_one_out", "regression", "ratio"})
    assert tree["bayes"]["tau_scale"] == 4
    assert [one["without"] for one in tree["leave_one_out"]] == [
        "Olsen 2002", "Olsen 2007", "Lucky 2004",
    ]  # fmt: skip
    assert (tree["regression"]["by"], tree["regression"]["few_studies"]) == ("weeks", True)
    assert (plain["unit"], tree["unit"]) == ("per_cm2", "sd")
    assert "too few" in tree["small_studies"]["caution"]


def test_an_effect_may_be_held_against_any_column_of_numbers(anagen, table):
    for column in ("N1", "weeks"):
        tree = anagen("pool", table(MEANS), "--json", "--by", column).tree
        assert tree["regression"]["slope_ci"][0] < tree["regression"]["slope_ci"][1]


def test_words_put_the_next_trial_before_the_mean(anagen, table):
    said = anagen("pool", table(MEANS), "--bayes", "--leave-one-out", "--by", "weeks")
    assert said.code == 0
    assert said.out.startswith("The next trial may land from")
    assert "without Lucky 2004" in said.out
    assert said.out.index("next trial") < said.out.index("Pooled, 3 studies")


def test_two_studies_by_the_fixed_effect_promise_nothing_about_a_third(anagen, table):
    said = anagen("pool", table(GIVEN.rpartition("C")[0]), "--fixed")
    assert said.code == 0
    assert "next trial" not in said.out
    assert "small studies" not in said.out
    assert "doubt (few_studies)" in said.out


def test_ratios_are_told_as_logs_and_as_ratios_with_their_doubts(anagen, table):
    tree = anagen("pool", table(COUNTS), "--json").tree
    assert tree["ratio"]["effect"] == pytest.approx(2.718281828 ** tree["effect"])
    assert [one["name"] for one in tree["lint"]] == ["p_and_figures", "empty_cell"]
    assert set(tree["lint"][0]) == {"name", "place", "found", "expected", "then"}
    assert "doubt (p_and_figures)" in anagen("pool", table(COUNTS)).out


@pytest.mark.parametrize(("name", "begins"), [("a.svg", "<svg"), ("a.html", "<!doctype html>")])
def test_the_plot_is_written_where_it_was_asked_for(anagen, table, tmp_path, name, begins):
    out = tmp_path / name
    assert anagen("pool", table(GIVEN), "--bayes", "--forest", str(out)).code == 0
    assert out.read_text().startswith(begins)
    assert "where the next trial may land" in out.read_text()


def test_a_table_may_come_by_standard_input(anagen, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(GIVEN))
    assert anagen("pool", "-", "--json").tree["k"] == 3


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("", [], "found nothing"),
        (GIVEN.replace("se", "error"), [], "no column se"),
        (GIVEN.replace("0.21", "0"), [], "found 0; expected a number above 0"),
        (GIVEN.replace("0.21", "a bit"), [], "found 'a bit'"),
        (MEANS.replace("139", "1"), [], "found 1; expected 2 people or more"),
        (MEANS.replace("25.4", "0"), [], "line 2 (Olsen 2002), sd1: found 0"),
        (MEANS.replace("per_cm2", "per_head", 1), [], "the unit 'per_head'"),
        (MEANS.replace("per_cm2", "um", 1), [], "um and per_cm2"),
        (MEANS.replace("per_cm2", "per_field", 1), [], "area_cm2"),
        ("study,effect,se\nA,1,1\n", [], "one study"),
        ("study,effect,se\nA,1,1\nB,1,1\n", ["--leave-one-out"], "3 studies or more"),
        (GIVEN, ["--by", "weeks"], "line 2 (A), weeks: found nothing"),
        (GIVEN, ["--tau-scale", "0"], "above 0"),
        (GIVEN, ["--tau-scale", "nan"], "above 0"),
        (GIVEN, ["--method", "magic"], "magic"),
        (GIVEN, ["--forest", "/nowhere/at/all.svg"], "a place we may write to"),
    ],
)
def test_what_cannot_be_pooled_is_refused_in_one_line(anagen, table, text, words, said):
    answer = anagen("pool", table(text), "--json", *words)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert "--method" in words or answer.err.count("\n") == 1


def test_a_file_that_is_no_text_is_refused(anagen, tmp_path):
    path = tmp_path / "trials.csv"
    path.write_bytes(b"study\xff\xfe,1")
    said = anagen("pool", str(path))
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "CSV in UTF-8" in said.err
