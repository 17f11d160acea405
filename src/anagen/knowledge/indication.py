"""Indications: for each kind of hair loss, what needling is known to do and where it belongs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from anagen.knowledge.fact import Fact, Header
from anagen.records.fields import Fields
from anagen.records.words import HairLoss, Setting


@dataclass(frozen=True, slots=True)
class Indication(Fact):
    """One kind of hair loss: what is known, what nobody knows, and what holds in each setting.

    `says` is the answer in one breath; `known` and `not_known` follow it.
    """

    hair_loss: HairLoss
    known: str
    not_known: str
    says_in: Mapping[Setting, str]

    def says_at(self, setting: Setting) -> str:
        """What a person in that setting reads."""
        return f"{self.says} {self.known} {self.not_known} {self.says_in[setting]}"


def read_indication(fields: Fields, header: Header) -> Indication:
    """A fact of kind "indication"."""
    indication = Indication(
        **header,
        hair_loss=fields.choice("hair_loss", HairLoss),
        known=fields.text("known", 600),
        not_known=fields.text("not_known", 600),
        says_in=_settings(fields.table("says_in")),
    )
    fields.finish()
    return indication


def _settings(fields: Fields) -> dict[Setting, str]:
    says = {setting: fields.text(setting.value, 500) for setting in Setting}
    fields.finish()
    return says
