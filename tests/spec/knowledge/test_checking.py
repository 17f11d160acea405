"""Knowledge is checked: every worked case runs, and nothing may go stale."""

from __future__ import annotations

from datetime import date

import pytest

from anagen.knowledge.check import REVIEW_DAYS, check_knowledge, run_cases
from anagen.knowledge.mistakes import KnowledgeError
from anagen.knowledge.rule import Rule
from anagen.records.words import Setting, Verdict
from tests.spec.small import SMALL, altered, small

TODAY = date(2026, 11, 20)


def test_every_case_of_rules_and_limits_is_run(tmp_path):
    checked = check_knowledge(small(tmp_path), TODAY)
    assert checked.cases == 9
    assert checked.files == len(SMALL)


def test_a_case_has_the_name_of_its_rule(tmp_path):
    names = list(run_cases(small(tmp_path), TODAY))
    assert "scar_rule: nobody asked" in names
    assert "needle_limit: 0.6 mm" in names


def test_a_case_that_fails_is_named_with_what_it_gave(tmp_path):
    changes = altered(
        "screen/scar_rule.toml", "given = { scar = true }", "given = { scar = false }"
    )
    with pytest.raises(KnowledgeError) as caught:
        check_knowledge(small(tmp_path, changes), TODAY)
    assert caught.value.where == "screen/scar_rule.toml"
    assert caught.value.found == 'case "a scar" gives false'
    assert caught.value.expected == "true"


def test_a_case_of_a_limit_that_fails_is_named_too(tmp_path):
    changes = altered("plan/needle_limit.toml", "value = 0.6", "value = 0.4")
    with pytest.raises(KnowledgeError) as caught:
        check_knowledge(small(tmp_path, changes), TODAY)
    assert caught.value.where == "plan/needle_limit.toml"
    assert caught.value.found == "case 0.4 mm is beyond_recommended"


def test_a_case_told_in_days_does_not_age(tmp_path):
    knowledge = small(tmp_path)
    assert len(list(run_cases(knowledge, date(2036, 11, 20)))) == 9


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("screen/scar_rule.toml", "screen/scar_rule.toml"),
        ("questions/scar.toml", "questions/scar.toml"),
        ("sources/book.toml", "sources/book.toml"),
    ],
)
@pytest.mark.parametrize("reviewed", ["2023-11-20", "2026-11-21"])
def test_a_review_that_is_stale_or_ahead_is_refused(tmp_path, name, where, reviewed):
    changes = altered(name, "reviewed = 2026-11-20", f"reviewed = {reviewed}")
    with pytest.raises(KnowledgeError) as caught:
        check_knowledge(small(tmp_path, changes), TODAY)
    assert caught.value.where == where
    assert caught.value.found == f"reviewed = {reviewed}"


def test_a_review_counts_to_the_last_day(tmp_path):
    changes = altered("sources/book.toml", "2026-11-20", "2023-11-21")
    assert (TODAY - date(2023, 11, 21)).days == REVIEW_DAYS
    assert check_knowledge(small(tmp_path, changes), TODAY).files == len(SMALL)


def test_a_rule_says_more_where_a_setting_needs_it(tmp_path):
    rule = small(tmp_path).fact("scar_rule", Rule)
    assert rule.says_at(Setting.CLINIC) == "What a person reads. Decide together."
    assert rule.says_at(Setting.HOME) == "What a person reads."


def test_a_setting_that_a_rule_leaves_out_is_not_touched(tmp_path):
    rule = small(tmp_path).fact("scar_rule", Rule)
    assert rule.verdict_in(Setting.HOME) is Verdict.DO_NOT_TREAT
    assert rule.verdict_in(Setting.TRIAL) is Verdict.PROCEED
