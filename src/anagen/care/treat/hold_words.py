"""What a person reads about a hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from anagen.care.case import Case
from anagen.care.treat.holding import Ends, Standing, Why
from anagen.care.treat.spoken import (
    HOLD_IN_HOURS,
    hold_length,
    moment_in_words,
    time_left,
    time_passed,
)
from anagen.knowledge.conditions import Truth, truth
from anagen.knowledge.reckoning import Reckoning
from anagen.knowledge.rule import Rule

DAY_ONLY = "day_without_hour"
CALM = "the skin is calm: not red, sore, broken or peeling"
FIRST_USE = "a day without a session, at least {hours} after needling, on calm skin"
#: Where the skin plays no part, as with a tablet.
FIRST_USE_ANY_SKIN = "a day without a session"
SESSION_TODAY = "at least {hours} after today's session, and then only on calm skin"
ASK = {
    Why.ASK_SESSION: "you have told us whether you needle today",
    Why.ASK_HISTORY: "you have told us when your last session was",
    Why.ASK_SKIN: "you have looked at your scalp today and told us whether it is calm",
}
#: Where a dose is left out, and so where it helps to read how to go on.
GO_ON = (Why.RUNNING, Why.SORE, Why.SESSION_TODAY, Why.ORDERED)


def until_words(standing: Standing) -> str:
    """What has to have happened, where no hour can say it."""
    least = hold_length(min(length.hours for length in standing.hold.lasts))
    match standing.why:
        case Why.BARRED:
            return standing.bars[0].until_says
        case Why.SORE if standing.is_running and standing.ends:
            return f"{CALM}, and {hold_length(standing.ends.length.hours)} have passed"
        case Why.SORE:
            return CALM
        case Why.FIRST_USE if not any(length.hours for length in standing.hold.lasts):
            return FIRST_USE_ANY_SKIN
        case Why.FIRST_USE:
            return FIRST_USE.format(hours=least)
        case Why.SESSION_TODAY:
            return SESSION_TODAY.format(hours=least)
        case why:
            return ASK.get(why, "")


def hold_words(standing: Standing, case: Case) -> str:
    """The whole text of a hold: how long, why so long, and what to know."""
    return " ".join(_sentences(standing, case))


def _sentences(standing: Standing, case: Case) -> Iterator[str]:
    hold, ends = standing.hold, standing.ends
    if standing.bars:
        yield from (bar.says for bar in standing.bars)
        yield from _mentions(standing, case)
        return
    if ends and standing.is_running:
        yield from _running(standing, ends, case)
    elif ends and standing.why is Why.OVER:
        yield f"Over since {moment_in_words(case, ends.until)}."
    if hold.first_use and standing.is_wanted:
        is_first = truth(hold.first_use.when, case.findings) is not Truth.FALSE
        yield from [hold.first_use.says] if is_first else []
    if hold.order and standing.is_wanted and case.known(hold.order.question) is True:
        yield hold.order.says
    yield hold.says
    if hold.then and standing.why in GO_ON:
        yield hold.then
    yield from _mentions(standing, case)


def _running(standing: Standing, ends: Ends, case: Case) -> Iterator[str]:
    over, length = ends.until, hold_length(ends.length.hours)
    if standing.why is not Why.SORE:
        calm = ", if the skin is calm and not sore" if standing.hold.needs_calm_skin else ""
        left = time_left(over - case.now)
        yield f"From {moment_in_words(case, over)}, which is {left} from now{calm}."
    if standing.hold.needs_calm_skin and ends.length.hours <= HOLD_IN_HOURS:
        passed = time_passed(max(case.now - ends.event.ended, timedelta()))
        yield f"{passed} of {length} have really passed, whatever the clock shows."
    yield from _because(standing, ends)
    if not ends.event.is_exact:
        yield case.knowledge.fact(DAY_ONLY, Reckoning).says


def _because(standing: Standing, ends: Ends) -> Iterator[str]:
    shortest = min(length.hours for length in standing.hold.lasts)
    if ends.length.hours == shortest:
        return
    known = "" if ends.sure is Truth.TRUE else "we do not know whether "
    lengths = f"{hold_length(ends.length.hours)}, not {hold_length(shortest)}"
    yield f"It is {lengths}, because {known}{ends.length.because}."


def _mentions(standing: Standing, case: Case) -> Iterator[str]:
    for id in standing.hold.mentions:
        rule = case.knowledge.fact(id, Rule)
        if truth(rule.when, case.findings) is not Truth.FALSE:
            yield rule.says
