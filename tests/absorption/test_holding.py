"""What the channels may do explains a hold, and can never make one shorter."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import anagen
from anagen.absorption import figures
from anagen.absorption.channels import Needling
from anagen.absorption.holding import hold_explained, moment
from anagen.care.advise import advise
from anagen.records.session import Session, ZonePasses
from anagen.records.words import DeviceKind, Setting, Zone
from tests.story import NOW, knowledge, record

SOURCE = Path(anagen.__file__).parent


@pytest.mark.parametrize("hours", [24.0, 48.0])
@pytest.mark.parametrize("needling", [Needling(0.0), Needling(), Needling(is_covered=True)])
def test_a_hold_comes_out_as_long_as_it_went_in(hours, needling):
    found = hold_explained(hours, needling)
    assert found.hours == hours
    assert found.at_its_end.hours == hours
    assert found.at_its_end.mean.high <= found.at_once.mean.high


def test_channels_that_close_at_once_change_no_hold_and_no_advice(monkeypatch):
    begun = NOW - timedelta(hours=5)
    needled = Session(
        begun,
        begun + timedelta(minutes=20),
        Setting.HOME,
        DeviceKind.ROLLER,
        0.25,
        (ZonePasses(Zone.CROWN, 4, 0.25),),
    )
    one = record(said={"needled_before": True, "minoxidil": "now"}, sessions=(needled,))
    before = advise(one, knowledge(), NOW)
    told = dict(figures.quantities())
    told["half_life_h"] = replace(told["half_life_h"], low=1e-6, high=2e-6)
    monkeypatch.setattr(figures, "quantities", lambda: told)
    figures.points.cache_clear()
    moment.cache_clear()
    try:
        assert hold_explained(24.0, Needling()).at_once.mean.high < 1.01
        assert advise(one, knowledge(), NOW) == before
        assert any(hold.id == "hold_minoxidil" for hold in before.holds)
    finally:
        figures.points.cache_clear()
        moment.cache_clear()


@pytest.mark.parametrize("package", ["care", "knowledge", "records", "store", "interchange"])
def test_nothing_that_advises_or_keeps_a_record_knows_of_absorption(package):
    for file in sorted((SOURCE / package).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not any(name.startswith("anagen.absorption") for name in names), file
