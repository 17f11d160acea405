"""The laws that keep a person safe, put to many random people.

Five laws, each on its own 20,000 random records: 10^5 in the suite, 10^6 in `make soak`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from anagen.care.advise import weighed
from anagen.care.case import Case, case_of
from anagen.care.entering import check_record
from anagen.care.outlook import Outlook
from anagen.care.rules import bears_on
from anagen.care.screen import screen_judgement
from anagen.knowledge.conditions import Op, Test, Truth, questions_of, truth
from anagen.knowledge.library import Knowledge
from anagen.knowledge.question import QuestionKind
from anagen.knowledge.rule import Argues, Rule
from anagen.records.answers import Unknown
from anagen.records.mistakes import RecordError
from anagen.records.record import Record
from anagen.records.words import Setting, Step, Verdict
from anagen.records.writing import written_record
from tests.properties.people import (
    EXAMPLES,
    batch,
    random_value,
    smallest,
    with_answer,
    without,
)
from tests.spec.measure.visits import count, session
from tests.story import NOW, knowledge, record

many_people = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
seeds = st.integers(0, 2**48)


def verdict(one: Record, known: Knowledge | None = None) -> Verdict:
    """What all six steps come to for a record."""
    return weighed(case_of(one, known or knowledge(), NOW)).judgement.verdict


def proceeds(one: Record) -> bool:
    """Whether a record comes to proceed; a "no" of screening is the "no" of all six steps."""
    case = case_of(one, knowledge(), NOW)
    if screen_judgement(case).verdict > Verdict.PROCEED:
        return False
    return weighed(case).judgement.verdict is Verdict.PROCEED


def is_looser(one: Record, than: Verdict, known: Knowledge | None = None) -> bool:
    """Whether a record comes to less than a verdict; screening alone can already say no."""
    case = case_of(one, known or knowledge(), NOW)
    if than is Verdict.PROCEED or screen_judgement(case).verdict >= than:
        return False
    return weighed(case).judgement.verdict < than


@settings(many_people, max_examples=max(1, EXAMPLES // 50))
@given(seeds)
def test_screening_alone_is_never_stricter_than_all_six_steps(seed):
    def breaks(one, random):
        case = case_of(one, knowledge(), NOW)
        return weighed(case).judgement.verdict < screen_judgement(case).verdict

    check_everyone(seed, breaks)


@settings(many_people, max_examples=max(1, EXAMPLES // 20))
@given(seeds)
def test_no_forecast_however_glad_makes_the_verdict_milder(seed):
    def breaks(one, random):
        case = case_of(counted(one, random), knowledge(), NOW)
        return forecast_verdict(case, random.random()) < weighed(case).judgement.verdict

    check_everyone(seed, breaks)


def test_most_people_who_were_counted_twice_are_told_of_a_forecast():
    random = Random(1)
    cases = [case_of(counted(one, random), knowledge(), NOW) for one in batch(1)]
    told = [weighed(case, forecast_of(0.9)).judgement.reasons for case in cases]
    assert sum("forecast" in [one.rule for one in reasons] for reasons in told) > len(cases) / 3


def counted(one: Record, random: Random) -> Record:
    """The same person after half a year of needling, with a count from before it and one now."""
    pair = [count(days, random.randrange(80, 220), standard_error_per_cm2=4.0) for days in (250, 5)]
    return replace(one, sessions=(session(200),), measurements=tuple(pair))


def forecast_of(chance: float) -> Outlook:
    """A forecast that gives a worthwhile difference this chance."""
    return Outlook(52, 150.0, 40 * chance, (0.0, 60.0), (-10.0, 80.0), chance, chance)


def forecast_verdict(case: Case, chance: float) -> Verdict:
    """What a case comes to with such a forecast."""
    return weighed(case, forecast_of(chance)).judgement.verdict


def check_everyone(seed: int, breaks: Callable[[Record, Random], bool]) -> None:
    """Fails with the smallest record that breaks a law."""
    for number, one in enumerate(batch(seed)):

        def fails(other: Record, chance: int = seed ^ number) -> bool:
            return breaks(other, Random(chance))

        if fails(one):
            least = smallest(one, fails)
            pytest.fail(f"seed {seed}, person {number}:\n{written_record(least)}")


def is_let_in(one: Record) -> bool:
    """Whether the door accepts a record: answers that describe nobody are turned away there."""
    try:
        check_record(one, knowledge(), NOW)
    except RecordError:
        return False
    return True


@pytest.mark.parametrize("setting", Setting)
def test_a_blank_record_never_proceeds(setting):
    blank = Record(setting=setting, timezone="UTC")
    assert verdict(blank) > Verdict.PROCEED


@pytest.mark.parametrize("setting", Setting)
def test_someone_whom_nothing_stands_in_the_way_of_may_proceed(setting):
    assert verdict(record(setting.value)) is Verdict.PROCEED


@many_people
@given(seeds)
def test_nobody_proceeds_with_an_exclusion_that_is_not_settled(seed):
    def breaks(one, random):
        if not proceeds(one):
            return False
        case = case_of(one, knowledge(), NOW)
        rules = (rule for step in Step for rule in knowledge().rules(step))
        return any(
            truth(rule.when, case.findings) is not Truth.FALSE
            for rule in rules
            if rule.verdict_in(case.setting) > Verdict.PROCEED and bears_on(rule, case)
        )

    check_everyone(seed, breaks)


@many_people
@given(seeds)
def test_taking_an_answer_away_never_turns_anything_into_proceed(seed):
    def breaks(one, random):
        said = sorted({*one.answers, *(id for report in one.reports for id in report.signs)})
        if not said or not proceeds(without(one, random.choice(said))):
            return False
        return is_let_in(one) and not proceeds(one)

    check_everyone(seed, breaks)


@many_people
@given(seeds)
def test_not_knowing_never_turns_anything_into_proceed(seed):
    def breaks(one, random):
        if not one.answers:
            return False
        id, unknown = random.choice(sorted(one.answers)), random.choice(list(Unknown))
        if not proceeds(with_answer(one, id, unknown)):
            return False
        return is_let_in(one) and not proceeds(one)

    check_everyone(seed, breaks)


@many_people
@given(seeds)
def test_one_more_rule_never_loosens(seed):
    def breaks(one, random):
        return is_looser(one, verdict(one), with_rule(random_rule(random)))

    check_everyone(seed, breaks)


@many_people
@given(seeds)
def test_one_more_thing_amiss_never_loosens(seed):
    """Every item of a list of signs, conditions or faults is something amiss; empty is none."""

    def breaks(one, random):
        lists = [id for id in AMISS if isinstance(in_record(one, id), tuple)]
        if not lists or not is_let_in(one):
            return False
        id = random.choice(lists)
        more = tuple(dict.fromkeys((*in_record(one, id), random.choice(AMISS[id]))))
        changed = replace(one.answers[id], value=more)  # as old as it was
        worse = replace(one, answers={**one.answers, id: changed})
        return is_looser(worse, verdict(one))

    check_everyone(seed, breaks)


def in_record(one: Record, id: str) -> object:
    """What was said to a question in the check, when nothing newer was said elsewhere."""
    newer = any(id in report.signs for report in one.reports)
    return one.answers[id].value if id in one.answers and not newer else None


def _amiss() -> dict[str, tuple[str, ...]]:
    """Questions whose every choice only ever counts against needling."""
    counted: dict[str, set[Argues]] = {}
    for step in Step:
        for rule in knowledge().rules(step):
            for id in questions_of(rule.when):
                counted.setdefault(id, set()).add(rule.argues)
    against = {Argues.AGAINST, Argues.EXCLUDES}
    return {
        id: question.words
        for id, question in knowledge().questions.items()
        if question.kind is QuestionKind.MANY and counted.get(id) and counted[id] <= against
    }


AMISS = _amiss()


def with_rule(rule: Rule) -> Knowledge:
    """Our knowledge and one rule more."""
    return replace(knowledge(), facts={**knowledge().facts, rule.id: rule})


def random_rule(random: Random) -> Rule:
    """A rule nobody wrote: any test on any question, with any consequence."""
    first = knowledge().rules(Step.SCREEN)[0]
    asked = [one for one in knowledge().questions.values() if one.kind is not QuestionKind.TEXT]
    question = random.choice(asked)
    value = random_value(question, random)
    match question.kind:
        case QuestionKind.NUMBER:
            test = Test(question.id, random.choice((Op.AT_LEAST, Op.BELOW)), value)
        case QuestionKind.DATE:
            test = Test(question.id, Op.WITHIN_DAYS, random.randrange(400))
        case QuestionKind.MANY:
            test = Test(question.id, Op.IN, value or question.words[:1])
        case _:
            test = Test(question.id, Op.IS, value)
    levels = [level for level in Verdict if level is not Verdict.PROCEED]
    return replace(
        first,
        id="a_rule_nobody_wrote",
        step=random.choice((Step.SCREEN, Step.PLAN, Step.TREAT)),
        argues=random.choice((Argues.AGAINST, Argues.EXCLUDES)),
        when=test,
        verdicts={setting: random.choice(levels) for setting in Setting},
        until=None,
    )
