"""Everything Anagen knows, loaded and checked: what `advise` is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

from anagen.knowledge.fact import Fact
from anagen.knowledge.limit import Guardrail, Limit, narrowest
from anagen.knowledge.question import Question
from anagen.knowledge.rule import Rule
from anagen.knowledge.source import Source
from anagen.records.words import DeviceKind, Setting, Step

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True)
class Knowledge:
    """Questions, sources and facts by id, and the hash of the files they were read from."""

    hash: str
    questions: Mapping[str, Question]
    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]

    def of_kind(self, kind: type[F], step: Step | None = None) -> tuple[F, ...]:
        """Every fact of a kind, in the order of ids; of one step when it is named."""
        found = self._kinds.get((kind, step), ())
        return cast(tuple[F, ...], found)

    @cached_property
    def _kinds(self) -> Mapping[tuple[type[Fact], Step | None], tuple[Fact, ...]]:
        """Facts by kind and step, sorted out once: advice asks for them many times."""
        found: dict[tuple[type[Fact], Step | None], list[Fact]] = {}
        for fact in self.facts.values():
            for step in (None, fact.step):
                found.setdefault((type(fact), step), []).append(fact)
        return {key: tuple(facts) for key, facts in found.items()}

    def rules(self, step: Step) -> tuple[Rule, ...]:
        """The rules of one step."""
        return self.of_kind(Rule, step)

    def guardrail(
        self,
        quantity: str,
        setting: Setting,
        device: DeviceKind | None = None,
        depth_mm: float | None = None,
    ) -> Guardrail | None:
        """The narrowest bounds on a quantity in a situation; None where nothing is known."""
        return narrowest(
            limit
            for limit in self.of_kind(Limit)
            if limit.quantity == quantity and limit.fits(setting, device, depth_mm)
        )

    def fact(self, id: str, kind: type[F]) -> F:
        """One fact by its id; care names the few facts that its arithmetic stands on."""
        fact = self.facts[id]
        assert isinstance(fact, kind), id
        return fact
