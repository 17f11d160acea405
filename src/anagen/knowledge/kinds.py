"""The kinds of fact, and who reads each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from anagen.knowledge.aftercare import read_aftercare
from anagen.knowledge.cause import read_cause
from anagen.knowledge.check_in import read_check_in
from anagen.knowledge.claim import read_claim
from anagen.knowledge.conclusion import read_conclusion
from anagen.knowledge.contradiction import read_contradiction
from anagen.knowledge.cost import read_cost
from anagen.knowledge.course import read_course
from anagen.knowledge.criterion import read_criterion
from anagen.knowledge.device import read_device
from anagen.knowledge.effect import read_effect
from anagen.knowledge.fact import Fact, Header
from anagen.knowledge.figure import read_figure
from anagen.knowledge.guidance import read_guidance
from anagen.knowledge.hold import read_hold
from anagen.knowledge.indication import read_indication
from anagen.knowledge.instrument import read_instrument
from anagen.knowledge.limit import read_limit
from anagen.knowledge.longer_needle import read_longer_needle
from anagen.knowledge.medicine import read_medicine
from anagen.knowledge.protocol import read_protocol, read_session_step
from anagen.knowledge.quiz import read_quiz_question
from anagen.knowledge.reckoning import read_reckoning
from anagen.knowledge.rule import read_rule
from anagen.knowledge.shedding_test import read_shedding_test
from anagen.knowledge.technique_change import read_technique_change
from anagen.knowledge.untreated import read_untreated
from anagen.knowledge.visit import read_visit
from anagen.records.fields import Fields

KINDS: Mapping[str, Callable[[Fields, Header], Fact]] = {
    "aftercare": read_aftercare,
    "cause": read_cause,
    "check_in": read_check_in,
    "claim": read_claim,
    "conclusion": read_conclusion,
    "contradiction": read_contradiction,
    "cost": read_cost,
    "course": read_course,
    "criterion": read_criterion,
    "device": read_device,
    "effect": read_effect,
    "figure": read_figure,
    "guidance": read_guidance,
    "hold": read_hold,
    "indication": read_indication,
    "instrument": read_instrument,
    "limit": read_limit,
    "longer_needle": read_longer_needle,
    "medicine": read_medicine,
    "protocol": read_protocol,
    "quiz_question": read_quiz_question,
    "reckoning": read_reckoning,
    "rule": read_rule,
    "session_step": read_session_step,
    "shedding_test": read_shedding_test,
    "technique_change": read_technique_change,
    "untreated": read_untreated,
    "visit": read_visit,
}
