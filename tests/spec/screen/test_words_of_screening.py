"""The words of screening: plain, exact, and never an advice to stop a medicine."""

from __future__ import annotations

import re

import pytest

from anagen.knowledge.claim import Claim
from anagen.knowledge.indication import Indication
from anagen.knowledge.medicine import Medicine
from anagen.knowledge.rule import Rule
from anagen.records.words import Setting, Step
from tests.spec.screen.telling import reason, screened
from tests.story import knowledge

RULES = knowledge().rules(Step.SCREEN)
MEDICINES = knowledge().of_kind(Medicine, Step.SCREEN)
NEVER_STOP = re.compile(
    r"never (?:stop|skip|change)|do not (?:stop|change)|go on (?:taking|with)", re.IGNORECASE
)
HOPE = re.compile(r"guarantee|regrow your|will grow|clinically proven|miracle|sign that it works")


def everything_said(fact: object) -> str:
    """Every word a person may read of a fact."""
    assert isinstance(fact, Rule | Medicine | Claim | Indication)
    words = [fact.title, fact.says]
    if isinstance(fact, Rule):
        words += [fact.then, fact.until_says, *fact.says_in.values()]
    if isinstance(fact, Claim):
        words.append(fact.claim)
    if isinstance(fact, Indication):
        words += [fact.known, fact.not_known, *fact.says_in.values()]
    return " ".join(words)


SAID = [
    *RULES,
    *MEDICINES,
    *knowledge().of_kind(Claim, Step.SCREEN),
    *knowledge().of_kind(Indication, Step.SCREEN),
]


@pytest.mark.parametrize(
    "rule",
    ["anticoagulant", "antiplatelet", "isotretinoin_now", "cancer_treatment", "immune_medicine",
     "autoimmune", "hiv", "heart_or_pressure", "minoxidil_with_heart"],
)  # fmt: skip
def test_a_stop_for_a_medicine_never_becomes_a_stop_of_the_medicine(rule):
    assert NEVER_STOP.search(everything_said(knowledge().facts[rule]))


@pytest.mark.parametrize("medicine", MEDICINES, ids=lambda one: one.id)
def test_a_medicine_that_counts_against_needling_is_not_to_be_stopped_for_it(medicine):
    questions = {one.question for one in medicine.means} - {"minoxidil"}
    if questions - {"cancer_treatment"}:
        assert NEVER_STOP.search(medicine.says)
    elif questions:
        assert "never delay it" in medicine.says


@pytest.mark.parametrize("fact", SAID, ids=lambda one: one.id)
def test_hope_is_never_sold(fact):
    assert not HOPE.search(everything_said(fact).casefold())


@pytest.mark.parametrize("fact", SAID, ids=lambda one: one.id)
def test_sentences_are_short_enough_to_read_aloud(fact):
    sentences = re.split(r"(?<=[.!?]) ", everything_said(fact))
    assert [one for one in sentences if len(one.split()) > 34] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda one: one.id)
def test_whoever_is_held_up_is_told_what_to_do_next(rule):
    if rule.verdicts:
        assert rule.then


def test_a_wait_names_its_end():
    for rule in RULES:
        for setting in Setting:
            if rule.verdict_in(setting).word == "wait":
                assert rule.until_says


#: What each finding has to tell a person at home, in our words.
TELLS = [
    ({"skin_today": ("psoriasis",)}, "skin_psoriasis",
     ["not needle today", "bring out new psoriasis", "clinician"]),
    ({"keloid": True}, "keloid", ["more likely", "destroy hair for good", "do not wound"]),
    ({"anticoagulant": True}, "anticoagulant",
     ["not needle at home", "never stop or skip", "stroke", "prescribes it first"]),
    ({"skin_today": ("sunburn",)}, "skin_sunburn",
     ["calm", "not sore", "no longer peel", "minoxidil"]),
    ({"skin_today": ("herpes",)}, "skin_herpes",
     ["spread", "whole scalp", "today", "before any later"]),
    ({"marks_in_field": ("mole",)}, "mole_or_birthmark",
     ["margin", "agree the area", "changes, bleeds or itches"]),
    ({"immune_medicine": True}, "immune_medicine",
     ["infection more likely", "healing slower", "not stop or change", "knows your treatment"]),
    ({"health_conditions": ("hiv",)}, "hiv", ["one article", "hiv team", "every person alike"]),
    ({"allergies": ("metal",)}, "metal_allergy",
     ["most stainless steel contains nickel", "allergy written", "without needles"]),
    ({"hair_loss": "scarring"}, "scarring",
     ["specialist", "wake the disease up", "one small study without a comparison group"]),
    ({"sex": "female", "pregnant": "no", "breastfeeding": False,
      "hair_loss_signs": ("after_childbirth",)}, "loss_after_childbirth",
     ["settles by itself", "no trial", "one article", "not meant for loss after childbirth"]),
    ({"birth_year": 2009}, "under_18", ["not needle at home", "parent or guardian", "adults only"]),
]  # fmt: skip


@pytest.mark.parametrize(("said", "rule", "words"), TELLS, ids=[rule for _, rule, _ in TELLS])
def test_a_finding_tells_what_matters(said, rule, words):
    found = reason(screened("home", said), rule)
    told = f"{found.title} {found.says} {found.then} {found.until_says}".casefold()
    assert [one for one in words if one not in told] == []


def test_no_rule_of_ours_claims_a_clinician_has_read_it():
    assert [rule.id for rule in RULES if rule.clinician_reviewed] == []
