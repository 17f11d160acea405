"""The consultation letter: one person's case on one page, for a professional to judge.

Plain text, at most 60 lines of 80 columns, without a name. Each part has a share of the page
and passes on what it does not fill; what does not fit is counted, never passed over in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from textwrap import wrap

from anagen.care.advice import Advice
from anagen.care.case import Case, case_of
from anagen.care.decide import spoken_day
from anagen.care.judgement import Reason
from anagen.knowledge.fact import Stance
from anagen.knowledge.instrument import Instrument
from anagen.knowledge.library import Knowledge
from anagen.knowledge.question import Question
from anagen.records.answers import Unknown, Value
from anagen.records.record import Record
from anagen.records.session import Session
from anagen.records.words import HairLoss, Setting, Triage, Verdict

COLUMNS = 80
#: Lines that one item may fill.
MOST_LINES = 3

SETTINGS = {
    Setting.HOME: "needling at home",
    Setting.CLINIC: "needling in a clinic",
    Setting.TRIAL: "needling in a trial",
}
TRIAGES = {
    Triage.EXPECTED: "as expected",
    Triage.SELF_CARE: "self-care is enough",
    Triage.WITHIN_TWO_WEEKS: "to be seen within two weeks",
    Triage.SAME_DAY: "to be seen the same day",
    Triage.EMERGENCY_NOW: "an emergency",
}
ALWAYS_ASKED = (
    "What is the diagnosis, and does it allow needling?",
    "If so: which depth, how often, how many sessions, and with what beside it?",
)


LOSSES = {
    HairLoss.ANDROGENETIC: "androgenetic alopecia (pattern hair loss)",
    HairLoss.AREATA: "alopecia areata",
    HairLoss.TELOGEN_EFFLUVIUM: "telogen effluvium",
    HairLoss.SCARRING: "scarring alopecia",
    HairLoss.AGE_OR_STRESS: "thinning with age or stress",
    HairLoss.UNDIAGNOSED: "not diagnosed",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the letter and its share of lines, without its heading."""

    heading: str
    items: tuple[str, ...]
    share: int

    @property
    def need(self) -> int:
        """The lines that all of it would fill."""
        return sum(len(_wrapped(f"- {item}", MOST_LINES)) for item in self.items)


def letter(advice: Advice, record: Record, knowledge: Knowledge) -> str:
    """The letter that puts a case before a professional."""
    case = case_of(record, knowledge, advice.at)
    parts = letter_parts(advice, record, knowledge)
    shared = zip(parts, _rooms(parts), strict=True)
    body = (line for part, room in shared for line in _lines(part, room))
    return "\n".join([*_head(record, case), *body, *_foot(advice)]) + "\n"


def letter_opening(record: Record, case: Case) -> str:
    """Whom the letter is about, without a name."""
    return f"{_person(case)}; {SETTINGS[case.setting]}. {_concern(record, case)}"


def letter_parts(advice: Advice, record: Record, knowledge: Knowledge) -> tuple[Part, ...]:
    """The parts of the letter, each with all that could stand in it."""
    case = case_of(record, knowledge, advice.at)
    return (
        Part("QUESTION", tuple(_questions(advice)), 3),
        Part("WHAT WAS FOUND, BY ANSWER", tuple(_findings(advice, case)), 8),
        Part("HISTORY", tuple(_history(record, case)), 6),
        Part("MEASURED", tuple(_measured(advice, record)), 5),
        Part("WHAT ANAGEN SAYS, AND WHY", tuple(_verdict(advice, knowledge)), 9),
        Part("STILL OPEN", tuple(one.ask for one in advice.missing) or ("Nothing.",), 4),
        Part("WE ASK YOU", tuple(_asked(advice)), 5),
    )


def _rooms(parts: tuple[Part, ...]) -> list[int]:
    """The lines each part gets: its share, and from the first on what others leave empty."""
    rooms = [min(part.need, part.share) for part in parts]
    spare = sum(part.share for part in parts) - sum(rooms)
    for number, part in enumerate(parts):
        more = min(spare, part.need - rooms[number])
        rooms[number] += more
        spare -= more
    return rooms


def _head(record: Record, case: Case) -> Iterator[str]:
    day = spoken_day(case.today)
    title = "LETTER FOR A CONSULTATION"
    yield title + day.rjust(COLUMNS - len(title))
    yield from _wrapped(letter_opening(record, case), 2)


def _person(case: Case) -> str:
    age, sex = case.number("age_years"), case.known("sex")
    years = "age not known" if age is None else f"{age:.0f} years"
    return f"{sex.capitalize() if isinstance(sex, str) else 'Sex not known'}, {years}"


def _concern(record: Record, case: Case) -> str:
    kind = case.known("hair_loss")
    loss = f"Hair loss: {LOSSES[HairLoss(kind)] if isinstance(kind, str) else 'not known'}"
    concern = record.concern
    if concern is None or not concern.scale:
        return f"{loss}."
    return f"{loss}; {_graded(concern.scale, concern.grade, case.knowledge)}."


def _graded(scale: str, grade: str, knowledge: Knowledge) -> str:
    """A grade in the words of its instrument; as it was written where we do not know it."""
    named = [one for one in knowledge.of_kind(Instrument) if one.is_named(scale)]
    return f"{scale} {(named[0].reading(grade) if named else '') or grade}".strip()


def _questions(advice: Advice) -> Iterator[str]:
    if advice.outcome.outcome is None:
        yield "May this person have scalp microneedling for hair loss?"
    else:
        yield "May scalp microneedling for hair loss go on, and has it worked so far?"
    if advice.shedding is not None:
        yield "Why has more hair fallen since the sessions?"
    if advice.triage is not None and advice.triage >= Triage.WITHIN_TWO_WEEKS:
        yield "What are the signs that came after the last session?"


def _findings(advice: Advice, case: Case) -> Iterator[str]:
    told = [id for reason in _weighty(advice) for id in reason.found]
    for id in dict.fromkeys(told):
        question, value = case.knowledge.questions[id], case.findings.of(id)
        if not isinstance(value, Unknown):
            yield f"{question.ask} {_said(question, value)}"
    if advice.triage is not None:
        yield f"After the last session: {TRIAGES[advice.triage]}."
    asked = [id for id, question in case.knowledge.questions.items() if not question.derived]
    known = sum(case.known(id) is not None for id in asked)
    yield f"{known} answers are known in all. Those that counted stand above."


def _said(question: Question, value: Value) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return spoken_day(value)
    if isinstance(value, int | float):
        return f"{value:g} {question.unit}"
    words = {choice.id: choice.says for choice in question.choices}
    chosen = value if isinstance(value, tuple) else (value,)
    return "; ".join(words.get(word, word) for word in chosen) or "None of these"


def _history(record: Record, case: Case) -> Iterator[str]:
    sessions = record.sessions
    yield _session_history(sessions, record) if sessions else "No session is recorded."
    for treatment in record.treatments:
        since = f"since {spoken_day(treatment.started)}" if treatment.started else "start not known"
        until = f", stopped {spoken_day(treatment.stopped)}" if treatment.stopped else ""
        dose = f", {treatment.dose}" if treatment.dose else ""
        yield f"{treatment.product}{dose}, {since}{until}"
    weeks = case.number("weeks_since_start")
    if weeks is not None:
        yield f"The course is in week {weeks:.0f}."


def _session_history(sessions: tuple[Session, ...], record: Record) -> str:
    last = sessions[-1]
    first_day, last_day = (record.local_day(one.ended) for one in (sessions[0], last))
    tool = f"{last.device.value.replace('_', ' ')}, {last.deepest_mm:g} mm"
    if len(sessions) == 1:
        return f"One session, on {spoken_day(last_day)}, with a {tool}."
    return (
        f"{len(sessions)} sessions from {spoken_day(first_day)} to {spoken_day(last_day)}, "
        f"the last with a {tool}."
    )


def _measured(advice: Advice, record: Record) -> Iterator[str]:
    if advice.shedding is not None:
        done = (test for test in advice.shedding.tests if test.result)
        yield from (f"{test.title}: {test.result}" for test in done)
    found = advice.measures.comparison
    if found is None:
        count = len(record.measurements)
        yield "One count, nothing to compare it with." if count else "Nothing that can be compared."
        return
    if found.change_per_cm2 is not None and found.interval_95 is not None:
        low, high = found.interval_95
        yield (
            f"Change {found.change_per_cm2:+.0f} hairs per cm2 over {found.weeks or 0:.0f} weeks, "
            f"95 % interval {low:+.0f} to {high:+.0f}; smallest detectable change "
            f"{found.smallest_detectable_per_cm2 or 0:.0f}: "
            f"{'inside the error, noise' if found.is_noise else 'beyond the error'}."
        )
    yield from found.why
    yield from (f"Doubt: {doubt}" for doubt in found.doubts)


def _verdict(advice: Advice, knowledge: Knowledge) -> Iterator[str]:
    yield advice.says
    if advice.outcome.outcome is not None:
        yield f"The course: {advice.outcome.outcome.value.replace('_', ' ')}."
    for reason in _weighty(advice):
        yield f"{reason.title} ({_sources(reason, knowledge)})"


def _sources(reason: Reason, knowledge: Knowledge) -> str:
    """The short names of a reason's sources; those that speak against it are marked."""
    names = [
        ("against: " if one.stance is Stance.AGAINST else "") + knowledge.sources[one.source].short
        for one in reason.basis
    ]
    return "; ".join(dict.fromkeys(names)) + ("" if reason.clinician_reviewed else " *")


def _weighty(advice: Advice) -> list[Reason]:
    """The reasons that count, each once: those with a verdict, a level or an outcome."""
    found = [*advice.reasons, *advice.recovery.reasons]
    counted = {
        reason.rule: reason
        for reason in found
        if reason.verdict > Verdict.PROCEED or reason.outcome or (reason.triage or 0) > 0
    }
    return list(counted.values())


def _asked(advice: Advice) -> Iterator[str]:
    strict = [one for one in _weighty(advice) if one.verdict >= Verdict.ASK_A_CLINICIAN]
    yield from ALWAYS_ASKED
    for reason in strict:
        yield f"Please judge: {reason.title[0].lower()}{reason.title[1:]}."


def _foot(advice: Advice) -> Iterator[str]:
    made = f"Anagen {advice.version}, knowledge {advice.knowledge}."
    yield from _wrapped(f"* Not yet reviewed by a clinician. {made}", 1)
    yield "Anagen is no medical device and makes no diagnosis."


def _lines(part: Part, room: int) -> Iterator[str]:
    """A heading, as many items as fit, how many did not, and an empty line."""
    yield part.heading
    for number, item in enumerate(part.items):
        left = len(part.items) - number
        lines = _wrapped(f"- {item}", MOST_LINES)
        if len(lines) > room - (left > 1):
            yield f"- and {left} more"
            break
        yield from lines
        room -= len(lines)
    yield ""


def _wrapped(text: str, most: int) -> list[str]:
    """A text in lines of the page, cut with a sign where it would fill more than `most`."""
    lines = wrap(_plain(text), COLUMNS, subsequent_indent="  ")
    if len(lines) <= most:
        return lines
    kept = lines[:most]
    kept[-1] = kept[-1].rsplit(" ", 1)[0] + " …"
    return kept


def _plain(text: str) -> str:
    return " ".join(text.split())
