"""The recovery check-in: how soon someone should look at what was reported."""

from __future__ import annotations

from anagen.care.advice import Missing, Point, Recovery, Shedding, point_from
from anagen.care.asking import missing_answer
from anagen.care.case import Case
from anagen.care.judgement import Judgement, Open, Reason, combined
from anagen.care.recover.asking import missing_for
from anagen.care.recover.check_ins import aftercare_for, check_ins_for
from anagen.care.recover.effects import effects_for, timed_effects
from anagen.care.recover.shedding import (
    MORE,
    is_about_shedding,
    shedding_for,
    shedding_judgement,
)
from anagen.care.rules import judged
from anagen.knowledge.rule import Rule
from anagen.records.answers import Unknown, Value
from anagen.records.record import Record
from anagen.records.words import Step, Triage

FEVER = "fever"
#: What a check-in asks. The signs that must not be lost when they grow old come first.
SERIOUS = ("alarm_signs", "scalp_warnings", FEVER)
CHECK_IN = (*SERIOUS, "scalp_signs")
FEVERISH = ("at_least_38", "feels_hot")
#: The rule that asks for a temperature nobody took.
NO_TEMPERATURE = "temperature_not_taken"
#: Rules that stand for want of an answer, and the answer that they ask for.
ASKS_FOR = {NO_TEMPERATURE: FEVER, "lumps_of_unknown_age": "lump_days"}


def recovery_for(case: Case) -> Recovery:
    """How healing goes, what to look for and what to do meanwhile.

    The most urgent sign decides. While a warning sign is open nothing is called expected. To
    somebody who has to be seen today no later check-in is offered.
    """
    shedding = shedding_for(case)
    judgement = check_in_judgement(case)
    if shedding is None:
        judgement = combined((judgement, _open_about_hair(case)))
    triage = triage_of(case, judgement, shedding)
    urgent = triage is not None and triage >= Triage.SAME_DAY
    emergency = triage is Triage.EMERGENCY_NOW
    return Recovery(
        triage=triage,
        reasons=_told(judgement.reasons, emergency),
        missing=_missing(case, judgement, triage),
        check_ins=() if urgent else check_ins_for(case),
        aftercare=() if emergency else aftercare_for(case),
        effects=effects_for(case),
        red_flags=_red_flags(case),
    )


def check_in_judgement(case: Case) -> Judgement:
    """What the signs come to, shedding apart."""
    return combined((judged(_rules(case), case), timed_effects(case)))


def _open_about_hair(case: Case) -> Judgement:
    """Whether more hair falls belongs to a check-in: open, it is asked like any other sign."""
    found = shedding_judgement(case).open
    return Judgement(open=tuple(one for one in found if one.question == MORE))


def _rules(case: Case) -> tuple[Rule, ...]:
    every = case.knowledge.rules(Step.RECOVER)
    return tuple(rule for rule in every if not is_about_shedding(rule))


def triage_of(case: Case, judgement: Judgement, shedding: Shedding | None) -> Triage | None:
    """How urgent signs and shedding are together; None when nothing has been reported.

    While shedding cannot be judged, signs that look all right are not called so.
    """
    own = _own_triage(case, judgement)
    if shedding is None:
        return own
    if shedding.triage is None:
        return None if own is Triage.EXPECTED else own
    return max(shedding.triage, Triage.SELF_CARE if own is None else own)


def _own_triage(case: Case, judgement: Judgement) -> Triage | None:
    levels = [reason.triage for reason in judgement.reasons if reason.triage is not None]
    least = Triage.SELF_CARE if judgement.open else Triage.EXPECTED
    if levels or _has_checked_in(case):
        return max([*levels, least])
    return Triage.SELF_CARE if _is_unresolved(case) else None


def _has_checked_in(case: Case) -> bool:
    """Whether somebody who was needled, or may have been, said how the scalp is doing."""
    needled = case.known("needled_before")
    if needled is None:
        return bool(case.known("scalp_signs"))
    return needled is True and any(case.known(question) is not None for question in CHECK_IN)


def _is_unresolved(case: Case) -> bool:
    """Whether the last word on a serious sign was "yes", too long ago to count."""
    return any(
        case.findings.of(question) is Unknown.STALE
        and _is_serious(_last_word(case.record, question))
        for question in SERIOUS
    )


def _last_word(record: Record, question: str) -> Value | Unknown:
    said = [report.signs[question] for report in record.reports if question in report.signs]
    said += [record.answers[question]] if question in record.answers else []
    return max(said, key=lambda answer: answer.at).value


def _is_serious(value: Value | Unknown) -> bool:
    return bool(value) if isinstance(value, tuple) else value in FEVERISH


def _told(reasons: tuple[Reason, ...], emergency: bool) -> tuple[Reason, ...]:
    """The reasons to tell. Beside "call now" nothing says to be seen later in the day."""
    now = tuple(one for one in reasons if one.triage is Triage.EMERGENCY_NOW)
    return _most_urgent_first(now if emergency and now else reasons)


def _most_urgent_first(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    return tuple(sorted(reasons, key=lambda one: (-(one.triage or Triage.EXPECTED), one.rule)))


def _missing(case: Case, judgement: Judgement, triage: Triage | None) -> tuple[Missing, ...]:
    """What to ask next; nothing in an emergency, and nothing when nobody has checked in."""
    if triage in (None, Triage.EMERGENCY_NOW):
        return ()
    found = missing_for(case, judgement.open, triage)
    for reason in judgement.reasons:
        question = ASKS_FOR.get(reason.rule)
        if question and all(one.question != question for one in found):
            asked = Open(question, reason.rule, reason.verdict)
            found = (missing_answer(question, case, [asked]), *found)
    return found


def _red_flags(case: Case) -> tuple[Point, ...]:
    """The signs that need someone now, then those that need someone today."""
    rules = [rule for rule in _rules(case) if rule.id != NO_TEMPERATURE]
    return tuple(
        point_from(rule)
        for level in (Triage.EMERGENCY_NOW, Triage.SAME_DAY)
        for rule in rules
        if rule.triage is level
    )
