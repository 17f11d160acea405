"""One study: who was in it, what each arm got, what was measured, and how we know each figure.

A study file is as strict as a knowledge file: an unknown entry, a unit we do not have, an arm
that no result names, or a result of an arm that does not exist is refused, in one line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from anagen.evidence.marks import Mark, Reading, readings
from anagen.evidence.terms import (
    Beside,
    Condition,
    Design,
    Device,
    FigureUnit,
    Judged,
    Measure,
    People,
    Timing,
)
from anagen.knowledge.mistakes import KnowledgeError
from anagen.records.fields import Fields

#: The figures one arm can have for one outcome, with the widest range that makes sense.
FIGURES = {
    "baseline": (-1000.0, 5000.0),
    "baseline_sd": (0.0, 1000.0),
    "change": (-1000.0, 1000.0),
    "change_sd": (0.001, 1000.0),
    "final": (-1000.0, 5000.0),
    "final_sd": (0.0, 1000.0),
    "events": (0.0, 10000.0),
    "percent": (0.0, 100.0),
}

P_VALUE = re.compile(r"[<>]?0\.\d+")
#: What can be known of how an arm was needled, with the widest range that makes sense.
SCHEDULE = {
    "needle_least_mm": (0.1, 5.0),
    "needle_most_mm": (0.1, 5.0),
    "gap_days": (1.0, 365.0),
    "sessions": (1.0, 100.0),
}


@dataclass(frozen=True, slots=True)
class Needling:
    """How an arm was needled; a figure is None where what we read does not say."""

    device: Device
    needle_least_mm: Reading | None
    needle_most_mm: Reading | None
    gap_days: Reading | None
    sessions: Reading | None
    endpoint: str


@dataclass(frozen=True, slots=True)
class StudyArm:
    """One group of people, or one half of the scalp, and what it got."""

    id: str
    says: str
    n: Reading | None
    beside: tuple[Beside, ...]
    needling: Needling | None


@dataclass(frozen=True, slots=True)
class Result:
    """What one arm showed for one outcome. What was not read is None."""

    arm: str
    baseline: Reading | None
    baseline_sd: Reading | None
    change: Reading | None
    change_sd: Reading | None
    final: Reading | None
    final_sd: Reading | None
    events: Reading | None
    percent: Reading | None

    @property
    def figures(self) -> dict[str, Reading]:
        """The figures that are there, by name."""
        found = {name: getattr(self, name) for name in FIGURES}
        return {name: one for name, one in found.items() if one is not None}


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that was measured, in its unit, after so many weeks.

    `p` is the printed p-value, as it was printed, and `between` the two arms it stands between;
    empty for a change from the start. `doubt` says why the figures are not fit for
    a sum over trials. `read_in` is the source they were read in, where it is not the study.
    """

    id: str
    measure: Measure
    unit: FigureUnit
    area_cm2: float | None
    weeks: float | None
    p: str
    p_mark: Mark | None
    between: tuple[str, ...]
    says: str
    doubt: str
    read_in: str
    results: tuple[Result, ...]

    def of(self, arm: str) -> Result | None:
        """What one arm showed; None where nothing was read."""
        return next((one for one in self.results if one.arm == arm), None)


@dataclass(frozen=True, slots=True)
class Bias:
    """The guards against bias, as far as what we read lets one judge."""

    allocation: Judged
    blinding: Judged
    completers: Judged
    says: str


@dataclass(frozen=True, slots=True)
class Study:
    """A study by the id of its file; `source` is its entry among the sources.

    `shares` are percentages that were printed of all people, such as those of the sexes.
    """

    id: str
    source: str
    name: str
    year: int | None
    country: str
    condition: Condition
    people: People
    design: Design
    n: Reading | None
    n_completed: Reading | None
    who: str
    minoxidil: Timing
    minoxidil_mark: Mark
    bias: Bias
    doubt: str
    shares: tuple[float, ...]
    arms: tuple[StudyArm, ...]
    outcomes: tuple[Outcome, ...]

    def arm(self, id: str) -> StudyArm:
        """One arm by its id."""
        return next(one for one in self.arms if one.id == id)

    def outcome(self, id: str) -> Outcome | None:
        """One outcome by its id."""
        return next((one for one in self.outcomes if one.id == id), None)


def read_study(fields: Fields, id: str) -> Study:
    """One file of evidence/studies/."""
    people = fields.table("size")
    size = readings(people, {"n": (1.0, 100_000.0), "n_completed": (1.0, 100_000.0)})
    people.finish()
    study = Study(
        id=id,
        source=fields.text("source", 60),
        name=fields.text("name", 40),
        year=fields.optional_whole("year", 1950, 2100),
        country=fields.optional_text("country", 40),
        condition=fields.choice("condition", Condition),
        people=fields.choice("people", People),
        design=fields.choice("design", Design),
        n=size["n"],
        n_completed=size["n_completed"],
        who=fields.optional_text("who", 160),
        minoxidil=fields.choice("minoxidil", Timing),
        minoxidil_mark=fields.optional_choice("minoxidil_mark", Mark) or Mark.GAP,
        bias=_bias(fields.table("bias")),
        doubt=fields.optional_text("doubt", 240),
        shares=_shares(fields),
        arms=fields.items("arms", _arm),
        outcomes=fields.items("outcomes", _outcome),
    )
    fields.finish()
    _refuse_strange_arms(study, fields)
    return study


def _shares(fields: Fields) -> tuple[float, ...]:
    value = fields.raw("shares") or []
    if not isinstance(value, list) or not all(
        isinstance(one, int | float) and 0 <= one <= 100 for one in value
    ):
        raise fields.wrong("shares", "a list of percentages", "Write them as [40.0, 60.0].")
    return tuple(float(one) for one in value)


def _bias(fields: Fields) -> Bias:
    bias = Bias(
        allocation=fields.choice("allocation", Judged),
        blinding=fields.choice("blinding", Judged),
        completers=fields.choice("completers", Judged),
        says=fields.optional_text("says", 200),
    )
    fields.finish()
    return bias


def _arm(fields: Fields) -> StudyArm:
    n = fields.optional_number("n", 1, 100_000, "people")
    mark = fields.optional_choice("n_mark", Mark)
    if (n is None) != (mark is None):
        raise fields.wrong("n_mark", "a number of people with its mark", "Give n with n_mark.")
    needling = fields.optional_table("needling")
    arm = StudyArm(
        id=fields.text("id", 40),
        says=fields.text("says", 80),
        n=None if n is None or mark is None else Reading(n, mark),
        beside=tuple(_beside(fields)),
        needling=None if needling is None else _needling(needling),
    )
    fields.finish()
    return arm


def _beside(fields: Fields) -> list[Beside]:
    known = {one.value: one for one in Beside}
    words = fields.words("beside")
    if any(word not in known for word in words):
        raise fields.wrong("beside", "words among " + ", ".join(known), "Use one of these words.")
    return [known[word] for word in words]


def _needling(fields: Fields) -> Needling:
    needling = Needling(
        device=fields.choice("device", Device),
        endpoint=fields.optional_text("endpoint", 60),
        **readings(fields, SCHEDULE),
    )
    fields.finish()
    return needling


def _outcome(fields: Fields) -> Outcome:
    p = fields.optional_text("p", 12)
    mark = fields.optional_choice("p_mark", Mark)
    if p and not P_VALUE.fullmatch(p):
        raise fields.wrong("p", 'a p-value as printed, such as "0.039" or "<0.001"', "Correct it.")
    if bool(p) != (mark is not None):
        raise fields.wrong("p_mark", "a p-value with its mark", "Give p with p_mark, or neither.")
    outcome = Outcome(
        id=fields.text("id", 40),
        measure=fields.choice("measure", Measure),
        unit=fields.choice("unit", FigureUnit),
        area_cm2=fields.optional_number("area_cm2", 0.01, 1000, "cm2"),
        weeks=fields.optional_number("weeks", 1, 1000, "weeks"),
        p=p,
        p_mark=mark,
        between=fields.words("between"),
        says=fields.optional_text("says", 260),
        doubt=fields.optional_text("doubt", 260),
        read_in=fields.optional_text("read_in", 60),
        results=fields.items("results", _result),
    )
    fields.finish()
    return outcome


def _result(fields: Fields) -> Result:
    result = Result(arm=fields.text("arm", 40), **readings(fields, FIGURES))
    fields.finish()
    if not result.figures:
        raise KnowledgeError(
            fields.place, "a result without figures", "at least one figure", "Leave the result out."
        )
    return result


def _refuse_strange_arms(study: Study, fields: Fields) -> None:
    arms = [arm.id for arm in study.arms]
    if len(set(arms)) != len(arms) or not arms:
        raise fields.wrong("arms", "at least one arm, each with an id of its own", "Rename one.")
    for outcome in study.outcomes:
        named = [*(result.arm for result in outcome.results), *outcome.between]
        strange = [arm for arm in named if arm not in arms]
        if strange:
            raise KnowledgeError(
                f"{fields.place}.outcomes.{outcome.id}",
                f"the arm {strange[0]}",
                "one of " + ", ".join(arms),
                "Correct the arm, or add it.",
            )
