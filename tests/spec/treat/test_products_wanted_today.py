"""What someone wants to put on or take today: on which word, and after what."""

from datetime import timedelta

import pytest

from anagen.records.answers import Unknown
from tests.spec.treat.telling import (
    ASK,
    CLINICS,
    NEEDS,
    NEVER,
    NOT_TODAY,
    PROCEED,
    USUAL_DOSE,
    WAIT,
    ago,
    hold,
    holds,
)
from tests.story import NOW, case

MINOXIDIL = "hold_minoxidil"


def test_a_first_dose_on_another_day_is_only_a_matter_of_calm_skin():
    said = {**NEVER, **USUAL_DOSE, "minoxidil": "wanted", "session_today": False}
    one = hold(MINOXIDIL, "home", said)
    assert one.verdict is PROCEED
    assert "so that a reaction can be understood" in one.says


def test_a_usual_dose_on_a_session_day_waits_until_after_it():
    one = hold(MINOXIDIL, "home", {**USUAL_DOSE, "session_today": True})
    assert (one.verdict, one.until) == (WAIT, None)
    assert one.until_says == "at least 24 hours after today's session, and then only on calm skin"


def test_before_we_know_whether_there_is_a_session_today_nothing_is_promised():
    one = hold(MINOXIDIL, "home", USUAL_DOSE)
    assert one.verdict is NEEDS
    assert "whether you needle today" in one.until_says


def test_inside_the_rest_there_is_no_session_today():
    """Nobody has to say so: a session would be too soon."""
    one = hold(MINOXIDIL, "home", USUAL_DOSE, sessions=(ago(0.5, days=3),))
    assert one.verdict is PROCEED


def test_before_we_know_of_the_last_session_nothing_is_promised():
    said = {**NOT_TODAY, "needled_before": None, "last_session_on": None}
    one = hold(MINOXIDIL, "home", said)
    assert one.verdict is NEEDS
    assert "when your last session was" in one.until_says
    assert hold(MINOXIDIL, "home", {**NOT_TODAY, **NEVER}).verdict is PROCEED


def test_a_sore_scalp_brings_up_no_product_that_nobody_named():
    assert set(holds(case("home", {"skin_today": ("rash",), "minoxidil": "now"}))) == {MINOXIDIL}


@pytest.mark.parametrize("nothing", [None, Unknown.DOES_NOT_KNOW])
def test_after_the_hour_somebody_must_have_looked_at_the_skin(nothing):
    said = {**NOT_TODAY, "skin_today": nothing}
    one = hold(MINOXIDIL, "home", said, sessions=(ago(hours=30),))
    assert one.verdict is NEEDS
    assert "looked at your scalp today" in one.until_says
    assert hold("hold_washing", "home", said, sessions=(ago(hours=50),)).verdict is PROCEED


@pytest.mark.parametrize("setting", CLINICS)
def test_same_day_use_in_a_clinic_rests_on_a_written_order(setting):
    ordered = {**USUAL_DOSE, "minoxidil_order": True}
    planned = hold(MINOXIDIL, setting, ordered)
    assert (planned.verdict, planned.until) == (ASK, None)
    assert "rests on the clinician's written order for this person and this session" in planned.says
    assert "some apply it at once, others wait a day" in planned.says
    assert "Doses at home still wait 24 hours" in planned.says
    after = hold(MINOXIDIL, setting, ordered, sessions=(ago(1.0, hours=1, setting=setting),))
    assert (after.verdict, after.until) == (ASK, NOW + timedelta(hours=23))


@pytest.mark.parametrize("order", [False, None, Unknown.DOES_NOT_KNOW])
@pytest.mark.parametrize("setting", CLINICS)
def test_without_an_order_nobody_is_offered_same_day_use(setting, order):
    said = {**USUAL_DOSE, "minoxidil_order": order}
    one = hold(MINOXIDIL, setting, said, sessions=(ago(1.0, hours=1, setting=setting),))
    assert one.verdict is WAIT
    assert "order" not in one.says


def test_at_home_an_order_changes_nothing():
    said = {**USUAL_DOSE, "minoxidil_order": True}
    one = hold(MINOXIDIL, "home", said, sessions=(ago(hours=1),))
    assert (one.verdict, one.until) == (WAIT, NOW + timedelta(hours=23))


def test_an_order_without_a_wish_or_a_session_opens_nothing():
    said = {"minoxidil": "now", "minoxidil_order": True, "session_today": False}
    running = hold(MINOXIDIL, "clinic", said, sessions=(ago(1.0, hours=1, setting="clinic"),))
    assert running.verdict is WAIT
    later = {**said, "apply_today": ("minoxidil",)}
    assert hold(MINOXIDIL, "clinic", later).verdict is PROCEED


def test_a_sore_scalp_is_no_way_around_asking_the_clinician():
    said = {**USUAL_DOSE, "minoxidil_order": True, "skin_today": ("rash",)}
    assert hold(MINOXIDIL, "clinic", said).verdict is ASK


@pytest.mark.parametrize(("cat", "is_told"), [(True, True), (None, True), (False, False)])
def test_the_cat_is_spoken_of_unless_there_is_none(cat, is_told):
    said = {**USUAL_DOSE, "cat_at_home": cat}
    assert ("pillow" in hold(MINOXIDIL, "home", said, sessions=(ago(hours=1),)).says) is is_told
