"""Screening: may this person be needled at all, and what needling can do for this hair loss."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from anagen.care.advice import Point, point_from
from anagen.care.case import Case
from anagen.care.findings import findings_as_told, standing_contradictions
from anagen.care.judgement import Judgement, Open, Reason, combined, reason_from
from anagen.care.medicines import Listed, listed_answers, unknown_medicines
from anagen.care.rules import judged
from anagen.knowledge.claim import Claim
from anagen.knowledge.conditions import Truth, truth
from anagen.knowledge.indication import Indication
from anagen.knowledge.reckoning import Reckoning
from anagen.records.answers import Unknown
from anagen.records.words import Step, Verdict

#: The rule that holds while nobody has done a pregnancy test.
PREGNANCY_POSSIBLE = "pregnancy_possible"
#: What is said about a listed medicine that no file knows.
UNKNOWN_MEDICINE = "unknown_medicine"


def screen_judgement(case: Case) -> Judgement:
    """What screening says: its rules, the list of medicines, and answers that disagree.

    Answers that disagree are asked again. None of them is believed meanwhile, so nobody
    proceeds on the more convenient of the two.
    """
    rules = judged(case.knowledge.rules(Step.SCREEN), case)
    found = (_pregnancy_test(rules), _unknown_medicine(case), _disagreements(case, rules))
    return combined((rules, *found))


def _pregnancy_test(rules: Judgement) -> Judgement:
    """A possible pregnancy is no last word: the question stays open until there is a test."""
    waits = any(reason.rule == PREGNANCY_POSSIBLE for reason in rules.reasons)
    test = Open("pregnant", PREGNANCY_POSSIBLE, Verdict.DO_NOT_TREAT)
    return Judgement(open=(test,) if waits else ())


def _unknown_medicine(case: Case) -> Judgement:
    """A listed medicine whose name nobody knows is never taken for harmless."""
    products = unknown_medicines(case.record, case.knowledge, case.today)
    if not products:
        return Judgement()
    fact = case.knowledge.fact(UNKNOWN_MEDICINE, Reckoning)
    figures = {"product": " and ".join(products)}
    reason = reason_from(fact, Verdict.ASK_A_CLINICIAN, fact.says_with(figures))
    return Judgement((replace(reason, then=fact.then_with(figures)),))


def _disagreements(case: Case, rules: Judgement) -> Judgement:
    """Answers that cannot all be right: what disagrees, and what to ask again."""
    values = case.findings.values
    doubted = {id for id, value in values.items() if value is Unknown.CONTRADICTORY}
    if not doubted:
        return Judgement()
    excluding = tuple(_excluding_answers(case))
    awaited = {one.question for one in rules.open}
    denied = tuple(_denied_medicines(case, doubted, awaited))
    return Judgement(
        reasons=(*excluding, *denied),
        open=tuple(
            Open(id, reason.rule, Verdict.DO_NOT_TREAT)
            for reason in excluding
            for id in reason.found
            if not case.knowledge.questions[id].derived
        ),
    )


def _excluding_answers(case: Case) -> Iterator[Reason]:
    told = findings_as_told(case.record, case.knowledge, case.now)
    for one in standing_contradictions(told, case.knowledge):
        yield replace(reason_from(one, Verdict.NEEDS_ANSWERS), found=one.questions)


def _denied_medicines(case: Case, doubted: set[str], awaited: set[str]) -> Iterator[Reason]:
    """A listed medicine that an answer denies; it stops nobody where no rule waits for it."""
    for listed in listed_answers(case.record, case.knowledge, case.today):
        if listed.question in doubted and _is_denied(listed, case):
            ask = case.knowledge.questions[listed.question].ask
            says = (
                f"Your list of medicines names {listed.product}. That does not fit your answer to "
                f"“{ask}” Put one of them right. {listed.medicine.says}"
            )
            waits = listed.question in awaited
            verdict = Verdict.NEEDS_ANSWERS if waits else Verdict.PROCEED
            reason = reason_from(listed.medicine, verdict, says)
            title = f"{listed.medicine.title}: your list and your answer differ"
            yield replace(reason, title=title, found=(listed.question,))


def _is_denied(listed: Listed, case: Case) -> bool:
    answer = case.record.answers.get(listed.question)
    said = answer.value if answer else Unknown.NOT_ASKED
    if isinstance(said, tuple) and isinstance(listed.value, tuple):
        return not set(listed.value) <= set(said)
    return not isinstance(said, Unknown) and said != listed.value


def indication_for(case: Case) -> tuple[Point, ...]:
    """What needling can do for this hair loss, and what goes round about it.

    Nothing is said while the kind of hair loss is not known.
    """
    kind = case.known("hair_loss")
    indications = (
        point_from(one, one.says_at(case.setting))
        for one in case.knowledge.of_kind(Indication)
        if one.hair_loss.value == kind
    )
    claims = (
        point_from(one, one.answer)
        for one in case.knowledge.of_kind(Claim)
        if one.when is not None and truth(one.when, case.findings) is Truth.TRUE
    )
    return (*indications, *claims)
