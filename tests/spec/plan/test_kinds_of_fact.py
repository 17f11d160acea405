"""The kinds of fact that planning brings: what they hold, and what they refuse."""

from datetime import date

import pytest

from anagen.knowledge.cost import read_cost
from anagen.knowledge.course import read_course
from anagen.knowledge.criterion import read_criterion
from anagen.knowledge.device import read_device
from anagen.knowledge.fact import Strength
from anagen.knowledge.guidance import Topic, read_guidance
from anagen.knowledge.longer_needle import read_longer_needle
from anagen.knowledge.mistakes import KnowledgeError
from anagen.records.fields import Fields
from anagen.records.words import DeviceKind, Setting, Step, Zone

HEADER = {
    "id": "small",
    "step": Step.PLAN,
    "title": "Small",
    "says": "Something.",
    "reviewed": date(2026, 11, 20),
    "strength": Strength.PRACTICE,
    "basis": (),
    "clinician_reviewed": False,
}
DEVICE = {"device": "roller", "settings": ["home"], "starts_in": ["home"]}
GUIDANCE = {"topic": "price"}
STEP = {"from_mm": 0.25, "to_mm": 0.5, "calm_recoveries": 4, "quiz_again_hours": 1}
COURSE = {"weeks": 24, "measure_weeks": [24, 0], "review_week": 24, "zones": ["crown"]}
PRICE = {
    "region": "Europe",
    "currency": "eur",
    "low": 1,
    "high": 2,
    "per": "a session",
    "as_of": date(2026, 11, 20),
}
COST = {"item": "session", "what": "A session"}
CRITERION = {
    "order": 1,
    "when": {"question": "cause_assessed", "is": True},
    "if_not": "No.",
    "ask": "Why?",
}
READ = {
    "device": (read_device, DEVICE),
    "guidance": (read_guidance, GUIDANCE),
    "step": (read_longer_needle, STEP),
    "course": (read_course, COURSE),
    "cost": (read_cost, COST),
    "criterion": (read_criterion, CRITERION),
}


def read(kind, **changes):
    """A fact of a kind with some entries changed; None leaves an entry out."""
    reader, table = READ[kind]
    entries = {name: value for name, value in {**table, **changes}.items() if value is not None}
    return reader(Fields(entries, "plan/small.toml", KnowledgeError), HEADER)


def test_a_device_knows_where_it_may_be_used():
    device = read("device")
    assert device.device is DeviceKind.ROLLER
    assert device.settings == device.starts_in == (Setting.HOME,)


def test_a_device_that_starts_nowhere_may_still_be_used_everywhere():
    device = read("device", settings=None, starts_in=None)
    assert device.starts_in == ()
    assert device.settings == tuple(Setting)


def test_guidance_may_be_for_everybody_or_for_those_it_is_true_of():
    assert read("guidance").when is None
    assert read("guidance").topic is Topic.PRICE
    assert read("guidance", when={"question": "hair_loss", "is": "areata"}).when is not None


def test_a_course_keeps_its_weeks_in_order():
    course = read("course")
    assert course.measure_weeks == (0, 24)
    assert course.zones == (Zone.CROWN,)


def test_a_cost_may_have_a_published_price_or_none():
    assert read("cost").price is None
    assert not read("cost").is_extra
    priced = read("cost", price=PRICE, is_extra=True)
    assert (priced.price.low, priced.price.high, priced.is_extra) == (1, 2, True)


def test_a_step_and_a_criterion_hold_what_was_written():
    assert read("step").calm_recoveries == 4
    assert read("criterion").ask == "Why?"


@pytest.mark.parametrize(
    ("kind", "changes", "place"),
    [
        ("device", {"device": "laser"}, "device"),
        ("device", {"starts_in": ["clinic"]}, "starts_in"),
        ("device", {"colour": "blue"}, "colour"),
        ("guidance", {"topic": "weather"}, "topic"),
        ("guidance", {"settings": ["salon"]}, "settings"),
        ("step", {"to_mm": 0.25}, "to_mm"),
        ("step", {"calm_recoveries": 0}, "calm_recoveries"),
        ("step", {"quiz_again_hours": 0}, "quiz_again_hours"),
        ("course", {"measure_weeks": "0, 12"}, "measure_weeks"),
        ("course", {"measure_weeks": [0, 1.5]}, "measure_weeks"),
        ("course", {"measure_weeks": [-1]}, "measure_weeks"),
        ("course", {"measure_weeks": [True]}, "measure_weeks"),
        ("course", {"zones": []}, "zones"),
        ("course", {"zones": ["knee"]}, "zones"),
        ("cost", {"what": ""}, "what"),
        ("cost", {"price": {**PRICE, "low": 3}}, "price.low"),
        ("cost", {"price": {**PRICE, "vat": 3}}, "price.vat"),
        ("criterion", {"when": {}}, "when"),
        ("criterion", {"ask": None}, "ask"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(kind, changes, place):
    with pytest.raises(KnowledgeError) as error:
        read(kind, **changes)
    assert error.value.where.startswith(f"plan/small.toml.{place}")
