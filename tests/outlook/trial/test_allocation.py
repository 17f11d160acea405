"""Allocation: balanced in every block, sealed before, revealed in order, and never ahead."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anagen.outlook.trial.allocation import (
    Sealed,
    arms_of,
    check_revealed,
    revealing,
    sealed_of,
    sealing,
)
from anagen.outlook.trial.log import Event, Line, Log, check_end, finished, read_log
from anagen.outlook.trial.scheme import QUARTERS, Scheme, quarter, scheme_of
from anagen.records.mistakes import Mistake

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
ARMS = (("treated", 1), ("control", 1))
STRATA = (("clinic", ("north", "south")),)
SECRETS = st.binary(min_size=32, max_size=32)


def sealed(secret=b"s" * 32, arms=ARMS, blocks=(4, 6), strata=(), slots=60):
    return Sealed(Scheme(arms, blocks, strata, slots), secret)


def after(log, line):
    """The log with one more line, read back from its text as a stranger would."""
    return read_log("".join(one.text() for one in log.lines) + line.text())


def trial(one, people):
    """A log with these people drawn, one an hour."""
    log = after(Log(), sealing(Log(), one, AT))
    for hour, (person, stratum) in enumerate(people, start=1):
        log = after(log, revealing(log, one, person, stratum, AT + timedelta(hours=hour)))
    return log


@given(SECRETS, st.sampled_from([(2,), (4,), (2, 4, 6)]))
def test_every_block_is_balanced(secret, blocks):
    order = sealed(secret, blocks=blocks).order("all")
    ahead = 0
    for place in range(0, len(order), 2):
        ahead += sum(1 if arm == "treated" else -1 for arm in order[place : place + 2])
        assert abs(ahead) <= max(blocks) // 2
    if len(blocks) == 1:
        for place in range(0, len(order) - blocks[0] + 1, blocks[0]):
            assert len(set(Counter(order[place : place + blocks[0]]).values())) == 1


@given(SECRETS)
def test_arms_stand_as_often_as_their_shares_say(secret):
    order = sealed(secret, arms=(("a", 2), ("b", 1)), blocks=(3,)).order("all")
    assert all(Counter(order[i : i + 3]) == {"a": 2, "b": 1} for i in range(0, 60, 3))


def test_every_order_of_a_block_is_as_likely_as_the_others():
    seen = Counter(
        sealed(bytes([i % 256, i // 256] * 16), blocks=(4,), slots=4).order("all")
        for i in range(3000)
    )
    assert len(seen) == 6
    assert all(abs(times - 500) < 5 * 500**0.5 for times in seen.values())


@given(SECRETS)
def test_the_same_secret_gives_the_same_order_and_strata_differ(secret):
    one = sealed(secret, strata=STRATA)
    assert one.order("clinic=north") == sealed(secret, strata=STRATA).order("clinic=north")
    assert one.order("clinic=north") != one.order("clinic=south")
    assert one.order("clinic=north") != sealed(secret + b"x", strata=STRATA).order("clinic=north")


@given(SECRETS, SECRETS)
def test_nothing_that_can_be_read_shows_the_next_arm(secret, other):
    """The log and the keeper's file differ between two orders in hashes and the secret alone."""
    texts = []
    for one in (secret, other):
        keeper = sealed(one, slots=8)
        line = sealing(Log(), keeper, AT)
        facts = dict(line.facts) | {"seals": len(line.facts["seals"]["all"])}
        texts.append((facts, json.dumps(keeper.scheme.told())))
    assert texts[0] == texts[1]
    assert "blocks" not in texts[0][0]


@given(SECRETS)
def test_a_log_tells_of_an_arm_only_what_was_revealed(secret):
    keeper = sealed(secret, slots=8)
    log = trial(keeper, [("P1", "all"), ("P2", "all")])
    told = "".join(line.text() for line in log.lines[1:])
    assert sum(told.count(f'"arm":"{arm}"') for arm, _ in ARMS) == 2
    assert keeper.salt("all", 3) not in told
    assert arms_of(log) == dict(zip(("P1", "P2"), keeper.order("all"), strict=False))


def test_arms_are_revealed_in_order_in_each_stratum():
    keeper = sealed(strata=STRATA)
    log = trial(keeper, [(f"P{i}", f"clinic={'north' if i % 3 else 'south'}") for i in range(12)])
    check_revealed(log)
    for stratum in keeper.scheme.stratum_names():
        arms = [a.facts["arm"] for a in log.lines[1:] if a.facts["stratum"] == stratum]
        assert tuple(arms) == keeper.order(stratum)[: len(arms)]
        assert len(arms) in (4, 8)


def test_a_person_is_drawn_once():
    keeper = sealed()
    log = trial(keeper, [("P1", "all")])
    with pytest.raises(Mistake, match="has an arm"):
        revealing(log, keeper, "P1", "all", AT + timedelta(days=1))


def test_another_secret_is_refused():
    log = trial(sealed(), [])
    with pytest.raises(Mistake, match="another order"):
        revealing(log, sealed(b"t" * 32), "P1", "all", AT + timedelta(days=1))


def test_an_order_is_sealed_once_and_ends():
    keeper = sealed(slots=2, blocks=(2,))
    log = trial(keeper, [("P1", "all"), ("P2", "all")])
    with pytest.raises(Mistake, match="sealed already"):
        sealing(log, keeper, AT + timedelta(days=1))
    with pytest.raises(Mistake, match="no place left"):
        revealing(log, keeper, "P3", "all", AT + timedelta(days=1))


def test_a_clock_that_runs_backwards_is_refused():
    log = trial(sealed(), [("P1", "all")])
    with pytest.raises(Mistake, match="clock"):
        revealing(log, sealed(), "P2", "all", AT)


@given(st.data())
def test_any_change_of_any_line_is_seen(data):
    texts = [line.text() for line in trial(sealed(slots=6), [("P1", "all"), ("P2", "all")]).lines]
    number = data.draw(st.integers(0, 2))
    place = data.draw(st.integers(0, len(texts[number]) - 2))
    sign = data.draw(st.characters(codec="ascii", exclude_characters="\n\r"))
    changed = texts[number][:place] + sign + texts[number][place + 1 :]
    if changed == texts[number]:
        return
    texts[number] = changed
    with pytest.raises(Mistake, match="of the log"):
        read_log("".join(texts))


@pytest.mark.parametrize("order", [(1, 0, 2), (0, 2, 1), (0, 2), (1, 2), (0, 1, 1, 2)])
def test_lines_swapped_dropped_or_doubled_are_seen(order):
    texts = [line.text() for line in trial(sealed(slots=6), [("P1", "all"), ("P2", "all")]).lines]
    with pytest.raises(Mistake, match="of the log"):
        read_log("".join(texts[i] for i in order))


def test_lines_cut_off_the_end_are_seen_by_the_end_that_was_written_down():
    log = trial(sealed(slots=6), [("P1", "all"), ("P2", "all")])
    shorter = read_log("".join(line.text() for line in log.lines[:2]))
    check_revealed(shorter)
    check_end(log, shorter.end)
    check_end(log, log.end)
    check_end(log, Log().end)
    with pytest.raises(Mistake, match="cut off"):
        check_end(shorter, log.end)
    with pytest.raises(Mistake, match="COUNT:HASH"):
        check_end(log, "seven")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"arm": "placebo"}, "not the sealed one"),
        ({"number": 2}, "out of its order"),
        ({"stratum": "none"}, "out of its order"),
        ({"salt": "00"}, "not the sealed one"),
        ({"more": 1}, "other entries"),
        ({"person": ["P1"]}, "no words"),
    ],
)
def test_a_forger_who_mends_the_hashes_is_still_seen(changed, says):
    keeper = sealed(slots=6)
    log = trial(keeper, [])
    honest = revealing(log, keeper, "P1", "all", AT + timedelta(hours=1))
    forged = log.next(honest.event, dict(honest.facts) | changed, honest.at)
    with pytest.raises(Mistake, match=says):
        check_revealed(after(log, forged))


@given(st.integers(0, 400))
def test_a_line_cut_short_by_a_power_cut_is_as_if_it_was_never_begun(cut):
    keeper = sealed(slots=4)
    log = trial(keeper, [("P1", "all")])
    second = revealing(log, keeper, "P2", "all", AT + timedelta(hours=2)).text()
    before = "".join(line.text() for line in log.lines)
    part = second[: min(cut, len(second) - 2)]
    assert read_log(finished(before + part)) == log
    assert len(read_log(finished(before + second[:-1])).lines) == 3
    assert finished(before) == before


@pytest.mark.parametrize("event", Event)
def test_a_line_that_does_not_say_what_it_must_is_seen(event):
    empty = Log().next(event, {}, AT)
    with pytest.raises(Mistake, match="of the log"):
        read_log(empty.text())


def test_a_person_forged_in_twice_is_seen():
    keeper = sealed(slots=6)
    log = trial(keeper, [("P1", "all")])
    second = revealing(log, keeper, "P2", "all", AT + timedelta(hours=2))
    forged = log.next(second.event, dict(second.facts) | {"person": "P1"}, second.at)
    with pytest.raises(Mistake, match="second time"):
        check_revealed(after(log, forged))


def test_a_place_that_was_never_sealed_is_seen():
    keeper = sealed(slots=2, blocks=(2,))
    log = trial(keeper, [("P1", "all"), ("P2", "all")])
    facts = dict(log.lines[-1].facts) | {"number": 3, "person": "P3"}
    with pytest.raises(Mistake, match="never sealed"):
        check_revealed(after(log, log.next(Event.ALLOCATED, facts, AT + timedelta(days=1))))


def test_an_arm_revealed_before_the_order_was_sealed_is_seen():
    keeper = sealed(slots=6)
    honest = revealing(trial(keeper, []), keeper, "P1", "all", AT)
    log = after(Log(), Log().next(honest.event, honest.facts, AT))
    with pytest.raises(Mistake, match="before the order was sealed"):
        check_revealed(after(log, sealing(log, keeper, AT)))


def test_a_time_before_that_of_the_line_above_is_seen():
    log = trial(sealed(slots=6), [])
    last = log.lines[-1]
    earlier = Line(2, AT - timedelta(days=1), Event.QUEUED, {"key": ""}, last.hash)
    with pytest.raises(Mistake, match="a time before"):
        after(log, earlier)


def test_an_arm_without_a_sealed_order_is_seen():
    keeper = sealed(slots=6)
    honest = revealing(trial(keeper, []), keeper, "P1", "all", AT)
    with pytest.raises(Mistake, match="no sealed order"):
        check_revealed(after(Log(), Log().next(honest.event, honest.facts, AT)))


def test_strata_are_checked_and_the_season_comes_from_the_day():
    scheme = Scheme(ARMS, (4,), (*STRATA, ("season", QUARTERS)), 10)
    assert len(scheme.stratum_names()) == 8
    assert scheme.stratum({"clinic": "north"}, AT) == "clinic=north, season=mar-may"
    assert scheme_of(json.loads(json.dumps(scheme.told()))) == scheme
    for given_, says in (({}, "clinic"), ({"clinic": "west"}, "west"), ({"age": "1"}, "age")):
        with pytest.raises(Mistake, match=says):
            scheme.stratum(given_, AT)


def test_the_quarters_hold_every_month_thrice():
    months = [quarter(datetime(2026, month, 15, tzinfo=UTC)) for month in range(1, 13)]
    assert set(Counter(months).values()) == {3}
    assert (months[0], months[11]) == ("dec-feb", "dec-feb")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"blocks": (3,)}, "a block of 3"),
        ({"blocks": (0,)}, "a block of 0"),
        ({"blocks": ()}, "no block size"),
        ({"arms": (("a", 1),)}, "arms"),
        ({"arms": (("a", 1), ("a", 1))}, "different names"),
        ({"arms": (("a", 0), ("b", 1))}, "shares"),
        ({"strata": (("x", ("1", "1")),)}, "each name once"),
        ({"slots": 0}, "slots"),
    ],
)
def test_a_scheme_that_cannot_be_drawn_is_refused(change, says):
    with pytest.raises(Mistake, match=says):
        sealed(**change)


@pytest.mark.parametrize("tree", [None, [], {}, {"secret": "zz"}, {"secret": "00", "scheme": {}}])
def test_a_file_that_is_no_secret_is_refused(tree):
    with pytest.raises(Mistake, match="secret"):
        sealed_of(tree)
