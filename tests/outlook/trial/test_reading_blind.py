"""Reading blind: nothing tells whose picture it is, nothing is joined early, figures are right."""

from __future__ import annotations

from collections import Counter
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anagen.outlook.trial.agreement import icc, limits, repeats
from anagen.outlook.trial.queue import Picture, key_text, queue, read_key
from anagen.outlook.trial.reads import empty_sheet, joined, pairs, reads_of, table
from anagen.records.mistakes import Mistake

PICTURES = [
    Picture(f"P-{i}", visit, f"P-{i}/{visit}.jpg")
    for i in range(10)
    for visit in ("week-0", "week-24")
]
#: Six targets read by four judges, with the published ICC(2,1) of 0.29 (Shrout and Fleiss 1979).
SHROUT_FLEISS = [
    [9, 2, 5, 8],
    [6, 1, 3, 2],
    [8, 4, 6, 8],
    [7, 1, 2, 6],
    [10, 5, 6, 9],
    [6, 2, 4, 7],
]


def made(seed=1, duplicates=0.3):
    return queue(PICTURES, duplicates, Random(seed))


def filled(places, count=lambda place: 100):
    rows = "".join(f"{place.name},{count(place)},\n" for place in places)
    return f"picture,count,note\n{rows}"


@given(st.integers(0, 10**6), st.floats(0, 0.99))
def test_every_picture_is_shown_and_the_share_wanted_twice(seed, duplicates):
    shown = Counter(place.picture for place in made(seed, duplicates))
    assert set(shown) == set(PICTURES)
    assert max(shown.values()) <= 2
    wanted = max(2, round(20 * duplicates)) if duplicates else 0
    assert sum(shown.values()) - len(PICTURES) == wanted
    assert len({place.name for place in made(seed, duplicates)}) == sum(shown.values())


@given(st.integers(0, 10**6))
def test_the_sheet_says_nothing_but_names(seed):
    places = made(seed)
    sheet = empty_sheet(places)
    assert [row.split(",")[0] for row in sheet.split()[1:]] == [place.name for place in places]
    assert not any(word in sheet for word in ("P-", "week", ".jpg"))


@given(st.integers(0, 10**6))
def test_files_of_one_picture_differ(seed):
    qualities = [(place.picture, place.quality) for place in made(seed)]
    assert len(set(qualities)) == len(qualities)


def test_the_same_secret_gives_the_same_queue_and_the_key_reads_back():
    assert made(4) == made(4)
    assert made(4) != made(5)
    back = read_key(key_text(made(4)))
    assert {name: (one.picture, one.is_again) for name, one in back.items()} == {
        one.name: (one.picture, one.is_again) for one in made(4)
    }


@pytest.mark.parametrize("pictures", [[], PICTURES[:3], PICTURES[:1]])
def test_people_seen_once_are_refused(pictures):
    with pytest.raises(Mistake, match="folder"):
        queue(pictures, 0.2, Random(1))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"pictures": 3}', '{"pictures": {"a": {}}}'])
def test_a_file_that_is_no_key_is_refused(text):
    with pytest.raises(Mistake, match="key"):
        read_key(text)


def key(places):
    return {place.name: place for place in places}


def test_reads_are_joined_once_all_are_in():
    places = made()
    reads = reads_of(filled(places, lambda place: len(place.picture.person)), "ann")
    found = joined(key(places), {"ann": reads})
    assert len(found) == len(places)
    assert len(pairs(found, "ann")) == sum(place.is_again for place in places)


@given(st.integers(0, 25))
def test_one_picture_left_out_is_named_and_nothing_is_joined(number):
    places = made()
    left = places[number]
    reads = reads_of(filled(p for p in places if p is not left), "ann")
    with pytest.raises(Mistake, match=f"1 of {len(places)} pictures not read, '{left.name}'"):
        joined(key(places), {"ann": reads})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("picture,count\nabc,5\nabc,6\n", "second time"),
        ("picture,count\nabc,many\n", "many"),
        ("picture,count\nabc,-1\n", "-1"),
        ("picture,count\nabc,nan\n", "nan"),
        ("name,hairs\nabc,5\n", "columns"),
        ("", "columns"),
    ],
)
def test_a_sheet_that_cannot_be_used_is_refused_with_its_line(text, says):
    with pytest.raises(Mistake, match=says):
        reads_of(text, "ann")


def test_a_picture_of_another_queue_is_refused():
    places = made()
    reads = reads_of(filled(places) + "zzzzzz,5,\n", "ann")
    with pytest.raises(Mistake, match="zzzzzz"):
        joined(key(places), {"ann": reads})


def test_an_unreadable_picture_is_read_but_counts_nowhere():
    places = made()
    bad = next(place for place in places if place.is_again)
    text = filled(places, lambda place: "unreadable" if place is bad else 100)
    found = joined(key(places), {r: reads_of(text, r) for r in ("ann", "bob")})
    assert len(pairs(found, "ann")) == sum(place.is_again for place in places) - 1
    assert len(table(found, ["ann", "bob"])) == len(PICTURES)


def test_the_published_icc_comes_out():
    found = icc(SHROUT_FLEISS)
    assert round(found.icc, 2) == 0.29
    assert tuple(round(one, 2) for one in found.icc_95) == (0.02, 0.76)


@given(st.integers(0, 10**6))
def test_a_reader_who_adds_ten_agrees_less_but_keeps_the_order(seed):
    truth = np.random.default_rng(seed).normal(150, 30, 12)
    same = icc(np.stack((truth, truth), axis=1))
    moved = icc(np.stack((truth, truth + 10), axis=1))
    assert (same.icc, same.icc_95) == (pytest.approx(1), (1, 1))
    assert moved.icc < same.icc


def test_the_intervals_hold_the_truth_as_often_as_they_say():
    rng = np.random.default_rng(3)
    sd, between, held = 6.0, 20.0, []
    for _ in range(800):
        truth = rng.normal(150, between, 15)
        both = truth[:, None] + rng.normal(0, sd, (15, 2))
        agree, again, apart = icc(both), repeats(both), limits(both)
        held.append((
            agree.icc_95[0] <= between**2 / (between**2 + sd**2) <= agree.icc_95[1],
            again.sd_95[0] <= sd <= again.sd_95[1],
            again.detectable_95[0] <= 1.96 * np.sqrt(2) * sd <= again.detectable_95[1],
            apart.mean_95[0] <= 0 <= apart.mean_95[1],
            apart.high_95[0] <= 1.96 * np.sqrt(2) * sd <= apart.high_95[1],
        ))  # fmt: skip
    shares = np.mean(held, axis=0)
    assert (np.abs(shares - 0.95) < 0.03).all(), shares


def test_the_smallest_detectable_change_is_that_of_two_reads():
    found = repeats([(100, 104), (90, 88), (120, 126), (77, 77)])
    assert found.sd == pytest.approx(np.sqrt((16 + 4 + 36 + 0) / 2 / 4))
    assert found.detectable == pytest.approx(1.96 * np.sqrt(2) * found.sd)


@pytest.mark.parametrize("make", [icc, repeats, limits])
@pytest.mark.parametrize("rows", [[], [(1, 2)]])
def test_one_pair_is_too_few(make, rows):
    with pytest.raises(Mistake, match="two pictures or more"):
        make(rows)


def test_the_same_count_everywhere_has_no_icc():
    with pytest.raises(Mistake, match="the same count everywhere"):
        icc([(5, 5), (5, 5)])
