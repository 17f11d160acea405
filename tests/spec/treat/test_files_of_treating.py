"""Knowledge files about sessions and holds: what may stand in them, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from anagen.knowledge.conditions import Findings, Op, Test, Truth
from anagen.knowledge.fact import Fact, read_header
from anagen.knowledge.hold import LeaveOff, Needled, read_hold
from anagen.knowledge.library import Knowledge
from anagen.knowledge.mistakes import KnowledgeError
from anagen.knowledge.protocol import (
    Protocol,
    SessionStepFact,
    read_protocol,
    read_session_step,
)
from anagen.knowledge.reckoning import read_reckoning
from anagen.knowledge.references import refuse_loose_ends
from anagen.knowledge.session_names import refuse_strange_names
from anagen.knowledge.wording import figures_in, filled
from anagen.records.fields import Fields
from anagen.records.words import DeviceKind, Endpoint, Setting, Step
from tests.spec.treat.telling import TODAY
from tests.story import knowledge

HEAD: dict[str, Any] = {
    "title": "A fact",
    "says": "What a person reads.",
    "reviewed": TODAY,
    "strength": "practice",
    "basis": [{"source": "book", "locator": "page 1", "stance": "supports"}],
}
HOLD: dict[str, Any] = {"kind": "hold", "needs_calm_skin": False, "lasts": [{"hours": 24}]}
COVER = {"question": "occluded", "is": True}


def read(reader: Any, **entries: Any) -> Any:
    """A fact read from entries, with the head that every fact has."""
    fields = Fields({**HEAD, **entries}, "treat/fact.toml", KnowledgeError)
    return reader(fields, read_header(fields, "fact", Step.TREAT))


def hold(**entries: Any) -> LeaveOff:
    """A hold with its usual entries and some others."""
    return read(read_hold, **{**HOLD, **entries})


def after(setting: str = "home", endpoint: Endpoint | None = None, **values: Any) -> Needled:
    """What is known of a session."""
    return Needled(Findings(TODAY, values), Setting(setting), endpoint)


def hours(one: LeaveOff, needled: Needled) -> tuple[float, Truth]:
    """The length that counts, and how sure it is."""
    length, sure = one.length_after(needled)
    return length.hours, sure


def test_the_longest_length_that_may_apply_counts():
    longer = {"hours": 48, "because": "it was covered", "when": COVER}
    one = hold(lasts=[{"hours": 24}, longer])
    assert hours(one, after(occluded=False)) == (24, Truth.TRUE)
    assert hours(one, after(occluded=True)) == (48, Truth.TRUE)
    assert hours(one, after()) == (48, Truth.UNKNOWN)


def test_of_two_equal_lengths_the_surer_reason_is_named():
    unsure = {"hours": 48, "because": "it was covered", "when": COVER}
    sure = {"hours": 48, "because": "it was in a clinic", "settings": ["clinic"]}
    for lasts in ([{"hours": 24}, unsure, sure], [{"hours": 24}, sure, unsure]):
        length, _ = hold(lasts=lasts).length_after(after("clinic"))
        assert length.because == "it was in a clinic"


def test_a_length_of_one_setting_counts_there_alone():
    clinic = {"hours": 72, "because": "it was in a clinic", "settings": ["clinic", "trial"]}
    one = hold(lasts=[{"hours": 24}, clinic])
    assert hours(one, after("home"))[0] == 24
    assert hours(one, after("trial"))[0] == 72


def test_an_end_of_session_that_nobody_noted_counts_as_the_longer():
    blood = {"hours": 48, "because": "there was blood", "endpoints": ["heavier_bleeding"]}
    one = hold(lasts=[{"hours": 24}, blood])
    assert hours(one, after(endpoint=Endpoint.HEAVIER_BLEEDING)) == (48, Truth.TRUE)
    assert hours(one, after(endpoint=Endpoint.NOTHING)) == (24, Truth.TRUE)
    assert hours(one, after()) == (48, Truth.UNKNOWN)


def test_every_condition_of_a_hold_is_held_against_the_questions():
    when = {"question": "minoxidil", "in": ["now"]}
    one = hold(
        when=when,
        first_use={"when": {"question": "minoxidil", "is": "never"}, "says": "Wait."},
        lasts=[{"hours": 24}, {"hours": 48, "because": "covered", "when": COVER}],
    )
    assert len(one.conditions) == 2
    assert one.when is not None
    assert hold().conditions == ()


def test_a_product_is_known_by_any_part_of_its_name():
    one = hold(names=["minoxidil", "vitamin c"])
    assert one.is_named("Minoxidil 5 % foam")
    assert one.is_named("my VITAMIN C serum")
    assert not one.is_named("salt water")
    assert not hold().is_named("minoxidil")


@pytest.mark.parametrize(
    ("entries", "place"),
    [
        ({"lasts": []}, "lasts"),
        ({"lasts": [{"hours": 24, "because": "covered", "when": COVER}]}, "lasts"),
        ({"lasts": [{"hours": 24, "because": "there", "settings": ["clinic"]}]}, "lasts"),
        ({"lasts": [{"hours": 24, "because": "b", "endpoints": ["nothing"]}]}, "lasts"),
        ({"lasts": [{"hours": 24}, {"hours": 48, "when": COVER}]}, "because"),
        ({"lasts": [{"hours": 24}, {"hours": 2000}]}, "hours"),
        ({"lasts": [{"hours": 24}, {"hours": 48, "because": "b", "endpoints": ["blood"]}]},
         "endpoints"),
        ({"lasts": [{"hours": 24, "days": 1}]}, "days"),
        ({"needs_calm_skin": "yes"}, "needs_calm_skin"),
        ({"first_use": {"says": "Wait."}}, "when"),
        ({"order": {"question": "an_order"}}, "says"),
        ({"colour": "red"}, "colour"),
    ],
)  # fmt: skip
def test_a_hold_that_makes_no_sense_does_not_load(entries, place):
    with pytest.raises(KnowledgeError) as error:
        hold(**entries)
    assert place in error.value.where


def test_a_step_may_have_minutes_a_timer_or_neither():
    plain = read(read_session_step, kind="session_step")
    assert (plain.minutes_least, plain.minutes_most, plain.timer, plain.when) == (None,) * 2 + (
        "",
        None,
    )
    timed = read(read_session_step, minutes={"least": 10, "most": 30}, when=COVER)
    assert (timed.minutes_least, timed.minutes_most) == (10, 30)
    assert timed.when is not None


@pytest.mark.parametrize(
    ("entries", "place"),
    [
        ({"says": "With {needles}."}, "says"),
        ({"stop_if": "more than {blood}"}, "stop_if"),
        ({"says": "A brace { alone."}, "says"),
        ({"minutes": {"least": 10, "most": 30, "start": 12}}, "start"),
        ({"sound": "bell"}, "sound"),
    ],
)
def test_a_step_with_a_figure_nobody_supplies_does_not_load(entries, place):
    with pytest.raises(KnowledgeError) as error:
        read(read_session_step, **entries)
    assert place in error.value.where


def test_a_protocol_names_its_steps_devices_and_settings():
    one = read(read_protocol, steps=["look"], devices=["pen"], settings=["clinic"])
    assert (one.steps, one.devices, one.settings) == (
        ("look",),
        (DeviceKind.PEN,),
        (Setting.CLINIC,),
    )
    assert read(read_protocol, steps=["look"]).devices == tuple(DeviceKind)


@pytest.mark.parametrize(
    ("entries", "place"),
    [({}, "steps"), ({"steps": ["look"], "devices": ["comb"]}, "devices")],
)
def test_a_protocol_without_steps_or_with_a_strange_device_does_not_load(entries, place):
    with pytest.raises(KnowledgeError) as error:
        read(read_protocol, **entries)
    assert place in error.value.where


def test_a_reckoning_puts_its_figures_into_words():
    one = read(read_reckoning, says="At {depth} leave {gap}.", then="Wait {gap}.", when=COVER)
    assert one.says_with({"depth": "0.5 mm", "gap": "14 days"}) == "At 0.5 mm leave 14 days."
    assert one.then_with({"gap": "14 days"}) == "Wait 14 days."
    assert one.when is not None
    assert read(read_reckoning).when is None


@pytest.mark.parametrize("entry", ["says", "then"])
def test_a_reckoning_with_a_strange_figure_does_not_load(entry):
    with pytest.raises(KnowledgeError) as error:
        read(read_reckoning, **{entry: "It is {colour}."})
    assert entry in error.value.where
    assert "{colour}" in error.value.found


def test_figures_are_named_in_braces():
    assert figures_in("At {depth} leave {gap}, at {depth}.") == {"depth", "gap"}
    assert figures_in("No figure here.") == frozenset()
    assert filled("At {depth}.", {"depth": "0.5 mm", "gap": "unused"}) == "At 0.5 mm."


def test_a_name_that_does_not_exist_is_refused():
    ours = knowledge()
    roller = ours.fact("protocol_home_roller", Protocol)
    numb = ours.fact("step_numb_on", SessionStepFact)
    minoxidil = ours.fact("hold_minoxidil", LeaveOff)
    assert minoxidil.order is not None
    strange: list[tuple[Fact, str, str]] = [
        (replace(roller, steps=("step_luck",)), "protocol_home_roller.toml.steps", "step_luck"),
        (replace(numb, timer="numbing_hours"), "step_numb_on.toml.timer", "numbing_hours"),
        (replace(minoxidil, mentions=("dogs",)), "hold_minoxidil.toml.mentions", "dogs"),
        (replace(minoxidil, covers=("minoxidyl",)), "hold_minoxidil.toml.covers", "minoxidyl"),
        (
            replace(minoxidil, order=replace(minoxidil.order, question="an_order")),
            "hold_minoxidil.toml.order.question",
            "an_order",
        ),
        (replace(minoxidil, when=Test("colour", Op.IS, True)), "hold_minoxidil.toml", "colour"),
    ]
    for fact, place, name in strange:
        with pytest.raises(KnowledgeError) as error:
            refuse_loose_ends(replace(ours, facts={**ours.facts, fact.id: fact}))
        assert place in error.value.where
        assert name in error.value.found


def test_knowledge_without_holds_needs_no_question_about_products():
    bare = Knowledge(hash="", questions={}, sources={}, facts={})
    assert refuse_strange_names(bare) is None
    only = {"fact": hold(covers=["minoxidil"])}
    with pytest.raises(KnowledgeError):
        refuse_strange_names(Knowledge(hash="", questions={}, sources={}, facts=only))


def test_our_own_knowledge_has_no_strange_name():
    assert refuse_strange_names(knowledge()) is None
