"""What the answers so far have settled already, whatever is still to be asked."""

from __future__ import annotations

from dataclasses import dataclass

from anagen.care.judgement import Reason, combined
from anagen.care.rules import judged
from anagen.care.screen import screen_judgement
from anagen.records.words import Setting, Step, Verdict
from anagen.web.screen.check import Check


@dataclass(frozen=True, slots=True)
class Settled:
    """A "no", or "not without a clinician", that no further answer takes away.

    Nothing milder is ever settled before the end: another answer can make a wait longer, a
    clinician's question a no, and a clear road blocked.
    """

    verdict: Verdict
    is_home: bool
    leading: Reason

    @property
    def is_no(self) -> bool:
        """Whether it is a plain no; otherwise a clinician has to decide, or more."""
        return self.verdict is Verdict.DO_NOT_TREAT


def settled_of(check: Check) -> Settled | None:
    """What the advice would say at least; None while it may still be "go ahead" or "wait"."""
    case = check.case
    rules = (judged(case.knowledge.rules(step), case) for step in (Step.PLAN, Step.TREAT))
    judgement = combined((screen_judgement(case), *rules))
    firm = [one for one in judgement.reasons if one.verdict >= Verdict.ASK_A_CLINICIAN]
    if not firm:
        return None
    leading = max(firm, key=lambda one: one.verdict)
    return Settled(leading.verdict, check.case.setting is Setting.HOME, leading)
