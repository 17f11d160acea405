"""Writes questions.md: every question, its answers, and what looks at it."""

from __future__ import annotations

from collections.abc import Iterator

from making.page import page, write
from making.wording import in_words

from anagen.knowledge.load import load_knowledge
from anagen.knowledge.question import Question, QuestionKind
from anagen.knowledge.uses import uses_of
from anagen.records.words import Setting, Step

OPENING = """\
Every question Anagen can ask, in the order of the guided check. The word in code type is the
name of the answer in a [record](record.md). `anagen questions --json` gives the same list to
programs.

An answer older than it counts for is stale, and a stale answer is asked again."""

DAYS_OF_A_LIFE = 36_000


def main() -> None:
    """Writes the page."""
    knowledge = load_knowledge()
    uses = uses_of(knowledge)
    parts: list[str] = []
    for step in Step:
        chosen = [one for one in knowledge.questions.values() if one.step is step]
        if chosen:
            parts.append(f"## {step.value.capitalize()}")
        for question in sorted(chosen, key=lambda one: (one.order, one.id)):
            parts.append("\n".join(lines_of(question, uses[question.id])))
    write("questions.md", page("Questions", "questions.py", OPENING, parts))


def lines_of(question: Question, used_by: tuple[str, ...]) -> Iterator[str]:
    """The entry of one question."""
    yield f"### {question.id}\n"
    yield f"{question.ask}\n"
    yield f"- Answer: {answer(question)}"
    for choice in question.choices:
        yield f"  - `{choice.id}`: {choice.says}"
    yield f"- Counts for: {span(question.valid_days)}"
    if len(question.settings) < len(Setting):
        yield f"- Asked only in: {', '.join(one.value for one in question.settings)}"
    if question.asked_when is not None:
        yield f"- Asked when: {in_words(question.asked_when)}"
    if question.unknown_means:
        yield f"- Not known: {question.unknown_means}"
    if used_by:
        yield f"- Looked at by: {', '.join(f'`{one}`' for one in used_by)}"


def answer(question: Question) -> str:
    """What an answer looks like."""
    derived = " (worked out from the record, never asked)" if question.derived else ""
    match question.kind:
        case QuestionKind.NUMBER:
            text = f"a number from {question.least:g} to {question.most:g} ({question.unit})"
        case QuestionKind.MANY:
            text = "any of these, or an empty list for none"
        case QuestionKind.CHOICE:
            text = "one of these"
        case QuestionKind.YES_NO:
            text = "yes or no (`true`, `false`)"
        case QuestionKind.DATE:
            text = "a date, such as 2026-11-20"
        case QuestionKind.TEXT:
            text = "a text"
    return text + derived


def span(days: float) -> str:
    """How long an answer counts, in words."""
    if days < 1:
        return f"{days * 24:g} hours"
    if days > DAYS_OF_A_LIFE:
        return "always"
    return "1 day" if days == 1 else f"{days:g} days"


if __name__ == "__main__":
    main()
