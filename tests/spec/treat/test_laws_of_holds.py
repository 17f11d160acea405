"""Laws that every hold keeps, whatever is known of the session."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from anagen.care.treat import holds_for
from anagen.records.words import Endpoint, Verdict
from tests.spec.treat.telling import NOT_TODAY, SETTINGS, ago, hold, holds, session
from tests.story import NOW, case

MINOXIDIL = "hold_minoxidil"

risks = st.fixed_dictionaries(
    {
        "occluded": st.sampled_from([False, True, None]),
        "needle": st.sampled_from([0.1, 0.25, 0.5, 0.6, 1.0, 1.5, 1.6, 3.0]),
        "heart": st.sampled_from([False, True, None]),
        "setting": st.sampled_from(SETTINGS),
        "endpoint": st.sampled_from([None, *Endpoint]),
    }
)
few = settings(max_examples=60, deadline=None, derandomize=True, database=None)


def ends_after(risk: dict[str, object]) -> dict[str, datetime | None]:
    """When each hold ends after a session of two hours ago."""
    one = ago(
        float(str(risk["needle"])),
        hours=2,
        setting=risk["setting"],
        occluded=risk["occluded"],
        endpoint=risk["endpoint"],
    )
    said = {"heart_or_pressure": risk["heart"], "minoxidil": "now", "occluded": None}
    found = holds(case("home", said, sessions=(one,)))
    return {id: hold.until for id, hold in found.items()}


@few
@given(risks)
def test_more_risk_never_shortens_a_hold(risk):
    before = ends_after(risk)
    worse = [
        {"occluded": True}, {"occluded": None}, {"heart": True}, {"heart": None},
        {"needle": max(float(risk["needle"]), 1.6)}, {"endpoint": Endpoint.HEAVIER_BLEEDING},
        {"endpoint": None},
    ]  # fmt: skip
    for more in worse:
        after = ends_after({**risk, **more})
        for id, until in before.items():
            assert until is not None
            assert after[id] >= until, (id, more)


@few
@given(risks, st.integers(0, 400))
def test_time_alone_never_makes_a_hold_stricter(risk, hours):
    one = ago(
        float(risk["needle"]), hours=hours, setting=risk["setting"], occluded=risk["occluded"]
    )
    said = {**NOT_TODAY, "heart_or_pressure": risk["heart"]}
    verdicts = [
        hold(MINOXIDIL, "home", said, sessions=(one,), now=NOW + timedelta(hours=later)).verdict
        for later in range(0, 60, 6)
    ]
    assert verdicts == sorted(verdicts, reverse=True)
    assert set(verdicts) <= {Verdict.WAIT, Verdict.PROCEED}


@few
@given(
    st.integers(0, 6 * 365 * 24 * 60),
    st.sampled_from(
        ["Europe/Madrid", "America/New_York", "Pacific/Kiritimati", "Australia/Lord_Howe"]
    ),
)
def test_a_hold_is_always_a_whole_number_of_real_hours(minutes, zone):
    ended = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    now = ended + timedelta(hours=1)
    for one in holds_for(
        case("home", sessions=(session(ended, 0.5, occluded=False),), timezone=zone, now=now)
    ):
        assert one.until.astimezone(UTC) - ended == timedelta(hours=one.hours), one.id
        assert one.until.tzinfo == ZoneInfo(zone)
