"""A table of trials: read as it is meant, or refused in one line that says where and what."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anagen.evidence.discrepancy import Trouble
from anagen.evidence.pool import pooled
from anagen.evidence.report import Report, told
from anagen.evidence.table import lines_of
from anagen.evidence.terms import FigureUnit
from anagen.evidence.trials import Measure, gathered
from anagen.records.mistakes import Mistake

MEANS = "study,n1,mean1,sd1,n2,mean2,sd2"
OLSEN = "Olsen,139,18.6,25.4,78,3.9,21.7"
LUCKY = "Lucky,101,26.0,19.5,51,9.4,14.6"


def table(*lines):
    return "\n".join(lines)


def read(*lines, measure=None):
    return gathered(lines_of(table(*lines)), measure)


def test_means_become_differences_and_standardised_ones_on_request():
    found = read(MEANS, OLSEN, LUCKY)
    assert [round(one.effect, 1) for one in found.effects] == [14.7, 16.6]
    assert (found.measure, found.discrepancies[-1].trouble) == (Measure.MD, Trouble.FEW_STUDIES)
    small = read(MEANS, OLSEN, LUCKY, measure=Measure.SMD)
    assert all(one.unit is FigureUnit.SD and one.effect < 1 for one in small.effects)


@pytest.mark.parametrize("parted_by", [";", "\t"])
def test_other_marks_between_columns_are_understood(parted_by):
    text = table(MEANS, "", OLSEN, LUCKY, ",,,,,,").replace(",", parted_by)
    assert gathered(lines_of(text)).effects == read(MEANS, OLSEN, LUCKY).effects


def test_columns_may_stand_in_any_order_and_case():
    text = table(" SE , Study,Effect", "3.27,Olsen,14.7", "2.82,Lucky,−16.6")
    assert [one.effect for one in gathered(lines_of(text)).effects] == [14.7, -16.6]


def test_counts_of_events_become_ratios():
    found = read("study,n1,events1,n2,events2", "Jha,31,27,31,15", "Dhurat,50,40,44,0")
    assert found.measure is Measure.RR
    assert math.exp(found.effects[0].effect) == pytest.approx(1.8)
    assert Trouble.EMPTY_CELL in [one.trouble for one in found.discrepancies]


def test_trials_that_say_nothing_of_a_ratio_are_left_out_and_named():
    found = read("study,n1,events1,n2,events2", "A,31,27,31,15", "B,20,0,20,0", "C,31,20,31,15")
    assert [one.study for one in found.effects] == [one.study for one in found.lines] == ["A", "C"]
    assert (found.discrepancies[0].trouble, found.discrepancies[0].place) == (
        Trouble.NO_EVENTS,
        "line 3 (B)",
    )


def test_an_effect_may_come_with_its_interval_or_its_p():
    found = read(
        "study,effect,se,low,high,p,n1,n2",
        "A,13.36,,8.55,18.16,,,", "B,69.2,,,,0.039,50,44", "C,3,1.5,,,,,",
    )  # fmt: skip
    assert [round(one.se, 2) for one in found.effects] == [2.45, 33.05, 1.5]
    assert [one.note for one in found.effects] == [
        "error from its interval", "error from its p-value", "",
    ]  # fmt: skip


def test_a_printed_ratio_is_taken_with_its_interval():
    found = read(
        "study,effect,low,high", "A,1.93,1.51,2.47", "B,2.35,1.68,3.28", measure=Measure.RR
    )
    assert math.exp(found.effects[0].effect) == pytest.approx(1.93)
    assert found.effects[0].se == pytest.approx(0.1256, abs=1e-4)


def test_counts_per_inch_and_per_field_meet_per_square_centimetre():
    found = read(
        "study,effect,se,unit,area_cm2",
        "A,10.63,2,per_inch2,", "B,3,1,per_field,0.5", "C,6,2,per_cm2,",
    )  # fmt: skip
    assert [round(one.effect, 2) for one in found.effects] == [1.65, 6.0, 6.0]
    assert {one.unit for one in found.effects} == {FigureUnit.PER_CM2}
    assert found.discrepancies[0].trouble is Trouble.CONVERTED_UNITS


def test_millimetres_are_thousands_of_micrometres():
    found = read("study,effect,se,unit", "A,0.006,0.002,mm", "B,5,2,um")
    assert [one.effect for one in found.effects] == pytest.approx([6.0, 5.0])


def test_a_standardised_pool_may_mix_units_because_it_has_none():
    mixed = (MEANS + ",unit", OLSEN + ",per_cm2", LUCKY + ",um")
    with pytest.raises(Mistake, match="per_cm2 and um"):
        read(*mixed)
    assert len(read(*mixed, measure=Measure.SMD).effects) == 2


def test_changes_are_compared_where_both_visits_and_their_correlation_are_known():
    head = MEANS + ",baseline1,baseline_sd1,baseline2,baseline_sd2,correlation"
    rows = ("A,20,60,10,20,50,10,40,10,45,10,0.5", "B,20,61,10,20,50,10,40,10,45,10,0.5")
    found = read(head, *rows)
    assert found.effects[0].effect == pytest.approx(15.0)
    assert found.effects[0].note == "change from baseline"
    plain = read(head, *(row.rpartition(",")[0] + "," for row in rows))
    assert plain.effects[0].effect == pytest.approx(10.0)
    assert plain.discrepancies[0].trouble is Trouble.NO_CORRELATION


BAD = [
    ("", "table: found nothing"),
    ("\n\n", "table: found nothing"),
    (MEANS, "studies: found no study"),
    (table(MEANS, OLSEN), "studies: found one study"),
    (table("study,n1,mean1,sd1,n2,mean2", "A,1,1,1,1,1"), "no column sd2"),
    (table("study,effect", "A,1"), "no column se"),
    (table("trial,effect,se", "A,1,1"), "a column study"),
    (table("study,effect,se,se", "A,1,1,1"), "se twice"),
    (table("study,effect,se", *["A,1,1"] * 10_000), "10001 lines"),
    (table("study,effect,se", "A,1,1,1"), "line 2: found 4 cells"),
    (table("study,effect,se", ",1,1"), "line 2: found no study"),
    (table("study,effect,se", "A,about 3,1"), "line 2 (A), effect: found 'about 3'"),
    (table("study,effect,se", 'A,"12,5",1'), "line 2 (A), effect: found '12,5'"),
    (table("study,effect,se", "A,nan,1"), "line 2 (A), effect"),
    (table("study,effect,se", "A,1e300,1"), "a size from 1e-09 to 1e+12"),
    (table("study,effect,se", "A,1,0"), "line 2 (A), se: found 0"),
    (table("study,effect,se", "A,1,", "B,1,1"), "an effect without its error"),
    (table("study,effect,se", "A,,1", "B,1,1"), "no whole set of figures"),
    (table("study,effect,se,unit", "A,1,1,hairs"), "the unit 'hairs'"),
    (table("study,effect,se,unit", "A,1,1,per_field", "B,1,1,per_field"), "area_cm2"),
    (table("study,effect,se,unit", "A,1,1,per_cm2", "B,1,1,"), "per_cm2 and not_stated"),
    (table("study,effect,low,high", "A,1,3,2", "B,1,0,2"), "a lower end first"),
    (table("study,effect,p,n1,n2", "A,0,0.5,9,9", "B,1,0.5,9,9"), "line 2 (A)"),
    (table(MEANS, OLSEN, "B,1,2,3,4,5,6"), "line 3 (B), n1: found 1"),
    (table(MEANS, OLSEN, "B,20,2,0,20,5,6"), "line 3 (B), sd1: found 0"),
    (table(MEANS, OLSEN, "B,20.5,2,1,20,5,6"), "line 3 (B), n1: found '20.5'"),
    (table(MEANS, OLSEN, "B,-20,2,1,20,5,6"), "line 3 (B), n1"),
    (table("study,n1,events1,n2,events2", "A,9,10,9,1", "B,9,1,9,1"), "10 events among 9"),
    (table("study,n1,events1,n2,events2", "A,9,,9,1", "B,9,1,9,1"), "n1, events1, n2, events2"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), BAD)
def test_a_table_that_cannot_be_used_is_refused_in_one_line(text, said):
    with pytest.raises(Mistake) as refused:
        pooled(gathered(lines_of(text)).effects)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_printed_ratio_below_nought_is_refused():
    with pytest.raises(Mistake, match="ratio"):
        read("study,effect,low,high", "A,-1,0.5,2", "B,1,0.5,2", measure=Measure.RR)


CELLS = st.one_of(
    st.sampled_from(["", "A", "0", "1", "2", "-3", "0.5", "1e-9", "1e12", "per_inch2", "um", "20"]),
    st.floats(-1e6, 1e6).map(str),
    st.text(max_size=4),
)
HEADS = st.sampled_from(
    [MEANS, MEANS + ",unit,p", "study,effect,se", "study,effect,se,low,high,p,n1,n2",
     "study,n1,events1,n2,events2,p", "study,n1,events1,n2,events2,effect,se,unit"],
)  # fmt: skip


def refusal_or(make):
    """What comes out; a refusal as the one line that it must be."""
    try:
        return make()
    except Mistake as mistake:
        return str(mistake)


@settings(deadline=None)
@given(HEADS, st.lists(st.lists(CELLS, max_size=9), max_size=4), st.sampled_from([None, *Measure]))
def test_whatever_stands_in_a_table_is_pooled_or_refused(head, rows, measure):
    def tree():
        found = gathered(lines_of(table(head, *(",".join(row) for row in rows))), measure)
        return told(Report(found.effects, pooled(found.effects), found.discrepancies))

    made = refusal_or(tree)
    if isinstance(made, str):
        assert "\n" not in made
    else:
        assert all(math.isfinite(made[name]) for name in ("effect", "se", "tau2", "i2", "q"))


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    made = refusal_or(lambda: lines_of(text))
    assert isinstance(made, list) or "\n" not in made
