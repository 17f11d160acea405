"""The plan on paper: the course in numbers, its dates, and why it is so."""

from __future__ import annotations

from collections.abc import Iterator

from anagen.care.advice import Plan
from anagen.interchange.sheets.page import (
    Block,
    Bullets,
    Entries,
    Frame,
    Paragraph,
    Part,
    Rows,
    Sheet,
    Sign,
)
from anagen.interchange.sheets.telling import Telling
from anagen.records.words import Verdict


def plan_sheet(telling: Telling) -> Sheet:
    """The plan; where there is none, why there is none."""
    words, plan = telling.words, telling.advice.plan
    head = words.gettext("Plan of {day}").format(day=telling.local_day(telling.advice.at))
    title = words.gettext("Your plan")
    return telling.sheet(title, head, _planned(plan, telling) if plan else _none(telling))


def _none(telling: Telling) -> Iterator[Block]:
    words, advice = telling.words, telling.advice
    says = (Paragraph(words.translated(advice.says)),)
    yield Frame(words.gettext("There is no plan now"), Sign.STOP, says)
    strict = [one for one in advice.reasons if one.verdict > Verdict.WAIT]
    if strict:
        why = words.all_translated(one.title for one in strict)
        yield Part(words.gettext("Why"), (Bullets(why),))
    if advice.missing:
        asks = words.all_translated(one.ask for one in advice.missing)
        yield Part(words.gettext("Still open"), (Bullets(asks),))


def _planned(plan: Plan, telling: Telling) -> Iterator[Block]:
    words = telling.words
    if telling.advice.verdict > Verdict.PROCEED:
        says = (Paragraph(words.translated(telling.advice.says)),)
        yield Frame(words.gettext("Not yet"), Sign.STOP, says)
    head = (words.gettext("What"), words.gettext("Planned"))
    yield Rows(head, tuple(_numbers(plan, telling)))
    yield Paragraph(
        words.gettext("Every session only on healed skin, and after the check of that day.")
    )
    if plan.schedule:
        rows = tuple((words.day(one.on), words.translated(one.says)) for one in plan.schedule)
        dates = Rows((words.gettext("Day"), words.gettext("What")), rows)
        yield Part(words.gettext("Dates"), (dates,))
    if plan.step_up:
        needs = words.all_translated(plan.step_up.needs)
        blocks = (Paragraph(words.translated(plan.step_up.point.says)), Bullets(needs))
        yield Part(words.gettext("Longer needles"), blocks if needs else blocks[:1])
    for heading, points in (
        (words.gettext("Why this plan"), plan.points),
        (words.gettext("With other treatments"), plan.combination),
    ):
        if points:
            yield Part(heading, (Entries(tuple(telling.entry(one) for one in points)),))


def _numbers(plan: Plan, telling: Telling) -> Iterator[tuple[str, str]]:
    words = telling.words
    yield words.gettext("Device"), telling.device(plan.device)
    yield words.gettext("Needle length"), words.millimetres(plan.needle_mm)
    yield words.gettext("Never longer here than"), words.millimetres(plan.needle_most_mm)
    rest = words.ngettext("at least {days} day", "at least {days} days", plan.gap_days)
    yield words.gettext("Rest between sessions"), rest.format(days=plan.gap_days)
    yield words.gettext("Passes over each zone"), words.number(plan.passes)
    where = telling.zones(plan.zones) or words.gettext("where the hair is thinning")
    yield words.gettext("Where"), where
    course = words.ngettext(
        "{sessions} session in {weeks} weeks", "{sessions} sessions in {weeks} weeks", plan.sessions
    )
    yield words.gettext("The course"), course.format(sessions=plan.sessions, weeks=plan.weeks)
