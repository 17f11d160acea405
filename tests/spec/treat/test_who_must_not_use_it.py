"""Who must not use minoxidil at all, whatever the skin and the hours say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from anagen.care.treat import holds_for
from anagen.care.treat.holds import latest_end
from anagen.care.treat.last import needlings
from anagen.knowledge.hold import LeaveOff
from anagen.knowledge.mistakes import KnowledgeError
from anagen.records.words import Verdict
from tests.spec.treat.telling import ago
from tests.spec.treat.test_files_of_treating import hold as hold_file
from tests.story import case, knowledge

LOTION, TABLET = "hold_minoxidil", "hold_minoxidil_tablets"
BOTH = ("minoxidil", "minoxidil_tablet")
ADULT = {"minoxidil": "now", "session_today": False, "apply_today": BOTH}
BARS = [
    ({"sex": "female", "pregnant": "yes"}, Verdict.DO_NOT_TREAT),
    ({"sex": "female", "pregnant": "possible"}, Verdict.NEEDS_ANSWERS),
    ({"sex": "female", "breastfeeding": True}, Verdict.DO_NOT_TREAT),
    ({"birth_year": 2010}, Verdict.DO_NOT_TREAT),
    ({"alarm_signs": ("dizzy",)}, Verdict.DO_NOT_TREAT),
    ({"alarm_signs": ("fast_heart",)}, Verdict.DO_NOT_TREAT),
]


def held(id, said, **parts):
    one = case("home", {**ADULT, **said}, **parts)
    return next((hold for hold in holds_for(one) if hold.id == id), None)


@pytest.mark.parametrize("id", [LOTION, TABLET])
@pytest.mark.parametrize(("said", "verdict"), BARS)
def test_a_calm_scalp_and_enough_hours_open_nothing_to_who_must_not_use_it(id, said, verdict):
    hold = held(id, said)
    assert hold.verdict is verdict
    assert hold.until is None
    assert hold.until_says
    assert "Over since" not in hold.says


@pytest.mark.parametrize("sign", ["sudden", "patchy", "after_childbirth"])
def test_loss_of_a_kind_the_label_names_is_looked_at_before_any_lotion(sign):
    assert held(LOTION, {"hair_loss_signs": (sign,)}).verdict is Verdict.ASK_A_CLINICIAN


def test_the_strictest_of_several_bars_decides_and_all_are_said():
    hold = held(LOTION, {"birth_year": 2010, "hair_loss_signs": ("patchy",)})
    assert hold.verdict is Verdict.DO_NOT_TREAT
    assert "Under 18" in hold.says
    assert "in patches" in hold.says


def test_a_bar_is_shown_to_who_uses_it_though_nothing_was_asked_and_no_session_is_near():
    said = {"apply_today": None, "sex": "female", "pregnant": "yes"}
    assert held(LOTION, said).verdict is Verdict.DO_NOT_TREAT
    assert held(LOTION, {**said, "minoxidil": "never"}) is None


def test_a_bar_outweighs_hours_that_still_run():
    hold = held(LOTION, {"birth_year": 2010}, sessions=(ago(hours=3),))
    assert hold.verdict is Verdict.DO_NOT_TREAT
    assert "From " not in hold.says


def test_a_bar_never_makes_a_hold_milder():
    for one in knowledge().of_kind(LeaveOff):
        assert all(bar.verdict > Verdict.WAIT for bar in one.bars)


def test_nobody_else_is_barred():
    assert held(LOTION, {}).verdict is Verdict.PROCEED
    assert held(TABLET, {}).verdict is Verdict.PROCEED


def test_hours_are_counted_as_before_beside_a_bar():
    one = case("home", ADULT, sessions=(ago(hours=3),))
    fact = one.knowledge.fact(LOTION, LeaveOff)
    bare = replace(fact, bars=())
    events = needlings(one)
    assert latest_end(fact, events).until == latest_end(bare, events).until


@pytest.mark.parametrize("word", ["proceed", "wait", "never"])
def test_a_bar_that_bars_nobody_does_not_load(word):
    bar = {
        "verdict": word,
        "says": "Not for you.",
        "until_says": "later",
        "when": {"question": "keloid", "is": True},
    }
    with pytest.raises(KnowledgeError, match="verdict"):
        hold_file(bars=[bar])
