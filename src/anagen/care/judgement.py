"""What rules say about one case: reasons, and what is still open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from anagen.knowledge.fact import Basis, Fact, Strength
from anagen.records.words import Outcome, Step, Triage, Verdict


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that counts, what it leads to, and where that comes from.

    `found` names the questions whose answers brought it about. `until` is when a wait is over,
    None where no date can be named; `until_says` tells then what must have happened.
    """

    rule: str
    step: Step
    verdict: Verdict
    title: str
    says: str
    then: str
    strength: Strength
    basis: tuple[Basis, ...]
    clinician_reviewed: bool
    found: tuple[str, ...] = ()
    until: datetime | None = None
    until_says: str = ""
    triage: Triage | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Open:
    """A question without a fresh answer that could change what a rule says."""

    question: str
    rule: str
    at_worst: Verdict


@dataclass(frozen=True, slots=True)
class Judgement:
    """Reasons and open questions together. Adding either never makes the verdict milder."""

    reasons: tuple[Reason, ...] = ()
    open: tuple[Open, ...] = ()

    @property
    def known_verdict(self) -> Verdict:
        """What the reasons alone lead to."""
        return max((reason.verdict for reason in self.reasons), default=Verdict.PROCEED)

    @property
    def verdict(self) -> Verdict:
        """The strictest of all reasons; never below `needs_answers` while something is open."""
        if self.open:
            return max(self.known_verdict, Verdict.NEEDS_ANSWERS)
        return self.known_verdict

    @property
    def until(self) -> datetime | None:
        """When the last of several waits is over; None unless the verdict is a dated wait."""
        waits = [reason.until for reason in self.reasons if reason.verdict is Verdict.WAIT]
        if self.verdict is not Verdict.WAIT or None in waits:
            return None
        return max((wait for wait in waits if wait is not None), default=None)


def combined(judgements: Iterable[Judgement]) -> Judgement:
    """Several judgements as one."""
    parts = tuple(judgements)
    return Judgement(
        reasons=tuple(reason for part in parts for reason in part.reasons),
        open=tuple(one for part in parts for one in part.open),
    )


def reason_from(fact: Fact, verdict: Verdict, says: str = "") -> Reason:
    """A reason that stands on a fact.

    `says` replaces the fact's own words where arithmetic has more to say than a file can.
    """
    return Reason(
        rule=fact.id,
        step=fact.step,
        verdict=verdict,
        title=fact.title,
        says=says or fact.says,
        then="",
        strength=fact.strength,
        basis=fact.basis,
        clinician_reviewed=fact.clinician_reviewed,
    )
