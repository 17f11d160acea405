"""Limits only ever tighten: of several that fit, the narrowest bound counts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anagen.knowledge.limit import Limit, Within, narrowest
from anagen.records.words import DeviceKind, Setting
from tests.spec.small import SMALL, small

HOME, CLINIC = Setting.HOME, Setting.CLINIC
ROLLER, PEN = DeviceKind.ROLLER, DeviceKind.PEN


def stricter() -> dict[str, str | None]:
    """A clinic's own file, narrower above and wider below."""
    text = SMALL["plan/needle_limit.toml"]
    text = text.replace("least = 0.1, most = 0.5", "least = 0.05, most = 0.3")
    text = text.replace("least = 0.2, most = 0.3", "least = 0.15, most = 0.25")
    return {"plan/own_limit.toml": text.replace("value = 0.5", "value = 0.27")}


@pytest.mark.parametrize(
    ("value", "stands"),
    [
        (0.09, Within.BEYOND_ABSOLUTE),
        (0.1, Within.BEYOND_RECOMMENDED),
        (0.2, Within.RECOMMENDED),
        (0.3, Within.RECOMMENDED),
        (0.31, Within.BEYOND_RECOMMENDED),
        (0.5, Within.BEYOND_RECOMMENDED),
        (0.51, Within.BEYOND_ABSOLUTE),
    ],
)
def test_both_ends_of_a_range_are_allowed_and_nothing_beyond(tmp_path, value, stands):
    limit = small(tmp_path).fact("needle_limit", Limit)
    assert limit.stands(value) is stands


@pytest.mark.parametrize(
    ("setting", "device", "depth_mm", "fits"),
    [
        (HOME, ROLLER, 0.5, True),
        (HOME, None, None, True),
        (CLINIC, ROLLER, 0.5, False),
        (HOME, PEN, 0.5, False),
        (HOME, ROLLER, 0, False),
        (HOME, ROLLER, 1, True),
        (HOME, ROLLER, 1.1, False),
    ],
)
def test_a_limit_speaks_for_its_setting_device_and_depths(
    tmp_path, setting, device, depth_mm, fits
):
    limit = small(tmp_path).fact("needle_limit", Limit)
    assert limit.fits(setting, device, depth_mm) is fits


def test_where_no_limit_fits_nothing_is_known(tmp_path):
    knowledge = small(tmp_path)
    assert knowledge.guardrail("needle_mm", CLINIC) is None
    assert knowledge.guardrail("passes", HOME) is None
    assert knowledge.guardrail("needle_mm", HOME, PEN) is None
    assert narrowest([]) is None


def test_a_second_limit_narrows_and_never_widens(tmp_path):
    guardrail = small(tmp_path, stricter()).guardrail("needle_mm", HOME, ROLLER, 0.25)
    assert guardrail is not None
    assert (guardrail.least, guardrail.most) == (0.1, 0.3)
    assert (guardrail.recommended_least, guardrail.recommended_most) == (0.2, 0.25)
    assert guardrail.start == 0.25
    assert guardrail.unit == "mm"
    assert {limit.id for limit in guardrail.limits} == {"needle_limit", "own_limit"}


@pytest.fixture(scope="module")
def two_limits(tmp_path_factory):
    """The small knowledge with a clinic's own limit beside ours."""
    return small(tmp_path_factory.mktemp("knowledge"), stricter())


@settings(deadline=None)
@given(value=st.floats(0, 1))
def test_one_more_limit_never_stands_milder(two_limits, value):
    knowledge = two_limits
    both = knowledge.guardrail("needle_mm", HOME)
    one = narrowest([knowledge.fact("needle_limit", Limit)])
    assert both is not None
    assert one is not None
    assert both.stands(value) >= one.stands(value)


def test_a_limit_without_settings_devices_or_depths_speaks_for_all(tmp_path):
    text = SMALL["plan/needle_limit.toml"]
    for line in ('settings = ["home"]', 'devices = ["roller", "stamp"]'):
        text = text.replace(line, "")
    text = text.replace("depth_mm = { above = 0, up_to = 1 }", "")
    limit = small(tmp_path, {"plan/needle_limit.toml": text}).fact("needle_limit", Limit)
    assert limit.settings == tuple(Setting)
    assert limit.devices == tuple(DeviceKind)
    assert limit.fits(CLINIC, PEN, 10)
