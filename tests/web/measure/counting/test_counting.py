"""From the queue to the record: the worker counts, a person looks, puts right, and keeps."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from anagen.imaging.doubts import Doubt
from anagen.imaging.writing import written
from anagen.store.counts.models import HairCount
from anagen.store.jobs.leasing import LEASE, MOST_ATTEMPTS
from anagen.store.jobs.models import Job, State
from anagen.store.jobs.working import HOLD_EVERY, Worker
from anagen.store.models import Case
from anagen.store.pictures import files
from anagen.store.pictures.models import Picture
from anagen.store.rows import erase_case
from anagen.web import clock
from anagen.web.measure.counting import handlers, hands, looking, putting_right
from anagen.web.measure.counting.handlers import HANDLERS
from anagen.web.measure.counting.hands import HandsError
from tests.web.measure.album import address, kept, person, text_of
from tests.web.measure.counting.ground import GIVEN, a_count, measured, refused

pytestmark = pytest.mark.django_db

Json = dict[str, Any]


def asked(client: Client, case: Case, picture: Picture) -> HairCount:
    form = {**GIVEN, "once": str(uuid4())}
    client.post(address("hair_count_ask", case, picture.public_id), form)
    return HairCount.objects.latest("pk")


def answering(answer: Json | Exception) -> Callable[..., Json]:
    """Hands that need no measuring."""

    def answer_to(_task: Json, _pictures: Sequence[bytes], beat: Callable[[], None]) -> Json:
        beat()
        if isinstance(answer, Exception):
            raise answer
        return answer

    return answer_to


def work(monkeypatch: pytest.MonkeyPatch, answer: Json | Exception) -> bool:
    monkeypatch.setattr(handlers, "answer_to", answering(answer))
    return Worker("one", HANDLERS, clock.now).do_next()


# Waiting


def test_a_page_that_waits_says_so_and_looks_again_without_a_script(
    client: Client, case: Case, picture: Picture
) -> None:
    count = asked(client, case, picture)
    page = text_of(client, address("hair_count", case, count.public_id))
    assert "The picture waits its turn." in page
    assert '<noscript><meta http-equiv="refresh" content="5;url=?look=1"></noscript>' in page
    state = client.get(address("hair_count_state", case, count.public_id))
    assert (state.status_code, state.content) == (204, b"")


@pytest.mark.parametrize("look", [str(looking.MOST_LOOKS), "99999", "x", "\u0663"])
def test_it_does_not_look_for_ever(client: Client, case: Case, picture: Picture, look: str) -> None:
    count = asked(client, case, picture)
    page = client.get(address("hair_count", case, count.public_id), {"look": look})
    assert b"http-equiv" not in page.content
    assert b"looked for two minutes" in page.content


def test_it_says_how_many_are_before_it_and_that_it_is_being_done(
    client: Client, case: Case, picture: Picture
) -> None:
    first, second = (asked(client, case, picture) for _ in range(2))
    page = text_of(client, address("hair_count", case, second.public_id))
    assert "One other is before it." in page
    Job.objects.filter(key__endswith=str(first.public_id)).update(
        state=State.RUNNING, lease_until=clock.now() + LEASE
    )
    page = text_of(client, address("hair_count", case, first.public_id))
    assert "The hairs are being counted." in page


# Working


def test_the_worker_counts_and_the_page_shows_it(
    client: Client, case: Case, picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = asked(client, case, picture)
    assert work(monkeypatch, written(measured()))
    count.refresh_from_db()
    assert count.answered is not None
    assert Job.objects.get().state == State.DONE
    assert client.get(address("hair_count_state", case, count.public_id)).status_code == 200
    page = text_of(client, address("hair_count", case, count.public_id))
    assert "About 98 hairs in a square centimetre." in page
    assert "between 70 and 130, 95 times in 100" in page


def test_counting_twice_keeps_the_first_answer(
    client: Client, case: Case, picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = asked(client, case, picture)
    work(monkeypatch, written(measured()))
    Job.objects.update(state=State.RUNNING, lease_until=clock.now())
    assert work(monkeypatch, written(refused()))
    count.refresh_from_db()
    assert json.loads(count.answer)["refused"] is None


def test_a_picture_that_is_gone_is_said_and_can_be_tried_again(
    client: Client, case: Case, picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = asked(client, case, picture)
    files.picture_path(picture.public_id).unlink()
    work(monkeypatch, written(measured()))
    where = address("hair_count", case, count.public_id)
    assert "The picture was deleted" in text_of(client, where)
    assert client.get(address("hair_count_state", case, count.public_id)).status_code == 200
    assert client.post(where).status_code == 302
    assert Job.objects.get().state == State.WAITING


def test_hands_that_break_every_time_end_in_words(
    client: Client, case: Case, picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = asked(client, case, picture)
    for _ in range(MOST_ATTEMPTS):
        assert work(monkeypatch, HandsError())
        Job.objects.filter(state=State.WAITING).update(run_after=clock.now())
    page = text_of(client, address("hair_count", case, count.public_id))
    assert "broke off three times" in page
    assert "http-equiv" not in page


def test_erasing_a_case_takes_counts_and_jobs_along(
    client: Client, case: Case, picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked(client, case, picture)
    erase_case(case.public_id)
    assert not HairCount.objects.exists()
    assert not Job.objects.exists()
    assert not work(monkeypatch, written(measured()))


def test_a_deleted_picture_takes_its_counts_along(
    client: Client, case: Case, picture: Picture
) -> None:
    a_count(case, picture, measured())
    client.post(address("photo_delete", case, picture.public_id))
    assert not HairCount.objects.exists()


# The hands


def test_the_measuring_process_answers_and_a_broken_one_is_noticed() -> None:
    count = written(measured())
    task = {"do": putting_right.CORRECT, "measured": count, "changes": []}
    beats: list[int] = []
    assert hands.answer_to(task, [], lambda: beats.append(1)) == count
    with pytest.raises(HandsError):
        hands.answer_to({"do": "nothing of ours"}, [b"x" * 300_000], lambda: None)


def test_hands_are_stopped_when_the_beat_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = (sys.executable, "-c", "import time; time.sleep(60)")
    monkeypatch.setattr(hands, "MEASURER", slow)
    monkeypatch.setattr(hands, "BEAT_S", 0.05)

    def lost() -> None:
        raise KeyError

    with pytest.raises(KeyError):
        hands.answer_to({}, [b"x" * 1_000_000], lost)
    monkeypatch.setattr(hands, "MOST_SECONDS", 0.1)
    with pytest.raises(HandsError):
        hands.answer_to({}, [b"x" * 1_000_000], lambda: None)


def test_a_lease_is_longer_than_a_few_missed_signs_of_life() -> None:
    assert hands.BEAT_S < HOLD_EVERY.total_seconds() < LEASE.total_seconds() / 4


#: What serving starts without: NumPy and SciPy wait for whoever asks for a forecast.
HEAVY = "cv2 numpy scipy onnxruntime pyarrow dask"
#: What only the measuring process may load: it alone opens pictures that strangers made.
DECODING = "cv2 onnxruntime pyarrow dask"
ASK_EVERY_MODULE = f"""
import django, importlib, pkgutil, sys
django.setup()
import anagen.web, anagen.web.urls, anagen.web.working
print(" ".join(name for name in "{HEAVY}".split() if name in sys.modules))
for one in pkgutil.walk_packages(anagen.web.__path__, "anagen.web."):
    importlib.import_module(one.name)
print(" ".join(name for name in "{DECODING}".split() if name in sys.modules))
"""


def test_serving_starts_light_and_no_page_and_no_worker_ever_loads_opencv() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK_EVERY_MODULE],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={"DJANGO_SETTINGS_MODULE": "anagen.web.settings", "PATH": "/usr/bin:/bin"},
    )
    assert done.stdout.strip() == ""


# What the page says


def test_a_lower_bound_is_called_at_least(client: Client, case: Case, picture: Picture) -> None:
    count = a_count(case, picture, measured(doubts=(Doubt.CROWDED, Doubt.LOWER_BOUND)))
    page = text_of(client, address("hair_count", case, count.public_id))
    assert "At least 98 hairs in a square centimetre." in page
    assert "Many hairs stand so close" in page
    assert page.count("Clip the hair to about half a millimetre") == 1


def test_a_refusal_is_an_answer_with_what_to_do(
    client: Client, case: Case, picture: Picture
) -> None:
    count = a_count(case, picture, refused())
    page = text_of(client, address("hair_count", case, count.public_id))
    assert "This picture cannot be counted." in page
    assert "Give the scale." in page
    assert "Keep this count" not in page
    for name in ("hair_count_keep", "hair_count_correct"):
        form = {"seen": "1", "once": str(uuid4()), "remove": "1"}
        answer = client.post(address(name, case, count.public_id), form)
        assert answer.status_code in (404, 422)
    assert kept(case).measurements == ()


@pytest.mark.parametrize(
    "answer",
    [
        refused("pustules"),
        refused("crusts"),
        measured(doubts=(Doubt.PUSTULES,)),
        measured(doubts=(Doubt.CRUSTS,)),
    ],
)
def test_pus_or_crusts_lead_to_the_question_about_the_skin_and_answer_nothing_themselves(
    client: Client, case: Case, picture: Picture, answer: Any
) -> None:
    before = kept(case).answers
    count = a_count(case, picture, answer)
    page = text_of(client, address("hair_count", case, count.public_id))
    assert "This skin may not be fit to needle today." in page
    assert address("question", case, "skin_today") in page
    assert kept(case).answers == before


def test_a_clean_picture_says_nothing_about_the_skin(
    client: Client, case: Case, picture: Picture
) -> None:
    count = a_count(case, picture, measured())
    page = text_of(client, address("hair_count", case, count.public_id))
    assert "fit to needle" not in page


def test_every_hair_is_a_shape_and_stands_in_the_table(
    client: Client, case: Case, picture: Picture
) -> None:
    count = a_count(case, picture, measured())
    page = text_of(client, address("hair_count", case, count.public_id))
    assert page.count('data-n="') == 40
    assert page.count('<g class="hair terminal outside" data-n="1"') == 1
    assert '<th scope="row">40</th>' in page
    assert page.count('<g class="hair vellus" data-n=') == 7


def test_the_page_holds_no_style_of_its_own(client: Client, case: Case, picture: Picture) -> None:
    count = a_count(case, picture, measured())
    page = text_of(client, address("hair_count", case, count.public_id))
    assert " style=" not in page
    assert "<style" not in page


# Another's


def test_a_count_of_another_case_is_not_there(client: Client, case: Case, picture: Picture) -> None:
    count, other = a_count(case, picture, measured()), person()
    for name in ("hair_count", "hair_count_state", "hair_count_delete"):
        assert client.get(address(name, other, count.public_id)).status_code == 404
    for name in ("hair_count", "hair_count_correct", "hair_count_keep", "hair_count_delete"):
        form = {"seen": "1", "once": str(uuid4()), "remove": "2"}
        assert client.post(address(name, other, count.public_id), form).status_code == 404
    assert HairCount.objects.exists()
