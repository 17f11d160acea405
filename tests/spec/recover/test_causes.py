"""Possible causes of hair loss: what speaks for each, what against, and what is open."""

from dataclasses import replace
from itertools import product

import pytest

from anagen.care.recover.causes import cause_in
from anagen.knowledge.cause import PossibleCause, Side
from anagen.knowledge.conditions import AllOf, AnyOf, Findings, Not, Truth, truth
from anagen.knowledge.question import QuestionKind
from anagen.records.words import Step
from tests.spec.recover.telling import CALM, MUCH, pulled, shedding, washed, weeks_ago
from tests.story import case, knowledge

CAUSES = knowledge().of_kind(PossibleCause, Step.RECOVER)
NAMED_IN_THE_SOURCES = {
    "technique", "immune", "infection", "seborrhoeic", "minoxidil", "telogen_effluvium",
    "breakage", "areata", "scarring", "pattern_loss", "needle_wear", "season", "unseen_disease",
}  # fmt: skip
STORIES = {
    "technique": {**MUCH, "shed_where": "only_rolled", "shed_pressure": "hard"},
    "immune": {**CALM, "shed_scalp": ("redness", "itch"), "scalp_warnings": ("rash",)},
    "infection": {**CALM, "shed_scalp": ("pus",), "shed_before": ("fungal",)},
    "seborrhoeic": {**CALM, "shed_scalp": ("scale", "itch"), "scalp_signs": ("greasy_scale",)},
    "minoxidil": {**CALM, "minoxidil": "now", "shed_minoxidil_since": weeks_ago(5)},
    "telogen_effluvium": {**CALM, "shed_life": ("illness",)},
    "breakage": {**CALM, "shed_hair_ends": "broken", "shed_scalp": ("broken_hairs",)},
    "areata": {**CALM, "shed_where": "patch", "shed_before": ("patchy",)},
    "scarring": {**CALM, "shed_where": "stripe", "shed_scalp": ("smooth_skin",)},
    "pattern_loss": {**CALM, "shed_where": "pattern", "hair_loss": "androgenetic"},
    "needle_wear": {**CALM, "needle_faults": ("bent",), "needle_uses": 20, "shed_where": "pattern"},
}


def arguments():
    return [(cause, number) for cause in CAUSES for number in range(len(cause.arguments))]


def named(found, name):
    (cause,) = [one for one in found.causes if one.point.fact == f"cause_{name}"]
    return cause


def test_every_cause_the_sources_name_is_weighed():
    assert {cause.id.removeprefix("cause_") for cause in CAUSES} == NAMED_IN_THE_SOURCES


@pytest.mark.parametrize(("name", "said"), STORIES.items())
def test_each_cause_comes_first_in_its_own_story(name, said):
    found = shedding(said)
    assert found.causes[0].point.fact == f"cause_{name}"
    assert found.causes[0].argues_for


@pytest.mark.parametrize("truly", [True, False])
@pytest.mark.parametrize(
    ("cause", "number"), arguments(), ids=lambda value: getattr(value, "id", value)
)
def test_each_argument_counts_for_its_side_when_it_holds(cause, number, truly):
    argument = cause.arguments[number]
    found = cause_in(where(argument.when, Truth.TRUE if truly else Truth.FALSE), cause)
    sides = {Side.FOR: found.argues_for, Side.AGAINST: found.argues_against}
    assert (argument.says in sides.pop(argument.side)) is truly
    assert argument.says not in next(iter(sides.values()))


@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: cause.id)
def test_nothing_speaks_for_or_against_where_nothing_is_known(cause):
    one = case("home")
    found = cause_in(replace(one, findings=Findings(one.today, {})), cause)
    assert (found.weight, found.argues_for, found.argues_against) == (0, (), ())


def where(when, wanted):
    """Somebody of whom only as much is known as makes a condition what is wanted."""
    one = case("home")
    tests = single_tests(when)
    questions = dict.fromkeys(test.question for test in tests)
    choices = [[(id, value) for value in values_for(id, tests)] for id in questions]
    for chosen in product(*choices):
        findings = Findings(one.today, dict(chosen))
        if truth(when, findings) is wanted:
            return replace(one, findings=findings)
    raise AssertionError(f"nothing makes {when} {wanted.name}")


def single_tests(condition):
    match condition:
        case AllOf(parts) | AnyOf(parts):
            return [test for part in parts for test in single_tests(part)]
        case Not(part):
            return single_tests(part)
    return [condition]


def values_for(id, tests):
    """Values of a question on both sides of every test on it."""
    question = knowledge().questions[id]
    match question.kind:
        case QuestionKind.MANY:
            return [(), *((word,) for word in question.words)]
        case QuestionKind.CHOICE:
            return question.words
    limits = [test.against for test in tests if test.question == id]
    numbers = [end for limit in limits for end in (limit if isinstance(limit, tuple) else [limit])]
    return [number + step for number in numbers for step in (-1, 0, 1)]


def test_weights_are_summed_for_less_against():
    (cause,) = [one for one in CAUSES if one.id == "cause_minoxidil"]
    started = {"minoxidil": "now", "shed_minoxidil_since": weeks_ago(5)}
    assert cause_in(case("home", {**CALM, **started}), cause).weight == 3 + 2 + 1
    assert cause_in(case("home", {**CALM, "minoxidil": "never"}), cause).weight == 2 + 1 - 3


def test_the_likelier_cause_comes_first_and_ties_keep_one_order():
    weights = [cause.weight for cause in shedding(STORIES["technique"]).causes]
    assert weights == sorted(weights, reverse=True)
    ties = [(cause.weight, cause.point.fact) for cause in shedding(STORIES["technique"]).causes]
    assert ties == sorted(ties, key=lambda one: (-one[0], one[1]))


def test_what_is_open_about_a_cause_is_asked_in_words():
    found = named(shedding(CALM), "breakage")
    assert knowledge().questions["shed_hair_ends"].ask in found.open


def test_a_test_that_was_not_made_is_open_and_a_worked_out_figure_is_not():
    found = named(shedding({"shed_more": "a_lot"}), "telogen_effluvium")
    assert knowledge().questions["pull_came_out"].ask in found.open
    technique = named(shedding({"shed_more": "a_lot"}), "technique")
    assert knowledge().questions["recorded_passes"].ask not in technique.open


def test_a_clinic_is_not_asked_about_home_needles():
    found = named(shedding(CALM, "clinic"), "needle_wear")
    assert knowledge().questions["needle_faults"].ask not in found.open


def test_shedding_from_rest_is_told_from_pattern_loss_by_short_hairs():
    few_short = shedding(CALM, reports=(pulled(1), washed(120, 5)))
    many_short = shedding(CALM, reports=(pulled(1), washed(60, 30)))
    assert any("wash test" in one for one in named(few_short, "telogen_effluvium").argues_for)
    assert any("wash test" in one for one in named(many_short, "pattern_loss").argues_for)


def test_no_cause_is_called_a_diagnosis():
    for cause in CAUSES:
        assert "you have" not in cause.says.casefold()
    assert "no diagnosis" in shedding({**CALM, "shed_where": "patch"}).says
