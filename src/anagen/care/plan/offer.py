"""What the person was told about the price, and what is still unsaid.

Nothing is guessed: while the price, its currency, what it covers or the number of sessions is
not known there is no sum.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from anagen.care.advice import Missing
from anagen.care.asking import missing_answer
from anagen.care.case import Case
from anagen.records.answers import Unknown
from anagen.records.words import Setting

#: Needed for any sum, in the order they are asked.
PRICE = ("price_covers", "price_low", "price_high", "currency")
#: Worth asking in a clinic; a sum can be made without them.
ALSO = ("prp_wanted", "price_includes")


@dataclass(frozen=True, slots=True)
class Offer:
    """A price, low and high, for one session (`times` of them), a course or a device."""

    covers: str
    low: float
    high: float
    currency: str
    times: int


def offer_told(case: Case) -> Offer | None:
    """The offer, once everything that a sum needs is known."""
    if unsaid(case):
        return None
    covers, currency = case.known("price_covers"), case.known("currency")
    low, high = case.number("price_low"), case.number("price_high")
    assert isinstance(covers, str)
    assert isinstance(currency, str)
    assert low is not None
    assert high is not None
    return Offer(covers, low, high, currency.upper(), _times(case, covers))


def unsaid(case: Case) -> tuple[str, ...]:
    """The questions without which no sum can be made."""
    open_ = [id for id in PRICE if case.known(id) is None]
    if _is_upside_down(case):
        open_ += ["price_low", "price_high"]
    if _needs_sessions(case) and case.number("sessions_planned") is None:
        open_.append("sessions_planned")
    return tuple(sorted(open_, key=lambda id: case.knowledge.questions[id].order))


def questions_left(case: Case) -> tuple[Missing, ...]:
    """What to ask about the price: first what a sum needs, then what else is worth knowing."""
    needed = tuple(_missing(id, case) for id in unsaid(case))
    if case.setting is Setting.HOME:
        return needed
    also = (missing_answer(id, case) for id in ALSO if case.known(id) is None)
    return (*needed, *also)


def _times(case: Case, covers: str) -> int:
    """How often the price is paid: a course and a device once, a session as often as it is held."""
    sessions = case.number("sessions_planned")
    if covers != "session":
        return 1
    assert sessions is not None
    return int(sessions)


def _missing(id: str, case: Case) -> Missing:
    """A question to ask; an answer that is there and still missing disagrees with another."""
    one = missing_answer(id, case)
    return one if case.known(id) is None else replace(one, because=Unknown.CONTRADICTORY)


def _is_upside_down(case: Case) -> bool:
    """A lowest price above the highest: one of the two was mistyped, and we do not know which."""
    low, high = case.number("price_low"), case.number("price_high")
    return low is not None and high is not None and low > high


def _needs_sessions(case: Case) -> bool:
    """A device has no sessions. At home a price is for a device until somebody says otherwise."""
    covers = case.known("price_covers")
    return covers in ("session", "course") or (covers is None and case.setting is not Setting.HOME)
