"""The glossary: one word for one idea, each defined once."""

import re
from collections import Counter
from enum import Enum

import pytest

from anagen.knowledge.kinds import KINDS
from anagen.records import words
from anagen.records.words import Level, Step
from tests.house.tree import ROOT

GLOSSARY = (ROOT / "GLOSSARY.md").read_text()
TERM = re.compile(r"^\*\*([^*]+)\*\*", re.M)


def terms() -> list[str]:
    """The terms of the glossary, in its order."""
    return TERM.findall(GLOSSARY)


def test_every_term_is_defined_once():
    assert [term for term, times in Counter(map(str.casefold, terms())).items() if times > 1] == []


def test_terms_stand_in_the_order_of_the_alphabet():
    assert terms() == sorted(terms(), key=str.casefold)


@pytest.mark.parametrize("step", Step)
def test_each_of_the_six_words_is_a_term(step):
    assert step.value.capitalize() in terms()


def closed_sets() -> list[type[Enum]]:
    """The closed sets of words that records, knowledge and care share."""
    found = [one for one in vars(words).values() if isinstance(one, type) and issubclass(one, Enum)]
    return [one for one in found if one.__module__ == words.__name__ and list(one)]


@pytest.mark.parametrize("closed", closed_sets(), ids=lambda one: one.__name__)
def test_each_closed_set_is_a_term_and_each_of_its_words_is_named(closed):
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", closed.__name__).capitalize()
    assert name in terms()
    used = [one.word if isinstance(one, Level) else one.value for one in closed]
    assert [word for word in used if f"`{word}`" not in GLOSSARY] == []


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_fact_is_a_term(kind):
    assert kind.replace("_", " ").capitalize() in [term.replace("-", " ") for term in terms()]
