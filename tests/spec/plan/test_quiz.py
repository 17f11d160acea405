"""The short quiz before a longer needle: what it asks, how it is marked, when it opens again."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anagen.care.case import case_of
from anagen.care.plan.quiz import Marked, marked, quiz_answer, quiz_for, quiz_opens
from anagen.care.plan.steps_up import step_in
from anagen.knowledge.fact import Strength
from anagen.knowledge.hold import LeaveOff
from anagen.knowledge.library import Knowledge
from anagen.knowledge.mistakes import KnowledgeError
from anagen.knowledge.quiz import QuizQuestion, read_quiz_question
from anagen.knowledge.rule import Rule
from anagen.records.answers import Answer, Unknown
from anagen.records.fields import Fields
from anagen.records.words import Setting, Step, Triage, Verdict
from tests.spec.plan.telling import CLINICS, verdict
from tests.story import NOW, case, knowledge, record

HOUR = timedelta(hours=1)
QUESTIONS = quiz_for(case())
RIGHT = {question.id: question.right for question in QUESTIONS}
CHOICES = {question.id: [choice.id for choice in question.choices] for question in QUESTIONS}

ALL_BUT_THE_QUIZ = {"needle_mm": 0.5, "calm_recoveries": 4}


def question(id: str) -> QuizQuestion:
    """One question of the quiz."""
    return knowledge().fact(id, QuizQuestion)


def right_says(id: str) -> str:
    """The right choice of a question, in words."""
    one = question(id)
    return next(choice.says for choice in one.choices if choice.id == one.right)


def wrong_says(id: str) -> str:
    """All the wrong choices of a question, in words."""
    one = question(id)
    return " ".join(choice.says for choice in one.choices if choice.id != one.right)


def tried(answers, at=NOW):
    """The answers of a person whose quiz was marked at a moment."""
    return {"quiz_passed": quiz_answer(marked(answers, knowledge()), at)}


def after(answers, later):
    """The case of such a person some time after."""
    told = record("home", {"quiz_passed": None})
    return case_with(told, {**told.answers, **answers}, NOW + later)


def case_with(told, answers, now):
    """The case of a record whose answers are these."""
    return case_of(replace(told, answers=answers), knowledge(), now)


# What it asks


def test_eight_questions_stand_in_their_order():
    orders = [one.order for one in QUESTIONS]
    assert orders == sorted(set(orders))
    assert len(QUESTIONS) == 8
    assert "Eight questions" in knowledge().questions["quiz_passed"].hint


def test_the_depth_is_the_limit_at_home():
    rail = knowledge().guardrail("needle_mm", Setting.HOME)
    assert right_says("quiz_depth") == f"{rail.most:g} mm"
    assert f"{rail.most:g} mm is the most" in question("quiz_depth").says
    assert f"{rail.start:g} mm" in question("quiz_depth").says
    assert f"{rail.most:g} mm" not in wrong_says("quiz_depth")


def test_the_gap_is_the_one_of_the_longer_needle():
    step = step_in(case())
    longer = knowledge().guardrail("gap_days", Setting.HOME, depth_mm=step.to_mm)
    assert right_says("quiz_gap") == f"At least {longer.least:g} days"
    assert f"{step.to_mm:g} mm needles" in question("quiz_gap").ask
    assert f"With {step.to_mm:g} mm at least {longer.least:g} days" in question("quiz_gap").says
    assert f"{longer.least:g} days" not in wrong_says("quiz_gap")


def test_the_hold_of_minoxidil_is_the_one_that_advice_gives():
    hold = knowledge().fact("hold_minoxidil", LeaveOff)
    hours = sorted({length.hours for length in hold.lasts})
    assert f"at least {hours[0]:g} hours" in right_says("quiz_minoxidil")
    assert f"at least {hours[0]:g} hours, in some cases {hours[1]:g}" in (
        question("quiz_minoxidil").says
    )
    assert len(hours) == 2
    assert hold.needs_calm_skin
    assert "never try it for the first time on a session day" in right_says("quiz_minoxidil")
    assert "first time on a session day" in hold.first_use.says


def test_the_red_flag_is_the_emergency_that_triage_names():
    rule = knowledge().fact("spreading_with_fever", Rule)
    assert rule.triage is Triage.EMERGENCY_NOW
    act = "the emergency number or go to an emergency department now"
    assert act in right_says("quiz_red_flags")
    assert act in rule.says
    assert knowledge().fact("infection_signs", Rule).triage is Triage.SAME_DAY
    assert "the same day" in question("quiz_red_flags").says


def test_skin_that_has_not_recovered_and_shared_needles_are_what_the_rules_say():
    assert knowledge().fact("skin_not_recovered", Rule).verdicts[Setting.HOME] is Verdict.WAIT
    assert question("quiz_sore_skin").right == "wait"
    shared = knowledge().fact("shared_needles", Rule)
    assert shared.verdicts[Setting.HOME] is Verdict.DO_NOT_TREAT
    assert "never shared" in right_says("quiz_sharing")
    assert "not make needles sterile" in question("quiz_sharing").says


def test_the_goal_is_pink_and_shedding_is_no_success():
    assert "light pink" in right_says("quiz_endpoint")
    assert "Stop when the skin is light pink" in knowledge().facts["endpoint_home"].says
    assert right_says("quiz_shedding").startswith("Nothing about success")


# How it is marked


def test_all_right_passes_and_nothing_else_does():
    assert marked(RIGHT, knowledge()) == Marked(passed=True, wrong=())


@pytest.mark.parametrize("id", RIGHT)
def test_one_wrong_answer_never_passes_and_is_explained(id):
    for choice in {*CHOICES[id], "nobody knows", "", "None"} - {RIGHT[id]}:
        marks = marked({**RIGHT, id: choice}, knowledge())
        assert not marks.passed
        (point,) = marks.wrong
        assert (point.fact, point.says, point.basis) == (id, question(id).says, question(id).basis)


@pytest.mark.parametrize("count", range(1, 4))
def test_taking_answers_away_never_passes(count):
    for gone in combinations(RIGHT, count):
        left = {id: choice for id, choice in RIGHT.items() if id not in gone}
        marks = marked(left, knowledge())
        assert not marks.passed
        assert {point.fact for point in marks.wrong} == set(gone)


@given(st.dictionaries(st.sampled_from([*RIGHT, "quiz_of_another"]), st.text()))
def test_whatever_is_sent_is_marked_without_a_fault(answers):
    known = {id: choice for id, choice in answers.items() if id in RIGHT}
    assert marked(answers, knowledge()).passed is (known == RIGHT)


def test_an_answer_to_an_unknown_question_counts_for_nothing():
    assert marked({**RIGHT, "quiz_of_another": "yes"}, knowledge()).passed
    assert not marked({"quiz_of_another": "yes"}, knowledge()).passed


def test_where_there_are_no_questions_nobody_passes():
    bare = Knowledge("none", {}, {}, {})
    assert marked({}, bare) == Marked(passed=False, wrong=())


def test_the_marks_open_or_close_the_longer_needle():
    said = ALL_BUT_THE_QUIZ
    assert verdict("home", {**said, "quiz_passed": marked(RIGHT, knowledge()).passed}) is (
        Verdict.PROCEED
    )
    assert verdict("home", {**said, "quiz_passed": marked({}, knowledge()).passed}) is Verdict.WAIT


# When it opens again


def rest():
    return timedelta(hours=step_in(case()).quiz_again_hours)


def test_a_failed_try_rests_to_the_minute():
    failed = tried({})
    opens = NOW + rest()
    assert quiz_opens(after(failed, timedelta(0))) == opens
    assert quiz_opens(after(failed, rest() - timedelta(seconds=1))) == opens
    assert quiz_opens(after(failed, rest())) is None


def test_nobody_waits_who_has_not_failed():
    assert quiz_opens(after({}, HOUR)) is None
    assert quiz_opens(after(tried(RIGHT), timedelta(0))) is None


@pytest.mark.parametrize("value", [False, *Unknown])
def test_what_the_person_said_is_no_failed_try(value):
    told = {"quiz_passed": Answer(value, NOW)}
    assert quiz_opens(after(told, timedelta(0))) is None


@pytest.mark.parametrize("setting", CLINICS)
def test_where_no_needle_is_earned_there_is_no_quiz(setting):
    one = case(setting, {"quiz_passed": None})
    told = case_with(one.record, tried({}), NOW)
    assert quiz_for(one) == ()
    assert quiz_opens(told) is None


@pytest.mark.parametrize("needle_mm", [0.25, 0.5])
def test_a_quiz_taken_early_stays_among_the_questions(needle_mm):
    asked = knowledge().questions["quiz_passed"]
    assert case("home", {"needle_mm": needle_mm, "quiz_passed": True}).asks(asked)
    assert case("home", {"needle_mm": needle_mm, "quiz_passed": False}).asks(asked)
    bare = case("home", {"needle_mm": needle_mm, "quiz_passed": None})
    assert bare.asks(asked) is (needle_mm > 0.25)


# The order of choices


def places(at):
    """Where the right choice of each question stands at a moment."""
    return [
        [choice.id for choice in one.choices].index(one.right) for one in quiz_for(case(now=at))
    ]


def test_everybody_sees_the_same_order_at_the_same_moment():
    other = case("home", {"sex": "female", "birth_year": 1960}, timezone="Asia/Tokyo")
    assert quiz_for(case()) == quiz_for(other)


def test_turning_keeps_every_choice():
    for hour in range(30):
        for one in quiz_for(case(now=NOW + hour * HOUR)):
            assert sorted(choice.id for choice in one.choices) == sorted(CHOICES[one.id])


@pytest.mark.parametrize("hour", range(30))
@pytest.mark.parametrize("later", [rest(), timedelta(days=1)])
def test_from_try_to_try_every_right_choice_moves(hour, later):
    at = NOW + hour * HOUR
    assert all(one != other for one, other in zip(places(at), places(at + later), strict=True))


# What its files refuse

HEADER = {
    "id": "small", "step": Step.PLAN, "title": "Small", "says": "So.",
    "reviewed": date(2026, 11, 20), "strength": Strength.PRACTICE, "basis": (),
    "clinician_reviewed": False,
}  # fmt: skip
SMALL = {
    "ask": "What?",
    "choices": [{"id": id, "says": id} for id in "abc"],
    "right": "b",
    "order": 1,
}


def read(**changes):
    return read_quiz_question(Fields({**SMALL, **changes}, "plan/q.toml", KnowledgeError), HEADER)


def test_a_question_holds_what_was_written():
    assert (read().right, len(read().choices), read().order) == ("b", 3, 1)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"ask": ""}, "ask"),
        ({"right": "d"}, "right"),
        ({"choices": SMALL["choices"][:2]}, "choices"),
        ({"choices": [{"id": id, "says": id} for id in "abcde"]}, "choices"),
        ({"choices": [{"id": id, "says": id} for id in "abb"]}, "choices"),
        ({"choices": [{"id": "a", "says": "a", "right": True}]}, "choices[0].right"),
        ({"order": 0.5}, "order"),
        ({"hint": "b"}, "hint"),
    ],
)
def test_a_faulty_question_is_refused_with_its_place(changes, place):
    with pytest.raises(KnowledgeError) as error:
        read(**changes)
    assert error.value.where == f"plan/q.toml.{place}"
