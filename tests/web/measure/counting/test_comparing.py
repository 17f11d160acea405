"""Two counts of one spot, hair by hair: asked for once, said with its error, or why not."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.test import Client

from anagen.store.counts.models import Comparison, HairCount
from anagen.store.jobs.models import Job, State
from anagen.store.jobs.working import Worker
from anagen.store.models import Case
from anagen.store.pictures.models import Picture
from anagen.web import clock
from anagen.web.measure.counting import handlers
from anagen.web.measure.counting.handlers import HANDLERS
from tests.web.measure.album import address, person, taken, text_of
from tests.web.measure.counting.ground import a_count, measured, refused

pytestmark = pytest.mark.django_db

Json = dict[str, Any]

TOLD: Json = {
    "comparable": True,
    "says": None,
    "overlap": 0.93,
    "kept": 36,
    "new": 3,
    "lost": 1,
    "thicker": 2,
    "thinner": 0,
    "doubtful": 1,
    "change_per_cm2": 5.0,
    "change_95": [1.2, 8.8],
    "smallest_detectable_change": 3.4,
    "beyond_error": True,
    "error_from": "known_changes_on_our_bench",
    "cautions_say": ["What became of many hairs could not be told."],
    "hairs": [
        {"fate": "kept", "growth": "thicker", "before": 2, "after": 3},
        {"fate": "new", "growth": None, "before": None, "after": 4},
        {"fate": "lost", "growth": None, "before": 5, "after": None},
    ],
}
NOT = {
    **dict.fromkeys(TOLD),
    "comparable": False,
    "says": "The pictures show two different places on the head. Compare the same place.",
    "cautions_say": [],
    "hairs": [],
}


@pytest.fixture
def both(client: Client, case: Case) -> tuple[HairCount, HairCount]:
    """A count of sixty days ago, and one of today."""
    pictures = [taken(client, case, days=60), taken(client, case)]
    before, after = (a_count(case, one, measured()) for one in pictures)
    return before, after


def ask(client: Client, before: HairCount, after: HairCount) -> Any:
    form = {"before": str(before.public_id), "after": str(after.public_id)}
    return client.post(address("hair_compare", after.case), form)


def work(monkeypatch: pytest.MonkeyPatch, answer: Json) -> list[tuple[Json, int]]:
    """Does the job with this answer; what was asked for, and with how many pictures."""
    seen: list[tuple[Json, int]] = []

    def answer_to(task: Json, pictures: Sequence[bytes], _beat: Callable[[], None]) -> Json:
        seen.append((task, len(pictures)))
        return answer

    monkeypatch.setattr(handlers, "answer_to", answer_to)
    assert Worker("one", HANDLERS, clock.now).do_next()
    return seen


def page_of(client: Client) -> str:
    one = Comparison.objects.get()
    return text_of(client, address("hair_comparison", one.case, one.public_id))


def test_the_latest_is_held_against_the_first_of_its_spot_unless_somebody_chooses(
    client: Client, case: Case, both: tuple[HairCount, HairCount]
) -> None:
    a_count(case, taken(client, case, days=90), measured(), site="temple")
    page = client.get(address("hair_compare", case))
    assert [page.context[name].count for name in ("before", "after")] == list(both)


def test_two_counts_are_queued_once_and_the_page_waits(
    client: Client, case: Case, both: tuple[HairCount, HairCount]
) -> None:
    first, again = (ask(client, *both) for _ in range(2))
    assert first.headers["Location"] == again.headers["Location"]
    assert (Comparison.objects.count(), Job.objects.count()) == (1, 1)
    assert "The comparison waits its turn." in page_of(client)
    one = Comparison.objects.get()
    state = client.get(address("hair_comparison_state", case, one.public_id))
    assert state.status_code == 204


def test_what_became_of_the_hairs_is_told_with_the_error_first(
    client: Client,
    case: Case,
    both: tuple[HairCount, HairCount],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ask(client, *both)
    ((task, pictures),) = work(monkeypatch, TOLD)
    assert (task["site"], len(task["counts"]), pictures) == ("crown", 2, 2)
    page = page_of(client)
    assert "1 to 9 more per cm². That is more than the error." in page
    assert "between +1 and +9 hairs per cm²" in page
    assert "under 3 could be the error" in page
    assert "93 % of the skin is in both pictures." in page
    assert "What became of many hairs could not be told." in page
    assert [page.count(f'<g class="fate-{fate}" tr') for fate in ("thicker", "new", "lost")] == [
        2,
        1,
        1,
    ]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"beyond_error": False}, "5 more per cm². That is still inside the noise."),
        ({"change_per_cm2": -5.0}, "1 to 9 fewer per cm². That is more than the error."),
        (
            {"change_per_cm2": -5.0, "beyond_error": False},
            "5 fewer per cm². That is still inside the noise.",
        ),
        ({"change_per_cm2": 0.2, "beyond_error": False}, "As many hairs as before"),
        ({"error_from": "same_day_repeats"}, "your own pictures of one day"),
    ],
)
def test_a_change_inside_the_error_is_called_noise(
    client: Client,
    both: tuple[HairCount, HairCount],
    monkeypatch: pytest.MonkeyPatch,
    more: Json,
    says: str,
) -> None:
    ask(client, *both)
    work(monkeypatch, {**TOLD, **more})
    assert says in page_of(client)


def test_what_cannot_be_compared_says_why_and_shows_no_figure(
    client: Client, both: tuple[HairCount, HairCount], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(client, *both)
    work(monkeypatch, NOT)
    page = page_of(client)
    assert "These two pictures cannot be compared." in page
    assert "two different places on the head" in page
    assert "Still there" not in page
    assert "per cm²" not in page


def test_a_correction_makes_a_comparison_old_until_it_is_made_again(
    client: Client, both: tuple[HairCount, HairCount], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(client, *both)
    work(monkeypatch, TOLD)
    HairCount.objects.filter(pk=both[1].pk).update(corrected=json.dumps({"other": 1}))
    one = Comparison.objects.get()
    page = page_of(client)
    assert "One of the counts was corrected since." in page
    assert "5 more" not in page
    assert client.post(address("hair_comparison", one.case, one.public_id)).status_code == 302
    assert Job.objects.get().state == State.WAITING


def test_pictures_of_one_day_tell_the_error(
    client: Client,
    case: Case,
    both: tuple[HairCount, HairCount],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for site in ("crown", "temple"):
        a_count(case, taken(client, case, days=60), measured(), site=site)
    a_count(case, taken(client, case, days=60), refused())
    ask(client, *both)
    ((task, pictures),) = work(monkeypatch, TOLD)
    assert (len(task["counts"]), pictures) == (4, 4)


def test_two_that_make_no_pair_are_refused_in_words(
    client: Client, case: Case, both: tuple[HairCount, HairCount]
) -> None:
    before, after = both
    twin = a_count(case, after.picture, measured())
    for pair in ((after, after), (after, before), (after, twin)):
        answer = ask(client, *pair)
        assert answer.status_code == 422
        assert answer.context["slip"]
    assert not Job.objects.exists()


def test_with_fewer_than_two_counts_the_page_says_what_is_missing(
    client: Client, case: Case, picture: Picture
) -> None:
    a_count(case, picture, refused())
    assert "Two counts of the same spot are needed" in text_of(
        client, address("hair_compare", case)
    )
    assert client.post(address("hair_compare", case), {"before": "x"}).status_code == 200


def test_a_comparison_of_another_case_is_not_there(
    client: Client, both: tuple[HairCount, HairCount]
) -> None:
    ask(client, *both)
    one, other = Comparison.objects.get(), person()
    for name in ("hair_comparison", "hair_comparison_state"):
        assert client.get(address(name, other, one.public_id)).status_code == 404
    assert client.post(address("hair_comparison", other, one.public_id)).status_code == 404
    theirs = a_count(other, taken(client, other), measured())
    answer = client.post(
        address("hair_compare", other),
        {"before": str(both[0].public_id), "after": str(theirs.public_id)},
    )
    assert answer.status_code == 200
    assert Comparison.objects.count() == 1
