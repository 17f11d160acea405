"""What needling can do for a kind of hair loss, and what goes round about it."""

from __future__ import annotations

import pytest

from anagen.care.screen import indication_for
from anagen.knowledge.claim import Claim, Standing
from anagen.knowledge.fact import Stance, Strength
from anagen.knowledge.indication import Indication
from anagen.records.answers import Unknown
from anagen.records.person import Concern
from anagen.records.words import HairLoss, Setting
from tests.spec.screen.telling import NEEDS, SETTINGS, screened
from tests.story import case, knowledge

INDICATIONS = knowledge().of_kind(Indication)
CLAIMS = knowledge().of_kind(Claim)


def said_of(setting: str, **said: object) -> list[str]:
    """The facts that are told about this hair loss."""
    return [point.fact for point in indication_for(case(setting, said))]


def test_each_kind_of_hair_loss_has_one_honest_answer():
    assert sorted(one.hair_loss.value for one in INDICATIONS) == sorted(
        kind.value for kind in HairLoss
    )


@pytest.mark.parametrize("kind", HairLoss)
@pytest.mark.parametrize("setting", SETTINGS)
def test_the_answer_holds_what_is_known_what_is_not_and_what_holds_here(kind, setting):
    (fact,) = [one for one in INDICATIONS if one.hair_loss is kind]
    point = indication_for(case(setting, {"hair_loss": kind.value}))[0]
    assert point.fact == fact.id
    for part in (fact.says, fact.known, fact.not_known, fact.says_in[Setting(setting)]):
        assert part in point.says
    assert point.strength is fact.strength


@pytest.mark.parametrize("unknown", [None, *Unknown])
def test_nothing_is_said_of_a_hair_loss_that_is_not_known(unknown):
    assert said_of("home", hair_loss=unknown) == []


def test_the_diagnosis_in_the_record_counts_too():
    recorded = case("home", {"hair_loss": None}, concern=Concern(HairLoss.AREATA))
    assert indication_for(recorded)[0].fact == "indication_areata"


def test_a_diagnosis_that_two_places_give_differently_is_not_believed():
    concern = Concern(HairLoss.AREATA)
    assert screened("home", concern=concern).verdict is NEEDS
    assert indication_for(case("home", concern=concern)) == ()


def test_pattern_hair_loss_begins_with_what_happens_untreated_and_shows_the_spread():
    says = indication_for(case("home"))[0].says
    assert says.startswith("Untreated")
    assert says.index("Untreated") < says.index("0.73 to 1.92")
    assert "small loss to a large gain" in says


def test_shedding_all_over_is_told_that_no_trial_was_found():
    told = said_of("home", hair_loss="telogen_effluvium")
    assert told == ["indication_telogen_effluvium", "claim_speeds_shedding_recovery"]
    (fact,) = [one for one in INDICATIONS if one.hair_loss is HairLoss.TELOGEN_EFFLUVIUM]
    assert fact.strength is Strength.UNSUPPORTED


@pytest.mark.parametrize("sign", ["after_childbirth", "diffuse_all_over"])
def test_the_claim_about_shedding_reaches_those_who_only_see_the_sign(sign):
    told = said_of("clinic", sex="female", hair_loss="undiagnosed", hair_loss_signs=(sign,))
    assert "claim_speeds_shedding_recovery" in told


def test_scarring_hair_loss_hears_both_sides_and_the_warning():
    told = said_of("clinic", hair_loss="scarring")
    assert {"claim_improves_scarring_loss", "claim_breaks_down_scars"} <= set(told)
    quiet = said_of("clinic", skin_conditions=("lichen_planopilaris",))
    assert "claim_improves_scarring_loss" in quiet


def test_a_claim_does_not_reach_those_it_does_not_concern():
    told = said_of("home", hair_loss="areata")
    assert told == ["indication_areata", "claim_helps_areata"]


def test_claims_about_needling_as_such_wait_on_the_evidence_page():
    general = {one.id for one in CLAIMS if one.when is None}
    assert {"claim_painless", "claim_blood_flow", "claim_collagen"} <= general
    for kind in HairLoss:
        assert general.isdisjoint(said_of("home", hair_loss=kind.value))


def test_a_claim_is_told_with_what_was_found():
    point = indication_for(case("home", {"hair_loss": "telogen_effluvium"}))[1]
    (claim,) = [one for one in CLAIMS if one.id == point.fact]
    assert point.says == f"{claim.claim} {claim.says}"


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_the_sources_of_a_claim_fit_how_it_stands(claim):
    """A supported claim leans on more than an article; a contested one shows both sides."""
    supports = {one.source for one in claim.basis if one.stance is Stance.SUPPORTS}
    against = {one.source for one in claim.basis if one.stance is Stance.AGAINST}
    if claim.standing is Standing.UNSUPPORTED:
        assert claim.strength is Strength.UNSUPPORTED
        assert any(source.startswith("seed_") for source in against)
        assert not all(source.startswith("seed_") for source in supports)
    elif claim.standing is Standing.CONTESTED:
        assert supports
        assert against
    else:
        assert any(not source.startswith("seed_") for source in supports)


@pytest.mark.parametrize(
    ("id", "standing"),
    [
        ("claim_lowers_dht", Standing.UNSUPPORTED),
        ("claim_speeds_shedding_recovery", Standing.UNSUPPORTED),
        ("claim_improves_scarring_loss", Standing.CONTESTED),
        ("claim_breaks_down_scars", Standing.UNSUPPORTED),
        ("claim_painless", Standing.CONTESTED),
        ("claim_plasma_together", Standing.UNSUPPORTED),
        ("claim_minoxidil_together", Standing.SUPPORTED),
        ("claim_only_bald_areas", Standing.UNSUPPORTED),
        ("claim_shedding", Standing.CONTESTED),
        ("claim_blood_flow", Standing.UNSUPPORTED),
        ("claim_collagen", Standing.UNSUPPORTED),
        ("claim_growth_factors", Standing.UNSUPPORTED),
    ],
)
def test_what_articles_say_stands_as_it_was_found(id, standing):
    assert knowledge().fact(id, Claim).standing is standing
