"""A session in order: which steps, for which device and setting, and what each step says."""

from __future__ import annotations

from dataclasses import dataclass

from anagen.knowledge.conditions import Condition, read_condition
from anagen.knowledge.fact import Fact, Header, read_settings
from anagen.knowledge.limit import read_devices
from anagen.knowledge.wording import refuse_unknown_figures
from anagen.records.fields import Fields
from anagen.records.words import DeviceKind, Setting

#: Every figure that care can put into a step.
FIGURES = frozenset(
    {"needle", "passes", "zones", "gap", "uses", "numbing", "numbing_end", "numbing_grams"}
)


@dataclass(frozen=True, slots=True)
class SessionStepFact(Fact):
    """One step of a session. `says` and `stop_if` may hold figures in braces.

    A timer runs for the minutes given here, or for the recommended range of the limit on the
    quantity `timer`. A step with a `when` is for those alone for whom it is
    known to be true: nobody is led to a cream or an order that was never spoken of.
    """

    stop_if: str
    minutes_least: float | None
    minutes_most: float | None
    timer: str
    when: Condition | None


@dataclass(frozen=True, slots=True)
class Protocol(Fact):
    """The steps of a session by id, in order, for some settings and devices."""

    settings: tuple[Setting, ...]
    devices: tuple[DeviceKind, ...]
    steps: tuple[str, ...]


def read_session_step(fields: Fields, header: Header) -> SessionStepFact:
    """A fact of kind "session_step"."""
    minutes = fields.optional_table("minutes")
    step = SessionStepFact(
        **header,
        stop_if=fields.optional_text("stop_if", 300),
        minutes_least=minutes.number("least", 0, 600, "minutes") if minutes else None,
        minutes_most=minutes.number("most", 0, 600, "minutes") if minutes else None,
        timer=fields.optional_text("timer", 60),
        when=read_condition(fields.table("when")) if "when" in fields else None,
    )
    fields.raw("when")
    fields.finish()
    if minutes:
        minutes.finish()
    refuse_unknown_figures(step.says, FIGURES, fields, "says")
    refuse_unknown_figures(step.stop_if, FIGURES, fields, "stop_if")
    return step


def read_protocol(fields: Fields, header: Header) -> Protocol:
    """A fact of kind "protocol"."""
    protocol = Protocol(
        **header,
        settings=read_settings(fields),
        devices=read_devices(fields),
        steps=fields.words("steps"),
    )
    fields.finish()
    if not protocol.steps:
        raise fields.wrong("steps", "at least one step", "Name the steps in order.")
    return protocol
