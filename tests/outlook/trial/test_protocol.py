"""The plan: whole or refused, and fixed by its hash before anybody looks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from anagen.outlook.trial.log import Event, Log
from anagen.outlook.trial.protocol import (
    ENTRIES,
    EXAMPLE,
    NUMBERS,
    Standing,
    fixing,
    hash_of,
    protocol_of,
    standing,
)
from anagen.records.mistakes import Mistake

AT = datetime(2026, 3, 1, tzinfo=UTC)
PLAN = EXAMPLE.encode()
OTHER = PLAN + b"\n# a word more\n"


def logged(*events):
    """A log with these events, an hour apart; a plan stands for its fixing."""
    log = Log()
    for hour, event in enumerate(events):
        at = AT + timedelta(hours=hour)
        if isinstance(event, bytes):
            line = fixing(log, event, protocol_of(event.decode()), at)
        else:
            line = log.next(event, {}, at)
        log = Log((*log.lines, line))
    return log


def without(entry):
    return "".join(x for x in EXAMPLE.splitlines(True) if not x.startswith(f"{entry} "))


def test_the_example_is_a_whole_plan():
    plan = protocol_of(EXAMPLE)
    assert (plan.week, plan.n, plan.compared) == (24, 90, ("treated", "control"))


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_plan_without_an_entry_is_refused_by_its_name(entry):
    with pytest.raises(Mistake, match=f"{entry} in the plan: found nothing"):
        protocol_of(without(entry))


@pytest.mark.parametrize("entry", NUMBERS)
@pytest.mark.parametrize("value", ["-1", '"many"', "true", "nan", "1e9"])
def test_a_number_that_cannot_be_meant_is_refused(entry, value):
    with pytest.raises(Mistake, match=entry):
        protocol_of(without(entry) + f"{entry} = {value}\n")


@pytest.mark.parametrize(
    "line",
    [
        'outcome = " "', 'unit = "hairs per inch2"', 'design = "crossover"', 'model = "t-test"',
        'missing = "guess"', 'covariates = ["age"]', "covariates = []", 'compared = ["a", "a"]',
        'compared = ["a"]', "title = 3", 'extra = "x"',
    ],
)  # fmt: skip
def test_a_word_that_we_do_not_know_is_refused_in_one_line(line):
    with pytest.raises(Mistake) as refused:
        protocol_of(without(line.split(" ")[0]) + line + "\n")
    assert "\n" not in str(refused.value)


def test_what_is_no_toml_is_refused():
    with pytest.raises(Mistake, match="TOML"):
        protocol_of("title =")


@pytest.mark.parametrize(
    ("events", "plan", "expected"),
    [
        ((), PLAN, Standing.NEVER_FIXED),
        ((PLAN,), PLAN, Standing.FIXED),
        ((PLAN,), OTHER, Standing.CHANGED),
        ((OTHER, PLAN), PLAN, Standing.FIXED),
        ((OTHER, PLAN), OTHER, Standing.CHANGED),
        ((PLAN, Event.JOINED), PLAN, Standing.FIXED),
        ((PLAN, Event.JOINED, OTHER), OTHER, Standing.FIXED_LATE),
        ((PLAN, Event.EXPORTED, OTHER, PLAN), PLAN, Standing.FIXED),
        ((Event.EXPORTED, PLAN), PLAN, Standing.FIXED_LATE),
    ],
)
def test_a_plan_stands_as_it_was_fixed_before_anybody_looked(events, plan, expected):
    assert standing(logged(*events), plan) is expected


def test_one_letter_makes_it_another_plan():
    assert hash_of(PLAN) != hash_of(PLAN.replace(b"week 24", b"week 25"))


def test_a_plan_is_not_fixed_twice():
    with pytest.raises(Mistake, match="fixed already"):
        logged(PLAN, PLAN)
