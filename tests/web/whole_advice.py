"""A piece of advice with every part filled in: what the page of an advice is tested with."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from anagen.care.advice import (
    Advice,
    Cause,
    CheckIn,
    Comparison,
    CostLine,
    Costs,
    Criterion,
    Decided,
    Due,
    Effect,
    Hold,
    Measures,
    Missing,
    Plan,
    Point,
    Practitioner,
    Recovery,
    Scheduled,
    SessionAdvice,
    SessionStep,
    Shedding,
    StepUp,
    TestReading,
)
from anagen.care.judgement import Reason
from anagen.care.tree import advice_tree
from anagen.knowledge.fact import Basis, Stance, Strength
from anagen.records.answers import Unknown
from anagen.records.record import Record
from anagen.records.words import DeviceKind, Outcome, Setting, Step, Triage, Verdict, Zone
from anagen.store.models import Case, Decision
from tests.web.small_world import small_world

NOW = datetime(2026, 11, 20, 18, 40, tzinfo=UTC)
FOR = Basis("a_trial", "table 2", Stance.SUPPORTS, "The trial saw slower healing.")
AGAINST = Basis("a_choice", "page 3", Stance.AGAINST, "A review found little proof.")


def point(title: str, says: str, strength: Strength = Strength.TRIAL) -> Point:
    return Point(title.lower().replace(" ", "_"), title, says, strength, (FOR,), False)


def reason(title: str, verdict: Verdict, **more: Any) -> Reason:
    return Reason(
        **{
            "rule": title.lower().replace(" ", "_"),
            "step": Step.SCREEN,
            "verdict": verdict,
            "title": title,
            "says": "What that means for you, in a sentence.",
            "then": "Ask the person who prescribes it.",
            "strength": Strength.LABEL,
            "basis": (FOR,),
            "clinician_reviewed": False,
            **more,
        }
    )


DISPUTED = reason(
    "Your skin may still heal more slowly than usual",
    Verdict.WAIT,
    strength=Strength.CONTESTED,
    basis=(FOR, AGAINST),
    found=("isotretinoin",),
    until=NOW + timedelta(days=6),
)
OPEN = Missing("pregnant", "Are you pregnant?", "Nobody has tested it.", Unknown.NOT_ASKED, ("a",))

PLAN = Plan(
    device=DeviceKind.ROLLER,
    needle_mm=0.25,
    needle_most_mm=0.5,
    gap_days=7,
    passes=4,
    zones=(Zone.CROWN, Zone.MID_SCALP),
    sessions=24,
    weeks=24,
    schedule=(Scheduled(date(2026, 11, 26), "session", "First session"),),
    combination=(point("Minoxidil", "Leave it off for 24 hours."),),
    step_up=StepUp(0.5, False, ("Four calm recoveries",), point("Longer needles", "Earn them.")),
    points=(point("Light pressure", "Let the roller's own weight do it."),),
)
SESSION = SessionAdvice(
    may_start=False,
    protocol="home",
    steps=(
        SessionStep("clean", "Clean the scalp", "Wash it.", None, None, "", point("Clean", "c")),
        SessionStep(
            "soak", "Soak the roller", "In 70 % alcohol.", 10, 10, "it is bent", point("Soak", "s")
        ),
        SessionStep("numb", "Numb", "Take it off in time.", 15, 45, "", point("Numb", "n")),
    ),
    faults=(reason("The passes were too many", Verdict.PROCEED),),
)
HOLDS = (
    Hold(
        "minoxidil",
        "Minoxidil",
        Verdict.WAIT,
        NOW - timedelta(hours=12),
        NOW + timedelta(hours=12),
        "",
        24,
        "Then only on calm skin.",
        point("Hold", "h"),
    ),
    Hold(
        "washing",
        "Washing your hair",
        Verdict.PROCEED,
        NOW - timedelta(hours=48),
        NOW - timedelta(hours=24),
        "",
        24,
        "Mild shampoo.",
        point("Wash", "w"),
    ),
    Hold(
        "dye", "Hair dye", Verdict.WAIT, None, None, "the skin is calm", None, "", point("Dye", "d")
    ),
)
RECOVERY = Recovery(
    triage=None,
    reasons=(),
    missing=(),
    check_ins=(
        CheckIn(NOW + timedelta(hours=24), 24, False, "Look for redness."),
        CheckIn(None, 72, True, "Look again."),
    ),
    aftercare=(point("Clean pillow", "Put a fresh cover on your pillow tonight."),),
    effects=(Effect(point("Redness", "Pink for three days."), 72, 168, False),),
    red_flags=(point("Fever", "you have 38 °C or more"),),
)
SHEDDING = Shedding(
    triage=Triage.WITHIN_TWO_WEEKS,
    stop_needling=True,
    says="You lose more hair than before.",
    reasons=(reason("Only where you rolled", Verdict.DO_NOT_TREAT),),
    causes=(
        Cause(
            point("Pressure", "Too much of it."),
            2,
            ("You press hard.",),
            ("The scalp is calm.",),
            ("How many passes?",),
        ),
    ),
    changes=(point("Press less", "Let the roller glide."),),
    tests=(
        TestReading(
            "pull",
            "Pull test",
            "1 of 60",
            "Few came out.",
            "It cannot say why.",
            point("Pull", "p"),
        ),
    ),
    missing=(OPEN,),
)
MEASURES = Measures(
    due=(
        Due("photos", None, False, point("Photos", "Take the first set.")),
        Due("count", date(2027, 5, 20), False, point("Count", "Count the same place.")),
        Due("comb", date(2026, 10, 1), True, point("Comb", "Three mornings.")),
    ),
    comparison=Comparison(True, ("Same camera",), ("Shorter hair",), 24, 14, (-9, 37), 25, True),
    points=(point("Same light", "The same lamp each time."),),
)
COSTS = Costs(
    currency="eur",
    low=200,
    high=1500,
    lines=(CostLine("Sessions", 3, 200, 500, point("Price", "From price lists.")),),
    not_included=("Travel",),
    points=(point("Prices", "They differ."),),
    missing=(OPEN,),
)
PRACTITIONER = Practitioner(
    criteria=(
        Criterion("cause_assessed", True, point("Looks for the cause", "First.")),
        Criterion("lot_noted", None, point("Notes the lot", "Always.")),
    ),
    met=1,
    of=2,
    ask=("Who holds the needle?",),
    points=(point("Ask before you book", "Who will hold it?"),),
)
WHOLE = Advice(
    at=NOW,
    setting=Setting.HOME,
    verdict=Verdict.WAIT,
    until=NOW + timedelta(days=6),
    says="Wait until 26 November 2026, 19:40.",
    missing=(),
    reasons=(DISPUTED, reason("Nothing else stands in the way", Verdict.PROCEED)),
    indication=(point("Pattern hair loss", "Trials with minoxidil found more hair."),),
    plan=PLAN,
    session=SESSION,
    holds=HOLDS,
    triage=None,
    recovery=RECOVERY,
    shedding=SHEDDING,
    measures=MEASURES,
    outcome=Decided(Outcome.TOO_EARLY, "It is too early.", (), date(2027, 5, 7)),
    costs=COSTS,
    practitioner=PRACTITIONER,
    knowledge="0123456789abcdef",
    version="0.1.0",
)
LETTER = """LETTER FOR A CONSULTATION                                       20 November 2026
Male, 33 years; needling at home. Hair loss: pattern hair loss, and a line that is long
  enough to be wrapped.
QUESTION
- May this person have <scalp microneedling> for hair loss?

WHAT ANAGEN SAYS, AND WHY
- Wait until 26 November 2026, 19:40.
- Your skin may still heal more slowly than usual (A trial; against: Our choice *) and
  more of it

* Not yet reviewed by a clinician.
Anagen is no medical device and makes no diagnosis.
"""
#: As little as advice can hold: a plain "ask", nothing else known.
BARE = replace(
    WHOLE,
    verdict=Verdict.NEEDS_ANSWERS,
    until=None,
    says="We cannot say yet.",
    missing=(OPEN,),
    reasons=(),
    indication=(),
    plan=None,
    holds=(),
    shedding=None,
    session=SessionAdvice(False, "", (), ()),
    recovery=Recovery(None, (), (), (), (), (), ()),
    measures=Measures((), None, ()),
    outcome=Decided(None, "Nothing has begun.", (), None),
    costs=Costs(None, None, None, (), (), (), ()),
    practitioner=Practitioner((), 0, 0, (), ()),
)


def kept(advice: Advice, case: Case, at: datetime = NOW) -> Decision:
    """The advice as the store keeps it for a case."""
    record = Record(setting=Setting.HOME, timezone="Europe/Madrid")
    told = {"isotretinoin": {"ask": "Have you taken isotretinoin?", "says": "Yes, but I stopped"}}
    tree = {
        "advice": advice_tree(advice, record, small_world()),
        "said": told,
        "letter": LETTER,
    }
    return Decision.objects.create(
        case=case,
        at=at,
        verdict=advice.verdict.word,
        advice=json.dumps(tree),
        knowledge=advice.knowledge,
        code_version=advice.version,
        record=case.record,
    )
