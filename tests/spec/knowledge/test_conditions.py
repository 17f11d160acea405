"""Conditions know three values: what is not known is never taken for false."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anagen.knowledge.conditions import (
    AllOf,
    AnyOf,
    Findings,
    Known,
    Not,
    Op,
    Test,
    Truth,
    open_questions,
    questions_of,
    read_condition,
    truth,
)
from anagen.knowledge.mistakes import KnowledgeError
from anagen.records.answers import Unknown
from anagen.records.fields import Fields

TODAY = date(2026, 11, 20)
NAMES = ("a", "b", "c", "d")
TESTS = st.sampled_from(NAMES).map(lambda name: Test(name, Op.IS, True))


def findings(**values) -> Findings:
    return Findings(TODAY, values)


def holds(condition, **values) -> Truth:
    return truth(condition, findings(**values))


def _larger(inner):
    parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return parts.map(AllOf) | parts.map(AnyOf) | inner.map(Not)


#: Conditions without `known`.
PLAIN = st.recursive(TESTS, _larger, max_leaves=8)


@st.composite
def with_known(draw, under_not=False, depth=3):
    """Conditions with `known`, which stands under an odd number of nots as files must have it."""
    kinds = ["test", *(["known"] if under_not else []), *(["all", "any", "not"] if depth else [])]
    kind = draw(st.sampled_from(kinds))
    if kind == "test":
        return draw(TESTS)
    if kind == "known":
        return Known(draw(st.sampled_from(NAMES)))
    if kind == "not":
        return Not(draw(with_known(not under_not, depth - 1)))
    parts = tuple(draw(with_known(under_not, depth - 1)) for _ in range(draw(st.integers(1, 3))))
    return AllOf(parts) if kind == "all" else AnyOf(parts)


ANSWERS = st.fixed_dictionaries(
    {}, optional={name: st.booleans() | st.sampled_from(Unknown) for name in NAMES}
)


@given(PLAIN, PLAIN, ANSWERS)
def test_not_all_is_the_same_as_some_not(one, other, values):
    assert holds(Not(AllOf((one, other))), **values) is holds(
        AnyOf((Not(one), Not(other))), **values
    )


@given(PLAIN, PLAIN, ANSWERS)
def test_not_any_is_the_same_as_all_not(one, other, values):
    assert holds(Not(AnyOf((one, other))), **values) is holds(
        AllOf((Not(one), Not(other))), **values
    )


@given(PLAIN, ANSWERS)
def test_two_nots_cancel(one, values):
    assert holds(Not(Not(one)), **values) is holds(one, **values)


@given(PLAIN, ANSWERS, st.sampled_from(NAMES), st.booleans())
def test_more_information_never_changes_what_was_settled(one, values, name, answer):
    before = holds(one, **values)
    if isinstance(values.get(name, Unknown.NOT_ASKED), Unknown) and before is not Truth.UNKNOWN:
        assert holds(one, **{**values, name: answer}) is before


@given(PLAIN, ANSWERS)
def test_what_every_answer_would_settle_the_same_way_may_still_be_unknown_but_never_wrong(
    one, values
):
    before = holds(one, **values)
    open_ = [name for name in NAMES if isinstance(values.get(name, Unknown.NOT_ASKED), Unknown)]
    for bits in range(2 ** len(open_)):
        filled = {name: bool(bits >> place & 1) for place, name in enumerate(open_)}
        assert before in (Truth.UNKNOWN, holds(one, **{**values, **filled}))


@given(with_known(), ANSWERS, st.sampled_from(NAMES))
def test_taking_an_answer_away_never_switches_a_rule_off(one, values, name):
    less = {other: value for other, value in values.items() if other != name}
    if holds(one, **values) is not Truth.FALSE:
        assert holds(one, **less) is not Truth.FALSE


@given(with_known(), ANSWERS)
def test_a_condition_is_open_exactly_while_some_answer_is_missing(one, values):
    open_ = open_questions(one, findings(**values))
    assert bool(open_) is (holds(one, **values) is Truth.UNKNOWN)
    assert len(set(open_)) == len(open_)
    assert all(isinstance(values.get(name, Unknown.NOT_ASKED), Unknown) for name in open_)


@given(with_known(), ANSWERS)
def test_every_open_question_is_one_the_condition_looks_at(one, values):
    assert set(open_questions(one, findings(**values))) <= set(questions_of(one))


@pytest.mark.parametrize("missing", list(Unknown))
def test_no_reason_for_a_missing_answer_counts_as_no(missing):
    assert holds(Test("a", Op.IS, True), a=missing) is Truth.UNKNOWN
    assert holds(Not(Test("a", Op.IS, True)), a=missing) is Truth.UNKNOWN


def test_a_question_nobody_put_is_not_known():
    assert findings().of("a") is Unknown.NOT_ASKED
    assert holds(Test("a", Op.IS, False)) is Truth.UNKNOWN


def test_one_false_part_settles_all_whatever_is_open():
    both = AllOf((Test("a", Op.IS, True), Test("b", Op.IS, True)))
    assert holds(both, a=False) is Truth.FALSE
    assert holds(both, a=True) is Truth.UNKNOWN
    assert holds(both, a=True, b=True) is Truth.TRUE


def test_one_true_part_settles_any_whatever_is_open():
    either = AnyOf((Test("a", Op.IS, True), Test("b", Op.IS, True)))
    assert holds(either, a=True) is Truth.TRUE
    assert holds(either, a=False) is Truth.UNKNOWN
    assert holds(either, a=False, b=False) is Truth.FALSE


def test_a_settled_part_asks_nothing_more():
    one = AnyOf((AllOf((Test("a", Op.IS, True), Test("b", Op.IS, True))), Test("c", Op.IS, True)))
    assert open_questions(one, findings(a=False)) == ("c",)
    assert open_questions(one, findings(c=True)) == ()


def test_a_question_that_two_parts_wait_for_is_asked_once():
    twice = AllOf((Test("a", Op.IS, True), Not(Test("a", Op.IS, False))))
    assert open_questions(twice, findings()) == ("a",)


def test_an_answer_can_be_known_without_being_yes():
    assert holds(Known("a"), a=False) is Truth.TRUE
    assert holds(Known("a")) is Truth.FALSE
    assert holds(Not(Known("a"))) is Truth.TRUE


@pytest.mark.parametrize(
    ("op", "against", "value", "expected"),
    [
        (Op.IS, True, True, True),
        (Op.IS, True, False, False),
        (Op.IS, "male", "male", True),
        (Op.IS, "hiv", ("hiv", "diabetes"), True),
        (Op.IS, "hiv", ("diabetes",), False),
        (Op.IS, "hiv", (), False),
        (Op.IN, ("male", "female"), "male", True),
        (Op.IN, ("male",), "female", False),
        (Op.IN, ("hiv", "hepatitis"), ("hepatitis",), True),
        (Op.IN, ("hiv", "hepatitis"), (), False),
        (Op.AT_LEAST, 0.5, 0.5, True),
        (Op.AT_LEAST, 0.5, 0.49, False),
        (Op.BELOW, 18, 17, True),
        (Op.BELOW, 18, 18, False),
        (Op.BETWEEN, (0.5, 1.5), 0.5, True),
        (Op.BETWEEN, (0.5, 1.5), 1.5, True),
        (Op.BETWEEN, (0.5, 1.5), 1.6, False),
        (Op.BETWEEN, (0.5, 1.5), 0.4, False),
        (Op.WITHIN_DAYS, 180, TODAY - timedelta(days=180), True),
        (Op.WITHIN_DAYS, 180, TODAY - timedelta(days=181), False),
        (Op.LONGER_THAN_DAYS, 180, TODAY - timedelta(days=181), True),
        (Op.LONGER_THAN_DAYS, 180, TODAY - timedelta(days=180), False),
    ],
)
def test_each_test_holds_up_to_its_bound_and_not_beyond(op, against, value, expected):
    assert holds(Test("a", op, against), a=value) is (Truth.TRUE if expected else Truth.FALSE)


@given(st.integers(-400, 400), st.integers(0, 400))
def test_within_and_longer_than_are_opposites(days_ago, bound):
    day = TODAY - timedelta(days=days_ago)
    within = holds(Test("a", Op.WITHIN_DAYS, bound), a=day)
    assert holds(Test("a", Op.LONGER_THAN_DAYS, bound), a=day) is Truth(2 - within)


@pytest.mark.parametrize("op", [Op.AT_LEAST, Op.WITHIN_DAYS])
def test_a_value_of_the_wrong_kind_is_our_own_fault_and_crashes(op):
    with pytest.raises(AssertionError):
        holds(Test("a", op, 1), a="word")


def read(table):
    return read_condition(Fields(table, "screen/x.toml.when", KnowledgeError))


def test_a_condition_is_read_as_it_is_written():
    table = {
        "all": [
            {"question": "a", "is": True},
            {"any": [{"question": "b", "in": ["x", "y"]}, {"not": {"known": "c"}}]},
        ]
    }
    assert read(table) == AllOf(
        (Test("a", Op.IS, True), AnyOf((Test("b", Op.IN, ("x", "y")), Not(Known("c")))))
    )


def test_a_range_may_be_a_single_number():
    assert read({"question": "a", "between": [2, 2]}) == Test("a", Op.BETWEEN, (2, 2))


def test_a_condition_names_its_questions_in_the_order_of_the_file():
    table = {"all": [{"question": "b", "is": True}, {"not": {"any": [{"known": "a"}]}}]}
    assert list(questions_of(read(table))) == ["b", "a"]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({"known": "a"}, "known only under not"),
        ({"not": {"not": {"known": "a"}}}, "known only under not"),
        ({"all": [{"known": "a"}]}, "known only under not"),
        ({"all": []}, "at least one part"),
        ({"any": "a"}, "a list"),
        (
            {"all": [{"question": "a", "is": True}], "any": [{"question": "a", "is": True}]},
            "one of",
        ),
        ({"not": {"question": "a", "is": True}, "question": "a"}, "one of not"),
        ({"any": [{"question": "a", "is": True}], "not": {"question": "a", "is": 1}}, "one of"),
        ({"question": "a"}, "exactly one of is, in"),
        ({"question": "a", "is": True, "below": 2}, "exactly one of is, in"),
        ({"question": "a", "in": "male"}, "a list"),
        ({"question": "a", "between": [1]}, "[low, high]"),
        ({"question": "a", "between": [2, 1]}, "[low, high]"),
        ({"question": "a", "between": ["1", "2"]}, "[low, high]"),
        ({"question": "a", "between": 1}, "[low, high]"),
        ({"question": "a", "between": [1, "2"]}, "[low, high]"),
        ({"question": "a", "between": [1, 2, 3]}, "[low, high]"),
        ({"question": "a", "equals": 1}, "exactly one of is, in"),
        ({"question": "a", "is": 1, "unit": "mm"}, "one of"),
        ({}, "a text"),
        ([], "a table"),
    ],
)
def test_a_condition_that_could_be_misread_is_refused(table, expected):
    with pytest.raises(KnowledgeError) as caught:
        read(table)
    assert expected in caught.value.expected
    assert caught.value.where.startswith("screen/x.toml.when")
