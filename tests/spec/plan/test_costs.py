"""What a course costs: sums from what was told, never from a guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anagen.care.plan import costs_for
from anagen.knowledge.cost import Cost
from anagen.records.answers import Unknown
from tests.spec.plan.telling import (
    ASK,
    NEEDS,
    NO,
    PROCEED,
    SETTINGS,
    WAIT,
    facts_of,
    judgement_of,
    reckoned,
)
from tests.story import case, knowledge

SIX = {
    "price_covers": "session",
    "price_low": 200,
    "price_high": 500,
    "currency": "usd",
    "sessions_planned": 6,
    "gap_days_wanted": 28,
    "price_includes": (),
}
ROLLER = {"price_covers": "device", "price_low": 25, "price_high": 25, "currency": "usd"}


def asked(costs):
    return [one.question for one in costs.missing]


def test_six_sessions_come_to_six_times_the_price_low_and_high():
    costs = reckoned("clinic", SIX)
    assert (costs.currency, costs.low, costs.high) == ("USD", 1200, 3000)
    (line,) = costs.lines
    assert (line.item, line.times, line.low, line.high) == ("One session", 6, 200, 500)
    assert line.point.basis
    assert costs.missing == ()


def test_what_is_not_in_the_price_is_named():
    costs = reckoned("clinic", SIX)
    assert costs.not_included == (
        "minoxidil",
        "numbing cream",
        "travel",
        "upkeep sessions after the course (not well studied)",
        "visits and tests",
    )


def test_what_was_included_is_taken_off_the_list():
    costs = reckoned("clinic", {**SIX, "price_includes": ("numbing", "travel", "visits")})
    assert costs.not_included == (
        "minoxidil",
        "upkeep sessions after the course (not well studied)",
    )


@pytest.mark.parametrize(("said", "left_out"), [(True, True), (False, False), (None, True)])
def test_plasma_is_left_out_of_the_price_unless_it_is_no_part_of_the_plan(said, left_out):
    costs = reckoned("clinic", {**SIX, "prp_wanted": said})
    assert ("platelet-rich plasma" in costs.not_included) is left_out
    assert ("prp_wanted" in asked(costs)) is (said is None)
    assert costs.low == 1200


@pytest.mark.parametrize(
    "id", ["price_covers", "price_low", "price_high", "currency", "sessions_planned"]
)
@pytest.mark.parametrize("why", [None, Unknown.DOES_NOT_KNOW])
def test_without_any_one_of_them_there_is_no_sum(id, why):
    costs = reckoned("clinic", {**SIX, id: why})
    assert (costs.currency, costs.low, costs.high) == (None, None, None)
    assert (costs.lines, costs.not_included) == ((), ())
    assert asked(costs) == [id]


def test_a_remembered_figure_alone_is_never_multiplied():
    costs = reckoned("clinic", {"price_low": 400, "prp_wanted": None}, NEEDS)
    assert (costs.currency, costs.low, costs.high) == (None, None, None)
    assert asked(costs) == [
        "sessions_planned",
        "price_covers",
        "price_high",
        "currency",
        "prp_wanted",
        "price_includes",
    ]
    assert all(one.ask and one.why for one in costs.missing)


def test_our_own_number_of_sessions_is_no_price():
    costs = reckoned("clinic", {**SIX, "sessions_planned": None})
    assert costs.low is None


def test_a_lowest_price_above_the_highest_is_asked_again():
    costs = reckoned("clinic", {**SIX, "price_low": 600})
    assert costs.low is None
    assert asked(costs) == ["price_low", "price_high"]
    assert {one.because for one in costs.missing} == {Unknown.CONTRADICTORY}


def test_a_package_is_paid_once_however_many_sessions_it_holds():
    costs = reckoned("clinic", {**SIX, "price_covers": "course", "price_low": 400})
    assert (costs.low, costs.high) == (400, 500)
    assert costs.lines[0].times == 1


def test_a_package_of_unknown_size_has_no_sum():
    costs = reckoned("clinic", {**SIX, "price_covers": "course", "sessions_planned": None}, ASK)
    assert costs.low is None
    assert asked(costs) == ["sessions_planned"]
    assert {"nobody_can_guarantee", "price_in_writing"} <= set(facts_of(costs.points))


def test_a_home_device_is_paid_once_and_needs_no_number_of_sessions():
    costs = reckoned("home", ROLLER)
    assert (costs.currency, costs.low, costs.high) == ("USD", 25, 25)
    assert costs.lines[0].item == "The device"
    assert costs.not_included == (
        "minoxidil",
        "a new roller or new cartridges when the old are worn",
    )


def test_at_home_the_clinics_questions_are_not_asked():
    assert asked(reckoned("home")) == ["price_covers", "price_low", "price_high", "currency"]
    assert asked(reckoned("home", {**SIX, "sessions_planned": None})) == ["sessions_planned"]


def test_minoxidil_is_added_by_the_month_where_it_is_used():
    costs = reckoned("home", {**ROLLER, "minoxidil": "now", "minoxidil_price_month": 15})
    line = costs.lines[1]
    assert (line.times, line.low, line.high) == (6, 15, 15)
    assert (costs.low, costs.high) == (115, 115)
    assert "minoxidil" not in costs.not_included


@pytest.mark.parametrize(
    "said",
    [
        {"minoxidil": "never"},
        {"minoxidil_price_month": None},
        {"price_includes": ("minoxidil",)},
    ],
)
def test_minoxidil_is_not_added_where_nobody_uses_it_or_it_is_paid_already(said):
    costs = reckoned("clinic", {**SIX, "minoxidil": "wanted", "minoxidil_price_month": 15, **said})
    assert len(costs.lines) == 1
    assert ("minoxidil" in costs.not_included) is ("price_includes" not in said)


def test_minoxidil_is_not_added_while_there_is_no_plan():
    said = {**SIX, "minoxidil": "now", "minoxidil_price_month": 15}
    assert len(reckoned("clinic", said, ASK).lines) == 1


@pytest.mark.parametrize("setting", SETTINGS)
def test_where_needling_is_refused_there_is_no_shopping_list(setting):
    costs = reckoned(setting, {**SIX, **ROLLER, "minoxidil_price_month": 15}, NO)
    assert (costs.currency, costs.low, costs.high) == (None, None, None)
    assert (costs.lines, costs.not_included, costs.missing) == ((), (), ())
    prices = {one.id for one in knowledge().of_kind(Cost)}
    assert not prices & set(facts_of(costs.points))
    assert "price_changes_nothing" in facts_of(costs.points)


def test_nobody_can_guarantee_is_said_in_every_clinic():
    for verdict in (PROCEED, WAIT, NEEDS, ASK, NO):
        assert "nobody_can_guarantee" in facts_of(reckoned("clinic", SIX, verdict).points)


def texts(costs):
    return {point.fact: point.says for point in costs.points}


def test_published_ranges_carry_their_place_and_date_and_are_not_the_sum():
    says = texts(reckoned("clinic"))
    assert (
        "200 to 500 USD a session in the United States, as seen in March 2025"
        in (says["cost_session_us"])
    )
    assert "100 to 300 EUR a session in Europe" in says["cost_session_eu"]
    assert all("not your price" in text for id, text in says.items() if id.startswith("cost_"))


def test_ranges_in_another_currency_are_left_out_once_the_currency_is_known():
    says = texts(reckoned("clinic", {**SIX, "currency": "eur"}))
    assert "cost_session_eu" in says
    assert "cost_session_us" not in says


def test_where_no_range_is_in_the_persons_currency_all_are_shown_and_none_is_summed():
    costs = reckoned("clinic", {**SIX, "currency": "jpy"})
    assert {"cost_session_eu", "cost_session_us"} <= set(texts(costs))
    assert (costs.currency, costs.low, costs.high) == ("JPY", 1200, 3000)


def test_upkeep_is_shown_apart_and_called_unstudied():
    says = texts(reckoned("clinic"))
    assert "No trial shows how many are needed" in says["upkeep_unstudied"]
    assert "Plasma costs extra" in says["cost_plasma_us"]


TWELVE = {
    **SIX,
    "price_low": 200,
    "price_high": 200,
    "sessions_planned": 12,
    "gap_days_wanted": 7,
    "budget_month": 150,
}


def test_a_budget_is_held_against_four_weeks_even_when_needling_is_refused():
    says = texts(reckoned("clinic", TWELVE, NO))["budget_against_plan"]
    assert "Every 7 days means 4 sessions in four weeks, about 800 USD." in says
    assert "You can spend 150 USD a month. That is more than you have." in says
    assert "fewer sessions, two to four weeks apart" in says


def test_minoxidil_alone_is_named_beside_a_short_budget_to_those_who_may_have_it():
    without = "budget_without_needling"
    assert without in texts(reckoned("clinic", TWELVE, NO))
    assert without not in texts(reckoned("clinic", {**TWELVE, "birth_year": 2010}, NO))
    nursing = {**TWELVE, "sex": "female", "pregnant": "no", "breastfeeding": True}
    assert without not in texts(reckoned("clinic", nursing, NO))
    assert without in texts(reckoned("clinic", {**nursing, "breastfeeding": False}, NO))


@pytest.mark.parametrize(
    ("gap", "budget", "words"),
    [
        (28, 499, "1 session in four weeks, about 200 to 500 USD"),
        (28, 499, "It may be more than you have."),
        (28, 500, "That is within it."),
        (28, 199, "That is more than you have."),
        (14, 500, "2 sessions in four weeks, about 400 to 1,000 USD"),
        (10, 500, "3 sessions in four weeks"),
        (1, 500, "6 sessions in four weeks"),
    ],
)
def test_four_weeks_hold_as_many_sessions_as_the_gap_allows(gap, budget, words):
    said = {**SIX, "gap_days_wanted": gap, "budget_month": budget}
    assert words in texts(reckoned("clinic", said))["budget_against_plan"]


def test_a_budget_that_is_enough_is_left_at_that():
    says = texts(reckoned("clinic", {**TWELVE, "budget_month": 800}))
    assert says["budget_against_plan"].endswith("That is within it.")
    assert "budget_without_needling" not in says


def test_without_a_wish_the_gap_of_the_plan_counts():
    said = {**TWELVE, "gap_days_wanted": None}
    assert "Every 14 days" in texts(reckoned("clinic", said))["budget_against_plan"]
    assert "budget_against_plan" not in texts(reckoned("clinic", said, NO))


@pytest.mark.parametrize(
    "said", [{"budget_month": None}, {"currency": None}, {"price_covers": "course"}]
)
def test_no_comparison_is_made_from_half_of_what_it_needs(said):
    assert "budget_against_plan" not in texts(reckoned("clinic", {**TWELVE, **said}))


def test_every_extra_can_be_named_as_included():
    extras = {one.item for one in knowledge().of_kind(Cost) if one.is_extra}
    assert extras == set(knowledge().questions["price_includes"].words)


def test_every_published_currency_can_be_chosen():
    priced = {one.price.currency for one in knowledge().of_kind(Cost) if one.price}
    assert priced <= set(knowledge().questions["currency"].words)


PRICE = ("price_low", "price_high", "price_covers", "currency")
prices = st.none() | st.integers(0, 10_000)


told = st.fixed_dictionaries(
    {
        "price_low": prices,
        "price_high": prices,
        "sessions_planned": st.none() | st.integers(1, 60),
        "price_covers": st.sampled_from(["session", "course", "device", None]),
        "currency": st.sampled_from(["usd", "eur", None]),
    }
)


@given(st.sampled_from(SETTINGS), told)
def test_a_sum_stands_only_on_what_was_told(setting, said):
    costs = costs_for(case(setting, said), None, judgement_of(PROCEED))
    low, high, covers, currency = (said[id] for id in PRICE)
    sessions = said["sessions_planned"]
    if costs.low is None:
        assert costs.missing
        assert (costs.high, costs.currency, costs.lines) == (None, None, ())
        return
    assert None not in (low, high, covers, currency)
    assert costs.currency == currency.upper()
    times = sessions if covers == "session" else 1
    assert (costs.low, costs.high) == (times * low, times * high)
    assert costs.low <= costs.high
