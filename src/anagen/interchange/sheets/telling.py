"""What a sheet is made from, and how it says the words of a record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from anagen.care.advice import Advice, Point
from anagen.interchange.sheets.code import code_for
from anagen.interchange.sheets.page import Block, Entry, Sheet
from anagen.interchange.words import Words
from anagen.knowledge.library import Knowledge
from anagen.records.record import Record
from anagen.records.words import DeviceKind, Endpoint, Zone


@dataclass(frozen=True, slots=True)
class Telling:
    """The advice for a record at one moment, and the language it is told in.

    `address` is where the aftercare page can be opened; "" for none.
    """

    advice: Advice
    record: Record
    knowledge: Knowledge
    words: Words
    address: str = ""

    def sheet(self, title: str, head: str, blocks: Iterable[Block], coded: bool = False) -> Sheet:
        """A sheet with this title; `coded` with a way to its page on a screen."""
        words = self.words
        return Sheet(
            title=title,
            language=words.language.code,
            is_right_to_left=words.is_right_to_left,
            made=self.advice.at,
            head=head,
            blocks=tuple(blocks),
            foot=self.foot,
            code=code_for(self.address, words) if coded else None,
        )

    @property
    def foot(self) -> str:
        """Where the sheet comes from, and what it is not."""
        made = self.words.gettext(
            "Anagen {version}, knowledge {knowledge}. Not a medical device, no diagnosis. "
            "Not yet reviewed by a clinician."
        )
        return made.format(version=self.advice.version, knowledge=self.advice.knowledge)

    def local_moment(self, moment: datetime) -> str:
        """A moment by the person's own clock."""
        return self.words.moment(self.record.local(moment))

    def local_day(self, moment: datetime) -> str:
        """The day of a moment where the person is."""
        return self.words.day(self.record.local_day(moment))

    def zone(self, zone: Zone) -> str:
        """A part of the scalp, in the words of the question about it."""
        return self._choice("zones_wanted", zone.value)

    def zones(self, zones: Iterable[Zone]) -> str:
        """Several parts of the scalp in a row."""
        return "; ".join(self.zone(zone) for zone in zones)

    def device(self, device: DeviceKind) -> str:
        """What carries the needles."""
        return self._choice("device_kind", device.value)

    def endpoint(self, endpoint: Endpoint) -> str:
        """What was seen when needling stopped."""
        return self._choice("endpoint_wanted", endpoint.value)

    def entry(self, point: Point) -> Entry:
        """A point of the advice: its title, and what it says."""
        return Entry(self.words.translated(point.title), self.words.translated(point.says))

    def _choice(self, question: str, id: str) -> str:
        choices = self.knowledge.questions[question].choices
        return self.words.translated(next(one.says for one in choices if one.id == id))
