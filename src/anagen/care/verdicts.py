"""The verdict in one plain sentence: the first thing a person reads."""

from __future__ import annotations

from anagen.care.case import Case
from anagen.care.judgement import Judgement
from anagen.records.words import Setting, Verdict

SENTENCES = {
    (Verdict.PROCEED, True): "You can needle today.",
    (Verdict.PROCEED, False): "Nothing you told us stands in the way of a session.",
    (Verdict.NEEDS_ANSWERS, True): "We cannot say yet. Some answers are still open.",
    (Verdict.NEEDS_ANSWERS, False): "We cannot say yet. Some answers are still open.",
    (Verdict.ASK_A_CLINICIAN, True): "Ask a clinician before you needle.",
    (Verdict.ASK_A_CLINICIAN, False): "A clinician must decide before any session.",
    (Verdict.DO_NOT_TREAT, True): "Do not needle.",
    (Verdict.DO_NOT_TREAT, False): "No needling.",
}


def headline(judgement: Judgement, case: Case) -> str:
    """What the whole judgement comes to, with day and hour where a wait has them."""
    verdict = judgement.verdict
    if verdict is not Verdict.WAIT:
        return SENTENCES[verdict, case.setting is Setting.HOME]
    if judgement.until is not None:
        return f"Wait until {spoken(judgement, case)}."
    events = [one.until_says for one in judgement.reasons if one.until_says]
    return f"Wait until {events[0]}." if events else "Wait for now."


def spoken(judgement: Judgement, case: Case) -> str:
    """The end of a wait as the person's own clock shows it: 21 November 2026, 19:40."""
    assert judgement.until is not None
    local = case.record.local(judgement.until)
    return f"{local.day} {local:%B %Y, %H:%M}"
