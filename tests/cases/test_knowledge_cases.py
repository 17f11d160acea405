"""The worked examples in the knowledge files, each a test of its own, for clinicians to read."""

from __future__ import annotations

from datetime import timedelta

import pytest

from anagen.knowledge.check import check_knowledge
from anagen.knowledge.conditions import Findings, Truth, truth
from anagen.knowledge.limit import Limit, LimitCase
from anagen.knowledge.rule import Rule, RuleCase, dated
from tests.story import NOW, knowledge

TODAY = NOW.date()
RULES = [(rule, one) for rule in knowledge().of_kind(Rule) for one in rule.cases]
LIMITS = [(limit, one) for limit in knowledge().of_kind(Limit) for one in limit.cases]


@pytest.mark.parametrize(
    ("rule", "example"), RULES, ids=[f"{rule.id}: {one.name}" for rule, one in RULES]
)
def test_a_worked_example_of_a_rule_holds(rule: Rule, example: RuleCase):
    given = {name: dated(value, TODAY) for name, value in example.given.items()}
    assert truth(rule.when, Findings(TODAY, given)) is example.expect


@pytest.mark.parametrize(
    ("limit", "example"), LIMITS, ids=[f"{limit.id}: {one.value:g}" for limit, one in LIMITS]
)
def test_a_worked_example_of_a_limit_holds(limit: Limit, example: LimitCase):
    assert limit.stands(example.value) is example.expect


@pytest.mark.parametrize("rule", knowledge().of_kind(Rule), ids=lambda rule: rule.id)
def test_a_rule_never_applies_to_somebody_of_whom_nothing_is_known(rule: Rule):
    assert truth(rule.when, Findings(TODAY, {})) is not Truth.TRUE


def test_all_knowledge_is_fresh_and_every_case_is_run():
    checked = check_knowledge(knowledge(), TODAY)
    assert checked.cases == len(RULES) + len(LIMITS)
    assert checked.files == sum(
        len(part) for part in (knowledge().facts, knowledge().questions, knowledge().sources)
    )


def test_an_example_in_days_holds_on_any_day():
    for rule, example in RULES:
        for later in (TODAY, TODAY + timedelta(days=1000)):
            given = {name: dated(value, later) for name, value in example.given.items()}
            assert truth(rule.when, Findings(later, given)) is example.expect
