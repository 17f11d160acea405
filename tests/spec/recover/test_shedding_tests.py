"""The shedding tests: read at their cut-offs, and silent about what they cannot say."""

import pytest

from anagen.knowledge.shedding_test import SheddingTest
from anagen.records.words import Step
from tests.spec.recover.telling import CALM, combed, pulled, report, shedding, washed
from tests.story import knowledge

TESTS = knowledge().of_kind(SheddingTest, Step.RECOVER)


def reading(id, *reports, **said):
    found = shedding({**CALM, **said}, reports=reports)
    (one,) = [test for test in found.tests if test.id == id]
    return one


def test_all_five_tests_are_explained_even_when_none_was_made():
    ids = ["test_comb", "test_pictures", "test_pull", "test_wash_five_days", "test_wash_one_day"]
    found = shedding(CALM).tests
    assert [one.id for one in found] == ids
    assert all(one.result == "" and one.says.startswith("Not done") for one in found)


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test.id)
def test_every_test_says_how_it_is_done_and_what_it_cannot_say(test):
    assert len(test.says) > 60
    assert len(test.cannot_say) > 40
    one = reading(test.id)
    assert one.point.says == test.says
    assert one.cannot_say == test.cannot_say


@pytest.mark.parametrize(
    ("counts", "result"),
    [
        (((38,),), "38 hairs on average over 1 morning"),
        (((38,), (20, 24)), "22 hairs on average over 2 mornings"),
    ],
)
def test_without_three_mornings_no_comb_count_can_be_judged(counts, result):
    reports = (combed(*each, days_ago=9 - at) for at, each in enumerate(counts))
    one = reading("test_comb", *reports)
    assert one.result == result
    assert "One count cannot be judged by itself" in one.says
    assert "0 to 78" in one.says


@pytest.mark.parametrize("before", [(), (combed(30, days_ago=50),)])
def test_a_first_count_over_three_mornings_is_a_baseline_and_nothing_to_compare_with(before):
    one = reading("test_comb", *before, combed(9, 9, 9))
    assert one.says.startswith("This count is your own baseline.")
    assert "can be judged" not in one.says


def test_counts_that_are_all_too_old_are_not_called_never_made():
    one = reading("test_comb", combed(9, 9, 9, days_ago=60), combed(9, 9, 8, days_ago=40))
    assert one.says.startswith("Not done in the last four weeks.")


@pytest.mark.parametrize(
    ("now", "words"),
    [((18, 18, 18), "Twice your own"), ((17, 18, 18), "Less than twice")],
)
def test_a_comb_count_is_compared_with_the_persons_own(now, words):
    one = reading("test_comb", combed(9, 9, 9, days_ago=40), combed(*now))
    assert words in one.says
    assert one.result.endswith("your own baseline 9")


def test_a_newest_count_of_fewer_than_three_mornings_waits():
    one = reading("test_comb", combed(9, 9, 9, days_ago=40), combed(60, 60))
    assert "fewer than three mornings" in one.says
    assert one.result.startswith("60 hairs on average over 2 mornings")


def test_a_baseline_of_no_hair_at_all_cannot_be_multiplied():
    one = reading("test_comb", combed(0, 0, 0, days_ago=40), combed(5, 5, 5))
    assert one.says.startswith("Your own baseline is 0 hairs")


@pytest.mark.parametrize(("out", "words"), [(2, "Two or fewer"), (3, "Three or more")])
def test_the_pull_test_is_read_at_three(out, words):
    one = reading("test_pull", pulled(out))
    assert one.says.startswith(words)
    assert one.result == f"{out} of 55 hairs"


@pytest.mark.parametrize(("held", "words"), [(49, "Too few hairs"), (50, "Two or fewer")])
def test_a_pull_of_fewer_than_fifty_hairs_reassures_nobody(held, words):
    assert reading("test_pull", pulled(1, held)).says.startswith(words)


@pytest.mark.parametrize(
    ("hairs", "short", "words"),
    [
        (99, 9, "remission"),
        (99, 10, "pattern hair loss"),
        (100, 9, "shedding from rest"),
        (100, 10, "both kinds together"),
    ],
)
def test_the_wash_after_five_days_is_read_in_four_fields(hairs, short, words):
    one = reading("test_wash_five_days", washed(hairs, short))
    assert words in one.says
    assert one.result == f"{hairs} hairs, {short} of them short, 5 days unwashed"
    assert reading("test_wash_one_day", washed(hairs, short)).result == ""


@pytest.mark.parametrize(("hairs", "words"), [(99, "Fewer than 100"), (100, "100 hairs or more")])
def test_the_wash_after_one_day_is_read_at_a_hundred(hairs, words):
    one = reading("test_wash_one_day", washed(hairs, 4, 1))
    assert one.says.startswith(words)
    assert reading("test_wash_five_days", washed(hairs, 4, 1)).result == ""


@pytest.mark.parametrize(("days", "id"), [(2.9, "test_wash_one_day"), (3, "test_wash_five_days")])
def test_a_wash_in_between_is_read_by_the_nearer_test(days, id):
    assert reading(id, washed(50, 4, days)).result


def test_a_wash_that_lost_no_hair_is_read_too():
    assert "remission" in reading("test_wash_five_days", washed(0)).says


@pytest.mark.parametrize(
    ("picture", "words"), [(3, "usual"), (4, "border"), (5, "too much"), (6, "too much")]
)
def test_the_picture_scale_is_read_at_its_border(picture, words):
    one = reading("test_pictures", shed_picture=picture)
    assert words in one.says
    assert one.result == f"picture {picture} of 6"


def test_a_test_older_than_four_weeks_is_made_again():
    assert reading("test_pull", pulled(1, days_ago=28)).result
    assert reading("test_pull", pulled(1, days_ago=29)).result == ""


def test_the_newest_test_counts():
    assert reading("test_pull", pulled(5, days_ago=9), pulled(1, days_ago=2)).result == (
        "1 of 55 hairs"
    )
    assert reading("test_pull", pulled(5, days_ago=9), report(0)).result == "5 of 55 hairs"
