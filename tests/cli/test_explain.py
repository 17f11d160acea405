"""`anagen explain`: everything a clinician needs to judge one fact."""

from __future__ import annotations

import pytest

from anagen.cli.explain import explained
from tests.story import knowledge


@pytest.mark.parametrize("id", sorted(knowledge().facts))
def test_every_fact_can_be_explained_with_its_sources(id):
    fact = knowledge().facts[id]
    text = "\n".join(explained(fact, knowledge()))
    assert fact.title in text
    assert fact.strength.value in text
    for basis in fact.basis:
        assert knowledge().sources[basis.source].short in text


def test_it_works(anagen):
    said = anagen("explain", "keloid")
    assert said.code == 0
    assert "home: do_not_treat" in said.out
    assert "Cases" in said.out


def test_a_misspelt_fact_is_refused_with_the_nearest(anagen):
    said = anagen("explain", "keloyd")
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "keloid" in said.err
