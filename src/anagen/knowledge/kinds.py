"""The kinds of fact, and who reads each."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from anagen.knowledge.contradiction import read_contradiction
from anagen.knowledge.fact import Fact, Header
from anagen.knowledge.limit import read_limit
from anagen.knowledge.medicine import read_medicine
from anagen.knowledge.rule import read_rule
from anagen.records.fields import Fields

KINDS: Mapping[str, Callable[[Fields, Header], Fact]] = {
    "contradiction": read_contradiction,
    "rule": read_rule,
    "limit": read_limit,
    "medicine": read_medicine,
}
