"""Progress: the finding in words, with its error; noise is called noise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from anagen.records.event import Event
from anagen.records.treatment import Treatment
from anagen.records.words import EventKind
from anagen.store.models import Case
from anagen.store.pictures.models import Drawing
from anagen.web.measure import drawn
from anagen.web.measure.findings import when_in_words
from anagen.web.measure.progress_page import ProgressPage
from tests.web.measure.album import a_course, address, change, count, day_ago, kept, text_of

pytestmark = pytest.mark.django_db


def page_of(client: Client, case: Case, **asked: str) -> ProgressPage:
    response = client.get(address("progress", case), asked)
    assert response.status_code == 200
    page: ProgressPage = response.context["page"]
    return page


def shown(client: Client, case: Case) -> str:
    return unescape(text_of(client, address("progress", case)))


# The finding


def test_an_empty_record_says_what_would_stand_here(client: Client, case: Case) -> None:
    page = shown(client, case)
    assert "Nothing has been counted yet." in page
    assert "Your line of time is empty" in page
    assert '<svg class="chart' not in page


def test_one_count_is_no_change(client: Client, case: Case) -> None:
    change(case, measurements=(count(10, 131),))
    assert "It takes a second one" in page_of(client, case).headline


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (131, 145, "14 more "),
        (131, 120, "11 fewer "),
        (131, 131, "The same as "),
    ],
)
def test_a_change_inside_the_error_is_called_noise(
    client: Client, case: Case, before: int, after: int, says: str
) -> None:
    error = {"standard_error_per_cm2": 8.0}
    change(case, measurements=(count(250, before, **error), count(5, after, **error)))
    headline = page_of(client, case).headline
    assert headline.startswith(says)
    assert "inside the noise" in headline or "as far as counting can tell" in headline


@pytest.mark.parametrize(("after", "says"), [(190, "37 to 81 more "), (70, "39 to 83 fewer ")])
def test_a_change_beyond_the_error_says_so_and_no_more(
    client: Client, case: Case, after: int, says: str
) -> None:
    error = {"standard_error_per_cm2": 8.0}
    change(case, measurements=(count(250, 131, **error), count(5, after, **error)))
    page = page_of(client, case)
    assert page.headline.startswith(says)
    assert page.headline.endswith("That is more than the error of counting.")
    assert "95 times in 100" in page.told[0]


def test_the_heading_never_calls_noise_a_change_nor_a_change_noise(
    client: Client, case: Case
) -> None:
    error = {"standard_error_per_cm2": 4.0}
    for after in range(100, 165, 4):
        change(case, measurements=(count(250, 131, **error), count(5, after, **error)))
        page = page_of(client, case)
        assert page.series is not None
        assert page.series.change is not None
        told_noise = "noise" in page.headline or "The same as" in page.headline
        assert told_noise is page.series.change.is_noise, after


def test_counts_made_differently_are_not_compared(client: Client, case: Case) -> None:
    change(case, measurements=(count(250, 131), count(5, 190, hair_length_mm=9.0)))
    page = page_of(client, case)
    assert page.headline == "These counts cannot be compared."
    assert any("hair length differs" in line for line in page.told)


def test_an_unknown_device_is_said_and_nothing_is_made_of_the_change(
    client: Client, case: Case
) -> None:
    change(case, measurements=(count(250, 131, device=""), count(5, 190, device="")))
    assert "We cannot say" in page_of(client, case).headline


def test_each_spot_and_device_is_a_series_and_the_one_that_fared_worst_comes_first(
    client: Client, case: Case
) -> None:
    counts = [count(250, 131), count(5, 180)]
    front = [replace(one, site="front", hair_count=hairs) for one, hairs in
             zip(counts, (100, 60), strict=True)]  # fmt: skip
    change(case, measurements=(*counts, *front))
    page = page_of(client, case)
    assert [one.site for one in page.every_series] == ["front", "crown"]
    other = page_of(client, case, of=page.every_series[1].id)
    assert other.series is not None
    assert other.series.site == "crown"
    assert page_of(client, case, of="<script>").series == page.series


@pytest.mark.parametrize(
    ("day", "other", "says"),
    [
        (date(2026, 3, 2), date(2026, 11, 2), "in March"),
        (date(2025, 3, 2), date(2026, 11, 2), "in March 2025"),
        (date(2026, 11, 2), date(2026, 11, 20), "on 2\u00a0November"),
    ],
)
def test_the_month_is_named_as_people_would(day: date, other: date, says: str) -> None:
    with translation.override("en"):
        assert when_in_words(day, other) == says


# The rest of the page


def test_everything_stands_on_the_page_in_words_beside_the_chart(
    client: Client, case: Case
) -> None:
    a_course(case)
    page = shown(client, case)
    for said in (
        "inside noise", "± 8", "+14", "10, 8, 12", "minoxidil 5 %", "finasteride", "goes on",
        "Haircut", "Fever", "Next review:", "more than 11 per cm²", "about 20 per cm² (15 %)",
        "One look a month is enough",
    ):  # fmt: skip
        assert said in page, said
    assert "<b>flu</b>" not in text_of(client, address("progress", case))


def test_what_happened_to_untreated_people_stands_there_with_its_source(
    client: Client, case: Case
) -> None:
    a_course(case)
    page = page_of(client, case)
    assert page.untreated
    assert all(one.point["basis"] for one in page.untreated)
    assert "Without treatment" in shown(client, case)


def test_the_verdict_is_the_advices_own(client: Client, case: Case) -> None:
    a_course(case)
    page = page_of(client, case)
    assert page.advice.outcome.says in shown(client, case)


@pytest.mark.parametrize(
    ("today", "next_"),
    [
        (datetime(2026, 11, 20, 12, tzinfo=UTC), "2026-12-01"),
        (datetime(2026, 12, 31, 12, tzinfo=UTC), "2027-01-01"),
        (datetime(2027, 1, 31, 12, tzinfo=UTC), "2027-02-01"),
        (datetime(2026, 11, 30, 23, 30, tzinfo=UTC), "2027-01-01"),  # December in Madrid already
    ],
)
def test_the_next_review_is_the_first_of_the_next_month(
    case: Case, today: datetime, next_: str
) -> None:
    page = ProgressPage(case, kept(case), None, today, "", False)  # type: ignore[arg-type]
    assert page.next_review == next_


def test_there_is_no_daily_score_and_no_streak(client: Client, case: Case) -> None:
    a_course(case)
    page = shown(client, case).casefold()
    assert [
        word for word in ("streak", "score", "well done", "great", "missed") if word in page
    ] == []


# The chart


def charts(client: Client, case: Case) -> list[str]:
    return [str(one) for one in page_of(client, case).charts]


def test_the_chart_is_drawn_once_for_each_change(
    client: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_course(case)
    drawings: list[Any] = []
    real = drawn.svg_of

    def counted(*told: Any) -> str:
        drawings.append(told)
        return real(*told)

    monkeypatch.setattr(drawn, "svg_of", counted)
    first = charts(client, case)
    assert charts(client, case) == first
    assert len(drawings) == 2  # the wide one and the slim one
    change(case, events=(*kept(case).events, Event(day_ago(20), EventKind.ILLNESS)))
    assert charts(client, case) != first
    assert len(drawings) == 4
    assert Drawing.objects.count() == 1


def test_a_chart_of_one_language_is_not_shown_in_another(client: Client, case: Case) -> None:
    a_course(case)
    english = charts(client, case)
    client.cookies["language"] = "es"
    assert charts(client, case) != english
    assert Drawing.objects.count() == 2


def test_the_chart_carries_no_style_no_colour_and_no_script(client: Client, case: Case) -> None:
    a_course(case)
    change(case, treatments=(Treatment('<script>alert("1")</script>', day_ago(100)),))
    for chart in charts(client, case):
        assert "style" not in chart
        assert "#" not in chart.replace("&#", "")
        assert "<script" not in chart
        assert "&lt;script" in chart
        assert "url(" not in chart
        assert 'role="img"' in chart
        assert chart.count("aria-label") == 1


def test_only_a_medicine_or_a_haircut_is_enough_for_a_line_of_time(
    client: Client, case: Case
) -> None:
    change(case, treatments=(Treatment("minoxidil"),), events=(Event(day_ago(0), EventKind.OTHER),))
    assert len(charts(client, case)) == 2
