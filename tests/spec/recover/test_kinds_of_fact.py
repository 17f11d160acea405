"""The kinds of fact that recovery brings: what they hold, and what they refuse."""

from datetime import date

import pytest

from anagen.knowledge.aftercare import DEEPEST_MM, read_aftercare
from anagen.knowledge.cause import Side, read_cause
from anagen.knowledge.check_in import read_check_in
from anagen.knowledge.conditions import Op, Test
from anagen.knowledge.effect import read_effect
from anagen.knowledge.fact import Strength
from anagen.knowledge.mistakes import KnowledgeError
from anagen.knowledge.shedding_test import read_shedding_test
from anagen.knowledge.technique_change import read_technique_change
from anagen.records.fields import Fields
from anagen.records.words import Setting, Step, Triage

HEADER = {
    "id": "small",
    "step": Step.RECOVER,
    "title": "Small",
    "says": "Something.",
    "reviewed": date(2026, 11, 20),
    "strength": Strength.PRACTICE,
    "basis": (),
    "clinician_reviewed": False,
}
SEEN = {"question": "scalp_signs", "is": "redness"}
EFFECT = {
    "usual_hours_most": 72,
    "see_someone_after_hours": 168,
    "at_first": "expected",
    "later": "within_two_weeks",
    "clock": "hours_since_session",
    "until_says": "it has gone",
    "when": SEEN,
}
FOR = {"side": "for", "weight": 2, "says": "So it is.", "when": SEEN}
AGAINST = {"side": "against", "weight": 1, "says": "So it is not.", "when": SEEN}
TEST = {
    "cannot_say": "Much.",
    "not_done": "Not done.",
    "readings": [{"says": "High.", "when": SEEN}],
}


def fact(read, entries):
    return read(Fields(entries, "recover/small.toml", KnowledgeError), HEADER)


def check_refused(read, entries, place, words):
    with pytest.raises(KnowledgeError) as caught:
        fact(read, entries)
    assert place in str(caught.value)
    assert words in str(caught.value)


def test_an_effect_holds_its_course_and_its_clock():
    effect = fact(read_effect, EFFECT)
    assert effect.conditions == (Test("hours_since_session", Op.AT_LEAST, 0),)
    assert effect.when == Test("scalp_signs", Op.IS, "redness")
    assert effect.triage_at(72) is Triage.EXPECTED
    assert effect.triage_at(73) is Triage.SELF_CARE
    assert effect.triage_at(169) is Triage.WITHIN_TWO_WEEKS


def test_an_effect_that_begins_urgent_never_becomes_self_care():
    entries = {**EFFECT, "at_first": "within_two_weeks", "later": "same_day"}
    assert fact(read_effect, entries).triage_at(100) is Triage.WITHIN_TWO_WEEKS


def test_an_effect_may_stand_without_a_clock_or_a_sign():
    bare = {name: EFFECT[name] for name in list(EFFECT)[:4]}
    effect = fact(read_effect, bare)
    assert (effect.when, effect.clock, effect.conditions) == (None, "", ())


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        ({"see_someone_after_hours": 71}, "see_someone_after_hours", "after usual_hours_most"),
        ({"later": "expected", "at_first": "same_day"}, "later", "no milder than at_first"),
        ({"at_first": "soon"}, "at_first", "one of expected"),
        ({"when": None}, "clock", "beside when and until_says"),
        ({"until_says": None}, "clock", "beside when and until_says"),
        ({"usual_hours": 1}, "usual_hours", "usual_hours_most"),
    ],
)
def test_an_effect_whose_course_makes_no_sense_does_not_load(change, place, words):
    entries = {name: value for name, value in {**EFFECT, **change}.items() if value is not None}
    check_refused(read_effect, entries, place, words)


def test_a_cause_holds_arguments_on_both_sides():
    cause = fact(read_cause, {"arguments": [FOR, AGAINST]})
    assert [(one.side, one.weight) for one in cause.arguments] == [
        (Side.FOR, 2),
        (Side.AGAINST, 1),
    ]
    assert len(cause.conditions) == 2


@pytest.mark.parametrize("arguments", [[FOR], [AGAINST], []])
def test_a_cause_nothing_can_speak_against_does_not_load(arguments):
    check_refused(read_cause, {"arguments": arguments}, "arguments", "one for and one against")


@pytest.mark.parametrize(
    ("change", "words"),
    [({"weight": 4}, "from 1 to 3"), ({"side": "beside"}, "for, against"), ({"why": 1}, "why")],
)
def test_an_argument_that_makes_no_sense_does_not_load(change, words):
    check_refused(read_cause, {"arguments": [{**FOR, **change}, AGAINST]}, "arguments[0]", words)


def test_a_shedding_test_holds_its_readings():
    test = fact(read_shedding_test, TEST)
    assert [reading.says for reading in test.readings] == ["High."]
    assert test.conditions == (test.readings[0].when,)


def test_a_shedding_test_without_a_reading_does_not_load():
    check_refused(read_shedding_test, {**TEST, "readings": []}, "readings", "at least one reading")


def test_aftercare_fits_its_setting_and_depth():
    care = fact(read_aftercare, {"settings": ["home"], "up_to_mm": 0.5, "order": 1})
    assert care.fits(Setting.HOME, 0.5)
    assert not care.fits(Setting.HOME, 0.51)
    assert not care.fits(Setting.CLINIC, 0.5)


def test_aftercare_without_bounds_is_for_everybody():
    care = fact(read_aftercare, {"order": 1})
    assert all(care.fits(setting, DEEPEST_MM) for setting in Setting)
    deep = fact(read_aftercare, {"deeper_than_mm": 0.5, "order": 1})
    assert not deep.fits(Setting.HOME, 0.5)
    assert deep.fits(Setting.HOME, 0.51)


def test_aftercare_for_no_depth_at_all_does_not_load():
    entries = {"deeper_than_mm": 0.5, "up_to_mm": 0.5, "order": 1}
    check_refused(read_aftercare, entries, "up_to_mm", "above deeper_than_mm")


def test_a_check_in_has_its_hour():
    assert fact(read_check_in, {"hours_after": 24}).hours_after == 24
    check_refused(read_check_in, {"hours_after": 0}, "hours_after", "from 1")


def test_a_change_of_technique_has_its_condition_and_place():
    change = fact(read_technique_change, {"when": SEEN, "order": 3})
    assert (change.when, change.order) == (Test("scalp_signs", Op.IS, "redness"), 3)
    check_refused(read_technique_change, {"order": 3}, "when", "a table")
