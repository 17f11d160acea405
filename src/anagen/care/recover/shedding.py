"""Hair loss after needling: what it may be, what to change, and when to stop."""

from __future__ import annotations

from dataclasses import replace

from anagen.care.advice import Missing, Point, Shedding, point_from
from anagen.care.asking import missing_answer
from anagen.care.case import Case
from anagen.care.judgement import Judgement, Reason
from anagen.care.recover.asking import missing_for
from anagen.care.recover.causes import causes_for
from anagen.care.recover.tests_read import readings_for
from anagen.care.rules import judged, reason_of
from anagen.care.treat import technique_faults
from anagen.knowledge.conditions import Truth, truth
from anagen.knowledge.rule import Rule
from anagen.knowledge.technique_change import TechniqueChange
from anagen.records.words import Step, Triage

#: The rules that look into hair loss begin with this; so do the questions they ask.
ABOUT_SHEDDING = "shed_"
MORE = "shed_more"
MORE_HAIR = ("a_little", "a_lot")
#: What may stay open. While it does, shedding is never called expected (shed_reported).
OPTIONAL = ("wash_hairs", "shed_life")
#: Asked before a next session, in the check itself; shedding can be judged without them.
ASKED_ELSEWHERE = ("needle_faults", "needle_uses")
#: Counts of one's own: asked for while nothing can be said, though no rule waits for them.
BASELINE = "comb_baseline_mean"
#: The rule about pressure, passes and gaps, which recorded sessions can bring about as well.
ROUGH_USE = "shed_after_rough_use"
#: Faults on record that can hurt hair roots; those of numbing cream and products cannot.
HURTING = (
    "fault_blood_at_home",
    "fault_heavy_bleeding",
    "fault_passes",
    "fault_pressed_hard",
    "fault_too_deep",
    "fault_too_soon",
    "fault_worn_needles",
)

UNSAID = (
    "We cannot say yet. Do not roll until the answers are in: where the hair falls, how the skin "
    "looks there, a pull test, and comb counts on three mornings. See a dermatologist at once "
    "for a patch, pain, scale or pus."
)
SAYS = {
    Triage.EXPECTED: (
        "More hair than usual falls, and nothing you told us points to harm. Check again in four "
        "weeks with the same comb and pull test. It says nothing about whether the treatment "
        "will help. A pause in rolling is a fair choice."
    ),
    Triage.SELF_CARE: (
        "More hair than usual falls, and nothing you told us points to harm so far. Pause, and "
        "check again in four weeks with the same comb and pull test. It says nothing about "
        "whether the treatment will help."
    ),
    Triage.WITHIN_TWO_WEEKS: (
        "Stop needling, and see a dermatologist within two weeks. The list of possible causes "
        "is there to talk about. It is no diagnosis."
    ),
    Triage.SAME_DAY: "Stop needling, and be seen by a clinician today.",
    Triage.EMERGENCY_NOW: "Call the emergency number now.",
}
LATER = "Only when a clinician says that you may needle again:"


def is_about_shedding(rule: Rule) -> bool:
    """Whether a rule of recovery looks into hair loss."""
    return rule.id.startswith(ABOUT_SHEDDING)


def shedding_for(case: Case) -> Shedding | None:
    """The investigation of hair loss after needling; None when none is reported."""
    if not _is_reported(case):
        return None
    judgement = shedding_judgement(case)
    triage = _triage(judgement)
    stop = triage is None or triage >= Triage.WITHIN_TWO_WEEKS
    return Shedding(
        triage=triage,
        stop_needling=stop,
        says=UNSAID if triage is None else SAYS[triage],
        reasons=judgement.reasons,
        causes=causes_for(case),
        changes=_changes(case, stop),
        tests=readings_for(case),
        missing=_missing(case, judgement, triage),
    )


def shedding_judgement(case: Case) -> Judgement:
    """What the rules about shedding say, and what they wait for.

    Beside a reason to stop nothing soothing is said.
    """
    rules = [rule for rule in case.knowledge.rules(Step.RECOVER) if is_about_shedding(rule)]
    found = judged(rules, case)
    reasons = (*found.reasons, *_from_sessions(case, found))
    stops = [reason for reason in reasons if _level(reason) >= Triage.WITHIN_TWO_WEEKS]
    open_ = tuple(one for one in found.open if one.question not in (*OPTIONAL, *ASKED_ELSEWHERE))
    return Judgement(tuple(sorted(stops or reasons, key=_urgency)), open_)


def _level(reason: Reason) -> Triage:
    return reason.triage or Triage.EXPECTED


def _urgency(reason: Reason) -> tuple[int, str]:
    return -_level(reason), reason.rule


def _is_reported(case: Case) -> bool:
    """Whether someone said that more hair falls, or wrote of shedding without saying how much."""
    if case.known("needled_before") is False:
        return False
    more = case.known(MORE)
    if more is not None:
        return more in MORE_HAIR
    told = (id for id in case.knowledge.questions if id.startswith(ABOUT_SHEDDING))
    counted = ("pull_held", "comb_mean", "wash_hairs")
    return any(case.known(id) is not None for id in (*told, *counted))


def _from_sessions(case: Case, found: Judgement) -> tuple[Reason, ...]:
    """Marked loss after a recorded session with faults counts like faults that were told."""
    if case.known(MORE) != "a_lot" or any(reason.rule == ROUGH_USE for reason in found.reasons):
        return ()
    faults = [fault for fault in technique_faults(case) if fault.rule in HURTING]
    if not faults:
        return ()
    reason = reason_of(case.knowledge.fact(ROUGH_USE, Rule), case)
    titles = " ".join(f"{fault.title}." for fault in faults)
    return (replace(reason, says=f"{reason.says} Recorded: {titles}"),)


def _triage(judgement: Judgement) -> Triage | None:
    """The most urgent reason; None while an answer could still change something mild."""
    top = max(map(_level, judgement.reasons), default=Triage.EXPECTED)
    return None if judgement.open and top <= Triage.SELF_CARE else top


def _changes(case: Case, stop: bool) -> tuple[Point, ...]:
    """What to change in the way of needling; after a stop only for later."""
    changes = [
        change
        for change in case.knowledge.of_kind(TechniqueChange, Step.RECOVER)
        if truth(change.when, case.findings) is not Truth.FALSE
    ]
    return tuple(
        point_from(change, f"{LATER} {change.says}" if stop else "")
        for change in sorted(changes, key=lambda change: change.order)
    )


def _missing(case: Case, judgement: Judgement, triage: Triage | None) -> tuple[Missing, ...]:
    found = missing_for(case, judgement.open, triage)
    if triage is None and case.known("comb_ratio") is None:
        found = (*found, missing_answer(BASELINE, case))
    return found
