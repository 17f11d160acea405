"""What to ask next: the fewest questions, those that settle most first."""

from __future__ import annotations

from anagen.care.advice import Missing
from anagen.care.case import Case
from anagen.care.judgement import Judgement, Open
from anagen.knowledge.conditions import open_questions
from anagen.records.answers import Unknown
from anagen.records.words import Verdict

#: Whatever is at this level settles nothing: it waits for an answer itself.
NOTHING_YET = Verdict.NEEDS_ANSWERS


def missing_answers(judgement: Judgement, case: Case) -> tuple[Missing, ...]:
    """The questions whose answers could still change the verdict.

    A question that could only lead to something milder than what is already certain is left
    out; an open one always means that nothing can be said yet. Left out too is a follow-up
    whose first question is itself open. First comes what could lead to the strictest verdict,
    then what settles most rules, then the order of the check.
    """
    settled = (one.verdict for one in judgement.reasons if one.verdict is not NOTHING_YET)
    known = max(settled, default=Verdict.PROCEED)
    matter = [one for one in judgement.open if max(one.at_worst, NOTHING_YET) > known]
    by_question: dict[str, list[Open]] = {}
    for one in matter:
        for id in _first_to_ask(one.question, case):
            by_question.setdefault(id, []).append(one)
    ranked = sorted(by_question.items(), key=lambda pair: _rank(pair[0], pair[1], case))
    return tuple(missing_answer(id, case, found) for id, found in ranked)


def _first_to_ask(id: str, case: Case) -> tuple[str, ...]:
    """The question itself, or what must be answered before it makes sense to ask it."""
    gate = case.knowledge.questions[id].asked_when
    return (open_questions(gate, case.findings) if gate else ()) or (id,)


def _rank(id: str, found: list[Open], case: Case) -> tuple[int, int, int, str]:
    order = case.knowledge.questions[id].order
    return -max(one.at_worst for one in found), -len(found), order, id


def missing_answer(id: str, case: Case, found: list[Open] | None = None) -> Missing:
    """One question to ask, with the reason it is open."""
    question = case.knowledge.questions[id]
    value = case.findings.of(id)
    return Missing(
        question=id,
        ask=question.ask,
        why=question.why,
        because=value if isinstance(value, Unknown) else Unknown.NOT_ASKED,
        rules=tuple(dict.fromkeys(one.rule for one in found or [])),
    )
