"""Rules put to a case: reasons, what is still open, and one verdict that is never too mild."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anagen.care.asking import missing_answers
from anagen.care.case import case_of
from anagen.care.judgement import Judgement, Open, Reason, combined, reason_from
from anagen.care.rules import judged, ruled_out
from anagen.care.verdicts import headline
from anagen.knowledge.fact import Strength
from anagen.knowledge.limit import Limit
from anagen.records.answers import Answer, Unknown
from anagen.records.record import Record
from anagen.records.words import Setting, Step, Triage, Verdict
from tests.spec.small import SMALL, altered, small

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOME, CLINIC, TRIAL = Setting.HOME, Setting.CLINIC, Setting.TRIAL
WAITING = {"stopped_on": date(2026, 10, 1), "needle_mm": 0.5, "illnesses": (), "thinner": False}


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory):
    return small(tmp_path_factory.mktemp("knowledge"))


def told(knowledge, values, setting=HOME, timezone="Europe/Madrid"):
    answers = {id: Answer(value, NOW) for id, value in values.items()}
    return case_of(Record(setting, timezone, answers=answers), knowledge, NOW)


def screened(knowledge, values, setting=HOME):
    return judged(knowledge.rules(Step.SCREEN), told(knowledge, values, setting))


# Reasons


def test_a_rule_that_applies_becomes_a_reason_with_its_sources(knowledge):
    (reason,) = screened(knowledge, {"scar": True, "stopped_on": date(2020, 1, 1)}).reasons
    assert (reason.rule, reason.step) == ("scar_rule", Step.SCREEN)
    assert reason.verdict is Verdict.DO_NOT_TREAT
    assert reason.found == ("scar",)
    assert reason.basis[0].source == "book"
    assert reason.then == "Ask."
    assert reason.strength is Strength.PRACTICE
    assert not reason.clinician_reviewed


def test_what_is_ruled_out_is_what_is_settled_and_would_count_in_this_setting(knowledge):
    rules = knowledge.rules(Step.SCREEN)

    def counted(values, setting=HOME):
        return ruled_out(rules, told(knowledge, values, setting))

    touching = [one for one in rules if HOME in one.verdicts]
    clear = {**WAITING, "scar": False, "stopped_on": date(2020, 1, 1)}
    assert counted({}) < counted(clear) <= len(touching)
    assert counted(clear) - counted({**clear, "scar": True}) == 1
    assert counted(clear) - counted({**clear, "scar": Unknown.DOES_NOT_KNOW}) == 1


def test_a_rule_says_more_in_the_setting_it_is_written_for(knowledge):
    values = {"scar": True, "stopped_on": date(2020, 1, 1)}
    assert screened(knowledge, values).reasons[0].says == "What a person reads."
    (reason,) = screened(knowledge, values, CLINIC).reasons
    assert reason.says == "What a person reads. Decide together."
    assert reason.verdict is Verdict.ASK_A_CLINICIAN


def test_a_rule_that_leaves_a_setting_out_says_nothing_there(knowledge):
    found = screened(knowledge, {"stopped_on": date(2020, 1, 1)}, TRIAL)
    assert found == Judgement()
    assert found.verdict is Verdict.PROCEED


def test_a_rule_for_needling_gives_a_reason_and_no_verdict(tmp_path):
    lines = SMALL["screen/scar_rule.toml"].replace('"excludes"', '"for"').splitlines()
    text = "\n".join(line for line in lines if not line.startswith("verdict"))
    knowledge = small(tmp_path, {"screen/scar_rule.toml": text})
    found = screened(knowledge, {"scar": True, "stopped_on": date(2020, 1, 1)})
    assert [reason.verdict for reason in found.reasons] == [Verdict.PROCEED]
    unknown = screened(knowledge, {"stopped_on": date(2020, 1, 1)})
    assert unknown.open == ()


def test_a_rule_of_recovery_carries_its_level(tmp_path):
    changes = altered("screen/scar_rule.toml", 'then = "Ask."', 'triage = "same_day"')
    found = screened(small(tmp_path, changes), {"scar": True})
    assert found.reasons[0].triage is Triage.SAME_DAY


def test_a_fact_without_a_rule_can_give_a_reason_in_other_words(knowledge):
    limit = knowledge.fact("needle_limit", Limit)
    reason = reason_from(limit, Verdict.ASK_A_CLINICIAN, "Too long.")
    assert (reason.says, reason.rule, reason.step) == ("Too long.", "needle_limit", Step.PLAN)
    assert reason_from(limit, Verdict.WAIT).says == "What a person reads."


# Waits


def test_a_wait_ends_with_the_day_after_its_last_where_the_person_is(knowledge):
    found = screened(knowledge, WAITING | {"scar": False})
    end = date(2026, 10, 1) + timedelta(days=181)
    assert found.verdict is Verdict.WAIT
    assert found.until is not None
    assert found.until.date() == end
    assert found.until.isoformat() == "2027-03-31T00:00:00+02:00"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('until = { after = "stopped_on", days = 180 }', 'until_says = "a doctor has looked"'),
        ('after = "stopped_on"', 'after = "seen_on"'),
    ],
)
def test_a_wait_whose_end_nobody_can_name_has_no_date(tmp_path, old, new):
    seen_on = SMALL["questions/stopped_on.toml"].replace("asked_when", "# asked_when")
    changes = altered("screen/stopped_rule.toml", old, new) | {"questions/seen_on.toml": seen_on}
    found = screened(small(tmp_path, changes), WAITING | {"scar": False})
    assert found.verdict is Verdict.WAIT
    assert found.until is None


def test_of_two_waits_the_later_counts():
    early, late = NOW, NOW + timedelta(days=1)
    assert Judgement((wait(early), wait(late))).until == late


def test_a_wait_without_a_date_leaves_the_whole_without_one():
    assert Judgement((wait(NOW), wait(None))).until is None


def test_a_verdict_that_is_no_wait_has_no_end():
    stricter = replace(wait(NOW), verdict=Verdict.DO_NOT_TREAT)
    assert Judgement((wait(NOW), stricter)).until is None
    assert Judgement((wait(NOW),), (Open("scar", "scar_rule", Verdict.WAIT),)).until is None
    assert Judgement().until is None


def wait(until: datetime | None, says: str = "") -> Reason:
    return Reason(
        rule="x",
        step=Step.SCREEN,
        verdict=Verdict.WAIT,
        title="A",
        says="B",
        then="",
        strength=Strength.EXPERT,
        basis=(),
        clinician_reviewed=False,
        until=until,
        until_says=says,
    )


# What is open


@pytest.mark.parametrize("missing", [None, *Unknown])
def test_an_exclusion_nobody_answered_never_lets_anybody_proceed(knowledge, missing):
    values = {"stopped_on": date(2020, 1, 1)} | ({"scar": missing} if missing else {})
    found = screened(knowledge, values)
    assert found.verdict is Verdict.NEEDS_ANSWERS
    assert found.open == (Open("scar", "scar_rule", Verdict.DO_NOT_TREAT),)


def test_a_reason_that_is_stricter_than_an_open_question_stands(knowledge):
    found = screened(knowledge, {"scar": True})
    assert found.open
    assert found.verdict is Verdict.DO_NOT_TREAT
    assert found.known_verdict is Verdict.DO_NOT_TREAT


LEVELS = st.lists(st.sampled_from(Verdict), max_size=4)


@given(LEVELS, LEVELS, st.sampled_from(Verdict))
def test_one_more_reason_or_open_question_never_makes_it_milder(reasons, open_, extra):
    before = Judgement(
        tuple(replace(wait(None), verdict=one) for one in reasons),
        tuple(Open("scar", "r", one) for one in open_),
    )
    more = replace(wait(None), verdict=extra)
    assert combined((before, Judgement((more,)))).verdict >= max(before.verdict, extra)
    asked = combined((before, Judgement(open=(Open("sex", "r", extra),))))
    assert asked.verdict >= max(before.verdict, Verdict.NEEDS_ANSWERS)


def test_nothing_at_all_is_no_objection():
    assert combined(()).verdict is Verdict.PROCEED


# What to ask next


def asked(knowledge, values, judgement=None, setting=HOME):
    case = told(knowledge, values, setting)
    return missing_answers(judgement or judged(knowledge.rules(Step.SCREEN), case), case)


def test_a_missing_answer_says_why_it_matters_and_which_rule_waits(knowledge):
    values = {"stopped_on": date(2020, 1, 1), "scar": Unknown.DECLINED}
    (missing,) = asked(knowledge, values)
    assert missing.ask == "Have you ever had a raised scar?"
    assert missing.why == "It matters."
    assert missing.because is Unknown.DECLINED
    assert missing.rules == ("scar_rule",)


def test_a_follow_up_waits_for_its_first_question(knowledge):
    (first, *_) = asked(knowledge, {"scar": False, "needle_mm": 0.5, "illnesses": ()})
    assert first.question == "thinner"


def test_a_follow_up_is_asked_once_its_first_question_calls_for_it(knowledge):
    values = {"scar": False, "needle_mm": 0.5, "illnesses": (), "thinner": False}
    assert [one.question for one in asked(knowledge, values)] == ["stopped_on"]


def test_what_could_lead_to_the_strictest_verdict_is_asked_first(knowledge):
    assert asked(knowledge, {})[0].question == "scar"


def test_of_equals_what_settles_more_rules_comes_first_then_the_order_of_the_check(knowledge):
    open_ = [("sex", "a"), ("scar", "a"), ("illnesses", "a"), ("illnesses", "b")]
    judgement = Judgement(open=tuple(Open(id, rule, Verdict.WAIT) for id, rule in open_))
    found = [one.question for one in asked(knowledge, {}, judgement)]
    assert found == ["illnesses", "scar", "sex"]


def test_what_could_only_be_milder_than_what_is_certain_is_not_asked(knowledge):
    reason = replace(wait(None), verdict=Verdict.ASK_A_CLINICIAN)
    open_ = (Open("scar", "a", Verdict.ASK_A_CLINICIAN), Open("sex", "b", Verdict.DO_NOT_TREAT))
    found = asked(knowledge, {}, Judgement((reason,), open_))
    assert [one.question for one in found] == ["sex"]


def test_of_several_reasons_the_strictest_says_what_is_still_worth_asking(knowledge):
    reasons = (wait(None), replace(wait(None), verdict=Verdict.ASK_A_CLINICIAN))
    open_ = (Open("scar", "a", Verdict.ASK_A_CLINICIAN),)
    assert asked(knowledge, {}, Judgement(reasons, open_)) == ()


def test_a_question_ranks_by_the_worst_that_any_of_its_rules_could_lead_to(knowledge):
    open_ = (
        Open("sex", "a", Verdict.WAIT),
        Open("sex", "b", Verdict.DO_NOT_TREAT),
        Open("scar", "c", Verdict.ASK_A_CLINICIAN),
        Open("scar", "d", Verdict.ASK_A_CLINICIAN),
    )
    found = [one.question for one in asked(knowledge, {}, Judgement(open=open_))]
    assert found == ["sex", "scar"]


def test_an_open_question_is_asked_even_when_it_leads_to_a_wait_at_worst(knowledge):
    judgement = Judgement((wait(NOW),), (Open("scar", "a", Verdict.WAIT),))
    assert [one.question for one in asked(knowledge, {}, judgement)] == ["scar"]


def test_a_rule_that_waits_twice_for_one_question_is_named_once(knowledge):
    judgement = Judgement(open=(Open("scar", "a", Verdict.WAIT), Open("scar", "a", Verdict.WAIT)))
    assert asked(knowledge, {}, judgement)[0].rules == ("a",)


def test_an_answer_that_is_known_may_still_be_asked_again(knowledge):
    judgement = Judgement(open=(Open("scar", "a", Verdict.WAIT),))
    assert asked(knowledge, {"scar": True}, judgement)[0].because is Unknown.NOT_ASKED


# The headline


@pytest.mark.parametrize(
    ("verdict", "home", "clinic"),
    [
        (Verdict.PROCEED, "You can needle today.", "Nothing you told us stands in the way"),
        (Verdict.NEEDS_ANSWERS, "We cannot say yet.", "We cannot say yet."),
        (Verdict.ASK_A_CLINICIAN, "Ask a clinician", "A clinician must decide"),
        (Verdict.DO_NOT_TREAT, "Do not needle.", "No needling."),
    ],
)
def test_the_verdict_is_one_plain_sentence(knowledge, verdict, home, clinic):
    judgement = Judgement((replace(wait(None), verdict=verdict),))
    assert headline(judgement, told(knowledge, {})).startswith(home)
    for setting in (CLINIC, TRIAL):
        assert headline(judgement, told(knowledge, {}, setting)).startswith(clinic)


def test_a_wait_names_day_and_hour_by_the_persons_own_clock(knowledge):
    until = datetime(2026, 11, 21, 18, 40, tzinfo=UTC)
    judgement = Judgement((wait(until),))
    assert headline(judgement, told(knowledge, {})) == "Wait until 21 November 2026, 19:40."
    abroad = told(knowledge, {}, timezone="Asia/Kathmandu")
    assert headline(judgement, abroad) == "Wait until 22 November 2026, 00:25."


def test_a_wait_without_a_date_says_what_must_have_happened(knowledge):
    judgement = Judgement((wait(None, "the skin has healed"),))
    assert headline(judgement, told(knowledge, {})) == "Wait until the skin has healed."


def test_a_wait_of_which_nothing_is_known_says_just_that(knowledge):
    assert headline(Judgement((wait(None),)), told(knowledge, {})) == "Wait for now."
