"""What costs money, and the prices that somebody has published, with place and date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from anagen.knowledge.fact import Fact, Header, read_settings
from anagen.records.fields import Fields
from anagen.records.words import Setting


@dataclass(frozen=True, slots=True)
class Price:
    """A published range: where, in which currency, for what, and the day it was seen."""

    region: str
    currency: str
    low: float
    high: float
    per: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Cost(Fact):
    """One thing that costs money. An extra is not in a price unless somebody said so.

    `item` is the word that answers use; `what` is what a person reads in a list.
    """

    item: str
    what: str
    settings: tuple[Setting, ...]
    is_extra: bool
    price: Price | None


def read_cost(fields: Fields, header: Header) -> Cost:
    """A fact of kind "cost"."""
    table = fields.optional_table("price")
    cost = Cost(
        **header,
        item=fields.text("item", 30),
        what=fields.text("what", 80),
        settings=read_settings(fields),
        is_extra=fields.optional_truth("is_extra") or False,
        price=_price(table) if table else None,
    )
    fields.finish()
    return cost


def _price(fields: Fields) -> Price:
    price = Price(
        region=fields.text("region", 60),
        currency=fields.text("currency", 3),
        low=fields.number("low", 0, 1e6),
        high=fields.number("high", 0, 1e6),
        per=fields.text("per", 40),
        as_of=fields.day("as_of"),
    )
    fields.finish()
    if price.low > price.high:
        raise fields.wrong("low", "a price that is not above high", "Put the two in order.")
    return price
