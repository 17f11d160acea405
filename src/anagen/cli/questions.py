"""`anagen questions`: the data dictionary."""

from __future__ import annotations

import argparse
import json
from typing import Any

from anagen.knowledge.load import load_knowledge
from anagen.knowledge.question import Question, QuestionKind
from anagen.knowledge.uses import uses_of


def add_to(command: argparse.ArgumentParser) -> None:
    """Says what the command takes."""
    command.add_argument("--json", action="store_true", help="as JSON, for other programs")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Prints every question, in the order of the check."""
    knowledge = load_knowledge()
    ordered = sorted(knowledge.questions.values(), key=lambda one: (one.order, one.id))
    if options.json:
        uses = uses_of(knowledge)
        tree = [question_tree(question, uses[question.id]) for question in ordered]
        print(json.dumps(tree, ensure_ascii=False, indent=2))
        return 0
    for question in ordered:
        print(f"{question.id}  [{_answers(question)}]\n    {question.ask}")
    return 0


def question_tree(question: Question, used_by: tuple[str, ...]) -> dict[str, Any]:
    """One entry of the dictionary."""
    bounded = question.kind is QuestionKind.NUMBER
    return {
        "id": question.id,
        "step": question.step.value,
        "ask": question.ask,
        "hint": question.hint,
        "why": question.why,
        "kind": question.kind.value,
        "choices": [{"id": one.id, "says": one.says, "hint": one.hint} for one in question.choices],
        "unit": question.unit or None,
        "least": question.least if bounded else None,
        "most": question.most if bounded else None,
        "valid_days": question.valid_days,
        "settings": [setting.value for setting in question.settings],
        "derived": question.derived,
        "used_by": list(used_by),
    }


def _answers(question: Question) -> str:
    if question.choices:
        mark = "any of " if question.kind is QuestionKind.MANY else ""
        return mark + " | ".join(question.words)
    if question.kind is QuestionKind.NUMBER:
        return f"{question.least:g} to {question.most:g} {question.unit}"
    return str(question.kind.value).replace("_", " or ")
