"""Files about indications and claims: what they hold, and how a slip in one is named."""

from __future__ import annotations

import pytest

from anagen.knowledge.claim import Claim, Standing
from anagen.knowledge.indication import Indication
from anagen.knowledge.mistakes import KnowledgeError
from anagen.records.words import HairLoss, Setting
from tests.spec.small import BASIS, small

HEAD = """
title = "A finding"
says = "What was found."
reviewed = 2026-11-20
strength = "practice"
"""
INDICATION = f"""
kind = "indication"{HEAD}
hair_loss = "areata"
known = "What is known."
not_known = "What is not known."
[says_in]
home = "Not at home."
clinic = "A doctor decides."
trial = "The protocol decides."
{BASIS}"""
CLAIM = f"""
kind = "claim"{HEAD}
claim = "One article says so."
standing = "contested"
when = {{ question = "scar", is = true }}
{BASIS}"""


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory, monkeypatch):
    """The parsed files of a test are kept apart from everybody else's."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


def test_an_indication_is_read_with_its_three_settings(tmp_path):
    fact = small(tmp_path, {"screen/areata.toml": INDICATION}).fact("areata", Indication)
    assert fact.hair_loss is HairLoss.AREATA
    assert fact.says_at(Setting.HOME) == (
        "What was found. What is known. What is not known. Not at home."
    )
    assert fact.says_at(Setting.TRIAL).endswith("The protocol decides.")


def test_a_claim_is_read_with_whom_it_concerns_or_for_everybody(tmp_path):
    files = {
        "screen/one.toml": CLAIM,
        "screen/all.toml": CLAIM.replace('when = { question = "scar", is = true }\n', ""),
    }
    knowledge = small(tmp_path, files)
    assert knowledge.fact("one", Claim).when is not None
    assert knowledge.fact("all", Claim).when is None
    assert knowledge.fact("one", Claim).standing is Standing.CONTESTED
    assert knowledge.fact("one", Claim).answer == "One article says so. What was found."


@pytest.mark.parametrize(
    ("text", "old", "new", "where"),
    [
        (INDICATION, '"areata"', '"baldness"', "hair_loss"),
        (INDICATION, 'trial = "The protocol decides."', "", "says_in.trial"),
        (INDICATION, 'home = "Not', 'salon = "Yes."\nhome = "Not', "says_in.salon"),
        (INDICATION, 'known = "What is known."\n', "", "known"),
        (INDICATION, "not_known", "unknown", "not_known"),
        (INDICATION, "hair_loss", 'extra = "x"\nhair_loss', "extra"),
        (CLAIM, '"contested"', '"true"', "standing"),
        (CLAIM, 'claim = "One article says so."\n', "", "claim"),
        (CLAIM, '"scar"', '"scars"', "when"),
        (CLAIM, "standing =", 'extra = "x"\nstanding =', "extra"),
    ],
)
def test_a_slip_is_named_with_its_place(tmp_path, text, old, new, where):
    with pytest.raises(KnowledgeError) as caught:
        small(tmp_path, {"screen/fact.toml": text.replace(old, new, 1)})
    assert caught.value.where.startswith("screen/fact.toml")
    assert where in caught.value.where
    assert caught.value.then
