"""Instruments, visits and figures as files: what they hold, and what is refused."""

from __future__ import annotations

import pytest

from anagen.knowledge.figure import Figure
from anagen.knowledge.instrument import Instrument
from anagen.knowledge.mistakes import KnowledgeError
from anagen.knowledge.visit import Measured, Visit
from anagen.records.words import Setting
from tests.spec.small import BASIS, small
from tests.story import knowledge

HEAD = 'title = "A"\nsays = "B."\nreviewed = 2026-11-20\nstrength = "practice"\n'
SCORE = (
    'kind = "instrument"\nnames = ["Score"]\nhair_loss = ["areata"]\nsexes = ["female"]\n'
    'least = 0\nmost = 10\nsmallest_change = 2\nagreement = "Good."\ncannot_say = "Much."\n'
    "bands = [{ least = 0, most = 3, says = 'low' }, { least = 4, most = 10, says = 'high' }]\n"
)
GRADES = (
    'kind = "instrument"\nnames = ["Steps"]\ngrades = ["I", "II", "III"]\n'
    'agreement = "Good."\ncannot_say = "Much."\n'
)
LOOKS = (
    'kind = "visit"\nmeasured = "photos"\nwhat = "Photos"\ndays = [0, 84, 168]\n'
    "then_every_days = 168\nbaseline_days = 28\nearly_days = 7\nlate_days = 28\n"
)
NUMBER = 'kind = "figure"\nvalue = 15\nunit = "%"\n'


def loaded(folder, text: str, kind):
    """The fact that a file with these lines becomes."""
    return small(folder, {"measure/x.toml": text + HEAD + BASIS}).fact("x", kind)


def refusal(folder, text: str) -> KnowledgeError:
    with pytest.raises(KnowledgeError) as caught:
        small(folder, {"measure/x.toml": text + HEAD + BASIS})
    assert caught.value.where.startswith("measure/x.toml")
    return caught.value


@pytest.mark.parametrize(
    ("grade", "words"),
    [
        ("2", "2 of 10, low"),
        ("10", "10 of 10, high"),
        (" 3.5 ", "3.5 of 10"),
        ("11", ""),
        ("-1", ""),
        ("much", ""),
        ("", ""),
    ],
)
def test_a_score_is_read_by_its_bands(tmp_path, grade, words):
    assert loaded(tmp_path, SCORE, Instrument).reading(grade) == words


@pytest.mark.parametrize(
    ("grade", "words"), [("ii", "II, on a scale from I to III"), ("IV", ""), ("2", "")]
)
def test_a_grade_is_read_by_its_name(tmp_path, grade, words):
    assert loaded(tmp_path, GRADES, Instrument).reading(grade) == words


def test_an_instrument_whose_steps_we_do_not_hold_reads_nothing(tmp_path):
    bare = GRADES.replace('grades = ["I", "II", "III"]\n', "")
    assert loaded(tmp_path, bare, Instrument).reading("5") == ""


@pytest.mark.parametrize(
    ("loss", "sex", "fits"),
    [
        ("areata", "female", True),
        ("areata", "male", False),
        ("androgenetic", "female", False),
        (None, None, True),
        (None, "male", False),
    ],
)
def test_an_instrument_is_for_some_people_and_what_is_not_known_fits(tmp_path, loss, sex, fits):
    assert loaded(tmp_path, SCORE, Instrument).is_for(loss, sex) is fits


def test_an_instrument_that_names_nobody_is_for_everybody(tmp_path):
    assert loaded(tmp_path, GRADES, Instrument).is_for("scarring", "male")


def test_an_instrument_is_known_by_any_of_its_names(tmp_path):
    one = loaded(tmp_path, SCORE, Instrument)
    assert one.is_named(" score ")
    assert not one.is_named("scores")


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        (SCORE, '["Score"]', "[]", "at least one name"),
        (SCORE, '["areata"]', '["patchy"]', "words among androgenetic"),
        (SCORE, '["female"]', '["woman"]', "words among female"),
        (SCORE, "most = 10\n", "", "grades, or least and most"),
        (SCORE, "least = 0\nmost", 'grades = ["I"]\nleast = 0\nmost', "grades, or least and most"),
        (SCORE, "{ least = 4", "{ least = 2", "bands in order"),
        (SCORE, "says = 'low'", "says = 'low', colour = 1", "one of least, most, says"),
        (SCORE, "agreement", "agrees", "a text"),
        (LOOKS, "[0, 84, 168]", "[84, 168]", "beginning with the baseline"),
        (LOOKS, "[0, 84, 168]", "[0, 168, 84]", "beginning with the baseline"),
        (LOOKS, "[0, 84, 168]", "[0, 84.5]", "beginning with the baseline"),
        (LOOKS, "[0, 84, 168]", "84", "beginning with the baseline"),
        (LOOKS, '"photos"', '"mirror"', "photos, hairs"),
        (LOOKS, "late_days = 28", "late_weeks = 4", "a number from 0 to 365"),
        (NUMBER, 'unit = "%"', "", "a text"),
        (NUMBER, "value = 15", 'value = "15 %"', "a number from"),
        (NUMBER, "value = 15", "value = 15\nerror = 1", "one of"),
    ],
)
def test_a_file_that_could_be_misread_is_refused(tmp_path, text, old, new, expected):
    assert text.count(old) == 1
    assert expected in refusal(tmp_path, text.replace(old, new)).expected


def test_looks_go_on_at_the_same_gap_after_the_last_day_that_is_named(tmp_path):
    visit = loaded(tmp_path, LOOKS, Visit)
    assert [visit.day(number) for number in range(5)] == [0, 84, 168, 336, 504]
    assert visit.settings == tuple(Setting)
    assert visit.measured is Measured.PHOTOS


def test_a_figure_has_its_unit(tmp_path):
    figure = loaded(tmp_path, NUMBER, Figure)
    assert (figure.value, figure.unit) == (15, "%")


@pytest.mark.parametrize(
    ("scale", "grade", "words"),
    [
        ("SALT", "20", "20 of 100, limited"),
        ("SALT", "21", "21 of 100, moderate"),
        ("SALT", "50", "50 of 100, severe"),
        ("SALT", "95", "95 of 100, very severe"),
        ("DLQI", "1", "1 of 30, no effect"),
        ("DLQI", "11", "11 of 30, very large effect"),
        ("Norwood", "III vertex", "III vertex, on a scale from I to VII"),
        ("Ludwig", "II", "II, on a scale from I to III"),
        ("7-point", "-2", "-2 of 3, worse"),
    ],
)
def test_the_bands_of_the_shipped_instruments_are_those_of_their_sources(scale, grade, words):
    (one,) = [each for each in knowledge().of_kind(Instrument) if each.is_named(scale)]
    assert one.reading(grade) == words


def test_no_two_shipped_instruments_share_a_name():
    names = [name.casefold() for one in knowledge().of_kind(Instrument) for name in one.names]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("id", "value", "unit"),
    [
        ("first_verdict", 168, "days"),
        ("perceptible_change", 15, "%"),
        ("pictures_each_visit", 3, "pictures"),
        ("worthwhile_likely", 0.8, "chance"),
        ("worthwhile_unlikely", 0.2, "chance"),
    ],
)
def test_the_figures_that_decide_are_these(id, value, unit):
    figure = knowledge().fact(id, Figure)
    assert (figure.value, figure.unit) == (value, unit)
