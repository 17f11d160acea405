"""The budget: sums from a person's own prices, and nothing from anywhere else."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from anagen.knowledge.cost import Cost
from anagen.knowledge.load import load_knowledge
from anagen.web.plan.budget import CLINIC, HOME, NAMES, PRICES, TIMES, months_in, side_of, told_in
from anagen.web.plan.templatetags.money import money
from tests.web.plan.living import living, page, text_of

KNOWLEDGE = load_knowledge()
WEEKS = 24
FULL = {
    "currency": "eur", "session": "150", "sessions": "6", "plasma": "300", "plasmas": "2",
    "device": "60", "needles": "20,50", "changes": "2", "minoxidil": "12.50",
}  # fmt: skip
numbers = st.dictionaries(st.sampled_from([*PRICES, *TIMES]), st.integers(0, 200).map(float))


def form(**typed: str) -> QueryDict:
    found = QueryDict(mutable=True)
    found.update(typed)
    return found


# The sums


def test_a_clinic_costs_its_sessions_its_plasma_and_its_months_of_minoxidil() -> None:
    side = side_of(CLINIC, told_in(form(**FULL)).numbers, WEEKS)
    assert months_in(WEEKS) == 6
    assert side.course == 6 * 150 + 2 * 300 + 6 * 12.5
    assert side.year == 6 * 150 + 2 * 300 + 12 * 12.5
    assert side.left_out == ()


def test_home_costs_a_device_new_needles_and_minoxidil() -> None:
    side = side_of(HOME, told_in(form(**FULL)).numbers, WEEKS)
    assert side.course == 60 + 2 * 20.5 + 6 * 12.5
    assert side.year == 60 + 2 * 20.5 + 12 * 12.5


@given(numbers)
def test_a_price_that_nobody_gave_is_never_in_a_sum(given_: dict[str, float]) -> None:
    for parts in (CLINIC, HOME):
        side = side_of(parts, given_, WEEKS)
        if parts[0][0] not in given_:
            assert side.course is None
        named = {line.name for line in side.lines}
        assert all(NAMES[name] not in named for name in PRICES if name not in given_)
        assert not named & set(side.left_out)


@given(numbers, st.sampled_from([*PRICES, *TIMES]))
def test_a_higher_number_never_makes_it_cheaper(given_: dict[str, float], name: str) -> None:
    more = {**given_, name: given_.get(name, 0) + 1}
    for parts in (CLINIC, HOME):
        before, after = side_of(parts, given_, WEEKS), side_of(parts, more, WEEKS)
        if before.course is not None and before.year is not None:
            assert after.course is not None
            assert after.year is not None
            assert after.course >= before.course
            assert after.year >= before.year


@given(numbers)
def test_a_year_is_never_cheaper_than_the_course_in_it(given_: dict[str, float]) -> None:
    for parts in (CLINIC, HOME):
        side = side_of(parts, given_, WEEKS)
        if side.course is not None and side.year is not None:
            assert side.year >= side.course


@pytest.mark.parametrize(
    ("sum_", "says"), [(1250, "1,250"), (12.5, "12.50"), (0.05, "0.05"), (-840.0, "840"), (0, "0")]
)
def test_money_is_written_as_people_write_it(sum_: float, says: str) -> None:
    assert money(sum_) == says


@pytest.mark.parametrize(
    ("typed", "found"),
    [("150", 150.0), ("12,5", 12.5), ("12.50", 12.5), ("", None), ("-1", None), ("1e9", None),
     ("1.234", None), ("100001", None), ("NaN", None), ("٣", 3.0), ("9" * 400, None)],
)  # fmt: skip
def test_only_an_amount_is_taken_for_one(typed: str, found: float | None) -> None:
    told = told_in(form(session=typed))
    assert told.numbers.get("session") == found
    assert told.slips == (() if found is not None or not typed else ("session",))


# The page


@pytest.mark.django_db
def test_the_sums_of_the_form_stand_on_the_page(client: Client) -> None:
    shown = text_of(page(client, "budget", living(client), **FULL))
    for sum_ in ("1,575 EUR", "1,650 EUR", "176 EUR", "251 EUR", "1,399 EUR"):
        assert sum_ in shown
    assert "That says nothing about which is safer" in shown


@pytest.mark.django_db
def test_without_a_currency_there_is_no_sum(client: Client) -> None:
    shown = text_of(page(client, "budget", living(client), **{**FULL, "currency": ""}))
    assert "Choose a currency" in shown
    assert "1,575" not in shown
    assert "Choose a currency" in text_of(page(client, "budget", living(client), currency="xyz"))


@pytest.mark.django_db
def test_what_others_published_is_shown_in_the_chosen_currency_alone(client: Client) -> None:
    case = living(client)
    shown = text_of(page(client, "budget", case, currency="eur"))
    assert "100 to 300 EUR a session in Europe" in shown
    assert "This is a general range, not your price." in shown
    assert "USD a session" not in shown
    for cost in KNOWLEDGE.of_kind(Cost):
        if cost.price and cost.price.currency == "eur":
            assert KNOWLEDGE.sources[cost.basis[0].source].short in shown


@pytest.mark.django_db
def test_a_published_price_is_never_put_into_a_field(client: Client) -> None:
    shown = text_of(page(client, "budget", living(client), currency="eur"))
    values = re.findall(r'name="(\w+)" inputmode="\w+" value="([^"]*)"', shown)
    assert {name for name, _ in values} == set(NAMES)
    assert [name for name, value in values if value] == []


@pytest.mark.django_db
def test_in_a_currency_nobody_published_there_is_no_slider_for_a_price(client: Client) -> None:
    sliders = {
        currency: set(
            re.findall(
                r'data-slides="(\w+)"',
                text_of(page(client, "budget", living(client), currency=currency)),
            )
        )
        for currency in ("eur", "thb")
    }
    assert sliders["thb"] == set(TIMES)
    assert {"session", "plasma", "device"} <= sliders["eur"]


@pytest.mark.django_db
def test_what_was_answered_in_the_check_is_filled_in_with_the_highest_price(client: Client) -> None:
    said: dict[str, Any] = {
        "price_covers": "session", "price_low": 150, "price_high": 220, "currency": "eur",
        "sessions_planned": 5, "minoxidil": "now", "minoxidil_price_month": 30,
    }  # fmt: skip
    shown = text_of(page(client, "budget", living(client, "clinic", said=said)))
    assert 'name="session" inputmode="decimal" value="220"' in shown
    assert "1,280 EUR" in shown


@pytest.mark.django_db
def test_where_needling_is_refused_there_is_no_sum_for_it(client: Client) -> None:
    shown = text_of(page(client, "budget", living(client, said={"keloid": True}), **FULL))
    assert "there is no sum to work out" in shown
    assert "1,575" not in shown
    assert "The price changes nothing about the answer" in shown


@pytest.mark.django_db
def test_what_cannot_be_read_is_named_and_the_rest_is_worked_out(client: Client) -> None:
    odd = {**FULL, "needles": "<b>many</b>", "changes": "1.5"}
    answer = page(client, "budget", living(client), **odd)
    shown = text_of(answer)
    assert answer.status_code == 422
    assert "We need an amount, such as 150." in shown
    assert "We need a whole number, such as 6." in shown
    assert "&lt;b&gt;many&lt;/b&gt;" in shown
    assert "1,575 EUR" in shown


@pytest.mark.django_db
def test_the_part_that_a_script_asks_for_is_the_same_sums(client: Client) -> None:
    case = living(client)
    part = text_of(page(client, "budget", case, part="sums", **FULL)).strip()
    assert part in text_of(page(client, "budget", case, **FULL))
    assert "<html" not in part
