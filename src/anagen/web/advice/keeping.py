"""Works the advice out, and keeps it with all that its page needs.

A kept page is never worked out anew: it shows the answers, words and sources it was given
with, whatever the questions and the knowledge say today.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import override

from anagen.care.advise import advise
from anagen.care.letter import letter
from anagen.care.tree import advice_tree
from anagen.knowledge.library import Knowledge
from anagen.outlook.asking import outlook_for
from anagen.records.record import Record
from anagen.store.models import Case, Decision
from anagen.store.rows import Advised, keep_decision, record_of
from anagen.web.screen.said import said


def worked_out(case: Case, knowledge: Knowledge, now: datetime, once: UUID) -> Decision:
    """The advice for a case as it stands, kept under the id `once`."""
    record = record_of(case, now)
    advice = advise(record, knowledge, now, outlook_for(record, knowledge, now))
    # What is kept stays in one language; a page translates it when it is read.
    with override("en"):
        words = answers_in_words(record, knowledge)
    kept = {
        "letter": letter(advice, record, knowledge),
        "advice": advice_tree(advice, record, knowledge),
        "said": words,
    }
    advised = Advised(
        verdict=advice.verdict.word,
        advice=json.dumps(kept, ensure_ascii=False, sort_keys=True),
        knowledge=advice.knowledge,
        code_version=advice.version,
        record=case.record,
    )
    return keep_decision(case, advised, now, once)


def answers_in_words(record: Record, knowledge: Knowledge) -> dict[str, Any]:
    """Each answer of the record as the person read and gave it."""
    return {
        id: {"ask": question.ask, "says": said(question, record.answers[id])}
        for id, question in knowledge.questions.items()
        if id in record.answers
    }
