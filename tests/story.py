"""Tells small stories: a case with clear answers, and what is different this time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import import_module
from typing import Any

from anagen.care.case import Case, case_of
from anagen.knowledge.library import Knowledge
from anagen.knowledge.load import load_knowledge
from anagen.records.answers import Answer, Unknown, Value
from anagen.records.record import Record
from anagen.records.words import Setting

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
STEPS = ("screen", "plan", "treat", "recover", "decide")


@cache
def knowledge() -> Knowledge:
    """The knowledge as it ships, loaded once."""
    return load_knowledge()


def clear_answers(setting: Setting) -> dict[str, Value | Unknown]:
    """What a person says whom nothing stands in the way of."""
    said: dict[str, Value | Unknown] = {}
    for step in STEPS:
        module = import_module(f"tests.clear.{step}")
        said |= module.ANSWERS
        if setting is not Setting.HOME:
            said |= module.CLINIC
    return said


def record(setting: str = "home", said: dict[str, Any] | None = None, **parts: Any) -> Record:
    """A record whose answers are clear but for `said`; None takes an answer away.

    `hours_old` ages every answer.
    """
    where = Setting(setting)
    at = parts.pop("now", NOW) - timedelta(hours=parts.pop("hours_old", 0))
    answers = {**clear_answers(where), **(said or {})}
    return Record(
        setting=where,
        timezone=parts.pop("timezone", "Europe/Madrid"),
        answers={id: Answer(value, at) for id, value in answers.items() if value is not None},
        **parts,
    )


def case(setting: str = "home", said: dict[str, Any] | None = None, **parts: Any) -> Case:
    """The case of such a record at NOW."""
    now = parts.get("now", NOW)
    return case_of(record(setting, said, **parts), knowledge(), now)


def with_setting(one: Case, setting: Setting) -> Case:
    """The same case in another setting."""
    return case_of(replace(one.record, setting=setting), one.knowledge, one.now)
