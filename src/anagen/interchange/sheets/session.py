"""The session record: what was done, with what, by whom, on one page.

What nobody wrote down says so; it is never a no.
"""

from __future__ import annotations

from collections.abc import Iterator

from anagen.interchange.sheets.page import Block, Line, Paragraph, Part, Rows, Sheet
from anagen.interchange.sheets.telling import Telling
from anagen.interchange.words import Words
from anagen.records.session import Anaesthetic, Session
from anagen.records.words import Setting, Who

Row = tuple[str, str]


def session_sheet(telling: Telling, number: int) -> Sheet:
    """The record of one session; `number` counts from 1, the oldest first."""
    session = telling.record.sessions[number - 1]
    words = telling.words
    title = words.gettext("Session of {day}").format(day=telling.local_day(session.started))
    head = words.gettext("Session record, number {number} of {count}")
    spoken = head.format(number=number, count=len(telling.record.sessions))
    return telling.sheet(title, spoken, _blocks(session, telling))


def _blocks(session: Session, telling: Telling) -> Iterator[Block]:
    words = telling.words
    head = (words.gettext("What"), words.gettext("As written down"))
    yield Part(words.gettext("The session"), (Rows(head, tuple(_session(session, telling))),))
    zones = tuple(
        (telling.zone(one.zone), words.millimetres(one.depth_mm), words.number(one.passes))
        for one in session.zones
    )
    columns = (words.gettext("Where"), words.gettext("Depth"), words.gettext("Passes"))
    table: Block = Rows(columns, zones) if zones else Paragraph(_not_written(words))
    yield Part(words.gettext("Zones"), (table,))
    numbing = tuple(_numbing(session.anaesthetic, telling))
    cream: Block = Rows(head, numbing) if numbing else Paragraph(_not_written(words))
    yield Part(words.gettext("Numbing cream"), (cream,))
    put_on = tuple((one.product, telling.local_moment(one.at)) for one in session.applied)
    when = (words.gettext("Product"), words.gettext("When"))
    products: Block = Rows(when, put_on) if put_on else Paragraph(_not_written(words))
    yield Part(words.gettext("Put on the skin"), (products,))
    if session.setting is not Setting.HOME:
        yield Line(words.gettext("Name and signature, date"))


def _not_written(words: Words) -> str:
    return words.gettext("Not written down")


def _session(session: Session, telling: Telling) -> Iterator[Row]:
    words = telling.words
    said = _Said(words)
    yield words.gettext("Start"), telling.local_moment(session.started)
    yield words.gettext("End"), telling.local_moment(session.ended)
    yield words.gettext("Place"), _place(session.setting, words)
    yield words.gettext("Device"), telling.device(session.device)
    yield words.gettext("Needle length"), words.millimetres(session.needle_mm)
    yield words.gettext("Lot number"), said.text(session.lot)
    yield words.gettext("Uses of these needles"), said.number(session.uses)
    yield words.gettext("Disinfected with"), said.text(session.antiseptic)
    seen = telling.endpoint(session.endpoint) if session.endpoint else ""
    yield words.gettext("Skin at the end"), said.text(seen)
    yield words.gettext("Pain, 0 to 10"), said.number(session.pain)
    yield words.gettext("Pressure"), said.text(words.translated(session.pressure))
    yield words.gettext("Covered afterwards"), said.truth(session.occluded)
    operator = _operator(session.operator, words) if session.operator else ""
    yield words.gettext("Who held the needle"), said.text(operator)


def _numbing(used: Anaesthetic | None, telling: Telling) -> Iterator[Row]:
    if used is None:
        return
    words = telling.words
    said = _Said(words)
    yield words.gettext("Product"), said.text(used.product)
    yield words.gettext("Amount"), said.number(used.grams, "g")
    yield words.gettext("Area"), said.number(used.area_cm2, "cm²")
    yield words.gettext("On"), said.text(telling.local_moment(used.on) if used.on else "")
    yield words.gettext("Off"), said.text(telling.local_moment(used.off) if used.off else "")
    yield words.gettext("Covered"), said.truth(used.covered)
    yield words.gettext("Warmed"), said.truth(used.heated)


class _Said:
    """Entries that may be missing, in words."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def text(self, entry: str) -> str:
        return entry or _not_written(self._words)

    def number(self, entry: float | None, unit: str = "") -> str:
        if entry is None:
            return _not_written(self._words)
        return f"{self._words.number(entry)}\u00a0{unit}".rstrip()

    def truth(self, entry: bool | None) -> str:
        if entry is None:
            return _not_written(self._words)
        return self._words.gettext("Yes") if entry else self._words.gettext("No")


def _place(setting: Setting, words: Words) -> str:
    places = {
        Setting.HOME: words.gettext("At home"),
        Setting.CLINIC: words.gettext("In a clinic"),
        Setting.TRIAL: words.gettext("In a clinical trial"),
    }
    return places[setting]


def _operator(who: Who, words: Words) -> str:
    names = {
        Who.SELF: words.gettext("The person themselves"),
        Who.DERMATOLOGIST: words.gettext("A dermatologist"),
        Who.DOCTOR: words.gettext("Another doctor"),
        Who.NURSE: words.gettext("A nurse"),
        Who.THERAPIST: words.gettext("Another health worker"),
        Who.OTHER: words.gettext("Someone else"),
    }
    return names[who]
