"""What was done otherwise than it should be, going by what was written down."""

from datetime import timedelta

import pytest

from anagen.care.treat import technique_faults, treat_judgement
from anagen.records.session import Anaesthetic, Applied, Session, ZonePasses
from anagen.records.words import DeviceKind, Endpoint, Verdict, Zone
from tests.spec.treat.telling import ago
from tests.story import NOW, case


def faults(*sessions: Session, setting: str = "home", **said: object) -> dict[str, str]:
    """The faults of the last session, each with what is said of it."""
    found = technique_faults(case(setting, said, sessions=sessions))
    return {fault.rule: fault.says for fault in found}


def zone(passes: int, depth: float) -> tuple[ZonePasses, ...]:
    return (ZonePasses(Zone.CROWN, passes, depth),)


def creamed(days: float = 10, setting: str = "home", **parts: object) -> Session:
    """A session with numbing cream, off before the first pass unless told otherwise."""
    begun = NOW - timedelta(days=days, minutes=20)
    told = {"on": begun - timedelta(minutes=40), "off": begun - timedelta(minutes=10), **parts}
    return ago(0.25, days=days, setting=setting, anaesthetic=Anaesthetic("cream", **told))


def test_a_session_inside_every_limit_has_no_fault():
    fine = ago(
        0.25,
        days=10,
        zones=zone(4, 0.25),
        endpoint=Endpoint.MILD_REDNESS,
        uses=15,
        pressure="light",
        applied=(Applied("minoxidil 5 %", NOW - timedelta(days=9)),),
    )
    assert faults(fine) == {}
    assert faults(creamed(grams=5, area_cm2=80, covered=False, heated=False)) == {}


def test_what_nobody_wrote_down_is_no_fault():
    assert faults(ago(0.25, days=10, occluded=None)) == {}
    assert faults() == {}


@pytest.mark.parametrize(("needle", "is_fault"), [(0.5, False), (0.51, True), (1.5, True)])
def test_deeper_than_the_limit_is_named_with_both_numbers(needle, is_fault):
    found = faults(ago(needle, days=40))
    assert ("fault_too_deep" in found) is is_fault
    assert f"{needle:g} mm" in found.get("fault_too_deep", f"{needle:g} mm")


def test_the_depth_that_was_set_counts_and_not_the_needle():
    shallow = ago(1.5, days=40, zones=zone(2, 0.25))
    assert "fault_too_deep" not in faults(shallow)


def test_each_session_is_held_against_the_limits_of_its_own_place():
    assert faults(ago(1.5, days=40, setting="clinic")) == {}
    assert "fault_too_deep" in faults(ago(1.6, days=40, setting="clinic"))


@pytest.mark.parametrize(("days", "is_fault"), [(6, True), (7, False)])
def test_too_soon_after_the_one_before(days, is_fault):
    found = faults(ago(0.25, days=10 + days), ago(0.25, days=10))
    assert ("fault_too_soon" in found) is is_fault


def test_the_deeper_of_two_sessions_sets_the_days_between_them():
    found = faults(ago(0.5, days=18), ago(0.25, days=10))
    assert "8 days between the last two sessions" in found["fault_too_soon"]
    assert "at least 14 days" in found["fault_too_soon"]
    assert "fault_too_soon" in faults(ago(0.25, days=18), ago(0.5, days=10))


def test_only_the_last_session_is_looked_at():
    rough = ago(0.25, days=40, pressure="hard", endpoint=Endpoint.HEAVIER_BLEEDING)
    assert faults(rough, ago(0.25, days=10)) == {}


@pytest.mark.parametrize(("passes", "is_fault"), [(4, False), (5, True)])
def test_too_many_passes_at_home(passes, is_fault):
    assert ("fault_passes" in faults(ago(0.25, days=9, zones=zone(passes, 0.25)))) is is_fault


@pytest.mark.parametrize(
    ("word", "is_fault"), [("hard", True), (" Hard ", True), ("light", False), ("", False)]
)
def test_hard_pressure_is_a_fault(word, is_fault):
    assert ("fault_pressed_hard" in faults(ago(0.25, days=9, pressure=word))) is is_fault


@pytest.mark.parametrize(
    ("setting", "seen", "expected"),
    [
        ("home", Endpoint.NOTHING, set()),
        ("home", Endpoint.MILD_REDNESS, set()),
        ("home", Endpoint.PINPOINT_BLEEDING, {"fault_blood_at_home"}),
        ("home", Endpoint.HEAVIER_BLEEDING, {"fault_blood_at_home"}),
        ("clinic", Endpoint.PINPOINT_BLEEDING, set()),
        ("clinic", Endpoint.HEAVIER_BLEEDING, {"fault_heavy_bleeding"}),
        ("trial", Endpoint.HEAVIER_BLEEDING, {"fault_heavy_bleeding"}),
    ],
)
def test_where_a_session_may_end(setting, seen, expected):
    assert set(faults(ago(0.25, days=40, setting=setting, endpoint=seen))) == expected


@pytest.mark.parametrize(
    ("setting", "device", "uses", "is_fault"),
    [
        ("home", DeviceKind.ROLLER, 15, False),
        ("home", DeviceKind.ROLLER, 16, True),
        ("home", DeviceKind.PEN, 1, False),
        ("home", DeviceKind.PEN, 2, True),
        ("clinic", DeviceKind.PEN, 1, False),
        ("clinic", DeviceKind.ROLLER, 2, True),
    ],
)
def test_needles_used_too_often(setting, device, uses, is_fault):
    one = ago(0.25, days=40, setting=setting, device=device, uses=uses)
    assert ("fault_worn_needles" in faults(one)) is is_fault


@pytest.mark.parametrize(("minutes", "is_fault"), [(60, False), (61, True)])
def test_cream_on_for_more_than_an_hour(minutes, is_fault):
    off = NOW - timedelta(days=10, minutes=25)
    one = creamed(on=off - timedelta(minutes=minutes), off=off)
    found = faults(one)
    assert ("fault_numbing_long" in found) is is_fault
    assert "1 hour 1 minute" in found.get("fault_numbing_long", "1 hour 1 minute")


@pytest.mark.parametrize(
    ("grams", "area", "is_fault"),
    [(60, None, False), (60.5, None, True), (15, 100, False), (16, 100, True), (None, 100, False)],
)
def test_grams_are_held_against_the_area_that_was_written_down(grams, area, is_fault):
    assert ("fault_numbing_grams" in faults(creamed(grams=grams, area_cm2=area))) is is_fault


@pytest.mark.parametrize(("area", "is_fault"), [(400, False), (401, True), (None, False)])
def test_cream_on_too_large_an_area(area, is_fault):
    assert ("fault_numbing_area" in faults(creamed(area_cm2=area))) is is_fault


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"covered": True}, "covered."),
        ({"heated": True}, "heated."),
        ({"covered": True, "heated": True}, "covered and heated."),
    ],
)
def test_cream_covered_or_heated(parts, words):
    assert words in faults(creamed(**parts))["fault_numbing_covered"]


def test_cream_that_came_off_after_the_first_pass():
    begun = NOW - timedelta(days=10, minutes=20)
    found = faults(creamed(on=begun - timedelta(minutes=20), off=begun + timedelta(minutes=5)))
    assert "5 minutes after needling had begun" in found["fault_cream_left_on"]
    assert "fault_cream_left_on" not in faults(creamed(on=begun - timedelta(minutes=9), off=begun))
    assert faults(creamed(on=None, off=None)) == {}


def applied(product: str, hours: float, **parts: object) -> Session:
    """A session of ten days ago after which a product went on so many hours later."""
    at = NOW - timedelta(days=10) + timedelta(hours=hours)
    return ago(0.25, days=10, applied=(Applied(product, at),), **parts)


@pytest.mark.parametrize(("hours", "is_fault"), [(0, True), (23.9, True), (24, False)])
def test_a_product_inside_its_hold(hours, is_fault):
    assert ("fault_product_early" in faults(applied("Minoxidil 5 %", hours))) is is_fault


def test_a_product_that_went_on_while_needling_is_named_as_such():
    says = faults(applied("Vitamin C serum", -0.1))["fault_product_early"]
    assert "Vitamin C serum before the session was over" in says
    assert "72 hours" in says
    assert faults(applied("Vitamin C serum", -5)) == {}


def test_what_no_hold_names_is_no_fault():
    assert faults(applied("sterile salt water", 0)) == {}


def test_the_hold_of_that_session_counts_for_its_products():
    covered = applied("Minoxidil 5 %", 30, occluded=True)
    assert "48 hours" in faults(covered)["fault_product_early"]


def test_a_written_order_of_today_covers_a_clinic_session_of_today():
    def straight_after(setting: str) -> Session:
        at = NOW - timedelta(hours=1)
        return ago(0.25, hours=1, setting=setting, applied=(Applied("Minoxidil", at),))

    ordered = {"minoxidil_order": True, "apply_today": ("minoxidil",), "minoxidil": "now"}
    assert faults(straight_after("clinic"), setting="clinic", **ordered) == {}
    for setting, said in (("clinic", {}), ("home", ordered)):
        found = faults(straight_after(setting), setting=setting, **said)
        assert "fault_product_early" in found
    yesterday = applied("Minoxidil", 0, setting="clinic")
    assert "fault_product_early" in faults(yesterday, setting="clinic", **ordered)
    serum = ago(
        0.25, hours=1, setting="clinic", applied=(Applied("serum", NOW - timedelta(hours=1)),)
    )
    assert "fault_product_early" in faults(serum, setting="clinic", **ordered)


def test_a_fault_of_the_past_is_no_verdict_on_today():
    rough = ago(
        1.0,
        days=50,
        zones=zone(20, 1.0),
        pressure="hard",
        endpoint=Endpoint.HEAVIER_BLEEDING,
        uses=40,
    )
    one = case("home", sessions=(rough,))
    found = technique_faults(one)
    assert {fault.verdict for fault in found} == {Verdict.PROCEED}
    assert treat_judgement(one).verdict is Verdict.PROCEED
    assert [fault.rule for fault in found] == [
        "fault_too_deep",
        "fault_passes",
        "fault_pressed_hard",
        "fault_blood_at_home",
        "fault_worn_needles",
    ]


def test_every_fault_says_what_to_do_otherwise_and_where_that_comes_from():
    rough = ago(1.0, days=50, zones=zone(20, 1.0), pressure="hard", uses=40)
    for fault in technique_faults(case("home", sessions=(rough,))):
        assert fault.then
        assert fault.basis
        assert "{" not in fault.says + fault.then
        assert not fault.clinician_reviewed
