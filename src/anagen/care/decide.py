"""Deciding: what a course has come to, going by safety first and then by what was counted.

Harm ends a course whatever the count says. Before week 24 there is no verdict on effect. A
change inside the error is noise, and no forecast makes more of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from anagen.care.advice import Comparison, Decided, Recovery
from anagen.care.case import Case
from anagen.care.judgement import Judgement, Reason, reason_from
from anagen.care.measure import counted_pair, next_look, start_of_course
from anagen.care.outlook import Outlook
from anagen.care.rules import judged
from anagen.knowledge.conclusion import FIGURES, Conclusion
from anagen.knowledge.figure import Figure
from anagen.knowledge.untreated import Untreated
from anagen.records.words import Outcome, Step, Triage, Verdict

#: The rule about a wish of the person. The others of this step are about harm.
WISH = "stopping_minoxidil"


@dataclass(frozen=True, slots=True)
class Look:
    """What there is to decide from: the case, its counts or pictures, and a forecast."""

    case: Case
    comparison: Comparison | None
    outlook: Outlook | None


def decided(
    case: Case, comparison: Comparison | None, recovery: Recovery, outlook: Outlook | None
) -> Decided:
    """What to do about the course. A reason to stop outweighs every count."""
    rules = judged(case.knowledge.rules(Step.DECIDE), case).reasons
    safety = (*_harm(case, recovery), *rules)
    look = Look(case, comparison, outlook)
    if not _has_begun(case):
        says = _spoken(_concluded("not_begun", look))
        return Decided(None, says, (*safety, *_fallen(look)), None)
    first, *beside = _measured(look)
    outcome = _outcome(safety, first.outcome)
    if outcome is not first.outcome:
        first = replace(first, then="")  # what it would have led to no longer holds
    leading = [one for one in safety if outcome is not Outcome.STOP or one.outcome is outcome]
    if outcome is not Outcome.STOP or first.outcome is outcome:
        leading.append(first)
    return Decided(
        outcome=outcome,
        says=" ".join(_spoken(reason) for reason in leading),
        reasons=(*safety, first, *beside),
        next_on=_next_on(first, outcome, case),
    )


def decide_judgement(case: Case, outcome: Decided) -> Judgement:
    """What joins the verdict: the reasons found, and answers without which harm may be missed."""
    open_ = judged(case.knowledge.rules(Step.DECIDE), case).open
    return Judgement(outcome.reasons, tuple(one for one in open_ if one.at_worst > Verdict.PROCEED))


def _outcome(safety: tuple[Reason, ...], measured: Outcome | None) -> Outcome | None:
    """Harm may stop or change a course at any time; a wish only one that would go on."""
    if any(reason.outcome is Outcome.STOP for reason in safety):
        return Outcome.STOP
    changes = [reason.rule for reason in safety if reason.outcome is Outcome.ADJUST]
    is_harm = any(rule != WISH for rule in changes)
    if measured is not Outcome.STOP and (is_harm or (changes and measured is Outcome.CONTINUE)):
        return Outcome.ADJUST
    return measured


def _spoken(reason: Reason) -> str:
    return f"{reason.title}. {reason.says} {reason.then}".strip()


def _next_on(measured: Reason, outcome: Outcome | None, case: Case) -> date | None:
    """The day of the next look: today where one is missing, none where the course ends."""
    if outcome in (None, Outcome.STOP):
        return None
    if measured.rule == "too_early":
        return _verdict_day(case)
    missing = {
        "nothing_measured", "photos_only", "single_baseline", "count_too_soon", "not_comparable",
    }  # fmt: skip
    return case.today if measured.rule in missing else next_look(case)


def _harm(case: Case, recovery: Recovery) -> tuple[Reason, ...]:
    """What was reported after the last session, as far as it bears on the course."""
    triage = recovery.triage
    if triage is None or triage < Triage.WITHIN_TWO_WEEKS:
        return ()
    look = Look(case, None, None)
    return (_concluded("harm_soon" if triage is Triage.WITHIN_TWO_WEEKS else "harm_today", look),)


def _has_begun(case: Case) -> bool:
    return start_of_course(case) is not None or case.known("needled_before") is True


def _verdict_day(case: Case) -> date | None:
    """The first day that allows a verdict: day 168 of the course, exactly."""
    start = start_of_course(case)
    days = case.knowledge.fact("first_verdict", Figure).value
    return None if start is None else start + timedelta(days=days)


def _measured(look: Look) -> tuple[Reason, ...]:
    """What the measurements come to, and what is said beside it. The first carries the outcome."""
    verdict_day = _verdict_day(look.case)
    if verdict_day is None:
        return (_concluded("start_unknown", look), *_fallen(look))
    if look.case.today < verdict_day:
        return (_concluded("too_early", look), *_fallen(look))
    missing = _what_is_missing(look, verdict_day)
    if missing:
        return (_concluded(missing, look), *_fallen(look))
    return _change(look)


def _fallen(look: Look) -> tuple[Reason, ...]:
    """A count that fell beyond the error is looked at, also where it can decide nothing yet.

    So it is never the want of an answer, such as the day of the start, that lets it pass.
    """
    found = look.comparison
    if found is None or found.change_per_cm2 is None or found.is_noise:
        return ()
    return (_concluded("count_fell", look),) if found.change_per_cm2 < 0 else ()


def _what_is_missing(look: Look, verdict_day: date) -> str:
    """Why the measurements cannot carry a verdict; "" when they can."""
    case, pair = look.case, counted_pair(look.case)
    if not case.number("measurements_count"):
        return "photos_only" if case.number("photos_count") else "nothing_measured"
    if pair is None or look.comparison is None:
        return "single_baseline"
    if case.record.local_day(pair[1].at) < verdict_day:
        return "count_too_soon"
    return "" if look.comparison.comparable else "not_comparable"


def _change(look: Look) -> tuple[Reason, ...]:
    """Noise, loss or gain; a forecast may qualify the last two and never the first."""
    assert look.comparison is not None
    change = look.comparison.change_per_cm2
    assert change is not None
    forecast = (_concluded("forecast", look),) if look.outlook else ()
    if look.comparison.is_noise:
        return (_concluded("noise", look), *forecast)
    compared = (*forecast, *_untreated(look))
    if change < 0:
        against = _chance(look) is not None and _is_likely(look)
        return (_concluded("loss_against_forecast" if against else "clear_loss", look), *compared)
    if _is_unlikely(look):
        return (_concluded("unlikely_worthwhile", look), *compared)
    still_open = _chance(look) is not None and not _is_likely(look)
    more = (_concluded("still_open", look),) if still_open else ()
    return (_concluded("clear_gain", look), *more, *compared)


def _chance(look: Look) -> float | None:
    return look.outlook.p_worthwhile if look.outlook else None


def _is_likely(look: Look) -> bool:
    chance, bound = _chance(look), look.case.knowledge.fact("worthwhile_likely", Figure)
    return chance is not None and chance >= bound.value


def _is_unlikely(look: Look) -> bool:
    chance, bound = _chance(look), look.case.knowledge.fact("worthwhile_unlikely", Figure)
    return chance is not None and chance <= bound.value


def _untreated(look: Look) -> tuple[Reason, ...]:
    """What studies found without treatment, with what that would be from this start."""
    pair = counted_pair(look.case)
    assert pair is not None
    assert look.comparison is not None
    assert look.comparison.weeks is not None
    start, weeks = pair[0].density_per_cm2, look.comparison.weeks
    reasons = []
    for fact in _like_this_person(look.case):
        expected = fact.expected_per_cm2(start, weeks)
        says = fact.says
        if expected is not None:
            says += (
                f" From your start of {start:.0f} per cm2 that would be about "
                f"{abs(expected):.0f} fewer in {weeks:.0f} weeks."
            )
        reasons.append(reason_from(fact, Verdict.PROCEED, says))
    return tuple(reasons)


def _like_this_person(case: Case) -> tuple[Untreated, ...]:
    """Untreated people of the same sex; of both where it is not known or neither fits."""
    sex = case.known("sex")
    facts = case.knowledge.of_kind(Untreated, Step.DECIDE)
    return tuple(fact for fact in facts if sex == fact.sex.value) or facts


def _concluded(id: str, look: Look) -> Reason:
    """A conclusion with its figures put in."""
    fact = look.case.knowledge.fact(id, Conclusion)
    figures = _figures(look)
    reason = reason_from(fact, fact.verdict, " ".join(fact.says_with(figures).split()))
    then = " ".join(fact.then_with(figures).split())
    return replace(reason, then=then, outcome=fact.outcome)


def _figures(look: Look) -> dict[str, str]:
    """Every figure a conclusion may name. Which of them are known fits the conclusion chosen."""
    known = {**_dates(look), **_change_figures(look), **_forecast(look.outlook)}
    return {**dict.fromkeys(FIGURES, "not known"), **known}


def _dates(look: Look) -> dict[str, str]:
    case, pair = look.case, counted_pair(look.case)
    start, counts = start_of_course(case), case.record.measurements
    known = {
        "next_on": spoken_day(next_look(case)),
        "verdict_on": spoken_day(_verdict_day(case)),
        "differences": " ".join(_differences(look.comparison)),
        "compare": " ".join(f"{fact.title}." for fact in _like_this_person(case)),
    }
    if counts:
        known["first_on"] = spoken_day(case.record.local_day(counts[0].at))
    if start is not None:
        known["weeks"] = f"{(case.today - start).days // 7}"
    if start is not None and pair is not None:
        known["count_weeks"] = f"{(case.record.local_day(pair[1].at) - start).days // 7}"
    return known


def spoken_day(day: date | None) -> str:
    """A day as people write it: 20 November 2026; "a day not known" for none."""
    return f"{day.day} {day:%B %Y}" if day else "a day not known"


def _change_figures(look: Look) -> dict[str, str]:
    found, pair = look.comparison, counted_pair(look.case)
    if found is None or pair is None or found.change_per_cm2 is None:
        return {}
    assert found.interval_95 is not None
    before, after = (one.density_per_cm2 for one in pair)
    change = abs(found.change_per_cm2)
    low, high = sorted(abs(end) for end in found.interval_95)
    return {
        "before": f"{before:.0f}",
        "after": f"{after:.0f}",
        "change": f"{change:.0f}",
        "low": f"{low:.0f}",
        "high": f"{high:.0f}",
        "error": f"{found.smallest_detectable_per_cm2:.0f}",
        "noticeable": _noticeable(before, change, look.case),
    }


def _differences(found: Comparison | None) -> tuple[str, ...]:
    if found is None:
        return ()
    doubts = tuple(f"Doubt: {doubt[0].lower()}{doubt[1:]}" for doubt in found.doubts)
    return (*found.why, *doubts)


def _noticeable(before: float, change: float, case: Case) -> str:
    share = case.knowledge.fact("perceptible_change", Figure).value
    needed = before * share / 100
    side = "more" if change > needed else "less"
    return (
        f"People tend to notice a change of about {share:g} %, here {needed:.0f} hairs per cm2; "
        f"this is {side}."
    )


def _forecast(outlook: Outlook | None) -> dict[str, str]:
    if outlook is None:
        return {}
    return {
        "horizon": f"{outlook.weeks:.0f}",
        "untreated": f"{outlook.untreated_per_cm2:.0f}",
        "p80": "{:+.0f} to {:+.0f}".format(*outlook.effect_80),
        "p95": "{:+.0f} to {:+.0f}".format(*outlook.effect_95),
        "chance": f"{100 * outlook.p_worthwhile:.0f} in 100",
    }
