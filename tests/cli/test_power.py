"""`anagen power`: a size or a power, twice over, and one line for what cannot be meant."""

from __future__ import annotations

import pytest

QUICK = ("--runs", "300")
KNOWN = ("--effect", "13", "--sd", "22")


def test_a_size_is_given_with_its_error_and_its_formula(anagen):
    said = anagen("power", *KNOWN, *QUICK)
    assert (said.code, said.err) == (0, "")
    assert "people in each arm for a power of 0.8" in said.out
    assert "error of the simulation" in said.out
    assert "were the spread known: 45" in said.out


def test_json_holds_the_same(anagen):
    tree = anagen("power", *KNOWN, *QUICK, "--json").tree
    assert tree.keys() == {
        "design", "n", "power", "monte_carlo_se", "formula", "mean_estimate", "low", "high",
        "formula_n",
    }  # fmt: skip
    assert tree["formula_n"] == 45
    assert tree["low"] <= tree["n"] <= tree["high"]


@pytest.mark.parametrize("design", ["parallel", "split-scalp", "staged-start"])
def test_a_number_of_people_gives_the_power_of_each_design(anagen, design):
    said = anagen("power", "--design", design, "--n", "20", *QUICK, "--json")
    assert said.tree["design"] == design
    assert abs(said.tree["power"] - said.tree["formula"]) < 0.15
    assert said.tree == anagen("power", "--design", design, "--n", "20", *QUICK, "--json").tree


def test_those_who_leave_are_counted_in(anagen):
    whole = anagen("power", *KNOWN, *QUICK, "--json").tree["formula_n"]
    said = anagen("power", *KNOWN, *QUICK, "--dropout", "0.2")
    assert "those who leave (20 %) are counted in" in said.out
    assert f"known: {-(-whole * 5 // 4)}" in said.out


@pytest.mark.parametrize(
    "words",
    [
        ("--dropout", "1.2"), ("--dropout", "1"), ("--n", "1"), ("--sd", "0"), ("--sd", "nan"),
        ("--effect", "0"), ("--alpha", "2"), ("--power", "1"), ("--runs", "3"), ("--sites", "0"),
        ("--clinics", "3", "--design", "split-scalp"), ("--groups", "40"),
        ("--sd", "20", "--technical", "0.1"), ("--weeks", "0"), ("--icc", "1"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_one_line(anagen, words):
    said = anagen("power", *words, *([] if "--runs" in words else QUICK))
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)


def test_an_unknown_design_is_refused(anagen):
    said = anagen("power", "--design", "crossover")
    assert said.code == 2
    assert "crossover" in said.err
