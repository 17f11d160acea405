"""The signs that need somebody at once, and those that need somebody the same day.

They are the choices of the check-in: which of them is how urgent is asked of the rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from anagen.care.case import Case
from anagen.knowledge.conditions import Findings, Truth, truth
from anagen.knowledge.effect import SideEffect
from anagen.records.answers import Unknown, Value
from anagen.records.words import Step, Triage

ALARMS = ("alarm_signs", "scalp_warnings")
USUAL = "scalp_signs"
FEVER = ("fever", "at_least_38")
#: What decides, beside a sign itself, how urgent it is.
BESIDE = "minoxidil"
HOURS_A_DAY = 24


@dataclass(frozen=True, slots=True)
class Usual:
    """A sign that belongs to healing, and for how many days at most it is usual."""

    says: str
    days: int


def signs_at(level: Triage, case: Case) -> tuple[str, ...]:
    """The signs of one level in words, and then those that only count together."""
    alone = [says for says, triage in _signs(case) if triage is level]
    return (*alone, *_together(level, case))


def has_fever_at(level: Triage, case: Case) -> bool:
    """Whether a measured fever, with nothing else, is of this level."""
    question, word = FEVER
    return _triage({question: word}, case) is level


def usual_signs(case: Case) -> tuple[Usual, ...]:
    """What belongs to healing, the longest last."""
    effects = case.knowledge.of_kind(SideEffect, Step.RECOVER)
    found = [
        Usual(choice.says, round(effect.usual_hours_most / HOURS_A_DAY))
        for choice in case.knowledge.questions[USUAL].choices
        for effect in effects
        if effect.at_first is Triage.EXPECTED and _is_about(effect, choice.id, case)
    ]
    return tuple(sorted(found, key=lambda one: one.days))


def _signs(case: Case) -> Iterator[tuple[str, Triage]]:
    for question in ALARMS:
        for choice in case.knowledge.questions[question].choices:
            yield choice.says, _triage({question: (choice.id,)}, case)


def _triage(said: dict[str, Value | Unknown], case: Case) -> Triage:
    """How urgent a sign is by itself: the most urgent rule that needs nothing else."""
    findings = _findings(said, case)
    levels = [
        rule.triage
        for rule in case.knowledge.rules(Step.RECOVER)
        if rule.triage is not None and truth(rule.when, findings) is Truth.TRUE
    ]
    return max(levels, default=Triage.EXPECTED)


def _together(level: Triage, case: Case) -> Iterator[str]:
    """The rules of the highest level that no single sign meets, by their titles."""
    if level is not Triage.EMERGENCY_NOW:
        return
    single = [
        _findings({question: (choice.id,)}, case)
        for question in ALARMS
        for choice in case.knowledge.questions[question].choices
    ]
    for rule in case.knowledge.rules(Step.RECOVER):
        if rule.triage is level and not any(
            truth(rule.when, findings) is Truth.TRUE for findings in single
        ):
            yield rule.title


def _findings(said: dict[str, Value | Unknown], case: Case) -> Findings:
    return Findings(case.today, {BESIDE: case.findings.of(BESIDE), **said})


def _is_about(effect: SideEffect, sign: str, case: Case) -> bool:
    told: dict[str, Value | Unknown] = {"needled_before": True, USUAL: (sign,)}
    when = effect.when
    return when is not None and truth(when, Findings(case.today, told)) is Truth.TRUE
