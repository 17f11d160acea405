"""Contradictions that can be seen in print: each is found, and what is sound is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anagen.evidence.effects import se_from_interval
from anagen.evidence.lint import Printed, Shares, Split, Trouble, linted
from anagen.evidence.review import Scale
from anagen.evidence.table import Line
from anagen.evidence.terms import FigureUnit

SMD, MD, RR = Scale.SMD, Scale.MD, Scale.RR
ARMS = {"n1": 20.0, "mean1": 20.2, "sd1": 11.2, "n2": 22.0, "mean2": 2.8, "sd2": 16.5}


def named(**given):
    return [found.trouble for found in linted(**given)]


def line(number=2, study="A", unit=FigureUnit.PER_CM2, **numbers):
    return Line(number, study, numbers or ARMS, unit)


SOUND = [
    Printed("Ahmed, count", SMD, 1.32, 0.73, 1.92),
    Printed("Ahmed, width", SMD, 0.34, 0.11, 0.58),
    Printed("Abdi", SMD, 1.76, 1.26, 2.26),
    Printed("Pei, count", MD, 13.36, 8.55, 18.16, z=5.45),
    Printed("Pei, density", MD, 18.11, 13.70, 22.52, z=8.04),
    Printed("Pei, width", MD, 2.50, 0.99, 4.02, z=3.23),
    Printed("Pei, doctors", RR, 2.03, 1.62, 2.53),
    Printed("Cochrane, self", RR, 1.93, 1.51, 2.47),
    Printed("Cochrane, doctors", RR, 2.35, 1.68, 3.28),
    Printed("Cochrane, harm", RR, 1.24, 0.82, 1.87),
    Printed("Meznerics", MD, -2.04, -4.72, 0.65, p=0.14),
]


def test_lines_that_reviews_printed_soundly_are_left_alone():
    assert linted(printed=SOUND) == ()


def test_the_impossible_smd_of_2024_is_found():
    (found,) = linted(printed=[Printed("Xu 2024, count", SMD, 15.82, 12.34, 19.31)])
    assert found.trouble is Trouble.IMPOSSIBLE_SMD
    assert "SMD 15.82 (12.34 to 19.31)" in found.says
    assert "SMD 15.82;" in linted(printed=[Printed("Xu 2024", SMD, 15.82)])[0].says
    assert named(printed=[Printed("as MD", MD, 15.82, 12.34, 19.31)]) == []


def test_a_whole_that_lies_outside_its_parts_is_found():
    whole = Printed("whole", MD, 15.82, 12.34, 19.31)
    parts = [Printed("shallow", MD, 1.16, of="whole"), Printed("deep", MD, 0.52, of="whole")]
    assert named(printed=[whole, *parts]) == [Trouble.TOTAL_OUTSIDE_PARTS]
    inside = Printed("whole", MD, 0.80, 0.40, 1.20)
    assert named(printed=[inside, *parts]) == []
    assert named(printed=[whole, parts[0]]) == []


def test_a_line_printed_twice_is_found_once():
    again = Printed("Pei, count again", MD, 13.36, 8.55, 18.16)
    (found,) = linted(printed=[*SOUND, again])
    assert (found.trouble, found.place) == (Trouble.REPEATED_LINE, "Pei, count again")
    assert "Pei, count" in found.found


@pytest.mark.parametrize(
    ("printed", "trouble"),
    [
        (Printed("a", MD, 13.36, 8.55, 18.16, z=6.45), Trouble.INTERVAL_AND_Z),
        (Printed("a", MD, 13.36, 8.55, 18.16, z=-5.55), Trouble.INTERVAL_AND_Z),
        (Printed("a", MD, 13.36, 3.55, 18.16), Trouble.INTERVAL_OFF_CENTRE),
        (Printed("a", MD, 31.36, 8.55, 18.16), Trouble.INTERVAL_OFF_CENTRE),
        (Printed("a", RR, 1.99, 1.51, 2.47), Trouble.INTERVAL_OFF_CENTRE),
        (Printed("a", MD, -2.04, -4.72, 0.65, p=0.01), Trouble.INTERVAL_AND_P),
        (Printed("a", MD, 2.50, 0.99, 4.02, p=0.3), Trouble.INTERVAL_AND_P),
    ],
)
def test_figures_of_one_line_that_disagree_are_found(printed, trouble):
    assert named(printed=[printed]) == [trouble]


@settings(deadline=None)
@given(
    st.floats(-50, 50), st.floats(0.2, 20), st.sampled_from([1, 2, 3]), st.sampled_from([MD, RR])
)
def test_a_line_that_is_only_rounded_is_never_accused(effect, se, digits, scale):
    shift = effect if scale is MD else effect / 50
    middle, low, high = (shift + by * (se if scale is MD else se / 40) for by in (0, -1.96, 1.96))
    z = round(middle / se_from_interval(low, high), 2)
    if scale is RR:
        middle, low, high = (2.718281828**one for one in (middle, low, high))
    figures = [round(one, digits) for one in (middle, low, high)]
    if figures[1] < figures[2] and figures[1] > (0 if scale is RR else -1e9):
        assert named(printed=[Printed("a", scale, *figures, z=z)]) == []


def test_parts_are_counted_question_by_question():
    whole = Printed("whole", MD, 1.0, 0.5, 1.5, people=100, trials=4)
    parts = [
        Printed(f"{family} {place}", MD, 1.0, of="whole", family=family, people=n, trials=2)
        for family, sizes in (("depth", (60, 40)), ("weeks", (60, 25)))
        for place, n in enumerate(sizes)
    ]
    (found,) = linted(printed=[whole, *parts])
    assert found.trouble is Trouble.PARTS_AND_TOTAL
    assert "85 people in a whole of 100" in found.found


def test_shares_that_people_cannot_make_are_found():
    assert named(shares=[Shares("Jha", 31, (87.1, 64.5, 48.4)), Shares("Shah", 25, (88.0,))]) == []
    found = linted(shares=[Shares("e70408, sex", 40, (28.57, 71.43))])
    assert [one.trouble for one in found] == [Trouble.PERCENT_AND_N] * 2
    assert "28.57 % of 40" in found[0].found


@settings(deadline=None)
@given(st.integers(1, 400), st.integers(0, 400), st.sampled_from([0, 1, 2]))
def test_a_share_that_people_made_is_never_accused(n, had, digits):
    percent = round(100 * min(had, n) / n, digits)
    assert named(shares=[Shares("a", n, (percent,))]) == []


def test_arms_that_do_not_sum_to_the_participants_are_found():
    assert named(splits=[Split("North India 2025", 60, (40, 30, 30))]) == [
        Trouble.ARMS_AND_PARTICIPANTS
    ]
    assert named(splits=[Split("Jha 2019", 93, (31, 31, 31))]) == []
    assert named(trials=[line(**ARMS, participants=50.0)]) == [Trouble.ARMS_AND_PARTICIPANTS]
    assert named(trials=[line(**ARMS, participants=42.0)]) == []


@pytest.mark.parametrize(
    ("change", "trouble"),
    [
        ({"sd1": 0.0}, Trouble.ZERO_SD),
        ({"sd2": -1.0}, Trouble.ZERO_SD),
        ({"n1": 1.0}, Trouble.ONE_PERSON),
        ({"n2": 0.0}, Trouble.ONE_PERSON),
        ({"sd1": 1.8, "sd2": 2.7}, Trouble.IMPOSSIBLE_SMD),
        ({"p": 0.5}, Trouble.P_AND_FIGURES),
    ],
)
def test_a_trial_with_figures_that_cannot_be_is_found(change, trouble):
    assert named(trials=[line(**ARMS | change)]) == [trouble]
    assert named(trials=[line()]) == []


def test_a_standard_error_of_nought_stops_everything():
    (found,) = linted(trials=[line(effect=3.0, se=0.0)])
    assert found.stops
    assert "se" in str(found.as_mistake())


def test_a_mean_of_whole_counts_fits_its_n():
    field = FigureUnit.PER_FIELD
    strange = ARMS | {"mean1": 28.26}
    assert named(trials=[line(unit=field, **strange)]) == [Trouble.MEAN_AND_N]
    assert named(trials=[line(unit=field, **ARMS | {"mean1": 28.25, "mean2": 2.82})]) == []
    assert named(trials=[line(**strange)]) == []


def test_a_p_value_that_no_test_gives_is_found():
    printed = {"n1": 17.0, "events1": 9.0, "n2": 17.0, "events2": 3.0}
    (found,) = linted(trials=[line(**printed, p=0.037)])
    assert found.trouble is Trouble.P_AND_FIGURES
    assert "0.031 by chi²" in found.expected
    assert "0.071 by Fisher" in found.expected
    for p in (0.031, 0.071):
        assert named(trials=[line(**printed, p=p)]) == []
    assert named(trials=[line(n1=9.0, events1=0.0, n2=9.0, events2=0.0, p=1.0)]) == []
    assert named(trials=[line(n1=9.0, events1=10.0, n2=9.0, events2=0.0, p=1.0)]) == []


def test_a_p_value_of_a_t_test_is_left_alone():
    assert named(trials=[line(**ARMS, p=0.0003)]) == []


def test_lines_of_a_table_that_repeat_each_other_are_found():
    assert named(trials=[line(2, "A"), line(3, "B")]) == [Trouble.REPEATED_LINE]
    assert named(trials=[line(2, "A"), line(3, "a", **ARMS | {"n1": 21.0})]) == [
        Trouble.SAME_STUDY_TWICE
    ]


def test_units_that_can_be_turned_into_one_are_told_and_others_stop_everything():
    other = ARMS | {"n1": 21.0}
    inches = line(3, "B", FigureUnit.PER_INCH2, **other)
    (found,) = linted(trials=[line(), inches])
    assert (found.trouble, found.stops) == (Trouble.CONVERTED_UNITS, False)
    for unit in (FigureUnit.MICROMETRES, FigureUnit.NOT_STATED):
        (found,) = linted(trials=[line(), line(3, "B", unit, **other)])
        assert (found.trouble, found.stops) == (Trouble.MIXED_UNITS, True)
