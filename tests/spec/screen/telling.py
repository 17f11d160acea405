"""How the stories of screening are told: what was said, and what screening makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from anagen.care.asking import missing_answers
from anagen.care.case import Case, case_of
from anagen.care.judgement import Judgement, Reason
from anagen.care.screen import screen_judgement
from anagen.records.treatment import Treatment
from anagen.records.words import Setting, Verdict
from tests.story import NOW, case

TODAY = date(2026, 11, 20)
SETTINGS = tuple(setting.value for setting in Setting)

PROCEED, WAIT, NEEDS, ASK, NO = Verdict


def screened(setting: str = "home", said: dict[str, Any] | None = None, **parts: Any) -> Judgement:
    """What screening says of a person who is clear but for `said`."""
    return screen_judgement(case(setting, said, **parts))


def verdict(setting: str = "home", said: dict[str, Any] | None = None, **parts: Any) -> Verdict:
    """What it comes to."""
    return screened(setting, said, **parts).verdict


def reason(judgement: Judgement, rule: str) -> Reason:
    """The one reason of a rule."""
    (found,) = [one for one in judgement.reasons if one.rule == rule]
    return found


def rules_of(judgement: Judgement) -> set[str]:
    """The facts that said something."""
    return {one.rule for one in judgement.reasons}


def asked(judgement: Judgement, one: Case) -> set[str]:
    """The questions that are put next: a follow-up waits for the question that leads to it."""
    return {missing.question for missing in missing_answers(judgement, one)}


def aged(one: Case, days: dict[str, float]) -> Case:
    """The same person, with some answers given so many days ago."""
    answers = {
        id: replace(answer, at=NOW - timedelta(days=days.get(id, 0)))
        for id, answer in one.record.answers.items()
    }
    return case_of(replace(one.record, answers=answers), one.knowledge, one.now)


def taking(*products: str) -> tuple[Treatment, ...]:
    """Medicines in use today."""
    return tuple(Treatment(product, started=date(2026, 1, 1)) for product in products)


def took(product: str, stopped: date) -> tuple[Treatment, ...]:
    """A medicine that was stopped."""
    return (Treatment(product, started=date(2020, 1, 1), stopped=stopped),)
