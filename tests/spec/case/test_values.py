"""Facts about a person and about the world are values: nobody changes one behind another's back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import FrozenInstanceError, is_dataclass
from importlib import import_module
from pkgutil import walk_packages

import pytest

import anagen.care
import anagen.knowledge
import anagen.records
from anagen.records.person import Person

#: Few of these are ever made, so they may carry what a slot would save.
WITHOUT_SLOTS = {"Case", "Knowledge", "Weighed"}


def value_classes() -> Iterator[type]:
    """Every dataclass of records, knowledge and care, where it is written."""
    for package in (anagen.records, anagen.knowledge, anagen.care):
        for found in walk_packages(package.__path__, f"{package.__name__}."):
            for one in vars(import_module(found.name)).values():
                if isinstance(one, type) and is_dataclass(one) and one.__module__ == found.name:
                    yield one


CLASSES = sorted(value_classes(), key=lambda one: (one.__module__, one.__name__))


@pytest.mark.parametrize("one", CLASSES, ids=lambda one: one.__name__)
def test_every_value_is_frozen_and_holds_no_more_than_its_entries(one):
    assert one.__dataclass_params__.frozen
    assert ("__slots__" in vars(one)) is (one.__name__ not in WITHOUT_SLOTS)


def test_changing_a_value_crashes():
    person = Person(birth_year=1990)
    with pytest.raises(FrozenInstanceError):
        person.birth_year = 2012
    assert person.birth_year == 1990
