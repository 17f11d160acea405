"""May this patient be needled now: the advice, and what else a clinic must have.

Each thing that stands in the way says whether a clinician may decide against it. Never: what the
advice excludes, skin that is sick or not healed, a rest shorter than the absolute limit, a
question nobody asked, a missing consent, an open complication.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from anagen.care.advice import Advice
from anagen.care.advise import advise
from anagen.care.judgement import Reason
from anagen.records.record import Record
from anagen.records.words import Triage, Verdict
from anagen.store.clinics.models import Clinic
from anagen.store.models import Case
from anagen.web.clinic.care.consent_states import State, states_of
from anagen.web.clinic.care.consent_texts import Kind
from anagen.web.knowing import knowledge
from anagen.web.look.templatetags.languages import translated

#: The waits that a clinician may weigh: what stands on skin that is whole. Every other wait is
#: about sick or unhealed skin, damaged needles or a rest that is too short.
MAY_BE_WEIGHED = frozenset({"retinoid_or_acid", "shed_reported"})


@dataclass(frozen=True, slots=True)
class Block:
    """One thing that stands in the way, what to do about it, and who may decide against it."""

    code: str
    says: str
    then: str = ""
    may_override: bool = False


@dataclass(frozen=True, slots=True)
class Clearance:
    """The advice at one moment, the consents, and everything that stands in the way."""

    advice: Advice
    states: Mapping[Kind, State]
    blocks: tuple[Block, ...]

    @property
    def is_clear(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.blocks

    @property
    def may_override(self) -> bool:
        """Whether all that stands in the way is for a clinician to decide."""
        return bool(self.blocks) and all(block.may_override for block in self.blocks)

    @property
    def against(self) -> str:
        """What a decision would be against, by its codes: a form may sign only what it showed."""
        return " ".join(sorted(block.code for block in self.blocks))

    @property
    def word(self) -> str:
        """The verdict whose shape is shown; a missing paper also stops."""
        verdict = self.advice.verdict
        if verdict is Verdict.PROCEED and not self.advice.session.may_start:
            return Verdict.ASK_A_CLINICIAN.word
        if verdict is Verdict.PROCEED and self.blocks:
            return Verdict.WAIT.word
        return verdict.word


def clearance_of(case: Case, clinic: Clinic, record: Record, now: datetime) -> Clearance:
    """Whether a patient may be needled now."""
    advice = advise(record, knowledge(), now)
    states = states_of(case, clinic)
    blocks = (*_problems(case), *_advised_against(advice), *_consent(states[Kind.MICRONEEDLING]))
    return Clearance(advice, states, blocks)


def _problems(case: Case) -> tuple[Block, ...]:
    if not case.complications.filter(closed_at=None).exists():
        return ()
    return (
        Block(
            "complication",
            gettext("The patient has reported a problem that is still open."),
            gettext("Call, look at it, and close it with what came of it."),
        ),
    )


def _advised_against(advice: Advice) -> tuple[Block, ...]:
    """Open questions and reasons. A question stays open beside any reason, however strict."""
    return (*_open(advice), *_reasons(advice), *_no_steps(advice))


def _open(advice: Advice) -> tuple[Block, ...]:
    if not advice.missing:
        return ()
    asks = " · ".join(translated(one.ask) for one in advice.missing[:3])
    return (
        Block(
            "answers",
            gettext("Some answers are still open: %(asks)s") % {"asks": asks},
            gettext("Ask them now. What nobody answers is never taken for a no."),
        ),
    )


def no_steps_says() -> str:
    """What to say where nothing stands against a session, and nobody wrote how to do it."""
    return gettext(
        "There are no steps for this session: the device is not known, or not meant for a clinic."
    )


def _no_steps(advice: Advice) -> tuple[Block, ...]:
    """Nothing against it is not yet leave: without steps the advice lets no session start."""
    if advice.verdict is not Verdict.PROCEED or advice.session.may_start:
        return ()
    return (
        Block(
            "no_steps",
            no_steps_says(),
            gettext("Choose the device in the answers about the plan."),
            may_override=True,
        ),
    )


def _reasons(advice: Advice) -> tuple[Block, ...]:
    against = [one for one in advice.reasons if one.verdict > Verdict.PROCEED]
    return tuple(
        Block(one.rule, translated(one.title), translated(one.then), _may_be_weighed(one, advice))
        for one in against
    )


def _may_be_weighed(reason: Reason, advice: Advice) -> bool:
    """Never while somebody has to look at the scalp today, whatever else is advised."""
    if max(reason.triage or Triage.EXPECTED, advice.triage or Triage.EXPECTED) >= Triage.SAME_DAY:
        return False
    if reason.verdict is Verdict.WAIT:
        return reason.rule in MAY_BE_WEIGHED
    return reason.verdict is Verdict.ASK_A_CLINICIAN


def _consent(state: State) -> tuple[Block, ...]:
    if state.is_given:
        return ()
    return (consent_block(state),)


def consent_block(state: State) -> Block:
    """What to say about a consent that does not stand."""
    return Block(
        f"consent_{state.kind.value}",
        gettext("Consent to “%(title)s”: %(state)s")
        % {"title": state.text.title, "state": state.says},
        gettext("Go through the text together and have it signed before anything is done."),
    )
