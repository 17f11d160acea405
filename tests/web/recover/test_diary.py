"""The shedding diary: own counts against the own baseline, and what they cannot say."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from anagen.care.case import case_of
from anagen.records.report import CombCount, PullTest, Report
from anagen.web.recover.diary import GROUND, TOP, Diary, clear_ratio, diary_of
from tests.story import NOW, knowledge, record
from tests.web.after_a_session import somebody


def diary(*counts: tuple[float, tuple[int, ...]]) -> Diary | None:
    reports = tuple(
        Report(NOW - timedelta(days=days), comb=CombCount(each)) for days, each in counts
    )
    return diary_of(case_of(record(reports=reports), knowledge(), NOW))


def test_nothing_combed_draws_nothing() -> None:
    assert diary() is None
    pull = (Report(NOW, pull=PullTest(1, 55)),)
    assert diary_of(case_of(record(reports=pull), knowledge(), NOW)) is None


def test_the_first_count_of_three_mornings_is_the_baseline() -> None:
    found = diary((90, (30,)), (60, (10, 8, 12)), (2, (24, 19, 23)))
    assert found is not None
    assert found.baseline == 10
    assert [one.is_baseline for one in found.counted] == [False, True, False]


def test_the_band_ends_where_the_knowledge_says_that_a_change_is_clear() -> None:
    case = case_of(record(), knowledge(), NOW)
    assert clear_ratio(case) == 2
    found = diary((60, (10, 8, 12)), (2, (24, 19, 23)))
    assert found is not None
    assert found.noise_most == 20


@pytest.mark.parametrize("counts", [((2, (24,)),), ((60, (0, 0, 0)), (2, (4, 3, 5)))])
def test_without_a_baseline_to_compare_with_there_is_no_band(
    counts: tuple[tuple[float, tuple[int, ...]], ...],
) -> None:
    found = diary(*counts)
    assert found is not None
    assert found.noise_most is None
    assert found.noise_y is None


def test_more_hair_is_drawn_higher_and_later_further_on() -> None:
    found = diary((80, (10, 8, 12)), (40, (14, 9, 12)), (1, (24, 19, 23)))
    assert found is not None
    heights = [one.y for one in found.counted]
    assert heights == sorted(heights, reverse=True)
    assert [one.x for one in found.counted] == sorted(one.x for one in found.counted)
    places = [place for one in found.counted for place in one.mornings]
    assert all(0 <= x <= 100 and TOP <= y <= GROUND for x, y in places)


def test_a_count_from_the_future_is_not_drawn() -> None:
    assert diary((-3, (10, 8, 12))) is None


@pytest.mark.django_db
def test_the_page_shows_line_table_and_what_it_cannot_say(client: Client) -> None:
    case = somebody(reports=())
    address = reverse("shedding_tests", args=[case.public_id])
    empty = client.get(address).content.decode()
    assert 'class="diary"' not in empty
    assert "data-timer" in empty
    form = {"seen": "1", "comb_1": "10", "comb_2": "8", "comb_3": "12", "comb_when": "now"}
    client.post(address, form)
    page = client.get(address).content.decode()
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert 'class="diary"' in page
    assert "10, 8, 12" in words
    assert "your baseline" in words
    assert "More hair that falls never means that needling works." in words
    assert "healthy men ranged from 0 to 78" in words
