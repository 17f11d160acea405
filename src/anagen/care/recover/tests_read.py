"""The shedding tests: what was counted, what that says, and what it cannot say."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from anagen.care.advice import TestReading, point_from
from anagen.care.case import Case
from anagen.care.history.recover import latest_comb, latest_pull, latest_wash
from anagen.knowledge.conditions import Truth, truth
from anagen.knowledge.shedding_test import SheddingTest
from anagen.records.words import Step


def readings_for(case: Case) -> tuple[TestReading, ...]:
    """Every shedding test: read where it was done, explained where it was not."""
    tests = case.knowledge.of_kind(SheddingTest, Step.RECOVER)
    return tuple(_reading(test, case) for test in tests)


def _reading(test: SheddingTest, case: Case) -> TestReading:
    result = RESULTS[test.id](case)
    holding = (one.says for one in test.readings if truth(one.when, case.findings) is Truth.TRUE)
    says = next(holding, "") if result else ""
    return TestReading(
        id=test.id,
        title=test.title,
        result=result if says else "",
        says=says or test.not_done,
        cannot_say=test.cannot_say,
        point=point_from(test),
    )


def _comb(case: Case) -> str:
    comb = latest_comb(case.record, case.now)
    if comb is None:
        return ""
    mornings = len(comb.counts)
    now = f"{comb.mean:.3g} hairs on average over {mornings} morning{'s' if mornings > 1 else ''}"
    baseline = case.number("comb_baseline_mean")
    return now if baseline is None else f"{now}; your own baseline {baseline:.3g}"


def _pull(case: Case) -> str:
    pull = latest_pull(case.record, case.now)
    return "" if pull is None else f"{pull.came_out} of {pull.held} hairs"


def _wash(case: Case) -> str:
    wash = latest_wash(case.record, case.now)
    if wash is None:
        return ""
    return f"{wash.hairs} hairs, {wash.short} of them short, {wash.unwashed_days:g} days unwashed"


def _picture(case: Case) -> str:
    picture = case.number("shed_picture")
    return "" if picture is None else f"picture {picture:g} of 6"


#: Who puts the result of a test into words.
RESULTS: Mapping[str, Callable[[Case], str]] = {
    "test_comb": _comb,
    "test_pull": _pull,
    "test_wash_five_days": _wash,
    "test_wash_one_day": _wash,
    "test_pictures": _picture,
}
