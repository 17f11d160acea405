"""Side effects: how long each usually lasts, and from when on it is no longer usual."""

from __future__ import annotations

from dataclasses import dataclass

from anagen.knowledge.conditions import Condition, Op, Test, read_condition
from anagen.knowledge.fact import Fact, Header
from anagen.records.fields import Fields
from anagen.records.words import Triage


@dataclass(frozen=True, slots=True)
class SideEffect(Fact):
    """One side effect and its expected course, in hours.

    `when` tells that it is reported. `clock` names the question that says for how long: up to
    `usual_hours_most` it counts as `at_first`, then as self-care, after
    `see_someone_after_hours` as `later`. An effect without a clock is judged by rules alone.
    `until_says` tells what ends the wait for a next session.
    """

    when: Condition | None
    clock: str
    usual_hours_most: float
    see_someone_after_hours: float
    at_first: Triage
    later: Triage
    until_says: str

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The clock as a condition, so that a clock nobody keeps does not load."""
        return (Test(self.clock, Op.AT_LEAST, 0),) if self.clock else ()

    def triage_at(self, hours: float) -> Triage:
        """How soon someone should look, when it has been there for so many hours."""
        if hours > self.see_someone_after_hours:
            return self.later
        if hours > self.usual_hours_most:
            return max(self.at_first, Triage.SELF_CARE)
        return self.at_first


def read_effect(fields: Fields, header: Header) -> SideEffect:
    """A fact of kind "effect"."""
    effect = SideEffect(
        **header,
        when=read_condition(fields.table("when")) if "when" in fields else None,
        clock=fields.optional_text("clock", 60),
        usual_hours_most=fields.number("usual_hours_most", 0, 10_000, "hours"),
        see_someone_after_hours=fields.number("see_someone_after_hours", 0, 10_000, "hours"),
        at_first=_level(fields, "at_first"),
        later=_level(fields, "later"),
        until_says=fields.optional_text("until_says", 120),
    )
    fields.finish()
    _check(effect, fields)
    return effect


def _level(fields: Fields, name: str) -> Triage:
    words = {triage.word: triage for triage in Triage}
    word = fields.text(name)
    if word not in words:
        raise fields.wrong(name, "one of " + ", ".join(words), "Use one of these words.")
    return words[word]


def _check(effect: SideEffect, fields: Fields) -> None:
    if effect.usual_hours_most > effect.see_someone_after_hours:
        raise fields.wrong(
            "see_someone_after_hours", "a time after usual_hours_most", "Put them in order."
        )
    if effect.later < effect.at_first:
        raise fields.wrong("later", "a level no milder than at_first", "Put them in order.")
    if effect.clock and (effect.when is None or not effect.until_says):
        raise fields.wrong(
            "clock", "a clock beside when and until_says", "Add them, or take the clock out."
        )
