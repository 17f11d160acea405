"""One person's forecast: what it says, what it never says, and what care makes of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from anagen.care.advise import advise
from anagen.outlook import sentences
from anagen.outlook.asking import outlook_for
from anagen.outlook.decision import Decision
from anagen.outlook.forecast import Wanted, as_outlook, forecast
from anagen.outlook.priors import Belief, Regimen, effect_prior
from anagen.outlook.tree import forecast_tree
from anagen.records.person import Concern, Person
from anagen.records.treatment import Treatment
from anagen.records.words import HairLoss, Outcome, Sex
from tests.outlook.told import STEADY_MINOXIDIL, at_week, course, looked, refused, steady
from tests.story import NOW, knowledge

LOOKS = (-4, -1, 8, 16, 24, 36, 47)
GAIN = steady((150, 151, 157, 168, 178, 182, 185), LOOKS)
FLAT = steady((150, 151, 148, 146, 143, 141, 139), LOOKS)
SOME = steady((150, 151, 150, 152, 155, 156, 156), LOOKS)
POOR = [replace(one, standard_error_per_cm2=14.0) for one in SOME]


def every_sentence(found) -> list[str]:
    said = [sentences.untreated(found), sentences.effect(found.shown), sentences.chance(found)]
    said += [sentences.next_count(found), sentences.verdict(found)]
    said += [*sentences.would_decide(found), *(one.says for one in sentences.because(found))]
    return [*said, *map(str, found.doubts)]


def test_a_large_steady_gain_speaks_for_going_on():
    found = looked(GAIN)
    assert found.decision is Decision.CONTINUE
    assert found.would_decide == ()
    assert found.plain.effect.interval_80[0] > 10


def test_no_gain_against_a_hopeful_pool_speaks_for_a_change():
    found = looked(FLAT)
    assert found.decision is Decision.ADJUST
    assert found.plain.p_worthwhile <= 0.2


def test_counts_too_coarse_end_as_not_decidable_with_what_would_decide():
    found = looked([*POOR, at_week(48, 157, standard_error_per_cm2=14.0)])
    assert found.decision is Decision.NOT_DECIDABLE
    ways = [one.way for one in found.would_decide]
    assert any(way.is_matched for way in ways)
    assert any(way.has_control for way in ways)
    assert any(way.is_new_course and way.spots == 4 for way in ways)


def test_every_way_to_measure_on_leaves_less_unknown_and_the_best_comes_first():
    found = looked(POOR)
    now = found.standing.sd
    from_here = [one for one in found.would_decide if not one.way.is_new_course]
    assert all(one.sd_per_cm2 <= now for one in from_here)
    likely = [one.chance_to_decide for one in from_here]
    assert likely == sorted(likely, reverse=True)
    matched = next(one for one in from_here if one.way.is_matched)
    assert matched is from_here[0]
    anew = [one.sd_per_cm2 for one in found.would_decide if one.way.is_new_course]
    assert anew == sorted(anew, reverse=True)


def test_before_week_24_nothing_is_said_of_an_effect_however_large():
    early = steady((150, 151, 190, 230), (-4, -1, 8, 20))
    found = looked(early)
    assert found.decision is Decision.TOO_EARLY
    assert "nobody can say whether a course works" in sentences.verdict(found)


@pytest.mark.parametrize("counts", [GAIN, FLAT, SOME, POOR])
def test_no_sentence_promises_and_no_treatment_comes_first(counts):
    said = every_sentence(looked(counts))
    assert said[0].startswith("Without treatment")
    low, mean = said[1].index("80 times in 100"), said[1].index("the middle")
    assert low < mean
    for line in said:
        assert not re.search(r"\b(certain|guarantee|will grow|regrow|responder|proven)\b", line)
        assert not re.search(r"\b(0|100) in 100\b", line)


def test_equal_inputs_give_an_equal_forecast():
    assert forecast_tree(looked(SOME)) == forecast_tree(looked(SOME))


def test_the_decision_does_not_depend_on_the_reading_that_is_shown():
    for counts in (GAIN, FLAT, SOME):
        plain, doubted = (looked(counts, Wanted(belief)) for belief in Belief)
        assert plain.decision is doubted.decision
        assert plain.shown.p_worthwhile >= doubted.shown.p_worthwhile


def test_a_greater_wish_is_never_likelier():
    found = [looked(SOME, Wanted(worthwhile_per_cm2=line)) for line in (1.0, 5.0, 10.0, 30.0)]
    likely = [one.plain.p_worthwhile for one in found]
    assert likely == sorted(likely, reverse=True)


def test_more_counts_alike_leave_less_unknown():
    few, many = (looked(counts).standing.sd for counts in (SOME[::3], SOME))
    assert many < few


# Who the figures fit


@pytest.mark.parametrize(
    ("treatments", "said", "sessions", "regimen"),
    [
        ((STEADY_MINOXIDIL,), {}, None, Regimen.NEEDLING_ON_MINOXIDIL),
        ((), {"minoxidil": "never"}, None, Regimen.NEEDLING),
        ((Treatment("Minoxidil", started=date(2025, 12, 20)),), {}, None, Regimen.BOTH),
        ((), {"minoxidil": "now"}, None, Regimen.BOTH),
    ],
)
def test_what_began_with_the_course_decides_the_prior(treatments, said, sessions, regimen):
    found = looked(SOME, treatments=treatments, said=said)
    assert found.plain.prior == effect_prior(regimen, False, Belief.PLAIN)


def test_a_medicine_beside_the_course_is_a_doubt():
    also = (STEADY_MINOXIDIL, Treatment("Finasteride 1 mg", started=date(2026, 1, 1)))
    found = looked(SOME, treatments=also)
    assert any("Finasteride" in doubt for doubt in map(str, found.doubts))
    gone = (STEADY_MINOXIDIL, replace(also[1], started=date(2019, 1, 1), stopped=date(2020, 1, 1)))
    assert not any(
        "Finasteride" in doubt for doubt in map(str, looked(SOME, treatments=gone).doubts)
    )


def test_minoxidil_begun_after_the_course_or_stopped_is_a_doubt():
    late = (Treatment("Minoxidil", started=date(2026, 6, 1)),)
    assert any("2026-06-01" in doubt for doubt in map(str, looked(SOME, treatments=late).doubts))
    over = (replace(STEADY_MINOXIDIL, stopped=date(2026, 3, 1)),)
    found = looked(SOME, treatments=over, said={"minoxidil": "stopped"})
    assert any("counts fall for months" in doubt for doubt in map(str, found.doubts))


def test_a_woman_gets_the_wider_figures_for_women():
    man = looked(SOME)
    woman = looked(SOME, person=Person(birth_year=1985, sex=Sex.FEMALE))
    assert "women" in woman.plain.prior.says
    assert woman.standing.sd > man.standing.sd


@pytest.mark.parametrize("kind", [HairLoss.AREATA, HairLoss.TELOGEN_EFFLUVIUM, HairLoss.SCARRING])
def test_for_other_hair_loss_there_is_no_forecast_and_a_reason(kind):
    assert "no figures" in refused(GAIN, concern=Concern(kind)).why


def test_an_unsettled_diagnosis_is_a_doubt():
    found = looked(GAIN, concern=Concern(HairLoss.UNDIAGNOSED))
    assert any("not settled" in doubt for doubt in map(str, found.doubts))


# What care is told


def test_care_is_told_the_reading_that_is_harder_to_convince():
    for counts in (GAIN, SOME):
        found = looked(counts)
        assert as_outlook(found).p_worthwhile == found.sceptical.p_worthwhile
    found = looked(FLAT)
    assert as_outlook(found).p_worthwhile == found.plain.p_worthwhile


def advised(counts):
    told = course(counts)
    return advise(told, knowledge(), NOW, outlook_for(told, knowledge(), NOW)).outcome


def test_noise_stays_noise_whatever_the_forecast():
    found = advised(POOR)
    assert found.outcome is Outcome.UNDECIDABLE
    assert {"noise", "forecast"} <= {one.rule for one in found.reasons}


def test_a_clear_gain_goes_on_with_the_forecast_beside_it():
    found = advised(GAIN)
    assert found.outcome is Outcome.CONTINUE
    assert "forecast" in {one.rule for one in found.reasons}


def test_advice_asks_for_a_forecast_only_where_it_can_matter():
    for counts in ([], GAIN[:1], GAIN[:4]):
        told = course(counts)
        assert outlook_for(told, knowledge(), NOW) is None
    assert outlook_for(course(GAIN, sessions=(), treatments=()), knowledge(), NOW) is None
    assert outlook_for(course(GAIN), knowledge(), NOW) is not None


def test_a_forecast_for_another_moment_sees_only_what_was_counted_by_then():
    then = NOW - timedelta(weeks=20)
    told = course(GAIN)
    early = forecast(replace(told, answers={}), knowledge(), then)
    assert [one.weeks < 28 for one in early.visits.counts] == [True] * len(early.visits.counts)
